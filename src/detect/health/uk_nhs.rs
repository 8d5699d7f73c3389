//! NHS number (UK): it opens a person's health record.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "uk_nhs",
    family: "health",
    parent: "health_insurance_id",
    title: "NHS number (UK)",
    why: "It opens a person's health record.",
    source: "NHS Data Dictionary; weighted mod 11",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}"],
    embedded: Some(Embedded {
        pattern: r"\b[0-9]{3}[ -][0-9]{3}[ -][0-9]{4}\b",
        needs: &[],
        digits: 10,
        strong: false,
    }),
    check: check::of("mod 11", nhs, 0.0909),
    chance: 0.09,
    header_for: &[
        ("nhs", 19.0),
        ("nhs_number", 20.0),
        ("nhs_no", 20.0),
        ("uk_nhs", 20.0),
        ("nhsnumber", 20.0),
        ("nhs_id", 20.0),
    ],
    header_against: &["count", "num_of", "number_of", "total", "flag", "is", "type", "trust"],
    examples: &["943 476 5919", "9434765919"],
    counter_examples: &["943 476 5918", "1234567890", "12"],
    ..BASE
};

/// Whether ten digits satisfy the weights 10 to 2 modulo 11.
fn nhs(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 10) else { return false };
    let expected = check::check_11(digits.all(), &[10, 9, 8, 7, 6, 5, 4, 3, 2]);
    expected.map(u32::from) == Some(digits.at(9))
}
