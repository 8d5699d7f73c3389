//! Sensitivity tiers and roles.

use serde::{Deserialize, Serialize};

/// How much harm a column can do, in ranking order from low to high.
///
/// `Unknown` ranks above `Internal`: what could not be judged is not harmless.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// Not personal, or an aggregate.
    Public,
    /// Quasi-identifiers, pseudonyms, work that is done already.
    Internal,
    /// Could not be judged.
    #[default]
    Unknown,
    /// Identifies a person or says something private about one.
    Confidential,
    /// Government ids, payment data, credentials, health, special categories.
    Restricted,
}

impl Tier {
    /// Whether what happens with another column may depend on a column of this tier: the copy tells of a row whether
    /// it met the condition, and the plan holds the value that it is compared with.
    #[must_use]
    pub const fn allows_conditions(self) -> bool {
        matches!(self, Self::Public | Self::Internal)
    }

    /// Every tier from the highest to the lowest.
    pub const ALL: [Self; 5] =
        [Self::Restricted, Self::Confidential, Self::Unknown, Self::Internal, Self::Public];

    /// The lower-case word used in every file format.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Internal => "internal",
            Self::Unknown => "unknown",
            Self::Confidential => "confidential",
            Self::Restricted => "restricted",
        }
    }

    /// The tier of that name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tier| tier.name() == name)
    }
}

impl std::fmt::Display for Tier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}

/// What a column can do to a person's privacy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Identifies, or is unique to, one person.
    Direct,
    /// Identifies in combination with others (a quasi-identifier).
    Quasi,
    /// An attribute worth protecting.
    Sensitive,
    /// A key without meaning of its own.
    Key,
    /// None of these.
    #[default]
    None,
}

impl Role {
    /// The lower-case word used in every file format.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Quasi => "quasi",
            Self::Sensitive => "sensitive",
            Self::Key => "key",
            Self::None => "none",
        }
    }
}
