//! Employer identification number (USA): it numbers a firm.

use crate::detect::{BASE, COUNTING, Detector, check};
use crate::domain::tier::Tier;

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "us_ein",
    family: "benign",
    parent: "company_id",
    title: "Employer identification number (USA)",
    why: "It numbers a firm.",
    source: "IRS EIN prefixes",
    tier: Tier::Public,
    personal: false,
    patterns: &["[0-9]{2}-[0-9]{7}"],
    check: check::of("EIN prefix", ein, 0.83),
    chance: 0.05,
    header_for: &[
        ("ein", 18.0),
        ("fein", 18.0),
        ("employer_identification_number", 20.0),
        ("federal_tax_id", 14.0),
    ],
    header_against: COUNTING,
    examples: &["91-1144442"],
    counter_examples: &["00-1234567", "911144442"],
    ..BASE
};

/// Whether the prefix is one that the IRS gives out.
fn ein(value: &[u8]) -> bool {
    let prefix = check::Digits::of(value).map_or(0, |digits| digits.number(0, 2));
    !matches!(prefix, 0 | 7..=9 | 17..=19 | 28 | 29 | 49 | 69 | 70 | 78 | 79 | 89 | 96 | 97)
}
