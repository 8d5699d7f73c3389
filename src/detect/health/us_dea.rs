//! DEA number (USA): it names one prescriber.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "us_dea",
    family: "health",
    parent: "medical_license",
    title: "DEA number (USA)",
    why: "It names one prescriber.",
    source: "21 CFR 1301; DEA check digit",
    tier: Tier::Internal,
    role: Role::Direct,
    patterns: &["[A-Z][A-Z9][0-9]{7}"],
    embedded: Some(Embedded {
        pattern: r"\b[ABFGMPR][A-Z9][0-9]{7}\b",
        needs: &[],
        digits: 7,
        strong: false,
    }),
    check: check::of("DEA check digit", dea, 0.1),
    chance: 0.01,
    header_for: &[
        ("dea", 18.0),
        ("dea_number", 20.0),
        ("dea_no", 20.0),
        ("us_dea", 20.0),
        ("dea_registration", 20.0),
    ],
    header_against: &["count", "num_of", "number_of", "total", "flag", "is", "type"],
    examples: &["AB1234563"],
    counter_examples: &["AB1234564", "12"],
    ..BASE
};

/// Whether the last digit is that of the sum of the odd places and twice the even ones.
fn dea(value: &[u8]) -> bool {
    let Some(digits) = value.get(2..).and_then(|tail| check::Digits::exactly(tail, 7)) else { return false };
    let sum = check::weighted(digits.all(), &[1, 2, 1, 2, 1, 2]);
    sum % 10 == digits.at(6)
}
