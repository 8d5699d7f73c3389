//! Choosing a mask, and the effect of an action on sample rows.

use crate::domain::action::Action;
use crate::domain::condition::When;
use crate::domain::mask::MaskChoice;
use crate::mask::MaskPlan;
use crate::tui::message::Ticket;
use crate::tui::port::{Candidate, Preview};

use super::Asked;
use super::row::Row;

/// The mask screen.
#[derive(Default)]
pub struct MaskPick {
    /// Which row it is about.
    pub row: Option<u32>,
    /// Number of the question for candidates.
    pub ticket: Ticket,
    /// What can be chosen.
    pub candidates: Vec<Candidate>,
    /// Which one.
    pub at: usize,
    /// First one shown.
    pub top: usize,
    /// The effect of the one under the cursor.
    pub preview: Asked<Preview>,
}

impl MaskPick {
    /// Gives the candidate under the cursor other parameters or another condition. Decides nothing.
    pub fn change(&mut self, row: &Row, choice: MaskChoice, condition: Option<Box<When>>, plan: MaskPlan) {
        let Some(candidate) = self.candidates.get_mut(self.at) else { return };
        if let Action::Mask { mask, domain, when } = &mut candidate.action {
            let known = domain.take();
            *domain =
                plan.guarantees.keyed.then(|| known.unwrap_or_else(|| crate::review::decide::domain(row)));
            *mask = choice;
            *when = condition;
        }
        candidate.guarantees = Some(plan.guarantees);
        candidate.why_not = None;
        candidate.suggested = candidate.action == row.suggestion.action;
    }

    /// The candidate under the cursor.
    #[must_use]
    pub fn current(&self) -> Option<&Candidate> {
        self.candidates.get(self.at)
    }
}
