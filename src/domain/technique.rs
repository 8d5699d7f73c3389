//! The de-identification techniques of ISO/IEC 20889:2018, clause 8, as far as masks use them.

use serde::{Serialize, Serializer};

/// A technique of ISO/IEC 20889:2018.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Technique {
    /// 8.3: some keyed function that can be undone with the key, equal values to equal ones.
    DeterministicEncryption,
    /// 8.3: deterministic encryption whose output has the format of its input.
    FormatPreservingEncryption,
    /// 8.4: parts of an attribute, or all of it, are removed.
    Masking,
    /// 8.4: single values are removed.
    LocalSuppression,
    /// 8.5: identifiers are replaced by pseudonyms.
    Pseudonymization,
    /// 8.7: values go to a multiple of a base.
    Rounding,
    /// 8.7: a threshold stands for what lies beyond it.
    TopBottomCoding,
    /// 8.7: a value becomes the wider class that it belongs to.
    Classes,
    /// 8.8: random amounts are added.
    NoiseAddition,
    /// 8.8: the values of an attribute change places.
    Permutation,
    /// 8.8: values become the mean of a small group of near ones.
    Microaggregation,
}

impl Technique {
    /// Its group and name in the standard's words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::DeterministicEncryption => "cryptographic: deterministic encryption",
            Self::FormatPreservingEncryption => "cryptographic: format-preserving encryption",
            Self::Masking => "suppression: masking",
            Self::LocalSuppression => "suppression: local suppression",
            Self::Pseudonymization => "pseudonymization",
            Self::Rounding => "generalization: rounding",
            Self::TopBottomCoding => "generalization: top and bottom coding",
            Self::Classes => "generalization",
            Self::NoiseAddition => "randomization: noise addition",
            Self::Permutation => "randomization: permutation",
            Self::Microaggregation => "randomization: microaggregation",
        }
    }
}

impl std::fmt::Display for Technique {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}

impl Serialize for Technique {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
