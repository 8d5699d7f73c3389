//! Tax number (France): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "fr_nif",
    family: "government",
    parent: "tax_id",
    title: "Tax number (France)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "DGFiP; mod 511",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-3][0-9] [0-9]{2} [0-9]{3} [0-9]{3} [0-9]{3}", "[0-9]{13}"],
    check: check::of("mod 511", valid, 0.0009),
    chance: 0.0009,
    header_for: &[
        ("numero_fiscal", 19.0),
        ("spi", 13.0),
        ("nif", 13.0),
        ("numero_spi", 20.0),
        ("reference_avis", 10.0),
        ("fr_nif", 20.0),
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
    examples: &["3023217600053"],
    counter_examples: &["3023217600054", "12"],
    ..BASE
};

/// Whether the last three digits are the first ten modulo 511.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 13) else { return false };
    digits.number(0, 10) % 511 == digits.number(10, 13)
}
