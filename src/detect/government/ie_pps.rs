//! PPS number (Ireland): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "ie_pps",
    family: "government",
    parent: "national_id",
    title: "PPS number (Ireland)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "Social Welfare Consolidation Act 2005; mod 23",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{7}[A-W][A-IW]?"],
    check: check::of("mod 23", valid, 0.043),
    chance: 0.005,
    header_for: &[("pps", 18.0), ("ppsn", 20.0), ("pps_number", 20.0), ("ie_pps", 20.0), ("pps_no", 20.0)],
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
    examples: &["6433435F"],
    counter_examples: &["6433435E", "12"],
    ..BASE
};

/// Whether the letter is that of the weighted digits (and the second letter) modulo 23.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = value.get(..7).and_then(|head| check::Digits::exactly(head, 7)) else { return false };
    let second = match value.get(8) {
        Some(b'W') | None => 0,
        Some(byte) => u32::from(byte.saturating_sub(b'A')) + 1,
    };
    let sum = check::weighted(digits.all(), &[8, 7, 6, 5, 4, 3, 2]) + second * 9;
    b"WABCDEFGHIJKLMNOPQRSTUV".get((sum % 23) as usize) == value.get(7)
}
