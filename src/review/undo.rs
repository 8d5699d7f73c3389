//! Taking steps back and bringing them back: both are new events, so any depth works across restarts.
//!
//! Taking a step back gives every column of it the verdicts that the step replaced; bringing it back restates the step's
//! own. What others decided since then stays. The steps of such events are called `<first step>~<n>`, and their
//! verdicts name the first step in `undoes`.

use std::collections::{HashMap, HashSet};

use super::lineage::{self, Deed, Lineage, Origin};
use crate::domain::decision::{Basis, Change, Event, Verdict};
use crate::domain::fold::Fold;
use crate::domain::name::ColumnId;

/// A step that is taken back or brought back, ready for the journal.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    /// The step id to append the changes under.
    pub step: String,
    /// The step that is undone or redone.
    pub about: String,
    /// The changes, never empty.
    pub changes: Vec<Change>,
    /// Columns that stay as they are, because somebody decided them again since.
    pub kept: Vec<ColumnId>,
}

/// Takes back the last step of `own` that still stands; `None` where there is none.
///
/// `events` are all events, `own` those of this reviewer on this device in order (see `Journal::own`), `fold` the
/// review as it stands.
#[must_use]
pub fn undo<'a>(events: &[Event], own: impl Iterator<Item = &'a Event>, fold: &Fold) -> Option<Turn> {
    let history = History::of(own);
    let lineage = Lineage::of(events);
    history.done.iter().rev().find_map(|step| history.turn(step, false, &lineage, fold))
}

/// Brings back the last step that was taken back, unless something was decided since; `None` where there is none.
#[must_use]
pub fn redo<'a>(events: &[Event], own: impl Iterator<Item = &'a Event>, fold: &Fold) -> Option<Turn> {
    let history = History::of(own);
    let lineage = Lineage::of(events);
    history.undone.iter().rev().find_map(|step| history.turn(step, true, &lineage, fold))
}

/// The steps of one reviewer on one device.
#[derive(Default)]
struct History<'a> {
    /// Every step in order with the columns it is about.
    steps: Vec<(&'a str, Vec<&'a ColumnId>)>,
    /// Steps that stand, oldest first.
    done: Vec<&'a str>,
    /// Steps that were taken back, in the order in which they were.
    undone: Vec<&'a str>,
}

impl<'a> History<'a> {
    fn of(own: impl Iterator<Item = &'a Event>) -> Self {
        let mut history = Self::default();
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for event in own.filter(|e| matches!(e.change, Change::Verdict { .. } | Change::SetType { .. })) {
            let column = event.change.column();
            let at = *seen.entry(&event.step).or_insert_with(|| {
                history.steps.push((&event.step, Vec::new()));
                history.enter(event);
                history.steps.len() - 1
            });
            if let Some((_, columns)) = history.steps.get_mut(at) {
                columns.push(column);
            }
        }
        history
    }

    /// Takes the first event of a step.
    fn enter(&mut self, event: &'a Event) {
        let Some(first) = lineage::about(event) else {
            self.done.push(&event.step);
            self.undone.clear();
            return;
        };
        let take =
            |from: &mut Vec<&'a str>| from.iter().rposition(|step| *step == first).map(|at| from.remove(at));
        if let Some(step) = take(&mut self.done) {
            self.undone.push(step);
        } else if let Some(step) = take(&mut self.undone) {
            self.done.push(step);
        }
    }

    /// The turn of one step; `None` where nothing of it stands any more.
    fn turn(&self, step: &str, redo: bool, lineage: &Lineage<'_>, fold: &Fold) -> Option<Turn> {
        let (_, columns) = self.steps.iter().find(|(name, _)| *name == step)?;
        let turns =
            self.steps.iter().filter(|(name, _)| name.split_once('~').is_some_and(|(of, _)| of == step));
        let mut turn = Turn {
            step: format!("{step}~{}", turns.count() + 1),
            about: step.to_owned(),
            changes: Vec::new(),
            kept: Vec::new(),
        };
        let mut seen = HashSet::new();
        for column in columns.iter().filter(|column| seen.insert(**column)) {
            let Some(deed) = lineage.deed(step, column) else { continue };
            let changed = verdicts(deed, column, redo, lineage, fold, &mut turn);
            let changed = correction(deed, column, redo, lineage, &mut turn) || changed;
            if !changed {
                turn.kept.push((*column).clone());
            }
        }
        (!turn.changes.is_empty()).then_some(turn)
    }
}

/// Turns the verdicts of a step about one column; says whether there was anything to turn.
fn verdicts(
    deed: &Deed<'_>,
    column: &ColumnId,
    redo: bool,
    lineage: &Lineage<'_>,
    fold: &Fold,
    turn: &mut Turn,
) -> bool {
    let Some(first) = deed.verdicts.first() else { return false };
    let before = lineage.before(deed);
    // Redo replaces what undo restated; a column without decisions before has none.
    let wanted: Vec<Origin<'_>> = if before.is_empty() {
        vec![None]
    } else {
        before.iter().map(|event| lineage.origin(&event.id)).collect()
    };
    let stands = |id: &str| {
        let origin = lineage.origin(id);
        if redo { wanted.contains(&origin) } else { deed.holds(origin) }
    };
    let heads = fold.column(column).map(|status| status.heads.as_slice()).unwrap_or_default();
    let standing: Vec<String> =
        heads.iter().filter(|head| stands(&head.id)).map(|head| head.id.clone()).collect();
    if standing.is_empty() {
        return false;
    }
    let restated = if redo { &deed.verdicts } else { &before };
    let mut parts: Vec<(Verdict, Basis, Option<String>)> =
        restated.iter().filter_map(|event| lineage::parts(event)).collect();
    if parts.is_empty()
        && let Some((_, basis, _)) = lineage::parts(first)
    {
        parts.push((Verdict::Withdrawn, basis, None));
    }
    turn.changes.extend(parts.into_iter().map(|(verdict, basis, reason)| Change::Verdict {
        column: column.clone(),
        verdict,
        basis,
        reason,
        supersedes: standing.clone(),
        undoes: Some(turn.about.clone()),
    }));
    true
}

/// Turns the correction of a step about one column; says whether there was anything to turn.
fn correction(
    deed: &Deed<'_>,
    column: &ColumnId,
    redo: bool,
    lineage: &Lineage<'_>,
    turn: &mut Turn,
) -> bool {
    let Some(Change::SetType { kind, .. }) = deed.correction.map(|event| &event.change) else { return false };
    if !lineage.correction_stands(deed, column, redo) {
        return false;
    }
    let kind = if redo { kind.clone() } else { lineage.corrected_before(deed) };
    turn.changes.push(Change::SetType { column: column.clone(), kind });
    true
}

#[cfg(test)]
#[path = "undo_tests.rs"]
mod tests;
