//! The review as a fold of events: where every column stands.

use std::collections::{HashMap, HashSet};

use super::action::Action;
use super::decision::{Basis, Change, Event, Verdict};
use super::name::ColumnId;
use super::state::State;

/// The state that all events together give, whatever order files come in.
#[derive(Debug, Clone, Default)]
pub struct Fold {
    columns: HashMap<ColumnId, ColumnStatus>,
    /// Verdicts that some event replaced, also those that were not seen yet.
    superseded: HashSet<String>,
    /// Time of the latest correction of the type.
    corrections: HashMap<ColumnId, String>,
}

/// Where one column stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ColumnStatus {
    /// The verdicts that nothing supersedes.
    pub heads: Vec<Head>,
    /// Remarks: reviewer, time, text.
    pub comments: Vec<(String, String, String)>,
    /// The corrected type, latest by time; `None` where nobody corrected it.
    pub corrected: Option<String>,
}

/// A verdict that nothing supersedes.
#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    /// Event id.
    pub id: String,
    /// Step.
    pub step: String,
    /// Reviewer.
    pub reviewer: String,
    /// Time.
    pub time: String,
    /// Verdict.
    pub verdict: Verdict,
    /// Evidence it was made on.
    pub basis: Basis,
    /// Reason.
    pub reason: Option<String>,
}

impl ColumnStatus {
    /// The review state, evidence aside (`Changed` comes from comparing with a scan).
    #[must_use]
    pub fn state(&self) -> State {
        match self.heads.as_slice() {
            [] => State::Undecided,
            [head] => match head.verdict {
                Verdict::Decided { .. } => State::Decided,
                Verdict::Skipped => State::Skipped,
                Verdict::Flagged => State::Flagged,
                Verdict::Withdrawn => State::Undecided,
            },
            // Two people who say the same do not contradict each other.
            [first, rest @ ..] if rest.iter().all(|head| head.verdict == first.verdict) => {
                Self { heads: vec![first.clone()], ..Self::default() }.state()
            }
            _ => State::Disputed,
        }
    }

    /// The action in force, where the column is decided.
    #[must_use]
    pub fn action(&self) -> Option<&Action> {
        match (self.state(), self.heads.first().map(|head| &head.verdict)) {
            (State::Decided, Some(Verdict::Decided { action, .. })) => Some(action),
            _ => None,
        }
    }
}

impl Fold {
    /// Takes one event.
    pub fn push(&mut self, event: &Event) {
        let status = self.columns.entry(event.change.column().clone()).or_default();
        match &event.change {
            Change::Verdict { verdict, basis, reason, supersedes, .. } => {
                self.superseded.extend(supersedes.iter().cloned());
                status.heads.retain(|head| !supersedes.contains(&head.id));
                // Clocks differ: what replaces this verdict may have come first.
                if self.superseded.contains(&event.id) {
                    return;
                }
                status.heads.push(Head {
                    id: event.id.clone(),
                    step: event.step.clone(),
                    reviewer: event.reviewer.clone(),
                    time: event.time.clone(),
                    verdict: verdict.clone(),
                    basis: basis.clone(),
                    reason: reason.clone(),
                });
                status.heads.sort_by(|a, b| (&a.time, &a.id).cmp(&(&b.time, &b.id)));
            }
            Change::Comment { text, .. } => {
                status.comments.push((event.reviewer.clone(), event.time.clone(), text.clone()));
            }
            Change::SetType { column, kind } => {
                // `>=`: events of one file and one millisecond count in their order.
                let latest = self.corrections.entry(column.clone()).or_default();
                if event.time >= *latest {
                    latest.clone_from(&event.time);
                    status.corrected.clone_from(kind);
                }
            }
            Change::Reveal { .. } | Change::Opened { .. } => {}
        }
    }

    /// Where a column stands; `None` where no event names it.
    #[must_use]
    pub fn column(&self, id: &ColumnId) -> Option<&ColumnStatus> {
        self.columns.get(id)
    }

    /// Whether no event names any column.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// Every column that events name.
    pub fn columns(&self) -> impl Iterator<Item = (&ColumnId, &ColumnStatus)> {
        self.columns.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column() -> ColumnId {
        ColumnId {
            table: "t.csv".into(),
            column: "c".into(),
            occurrence: 0,
            dtype: crate::domain::dtype::DType::default(),
        }
    }

    fn event(id: &str, change: Change) -> Event {
        Event {
            id: id.into(),
            prev: None,
            time: format!("time-{id}"),
            reviewer: "ana".into(),
            step: "s".into(),
            change,
        }
    }

    fn verdict(id: &str, verdict: Verdict, supersedes: &[&str]) -> Event {
        let supersedes = supersedes.iter().map(|id| (*id).to_owned()).collect();
        let basis = Basis::default();
        event(
            id,
            Change::Verdict { column: column(), verdict, basis, reason: None, supersedes, undoes: None },
        )
    }

    fn keep() -> Verdict {
        Verdict::Decided { action: Action::Keep, not_sensitive: false }
    }

    fn drop() -> Verdict {
        Verdict::Decided { action: Action::Drop, not_sensitive: false }
    }

    /// The state after the events in any order.
    fn state(events: &[Event]) -> State {
        let mut orders = vec![events.to_vec(), events.iter().rev().cloned().collect()];
        let mut turned = events.to_vec();
        turned.rotate_left(1);
        orders.push(turned);
        let states: Vec<State> = orders
            .iter()
            .map(|events| {
                let mut fold = Fold::default();
                for event in events {
                    fold.push(event);
                }
                fold.column(&column()).unwrap().state()
            })
            .collect();
        assert!(states.iter().all(|s| *s == states[0]), "{states:?}");
        states[0]
    }

    #[test]
    fn states_follow_from_the_verdicts_that_nothing_supersedes() {
        for (events, want) in [
            (vec![verdict("1", keep(), &[])], State::Decided),
            (vec![verdict("1", Verdict::Skipped, &[])], State::Skipped),
            (vec![verdict("1", Verdict::Flagged, &[])], State::Flagged),
            (vec![verdict("1", keep(), &[]), verdict("2", Verdict::Withdrawn, &["1"])], State::Undecided),
            (vec![verdict("1", keep(), &[]), verdict("2", drop(), &[])], State::Disputed),
            (vec![verdict("1", keep(), &[]), verdict("2", keep(), &[])], State::Decided),
            (
                vec![verdict("1", keep(), &[]), verdict("2", drop(), &[]), verdict("3", drop(), &["1", "2"])],
                State::Decided,
            ),
            (
                vec![verdict("1", keep(), &[]), verdict("2", drop(), &["1"]), verdict("3", keep(), &["1"])],
                State::Disputed,
            ),
        ] {
            assert_eq!(state(&events), want, "{events:?}");
        }
    }

    #[test]
    fn the_latest_correction_counts_and_can_be_taken_back() {
        let set = |id: &str, kind: Option<&str>| {
            event(id, Change::SetType { column: column(), kind: kind.map(str::to_owned) })
        };
        let mut fold = Fold::default();
        for (next, want) in [
            (set("1", Some("email")), Some("email")),
            (set("3", Some("phone")), Some("phone")),
            (set("2", Some("iban")), Some("phone")),
            (set("4", None), None),
        ] {
            fold.push(&next);
            assert_eq!(fold.column(&column()).unwrap().corrected.as_deref(), want);
        }
    }
}
