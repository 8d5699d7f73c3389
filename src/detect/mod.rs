//! What can be recognised: one file per detector, grouped by family, and the list of them.
//!
//! Patterns are read as bytes without Unicode classes (`regex-syntax`: `unicode(false)`, `utf8(false)`); letters beyond
//! ASCII are `\x80-\xff`. They are whole-cell patterns: the engine anchors both ends.

mod allow;
pub mod benign;
pub mod birth;
pub mod check;
pub mod contact;
pub mod custom;
pub mod demography;
pub mod finance;
pub mod government;
pub mod health;
pub mod keys;
pub mod lexicon;
pub mod location;
pub mod names;
pub mod proof;
mod registry;
pub mod secrets;
pub mod shape;
pub mod special;
pub mod technical;
pub mod text;

pub use allow::Allow;
pub use registry::{all, digest_of, find, install, parent};
pub use shape::{SHAPES, Shape};

use crate::domain::tier::{Role, Tier};

/// A detector is data, not a loop: the engine compiles all of them together.
#[derive(Clone, Copy)]
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
    /// Anchored whole-cell patterns (regex syntax, bytes; counted repetitions only where the count is small).
    pub patterns: &'static [&'static str],
    /// How it is found inside a longer text.
    pub embedded: Option<Embedded>,
    /// Checksum or structure check of a whole-cell hit of a pattern, and of an embedded hit.
    pub check: Option<Check>,
    /// Whole-cell words that are members: a value is of the type by pattern and check, or by list.
    pub lexicon: Option<&'static lexicon::Lexicon>,
    /// Share of random values of the pattern's shape that pass pattern and check, 0 to 1; how ordinary a match is.
    pub chance: f64,
    /// Header words for it with their weight in decibans (20 names it surely, 13 strongly, 7 weakly): lower-case ASCII
    /// tokens, accents folded as [`lexicon::fold`] does, several tokens joined with `_`.
    pub header_for: &'static [(&'static str, f64)],
    /// Header words against it.
    pub header_against: &'static [&'static str],
    /// The header alone can name it (values are ordinary numbers or words, such as an age).
    pub needs_header: bool,
    /// Values that are of the type (synthetic).
    pub examples: &'static [&'static str],
    /// Values that are not.
    pub counter_examples: &'static [&'static str],
    /// Values that are never reported as this type, by the project's own list.
    pub allow: Option<&'static Allow>,
}

impl Detector {
    /// Whether a hit of a pattern stands: the check passes and the value is on no allow list.
    #[must_use]
    pub fn passes(&self, value: &[u8]) -> bool {
        self.check.as_ref().is_none_or(|check| (check.test)(value))
            && self.allow.is_none_or(|allow| !allow.holds(value))
    }
}

/// What a detector file leaves out.
pub(crate) const BASE: Detector = Detector {
    id: "",
    family: "",
    parent: "",
    title: "",
    why: "",
    source: "",
    tier: Tier::Unknown,
    personal: true,
    role: Role::None,
    patterns: &[],
    embedded: None,
    check: None,
    lexicon: None,
    chance: 1.0,
    header_for: &[],
    header_against: &[],
    needs_header: false,
    examples: &[],
    counter_examples: &[],
    allow: None,
};

/// How a type is found inside a longer text.
#[derive(Clone, Copy)]
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
#[derive(Clone, Copy)]
pub struct Check {
    /// Name, for example `luhn`.
    pub name: &'static str,
    /// The check; must never panic.
    pub test: fn(&[u8]) -> bool,
    /// Share of random values of the right shape that pass.
    pub pass_rate: f64,
}

/// Words that a header uses for something near a detector's type and that speak against it.
pub(crate) const COUNTING: &[&str] = &[
    "count",
    "num_of",
    "number_of",
    "total",
    "flag",
    "verified",
    "is",
    "has",
    "valid",
    "status",
    "type",
    "kind",
    "format",
    "length",
];

/// The families and their detectors.
pub const FAMILIES: &[&[&Detector]] = &[
    contact::ALL,
    names::ALL,
    birth::ALL,
    government::ALL,
    finance::ALL,
    health::ALL,
    technical::ALL,
    secrets::ALL,
    special::ALL,
    demography::ALL,
    location::ALL,
    keys::ALL,
    text::ALL,
    benign::ALL,
];

const COUNT: usize = {
    let (mut count, mut family) = (0, 0);
    while family < FAMILIES.len() {
        count += FAMILIES[family].len();
        family += 1;
    }
    count
};

static ALL: [&Detector; COUNT] = {
    let mut all: [&Detector; COUNT] = [FAMILIES[0][0]; COUNT];
    let (mut at, mut family) = (0, 0);
    while family < FAMILIES.len() {
        let mut place = 0;
        while place < FAMILIES[family].len() {
            all[at] = FAMILIES[family][place];
            at += 1;
            place += 1;
        }
        family += 1;
    }
    all
};

/// Every built-in detector, family by family; [`all`] holds those of the project too.
pub static DETECTORS: &[&Detector] = &ALL;

#[cfg(test)]
mod tests;
