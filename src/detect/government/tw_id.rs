//! Identity number (Taiwan): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "tw_id",
    family: "government",
    parent: "national_id",
    title: "Identity number (Taiwan)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "Ministry of the Interior; weighted mod 10",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[A-Z][0-9A-D][0-9]{8}"],
    check: check::of("weighted mod 10", valid, 0.1),
    chance: 0.01,
    header_for: &[
        ("tw_id", 20.0),
        ("taiwan_id", 20.0),
        ("identity_card_number", 13.0),
        ("shenfenzheng_zihao", 19.0),
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
    examples: &["A123456789"],
    counter_examples: &["A123456788", "12"],
    ..BASE
};

/// Numbers of the letters A to Z.
const LETTERS: [u32; 26] =
    [10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21, 22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31, 33];

/// Whether the last digit checks the others.
fn valid(value: &[u8]) -> bool {
    let Some((letter @ b'A'..=b'Z', rest)) = value.split_first() else { return false };
    let number = LETTERS.get(usize::from(letter - b'A')).copied().unwrap_or(0);
    let mut sum = number / 10 + number % 10 * 9;
    for (byte, weight) in rest.iter().zip([8, 7, 6, 5, 4, 3, 2, 1, 1]) {
        sum += check::letter_value(*byte).unwrap_or(0) % 10 * weight;
    }
    rest.len() == 9 && sum.is_multiple_of(10)
}
