//! AMKA (Greece): it holds the birth date and stands for one person for life.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "gr_amka",
    family: "government",
    parent: "national_id",
    title: "AMKA (Greece)",
    why: "It holds the birth date and stands for one person for life.",
    source: "Law 3655/2008; Luhn",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{11}"],
    check: check::of("date and Luhn", valid, 0.004),
    chance: 0.004,
    header_for: &[("amka", 20.0), ("gr_amka", 20.0), ("ar_amka", 20.0)],
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
    examples: &["01013099997"],
    counter_examples: &["01013099999", "12"],
    ..BASE
};

/// Whether the first digits are a date and all satisfy Luhn.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 11) else { return false };
    check::yymmdd(digits.number(4, 6), digits.number(2, 4), digits.number(0, 2)) && check::luhn(value)
}
