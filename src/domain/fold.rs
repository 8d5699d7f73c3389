//! The review as a fold of events: where every column stands.

use std::collections::{BTreeMap, HashMap};

use super::action::Action;
use super::decision::{Basis, Change, Event, Verdict};
use super::name::ColumnId;
use super::state::State;

/// The state that all events together give. Order of files does not matter; order inside a file does.
#[derive(Debug, Clone, Default)]
pub struct Fold {
    columns: HashMap<ColumnId, ColumnStatus>,
    steps: BTreeMap<String, Vec<String>>,
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
                status.heads.retain(|head| !supersedes.contains(&head.id));
                status.heads.push(Head {
                    id: event.id.clone(),
                    step: event.step.clone(),
                    reviewer: event.reviewer.clone(),
                    time: event.time.clone(),
                    verdict: verdict.clone(),
                    basis: basis.clone(),
                    reason: reason.clone(),
                });
                self.steps.entry(event.step.clone()).or_default().push(event.id.clone());
            }
            Change::Comment { text, .. } => {
                status.comments.push((event.reviewer.clone(), event.time.clone(), text.clone()));
            }
            Change::SetType { kind, .. } => status.corrected.clone_from(kind),
            Change::Reveal { .. } => {}
        }
    }

    /// Where a column stands; `None` where no event names it.
    #[must_use]
    pub fn column(&self, id: &ColumnId) -> Option<&ColumnStatus> {
        self.columns.get(id)
    }

    /// Every column that events name.
    pub fn columns(&self) -> impl Iterator<Item = (&ColumnId, &ColumnStatus)> {
        self.columns.iter()
    }
}
