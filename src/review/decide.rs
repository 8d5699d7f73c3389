//! Verdicts, remarks and corrections as changes for the journal.

use std::borrow::Cow;

use super::error::ReviewError;
use super::item::Item;
use super::vanished::Vanished;
use crate::detect;
use crate::domain::action::Action;
use crate::domain::decision::{Basis, Change, Verdict};
use crate::domain::spans::FindSpans;
use crate::domain::tier::Tier;
use crate::store::journal::check_text;
use crate::store::policy::{Policy, Reveal};

/// The verdict that takes the suggestion.
#[must_use]
pub fn approve(item: &Item) -> Verdict {
    decided(item.suggestion.action.clone())
}

/// The verdict for an action.
#[must_use]
pub const fn decided(action: Action) -> Verdict {
    Verdict::Decided { action, not_sensitive: false }
}

/// The verdict that rejects the finding: not sensitive, released as it is.
#[must_use]
pub const fn not_sensitive() -> Verdict {
    Verdict::Decided { action: Action::Keep, not_sensitive: true }
}

/// A verdict about a column: made on what is known now, in place of every verdict that was seen.
///
/// `detectors` is the digest of the detectors. A blank reason is none.
#[must_use]
pub fn verdict(item: &Item, verdict: Verdict, reason: Option<String>, detectors: &str) -> Change {
    Change::Verdict {
        column: item.id.clone(),
        verdict,
        basis: Basis::of(&item.scan, detectors),
        reason: reason.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()),
        supersedes: item.status.heads.iter().map(|head| head.id.clone()).collect(),
        undoes: None,
    }
}

/// Whether a verdict must say why: it releases a restricted column in clear.
#[must_use]
pub fn needs_reason(item: &Item, verdict: &Verdict) -> bool {
    item.scan.sensitivity == Tier::Restricted
        && matches!(verdict, Verdict::Decided { action: Action::Keep, .. })
}

/// As [`verdict`], with every text searched (reason, texts of the mask) and a reason demanded where one is needed.
///
/// # Errors
/// A missing reason, a text that holds data.
pub fn checked(
    item: &Item,
    given: Verdict,
    reason: Option<String>,
    detectors: &str,
    finder: &dyn FindSpans,
) -> Result<Change, ReviewError> {
    let blank = reason.as_deref().is_none_or(|text| text.trim().is_empty());
    if blank && needs_reason(item, &given) {
        return Err(ReviewError::NeedsReason { column: item.place().address() });
    }
    if let Some(text) = &reason {
        check_text("reason", text, finder)?;
    }
    if let Verdict::Decided { action: Action::Mask { mask, domain, when }, .. } = &given {
        let mut texts = mask.texts().chain(domain.as_deref().map(Cow::Borrowed));
        texts.try_for_each(|text| check_text("parameter", &text, finder))?;
        let mut conditions = when.iter().flat_map(|when| when.texts());
        conditions.try_for_each(|text| check_text("condition", &text, finder))?;
    }
    Ok(verdict(item, given, reason, detectors))
}

/// The decisions of a vanished column moved to the column that it became: the new one is decided as the old one was,
/// on what is known now, and the old one is taken out of the review. One step.
///
/// A column that was not decided (put off, disputed) has nothing to move; then there are no changes.
#[must_use]
pub fn rename(gone: &Vanished, item: &Item, detectors: &str) -> Vec<Change> {
    let Some((head, action)) = gone.status.heads.first().zip(gone.status.action()) else { return Vec::new() };
    let not_sensitive = matches!(head.verdict, Verdict::Decided { not_sensitive: true, .. });
    let moved = Verdict::Decided { action: action.clone(), not_sensitive };
    let mut changes = vec![verdict(item, moved, head.reason.clone(), detectors)];
    changes.extend(forget(gone));
    changes
}

/// The decisions of a vanished column taken out of the review; nothing where there are none.
#[must_use]
pub fn forget(gone: &Vanished) -> Option<Change> {
    let head = gone.status.heads.first()?;
    Some(Change::Verdict {
        column: gone.id.clone(),
        verdict: Verdict::Withdrawn,
        basis: head.basis.clone(),
        reason: None,
        supersedes: gone.status.heads.iter().map(|head| head.id.clone()).collect(),
        undoes: None,
    })
}

/// A remark.
///
/// # Errors
/// A text that holds data.
pub fn comment(item: &Item, text: &str, finder: &dyn FindSpans) -> Result<Change, ReviewError> {
    check_text("comment", text, finder)?;
    Ok(Change::Comment { column: item.id.clone(), text: text.trim().to_owned() })
}

/// A corrected type; `None` takes an earlier correction back.
///
/// # Errors
/// A type that is not in the registry.
pub fn set_type(item: &Item, kind: Option<&str>) -> Result<Change, ReviewError> {
    if let Some(kind) = kind
        && detect::find(kind).is_none()
    {
        let near = detect::all()
            .iter()
            .map(|d| d.id)
            .filter(|id| id.contains(kind) || (kind.contains(id) && id.len() > 2))
            .take(5)
            .map(str::to_owned)
            .collect();
        return Err(ReviewError::NoType { kind: kind.to_owned(), near });
    }
    Ok(Change::SetType { column: item.id.clone(), kind: kind.map(str::to_owned) })
}

/// The record that values of a column are shown.
///
/// # Errors
/// Where the policy forbids it.
pub fn reveal(item: &Item, policy: &Policy) -> Result<Change, ReviewError> {
    match policy.reveal {
        Reveal::Allowed => Ok(Change::Reveal { column: item.id.clone() }),
        Reveal::Forbidden => Err(ReviewError::RevealForbidden { column: item.place().address() }),
    }
}

/// The consistency domain of a column: that of its suggestion, else its type's parent, else its own path.
#[must_use]
pub fn domain(row: &Item) -> String {
    if let Action::Mask { domain: Some(domain), .. } = &row.suggestion.action {
        return domain.clone();
    }
    match row.scan.kind.as_deref() {
        Some(kind) => detect::find(kind).map_or(kind, |detector| detector.parent).to_owned(),
        None => row.id.column.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::decision::Event;
    use crate::domain::fold::Fold;
    use crate::domain::mask::{MaskChoice, Param};
    use crate::domain::spans::Span;
    use crate::review::testing::{self, AtSigns};
    use crate::review::vanished;

    #[test]
    fn a_verdict_replaces_every_head_that_was_seen_and_keeps_the_evidence() {
        let mut item = testing::item("t.csv", "email");
        item.status.heads = vec![testing::head("1"), testing::head("2")];
        let Change::Verdict { supersedes, basis, reason, .. } =
            verdict(&item, approve(&item), Some("  ".into()), "sha256:d")
        else {
            panic!("no verdict")
        };
        assert_eq!(supersedes, ["1", "2"]);
        assert_eq!((basis.kind.as_deref(), basis.detectors.as_str()), (Some("email"), "sha256:d"));
        assert_eq!(reason, None);
    }

    #[test]
    fn releasing_what_is_restricted_needs_a_reason_and_masking_never_does() {
        let mut item = testing::item("t.csv", "card");
        item.scan_mut().sensitivity = Tier::Restricted;
        let check = |verdict, reason: Option<&str>| {
            checked(&item, verdict, reason.map(str::to_owned), "d", &AtSigns).map(|_| ())
        };
        for verdict in [not_sensitive(), decided(Action::Keep)] {
            assert!(matches!(check(verdict.clone(), None), Err(ReviewError::NeedsReason { .. })));
            assert!(matches!(check(verdict.clone(), Some(" ")), Err(ReviewError::NeedsReason { .. })));
            assert!(check(verdict, Some("test cards only")).is_ok());
        }
        for verdict in [decided(Action::Drop), Verdict::Skipped, Verdict::Flagged] {
            assert!(check(verdict, None).is_ok());
        }
    }

    #[test]
    fn texts_with_data_are_refused_without_repeating_them() {
        let item = testing::item("t.csv", "email");
        let message = comment(&item, "ask x@example.org", &AtSigns).unwrap_err().to_string();
        assert!(message.contains("email") && !message.contains("example"), "{message}");
        assert!(comment(&item, "ask the owner", &AtSigns).is_ok());
        let mut spans: Vec<Span> = Vec::new();
        AtSigns.find_spans(b"@", &mut spans);
        assert_eq!(spans.len(), 1);
    }

    #[test]
    fn the_policy_can_forbid_to_show_values_and_types_must_exist() {
        let item = testing::item("t.csv", "email");
        assert!(reveal(&item, &Policy::default()).is_ok());
        let strict = Policy { reveal: Reveal::Forbidden, ..Policy::default() };
        assert!(matches!(reveal(&item, &strict), Err(ReviewError::RevealForbidden { .. })));
        assert!(matches!(set_type(&item, Some("no_such_type")), Err(ReviewError::NoType { .. })));
        assert!(set_type(&item, None).is_ok());
    }

    #[test]
    fn texts_of_a_mask_are_searched_too() {
        let item = testing::item("t.csv", "email");
        let mask = |value: &str| {
            let params = [("value".to_owned(), Param::Text(value.into()))].into();
            let mask = MaskChoice { name: "constant".into(), version: 1, params };
            decided(Action::mask(mask, None))
        };
        assert!(checked(&item, mask("x@example.org"), None, "d", &AtSigns).is_err());
        assert!(checked(&item, mask("hidden"), None, "d", &AtSigns).is_ok());
    }

    #[test]
    fn a_rename_moves_the_decision_and_the_old_column_is_no_longer_missed() {
        let old = testing::item("t.csv", "mail");
        let mut fold = Fold::default();
        let push = |fold: &mut Fold, id: &str, change: Change| {
            fold.push(&Event {
                id: id.into(),
                prev: None,
                time: id.into(),
                reviewer: "ana".into(),
                step: "s".into(),
                change,
            });
        };
        push(&mut fold, "1", verdict(&old, decided(Action::Drop), Some("not needed".into()), "d"));
        let now = [testing::item("t.csv", "email")];
        let gone = vanished::find(&fold, &now);
        assert_eq!(gone[0].renamed.as_ref(), Some(&now[0].id));
        for (at, change) in rename(&gone[0], &now[0], "d").into_iter().enumerate() {
            push(&mut fold, &format!("2{at}"), change);
        }
        let status = fold.column(&now[0].id).unwrap();
        assert_eq!(
            (status.action(), status.heads[0].reason.as_deref()),
            (Some(&Action::Drop), Some("not needed"))
        );
        assert!(vanished::find(&fold, &now).is_empty());
    }
}
