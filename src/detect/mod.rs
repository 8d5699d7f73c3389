//! What can be recognised: one file per detector, grouped by family, and the list of them.

use crate::domain::tier::{Role, Tier};

/// A detector is data, not a loop: the engine compiles all of them together.
pub struct Detector {
    /// Permanent, unique name of the semantic type, for example `email` or `us_ssn`.
    pub id: &'static str,
    /// Family, for example `contact`.
    pub family: &'static str,
    /// The general type that this one is a form of (`national_id` for `us_ssn`); equal to `id` where it is general itself.
    pub parent: &'static str,
    /// For people.
    pub title: &'static str,
    /// Why a column of it matters, one sentence.
    pub why: &'static str,
    /// Source of the format: standard, authority or list.
    pub source: &'static str,
    /// Default tier of a column about persons.
    pub tier: Tier,
    /// Whether the type is about natural persons by itself.
    pub personal: bool,
    /// Default role.
    pub role: Role,
    /// Anchored whole-cell patterns (regex syntax, ASCII bytes, bounded repetitions).
    pub patterns: &'static [&'static str],
    /// How it is found inside a longer text.
    pub embedded: Option<Embedded>,
    /// Checksum or structure check of a whole-cell hit.
    pub check: Option<Check>,
    /// Whole-cell words that are members; lower case.
    pub lexicon: Option<&'static lexicon::Lexicon>,
    /// Share of random values of the pattern's shape that pass pattern and check, 0 to 1; how ordinary a match is.
    pub chance: f64,
    /// Header words (tokens, several languages) for it with their weight in decibans.
    pub header_for: &'static [(&'static str, f64)],
    /// Header words against it.
    pub header_against: &'static [&'static str],
    /// The header alone can name it (values are ordinary numbers or words, such as an age).
    pub needs_header: bool,
    /// Values that are of the type (synthetic).
    pub examples: &'static [&'static str],
    /// Values that are not.
    pub counter_examples: &'static [&'static str],
}

/// How a type is found inside a longer text.
pub struct Embedded {
    /// Pattern, unanchored.
    pub pattern: &'static str,
    /// At least one of these must stand in the text; empty: a digit run of `digits`.
    pub needs: &'static [&'static str],
    /// Smallest number of digits that the text must hold.
    pub digits: usize,
    /// Whether hits are good enough to speak of contamination without a check.
    pub strong: bool,
}

/// A check of a whole value.
pub struct Check {
    /// Name, for example `luhn`.
    pub name: &'static str,
    /// The check; must never panic.
    pub test: fn(&[u8]) -> bool,
    /// Share of random values of the right shape that pass.
    pub pass_rate: f64,
}

pub mod lexicon {
    //! Word lists.

    /// A word list with its source.
    pub struct Lexicon {
        /// Name.
        pub name: &'static str,
        /// Where it comes from and under which licence.
        pub source: &'static str,
        /// Whether a lower-case word is a member.
        pub contains: fn(&str) -> bool,
    }
}

/// Every detector.
pub static DETECTORS: &[&Detector] = &[];

/// The detector of that name.
#[must_use]
pub fn find(id: &str) -> Option<&'static Detector> {
    DETECTORS.iter().copied().find(|d| d.id == id)
}
