//! Tax file number (Australia): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "au_tfn",
    family: "government",
    parent: "tax_id",
    title: "Tax file number (Australia)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "ATO; mod 11",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{3} [0-9]{3} [0-9]{3}", "[0-9]{9}"],
    check: check::of("mod 11", valid, 0.0909),
    chance: 0.09,
    header_for: &[("tfn", 20.0), ("au_tfn", 20.0), ("tax_file_number", 20.0), ("tfn_number", 20.0)],
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
    examples: &["123 456 782", "123456782"],
    counter_examples: &["123 456 783", "12"],
    ..BASE
};

/// Whether the weighted sum is a multiple of eleven.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 9) else { return false };
    check::weighted(digits.all(), &[1, 4, 3, 7, 5, 8, 6, 9, 10]).is_multiple_of(11)
}
