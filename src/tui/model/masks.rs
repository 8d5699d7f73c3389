//! Choosing a mask, and the effect of an action on sample rows.

use crate::tui::message::Ticket;
use crate::tui::port::{Candidate, Preview};

use super::Asked;

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
    /// The candidate under the cursor.
    #[must_use]
    pub fn current(&self) -> Option<&Candidate> {
        self.candidates.get(self.at)
    }
}
