//! Health-insurance number (Germany): it opens health care and health data.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "de_kvnr",
    family: "health",
    parent: "health_insurance_id",
    title: "Health-insurance number (Germany)",
    why: "It opens health care and health data.",
    source: "section 290 SGB V; Luhn-like",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[A-Z][0-9]{9}"],
    check: check::of("weighted mod 10", kvnr, 0.1),
    chance: 0.05,
    header_for: &[
        ("kvnr", 20.0),
        ("krankenversichertennummer", 20.0),
        ("krankenversicherungsnummer", 20.0),
        ("versichertennummer", 18.0),
        ("versicherten_nr", 18.0),
        ("egk_nummer", 18.0),
    ],
    header_against: &["count", "num_of", "number_of", "total", "flag", "is", "type"],
    examples: &["A123456780"],
    counter_examples: &["A123456781", "12"],
    ..BASE
};

/// Whether the last digit checks the letter (as two digits) and the others with the weights 1, 2.
fn kvnr(value: &[u8]) -> bool {
    let Some((letter @ b'A'..=b'Z', rest)) = value.split_first() else { return false };
    let Some(digits) = check::Digits::exactly(rest, 9) else { return false };
    let number = u32::from(letter - b'A') + 1;
    let all =
        [number / 10, number % 10].into_iter().chain(digits.all().iter().take(8).map(|d| u32::from(*d)));
    let sum: u32 = all.zip([1, 2].into_iter().cycle()).map(|(d, w)| d * w / 10 + d * w % 10).sum();
    sum % 10 == digits.at(8)
}
