//! Taking steps back and bringing them back: both are new events, so any depth works across restarts.
//!
//! Taking a step back gives every column of it the verdicts that the step replaced; what others decided since then stays.
//! Bringing it back is the same, done to the step that took it back. The steps of such events are called
//! `<first step>~<n>`, and their verdicts name the first step in `undoes`.

use std::collections::{HashMap, HashSet};

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
    let mut stack = history.done.iter().rev();
    stack.find_map(|entry| history.turn(entry, events, fold))
}

/// Brings back the last step that was taken back, unless something was decided since; `None` where there is none.
#[must_use]
pub fn redo<'a>(events: &[Event], own: impl Iterator<Item = &'a Event>, fold: &Fold) -> Option<Turn> {
    let history = History::of(own);
    let mut stack = history.undone.iter().rev();
    stack.find_map(|entry| history.turn(entry, events, fold))
}

/// A step and the step that holds its latest events (itself, or the one that took it back or brought it back).
struct Entry {
    first: String,
    latest: String,
}

/// The steps of one reviewer on one device.
struct History<'a> {
    steps: HashMap<String, Vec<&'a Event>>,
    done: Vec<Entry>,
    undone: Vec<Entry>,
}

impl<'a> History<'a> {
    fn of(own: impl Iterator<Item = &'a Event>) -> Self {
        let mut history = Self { steps: HashMap::new(), done: Vec::new(), undone: Vec::new() };
        let mut order: Vec<&str> = Vec::new();
        for event in own.filter(|e| matches!(e.change, Change::Verdict { .. } | Change::SetType { .. })) {
            let events = history.steps.entry(event.step.clone()).or_default();
            if events.is_empty() {
                order.push(&event.step);
            }
            events.push(event);
        }
        for step in order {
            let first = history.steps.get(step).and_then(|events| about(events));
            let latest = step.to_owned();
            match first {
                None => {
                    history.done.push(Entry { first: latest.clone(), latest });
                    history.undone.clear();
                }
                Some(first) => {
                    let take = |from: &mut Vec<Entry>| {
                        from.iter().rposition(|entry| entry.first == first).map(|at| from.remove(at))
                    };
                    if take(&mut history.done).is_some() {
                        history.undone.push(Entry { first, latest });
                    } else if take(&mut history.undone).is_some() {
                        history.done.push(Entry { first, latest });
                    }
                }
            }
        }
        history
    }

    /// The turn of one entry; `None` where nothing of it stands any more.
    fn turn(&self, entry: &Entry, events: &[Event], fold: &Fold) -> Option<Turn> {
        let step = self.steps.get(&entry.latest)?;
        let mut turn = Turn {
            step: format!("{}~{}", entry.first, self.turns_of(&entry.first) + 1),
            about: entry.first.clone(),
            changes: Vec::new(),
            kept: Vec::new(),
        };
        take_back_verdicts(step, events, fold, &mut turn);
        take_back_types(step, events, &mut turn);
        (!turn.changes.is_empty()).then_some(turn)
    }

    /// How often a step was taken back or brought back so far.
    fn turns_of(&self, first: &str) -> usize {
        self.steps.keys().filter(|step| step.split_once('~').is_some_and(|(of, _)| of == first)).count()
    }
}

/// The step that a step takes back or brings back; `None` for a step of its own.
fn about(events: &[&Event]) -> Option<String> {
    events
        .iter()
        .find_map(|event| match &event.change {
            Change::Verdict { undoes, .. } => undoes.clone(),
            _ => None,
        })
        .or_else(|| events.first()?.step.split_once('~').map(|(first, _)| first.to_owned()))
}

/// Gives columns the verdicts back that the step's verdicts replaced.
fn take_back_verdicts(step: &[&Event], events: &[Event], fold: &Fold, turn: &mut Turn) {
    let mut columns: Vec<(&ColumnId, Vec<&Event>)> = Vec::new();
    let mut places: HashMap<&ColumnId, usize> = HashMap::new();
    let mut wanted: HashSet<&str> = HashSet::new();
    for &event in step {
        if let Change::Verdict { column, supersedes, .. } = &event.change {
            let at = *places.entry(column).or_insert_with(|| {
                columns.push((column, Vec::new()));
                columns.len() - 1
            });
            if let Some((_, of_column)) = columns.get_mut(at) {
                of_column.push(event);
            }
            wanted.extend(supersedes.iter().map(String::as_str));
        }
    }
    let replaced: HashMap<&str, &Event> =
        events.iter().filter(|e| wanted.contains(e.id.as_str())).map(|e| (e.id.as_str(), e)).collect();
    for (column, of_column) in columns {
        let heads = fold.column(column).map(|status| status.heads.as_slice()).unwrap_or_default();
        let standing: Vec<String> = of_column
            .iter()
            .filter(|event| heads.iter().any(|head| head.id == event.id))
            .map(|event| event.id.clone())
            .collect();
        if standing.is_empty() {
            turn.kept.push(column.clone());
            continue;
        }
        let mut seen = HashSet::new();
        let mut before: Vec<(Verdict, Basis, Option<String>)> = Vec::new();
        for event in &of_column {
            let Change::Verdict { supersedes, .. } = &event.change else { continue };
            for id in supersedes.iter().filter(|id| seen.insert(id.as_str())) {
                if let Some(Change::Verdict { verdict, basis, reason, .. }) =
                    replaced.get(id.as_str()).map(|e| &e.change)
                {
                    before.push((verdict.clone(), basis.clone(), reason.clone()));
                }
            }
        }
        if before.is_empty()
            && let Some(Change::Verdict { basis, .. }) = of_column.first().map(|e| &e.change)
        {
            before.push((Verdict::Withdrawn, basis.clone(), None));
        }
        turn.changes.extend(before.into_iter().map(|(verdict, basis, reason)| Change::Verdict {
            column: column.clone(),
            verdict,
            basis,
            reason,
            supersedes: standing.clone(),
            undoes: Some(turn.about.clone()),
        }));
    }
}

/// Gives columns the corrected type back that they had before the step.
fn take_back_types(step: &[&Event], events: &[Event], turn: &mut Turn) {
    let Some(name) = step.first().map(|e| e.step.as_str()) else { return };
    let mut done = HashSet::new();
    for event in step {
        let Change::SetType { column, .. } = &event.change else { continue };
        if !done.insert(column) {
            continue;
        }
        // The last correction by time, events of one time in their order.
        let mut latest: Option<&Event> = None;
        let mut before: Option<(&str, Option<String>)> = None;
        for other in events {
            if let Change::SetType { column: of, kind } = &other.change
                && of == column
            {
                if latest.is_none_or(|known| other.time >= known.time) {
                    latest = Some(other);
                }
                if other.step != name && before.as_ref().is_none_or(|(time, _)| other.time.as_str() >= *time)
                {
                    before = Some((&other.time, kind.clone()));
                }
            }
        }
        if latest.is_some_and(|known| known.step == name) {
            let kind = before.and_then(|(_, kind)| kind);
            turn.changes.push(Change::SetType { column: column.clone(), kind });
        } else {
            turn.kept.push(column.clone());
        }
    }
}
