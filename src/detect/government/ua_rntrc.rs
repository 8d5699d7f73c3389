//! Tax number of a person (Ukraine): it holds the birth date and stands for one person for life.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "ua_rntrc",
    family: "government",
    parent: "tax_id",
    title: "Tax number of a person (Ukraine)",
    why: "It holds the birth date and stands for one person for life.",
    source: "Tax Code of Ukraine; mod 11",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{10}"],
    check: check::of("mod 11", valid, 0.1),
    chance: 0.1,
    header_for: &[("rnokpp", 20.0), ("ua_rntrc", 20.0), ("ipn", 14.0), ("rntrc", 20.0)],
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
    examples: &["1759013776"],
    counter_examples: &["1759013777", "12"],
    ..BASE
};

/// Whether the last digit checks the others; the first weight is -1.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 10) else { return false };
    let sum = check::weighted(digits.all(), &[10, 5, 7, 9, 4, 6, 10, 5, 7]);
    sum % 11 % 10 == digits.at(9)
}
