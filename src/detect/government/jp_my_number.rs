//! My Number (Japan): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "jp_my_number",
    family: "government",
    parent: "national_id",
    title: "My Number (Japan)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "Act 27 of 2013; mod 11",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{4}[ -][0-9]{4}[ -][0-9]{4}", "[0-9]{12}"],
    check: check::of("mod 11", valid, 0.1),
    chance: 0.09,
    header_for: &[
        ("my_number", 19.0),
        ("jp_my_number", 20.0),
        ("individual_number", 15.0),
        ("mynumber", 20.0),
        ("kojin_bango", 20.0),
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
    examples: &["1234 5678 9018"],
    counter_examples: &["1234 5678 9019", "12"],
    ..BASE
};

/// Whether the last digit checks the others.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 12) else { return false };
    let rest = check::weighted(digits.all(), &[6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    (if rest <= 1 { 0 } else { 11 - rest }) == digits.at(11)
}
