//! What gives a masked column away all the same.

use super::scene::{Involved, Scene};
use crate::domain::action::Action;
use crate::domain::mask::{Guarantees, Uniqueness};
use crate::mask;
use crate::risk::{codes, containment, counts, guess, lambda};

/// Rows that values are compared on, one inside the other.
const COMPARED: usize = 300;
/// Share of rows from which one value stands inside the other as a rule.
const OFTEN: f64 = 0.5;
/// Lambda from which one column tells another.
const TOLD: f64 = 0.8;
/// Distinct values under which frequencies tell tokens apart.
const FEW: usize = 50;

/// Kept columns that tell what the action hides, or hidden columns that this one tells where it is kept.
///
/// `cells` and `coded` are those of the columns of the scene.
pub fn giveaways(
    scene: &Scene,
    cells: &[Vec<Option<&[u8]>>],
    coded: &[Vec<u32>],
    action: &Action,
) -> Vec<String> {
    let mut columns = scene.columns.iter().zip(cells.iter().zip(coded));
    let Some((own, mine)) = columns.next() else { return Vec::new() };
    let kept = *action == Action::Keep;
    // Of two columns that are both kept, or both hidden, none gives the other away.
    columns
        .filter(|(other, _)| (other.action == Action::Keep) != kept)
        .filter_map(
            |(other, theirs)| {
                if kept { given(own, mine, other, theirs) } else { given(other, theirs, own, mine) }
            },
        )
        .collect()
}

/// Cells and codes of a column.
type Values<'a> = (&'a Vec<Option<&'a [u8]>>, &'a Vec<u32>);

fn given(shown: &Involved, shows: Values<'_>, hidden: &Involved, hides: Values<'_>) -> Option<String> {
    let most = shows.0.len().min(COMPARED);
    let inside = containment(shows.0.get(..most)?, hides.0.get(..most)?);
    if inside >= OFTEN {
        return Some(format!(
            "{} is kept and spells {} in {:.0} % of rows",
            shown.path,
            hidden.path,
            inside * 100.0
        ));
    }
    let told = lambda(hides.1, shows.1).filter(|lambda| *lambda >= TOLD)?;
    Some(format!(
        "{} is kept and tells {}: {:.0} % fewer wrong guesses (lambda)",
        shown.path,
        hidden.path,
        told * 100.0
    ))
}

/// What it costs to find the values behind tokens.
pub fn guess_cost(column: &Involved, action: &Action, before: &[Option<&[u8]>]) -> Vec<String> {
    let Action::Mask { mask: choice, when, .. } = action else { return Vec::new() };
    let planned = mask::planned(choice, when.as_deref(), column.dtype);
    let Ok(Guarantees { keyed, deterministic: true, uniqueness, .. }) = planned.map(|plan| plan.guarantees)
    else {
        return Vec::new();
    };
    if uniqueness == Uniqueness::Lost {
        return Vec::new();
    }
    let values: Vec<Option<&[u8]>> = before.iter().filter(|cell| cell.is_some()).copied().collect();
    let distinct = counts(&codes(&values)).len();
    let mut out = Vec::new();
    if distinct > 0 && distinct < FEW {
        out.push(format!("{distinct} distinct values: how often a token stands tells which value it is"));
    }
    let who = if keyed { "with the key" } else { "without any key" };
    if let Some(size) = guess::domain_size(column.parent) {
        out.push(format!(
            "{who} every {} is tried in {} (10^9 hashes a second)",
            column.parent,
            guess::in_words(guess::seconds(size))
        ));
    } else if !keyed {
        out.push("without any key a guessed value can be tested, 10^9 a second".to_owned());
    }
    out
}
