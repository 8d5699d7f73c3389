//! Which actions can be chosen for a column.

use crate::domain::action::Action;
use crate::domain::mask::{MaskChoice, Param, ParamSpec, Params};
use crate::mask::{self, MASKS, Mask, params};
use crate::tui::port::{Candidate, Row};

/// The suggestion and its runner-up first, then drop, the masks that were made for such a column, those that it can have
/// too, each with its default parameters, and keep.
///
/// A mask that cannot take the column's logical type, or that needs a parameter first, says so in `why_not`.
#[must_use]
pub fn candidates(row: &Row) -> Vec<Candidate> {
    let mut out = vec![of_action(row, row.suggestion.action.clone())];
    let rest = row.suggestion.otherwise.clone().into_iter();
    let parent = row.scan.kind.as_deref().and_then(crate::detect::parent);
    let mut masks: Vec<&dyn Mask> = MASKS.to_vec();
    masks.sort_by_key(|mask| !mask.about().made_for.fits(&row.scan, parent));
    let masks = masks.into_iter().map(|mask| defaults(row, mask));
    // What is decided stands here too where no list has it: other parameters, or a condition.
    let decided = row.action().cloned().into_iter();
    for action in rest.chain(decided).chain([Action::Drop]).chain(masks).chain([Action::Keep]) {
        if out.iter().all(|known| known.action != action) {
            out.push(of_action(row, action));
        }
    }
    // What can be taken stands before what cannot; the suggestion stays first.
    out.sort_by_key(|candidate| candidate.why_not.is_some());
    out
}

/// The candidate of an action.
fn of_action(row: &Row, action: Action) -> Candidate {
    let suggested = action == row.suggestion.action;
    let (title, guarantees, why_not) = match &action {
        Action::Keep => ("releases it as it is".to_owned(), None, None),
        Action::Drop => ("leaves the column out".to_owned(), None, None),
        Action::Mask { mask: choice, when, .. } => match mask::of_choice(choice) {
            Err(error) => (choice.name.clone(), None, Some(error.to_string())),
            Ok(found) => match mask::planned(choice, when.as_deref(), row.id.dtype) {
                Ok(plan) => (found.title().to_owned(), Some(plan.guarantees), None),
                Err(error) => (found.title().to_owned(), None, Some(error.to_string())),
            },
        },
    };
    Candidate { action, title, guarantees, why_not, suggested }
}

/// A mask with the defaults of its parameters; a keyed one in the consistency domain of the column's type.
fn defaults(row: &Row, mask: &dyn Mask) -> Action {
    let none = Params::new();
    // Where a parameter must be given first, what has a default is shown; the plan says what is missing.
    let params = params::complete(mask, &none).unwrap_or_else(|_| {
        let default = |spec: &ParamSpec| Some((spec.name.to_owned(), Param::parse(spec.default?)));
        mask.params().iter().filter_map(default).collect()
    });
    let keyed = mask.plan(&params, row.id.dtype).is_ok_and(|plan| plan.guarantees.keyed);
    let choice = MaskChoice { name: mask.name().to_owned(), version: mask.version(), params };
    Action::mask(choice, keyed.then(|| crate::review::decide::domain(row)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::tier::Tier;
    use crate::tui::tests::fake::row;

    #[test]
    fn the_suggestion_comes_first_and_everything_once() {
        let row = row("t.csv", "email", 0, Some("email"), Tier::Confidential, 1.0);
        let all = candidates(&row);
        assert!(all.first().is_some_and(|candidate| candidate.suggested));
        assert_eq!(all.iter().filter(|candidate| candidate.suggested).count(), 1);
        for action in [Action::Keep, Action::Drop] {
            assert_eq!(all.iter().filter(|candidate| candidate.action == action).count(), 1);
        }
        assert!(all.len() > MASKS.len());
        let keyed =
            all.iter().filter(|c| c.guarantees.as_ref().is_some_and(|g| g.keyed && c.why_not.is_none()));
        for candidate in keyed {
            let domain =
                matches!(&candidate.action, Action::Mask { domain: Some(domain), .. } if domain == "email");
            assert!(domain, "{:?}", candidate.action);
        }
    }
}
