//! Cédula (Ecuador): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "ec_ci",
    family: "government",
    parent: "national_id",
    title: "Cédula (Ecuador)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "Registro Civil; Luhn-like",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{10}", "[0-9]{9}-[0-9]"],
    check: check::of("province and Luhn", valid, 0.0179),
    chance: 0.0179,
    header_for: &[("cedula", 15.0), ("ec_ci", 20.0), ("cedula_identidad", 17.0), ("ci", 7.0)],
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
    examples: &["1714307103", "171430710-3"],
    counter_examples: &["1714307104", "1774307104", "12"],
    ..BASE
};

/// Whether the province exists, the third digit is a person's (0 to 6) and ten digits satisfy Luhn.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 10) else { return false };
    matches!(digits.number(0, 2), 1..=24 | 30) && digits.at(2) <= 6 && check::luhn(value)
}
