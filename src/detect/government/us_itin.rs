//! Individual taxpayer identification number (USA): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "us_itin",
    family: "government",
    parent: "tax_id",
    title: "Individual taxpayer identification number (USA)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "IRS Publication 1915",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["9[0-9]{2}-[0-9]{2}-[0-9]{4}", "9[0-9]{2} [0-9]{2} [0-9]{4}", "9[0-9]{8}"],
    embedded: Some(Embedded {
        pattern: r"\b9[0-9]{2}-[5-9][0-9]-[0-9]{4}\b",
        needs: &["-"],
        digits: 9,
        strong: true,
    }),
    check: check::of("ITIN groups", valid, 0.42),
    chance: 0.05,
    header_for: &[
        ("itin", 20.0),
        ("us_itin", 20.0),
        ("individual_taxpayer_identification_number", 20.0),
        ("itin_number", 20.0),
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
    examples: &["912-90-3456"],
    counter_examples: &["912-93-3456", "536-90-4399", "12"],
    ..BASE
};

/// Whether the group is one that the IRS gives out.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 9) else { return false };
    matches!(digits.number(3, 5), 50..=65 | 70..=88 | 90..=92 | 94..=99)
}
