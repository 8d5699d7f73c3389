//! Driving licence (UK): it holds the name and birth date in plain form.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "uk_driving_licence",
    family: "government",
    parent: "driver_license",
    title: "Driving licence (UK)",
    why: "It holds the name and birth date in plain form.",
    source: "DVLA number format",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[A-Z0-9]{16}"],
    check: check::of("letters, month and day", valid, 0.1),
    chance: 1e-05,
    header_for: &[
        ("uk_driving_licence", 20.0),
        ("dvla", 13.0),
        ("driver_number", 14.0),
        ("driving_licence", 16.0),
        ("driving_licence_number", 17.0),
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
    examples: &["MORGA657054SM9IJ"],
    counter_examples: &["MORGA697054SM9IJ", "12"],
    ..BASE
};

/// Whether five letters (9 where the name is shorter) stand first and the digits hold a month (women raise it by 50)
/// and a day.
fn valid(value: &[u8]) -> bool {
    let Some((name, rest)) = value.split_at_checked(5) else { return false };
    let Some(digits) = rest.get(..6).and_then(check::Digits::of) else { return false };
    let letters = |part: &[u8]| part.iter().all(|byte| byte.is_ascii_uppercase() || *byte == b'9');
    let month = digits.number(1, 3);
    letters(name)
        && name.first().is_some_and(u8::is_ascii_uppercase)
        && rest.get(6..8).is_some_and(letters)
        && check::ymd(2000, if month > 50 { month - 50 } else { month }, digits.number(3, 5))
}
