//! EGN (Bulgaria): it holds birth date and sex and stands for one person for life.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "bg_egn",
    family: "government",
    parent: "national_id",
    title: "EGN (Bulgaria)",
    why: "It holds birth date and sex and stands for one person for life.",
    source: "Civil Registration Act; mod 11",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{10}"],
    check: check::of("date and mod 11", valid, 0.0111),
    chance: 0.0111,
    header_for: &[("egn", 20.0), ("bg_egn", 20.0)],
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
    examples: &["7523169263"],
    counter_examples: &["7523169264", "12"],
    ..BASE
};

/// Whether the first digits are a date (months raised by 20 or 40) and the last checks the others.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 10) else { return false };
    let month = match digits.number(2, 4) {
        month @ 41.. => month - 40,
        month @ 21..=40 => month - 20,
        month => month,
    };
    let sum = check::weighted(digits.all(), &[2, 4, 8, 5, 10, 9, 7, 3, 6]);
    check::yymmdd(digits.number(0, 2), month, digits.number(4, 6)) && sum % 11 % 10 == digits.at(9)
}
