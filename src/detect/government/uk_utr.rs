//! Unique taxpayer reference (UK): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "uk_utr",
    family: "government",
    parent: "tax_id",
    title: "Unique taxpayer reference (UK)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "HMRC; weighted mod 11",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{10}", "[0-9]{5} [0-9]{5}"],
    check: check::of("mod 11", valid, 0.1),
    chance: 0.1,
    header_for: &[("utr", 19.0), ("unique_taxpayer_reference", 20.0), ("utr_number", 20.0)],
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
    examples: &["1955839661"],
    counter_examples: &["2955839661", "12"],
    ..BASE
};

/// Whether the first digit checks the other nine.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 10) else { return false };
    let sum = digits
        .all()
        .iter()
        .skip(1)
        .zip([6, 7, 8, 9, 10, 5, 4, 3, 2])
        .map(|(d, w)| u32::from(*d) * w)
        .sum::<u32>();
    b"21987654321".get((sum % 11) as usize).map(|check| u32::from(check - b'0')) == Some(digits.at(0))
}
