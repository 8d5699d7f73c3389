//! What masked data is for.

use serde::{Deserialize, Serialize};

/// What the masked data is for: it decides what the suggestions give up and what they keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Purpose {
    /// Training a model: joins and coarse values stay.
    #[default]
    Train,
    /// Counting and grouping inside the organisation: bands, periods, networks and joins stay.
    Analytics,
    /// Handing the data to somebody outside: what singles out goes, what is left is coarse.
    Share,
    /// Test data: values look real and keep their format, and are nobody's.
    Test,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Self; 4] = [Self::Train, Self::Analytics, Self::Share, Self::Test];

    /// The word in `vizard.toml` and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Train => "train",
            Self::Analytics => "analytics",
            Self::Share => "share",
            Self::Test => "test",
        }
    }

    /// The purpose of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.name() == word)
    }
}

impl std::fmt::Display for Purpose {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}
