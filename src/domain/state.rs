//! Where a column stands in the review.

use serde::{Deserialize, Serialize};

/// The review state of a column. Everything but `Decided` is open, and nothing open is ever written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Nobody has decided.
    #[default]
    Undecided,
    /// Put off to the end of the queue.
    Skipped,
    /// Waits for a second reviewer.
    Flagged,
    /// Two decisions contradict each other.
    Disputed,
    /// Was decided, but the evidence has got worse since.
    Changed,
    /// Decided: keep, drop or mask.
    Decided,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 6] =
        [Self::Undecided, Self::Skipped, Self::Flagged, Self::Disputed, Self::Changed, Self::Decided];

    /// Whether the column still waits for a decision.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Decided)
    }

    /// The lower-case word used in every file format.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Undecided => "undecided",
            Self::Skipped => "skipped",
            Self::Flagged => "flagged",
            Self::Disputed => "disputed",
            Self::Changed => "changed",
            Self::Decided => "decided",
        }
    }
}
