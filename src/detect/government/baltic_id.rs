//! Personal code (Estonia, Lithuania): it holds birth date and sex and stands for one person for life.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "baltic_id",
    family: "government",
    parent: "national_id",
    title: "Personal code (Estonia, Lithuania)",
    why: "It holds birth date and sex and stands for one person for life.",
    source: "EVS 585; two-stage mod 11",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{11}"],
    check: check::of("date and mod 11", valid, 0.0034),
    chance: 0.0034,
    header_for: &[
        ("isikukood", 20.0),
        ("asmens_kodas", 20.0),
        ("ee_ik", 20.0),
        ("lt_asmens_kodas", 20.0),
        ("personal_code", 14.0),
        ("personas_kods", 17.0),
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
    examples: &["36805280109", "33309240064"],
    counter_examples: &["36805280108", "12"],
    ..BASE
};

/// Whether the digits after the first are a date and the last checks the others.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 11) else { return false };
    let first = check::weighted(digits.all(), &[1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
    let second = check::weighted(digits.all(), &[3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11;
    let expected = if first < 10 { first } else { second % 10 };
    check::yymmdd(digits.number(1, 3), digits.number(3, 5), digits.number(5, 7)) && expected == digits.at(10)
}
