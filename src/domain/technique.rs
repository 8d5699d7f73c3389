//! The de-identification techniques of ISO/IEC 20889:2018, clause 8, as far as masks use them.

use serde::Serialize;

/// A technique of ISO/IEC 20889:2018.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum Technique {
    /// 8.3: some keyed function that can be undone with the key, equal values to equal ones.
    #[serde(rename = "cryptographic: deterministic encryption")]
    DeterministicEncryption,
    /// 8.3: deterministic encryption whose output has the format of its input.
    #[serde(rename = "cryptographic: format-preserving encryption")]
    FormatPreservingEncryption,
    /// 8.4: parts of an attribute, or all of it, are removed.
    #[serde(rename = "suppression: masking")]
    Masking,
    /// 8.4: single values are removed.
    #[serde(rename = "suppression: local suppression")]
    LocalSuppression,
    /// 8.4: whole records are removed.
    #[serde(rename = "suppression: record suppression")]
    RecordSuppression,
    /// 8.5: identifiers are replaced by pseudonyms.
    #[serde(rename = "pseudonymization")]
    Pseudonymization,
    /// 8.7: values go to a multiple of a base.
    #[serde(rename = "generalization: rounding")]
    Rounding,
    /// 8.7: a threshold stands for what lies beyond it.
    #[serde(rename = "generalization: top and bottom coding")]
    TopBottomCoding,
    /// 8.7: a value becomes the wider class that it belongs to.
    #[serde(rename = "generalization")]
    Classes,
    /// 8.8: random amounts are added.
    #[serde(rename = "randomization: noise addition")]
    NoiseAddition,
    /// 8.8: values are dealt to other records.
    #[serde(rename = "randomization: permutation")]
    Permutation,
    /// 8.8: values become the mean of a small group of near ones.
    #[serde(rename = "randomization: microaggregation")]
    Microaggregation,
}
