//! What is left.

use crate::domain::state::State;
use crate::domain::tier::Tier;

use super::queue::{Acted, Queue};

/// What is left to decide, as it is safe on disk.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Meter {
    /// Columns.
    pub all: usize,
    /// Open ones.
    pub open: usize,
    /// Restricted ones among the open.
    pub restricted: usize,
    /// Put off.
    pub skipped: usize,
    /// Waiting for a second reviewer.
    pub flagged: usize,
    /// Being saved.
    pub saving: usize,
    /// Decided: kept, dropped, masked.
    pub acted: (usize, usize, usize),
    /// Share of the priority points that is still open, 0 to 1.
    pub risk_left: f64,
}

impl Meter {
    /// Counts.
    #[must_use]
    pub fn of(queue: &Queue) -> Self {
        let mut meter = Self { all: queue.brief.len(), ..Self::default() };
        let (mut points, mut left) = (0.0, 0.0);
        for brief in &queue.brief {
            let score = f64::from(brief.score.max(0.0));
            points += score;
            meter.saving += usize::from(brief.saving);
            if !brief.saving {
                meter.acted.0 += usize::from(brief.acted == Acted::Keep);
                meter.acted.1 += usize::from(brief.acted == Acted::Drop);
                meter.acted.2 += usize::from(brief.acted == Acted::Mask);
            }
            if brief.settled.is_open() {
                left += score;
                meter.open += 1;
                meter.restricted += usize::from(brief.tier == Tier::Restricted);
                meter.skipped += usize::from(brief.settled == State::Skipped);
                meter.flagged += usize::from(brief.settled == State::Flagged);
            }
        }
        meter.risk_left = if points > 0.0 { left / points } else { 0.0 };
        meter
    }

    /// Share decided, 0 to 1.
    #[must_use]
    pub fn done(&self) -> f64 {
        if self.all == 0 { 0.0 } else { (self.all - self.open) as f64 / self.all as f64 }
    }
}
