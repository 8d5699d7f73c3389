//! T.C. kimlik number (Turkey): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "tr_id",
    family: "government",
    parent: "national_id",
    title: "T.C. kimlik number (Turkey)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "MERNIS; two check digits",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{11}"],
    check: check::of("two check digits", valid, 0.01),
    chance: 0.005,
    header_for: &[
        ("tc_kimlik", 20.0),
        ("tc_kimlik_no", 20.0),
        ("tckn", 20.0),
        ("tr_id", 20.0),
        ("tr_national_id", 20.0),
        ("kimlik_no", 19.0),
        ("tc_no", 19.0),
        ("kimlik", 14.0),
        ("tckimlik", 20.0),
        ("tc", 9.0),
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
    examples: &["17291716060", "10000000146"],
    counter_examples: &["17291716062", "12"],
    ..BASE
};

/// Whether both check digits hold.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 11) else { return false };
    let odd = digits.at(0) + digits.at(2) + digits.at(4) + digits.at(6) + digits.at(8);
    let even = digits.at(1) + digits.at(3) + digits.at(5) + digits.at(7);
    (odd * 7 + 90 - even) % 10 == digits.at(9) && (odd + even + digits.at(9)) % 10 == digits.at(10)
}
