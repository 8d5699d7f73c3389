//! Citizen number (Thailand): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "th_pin",
    family: "government",
    parent: "national_id",
    title: "Citizen number (Thailand)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "Department of Provincial Administration; mod 11",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]-[0-9]{4}-[0-9]{5}-[0-9]{2}-[0-9]", "[0-9]{13}"],
    check: check::of("mod 11", valid, 0.08),
    chance: 0.08,
    header_for: &[
        ("th_tnin", 20.0),
        ("th_pin", 20.0),
        ("citizen_id", 16.0),
        ("thai_id", 20.0),
        ("thai_national_id", 20.0),
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
    examples: &["1-2345-45678-78-1"],
    counter_examples: &["1-2345-45678-78-2", "12"],
    ..BASE
};

/// Whether the last digit checks the others; the first tells the kind of citizenship, 1 to 8.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 13) else { return false };
    matches!(digits.at(0), 1..=8)
        && (11 - check::weighted(digits.all(), &[13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 10
            == digits.at(12)
}
