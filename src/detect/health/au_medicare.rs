//! Medicare card (Australia): it opens health care and health data.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "au_medicare",
    family: "health",
    parent: "health_insurance_id",
    title: "Medicare card (Australia)",
    why: "It opens health care and health data.",
    source: "Services Australia; weighted mod 10",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{4} [0-9]{5} [0-9]([-/ ]?[0-9])?", "[0-9]{10,11}"],
    check: check::of("weighted mod 10", medicare, 0.0506),
    chance: 0.0506,
    header_for: &[
        ("medicare", 15.0),
        ("au_medicare", 20.0),
        ("medicare_card", 19.0),
        ("medicare_number", 17.0),
        ("medicare_no", 18.0),
    ],
    header_against: &["count", "num_of", "number_of", "total", "flag", "is", "type"],
    examples: &["2123 45670 1", "2123456701"],
    counter_examples: &["2123 45671 1", "12"],
    ..BASE
};

/// Whether the ninth digit checks the first eight with the weights 1, 3, 7, 9.
fn medicare(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::of(value).filter(|digits| matches!(digits.all().len(), 10 | 11)) else {
        return false;
    };
    matches!(digits.at(0), 2..=6)
        && check::weighted(digits.all(), &[1, 3, 7, 9, 1, 3, 7, 9]) % 10 == digits.at(8)
}
