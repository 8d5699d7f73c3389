//! Identity number (South Africa): it holds birth date and sex and stands for one person for life.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "za_id",
    family: "government",
    parent: "national_id",
    title: "Identity number (South Africa)",
    why: "It holds birth date and sex and stands for one person for life.",
    source: "Identification Act 68 of 1997; Luhn",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{13}", "[0-9]{6} [0-9]{4} [0-9]{3}"],
    check: check::of("date and Luhn", valid, 0.0032),
    chance: 0.0032,
    header_for: &[
        ("id_number", 13.0),
        ("za_id", 20.0),
        ("za_id_number", 20.0),
        ("sa_id", 18.0),
        ("rsa_id", 19.0),
        ("south_african_id", 20.0),
        ("identity_number", 15.0),
        ("said", 6.0),
    ],
    header_against: &[
        "count",
        "num_of",
        "number_of",
        "total",
        "flag",
        "is",
        "has",
        "valid",
        "verified",
        "status",
        "type",
        "name",
        "issue",
        "expiry",
        "date",
        "country",
    ],
    examples: &["7503305044089", "800101 5009 087"],
    counter_examples: &["7503305044088", "12"],
    ..BASE
};

/// Whether the first digits are a date and all satisfy Luhn.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 13) else { return false };
    check::yymmdd(digits.number(0, 2), digits.number(2, 4), digits.number(4, 6)) && check::luhn(value)
}
