//! CNP (Romania): it holds birth date and sex and stands for one person for life.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "ro_cnp",
    family: "government",
    parent: "national_id",
    title: "CNP (Romania)",
    why: "It holds birth date and sex and stands for one person for life.",
    source: "Law 105/1996; mod 11",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{13}"],
    check: check::of("date and mod 11", valid, 0.004),
    chance: 0.003,
    header_for: &[("cnp", 20.0), ("ro_cnp", 20.0), ("cod_numeric_personal", 20.0)],
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
    examples: &["1630615123457"],
    counter_examples: &["1630615123458", "12"],
    ..BASE
};

/// Whether the digits after the first are a date and the last checks the others.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 13) else { return false };
    let rest = check::weighted(digits.all(), &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
    check::yymmdd(digits.number(1, 3), digits.number(3, 5), digits.number(5, 7))
        && (if rest == 10 { 1 } else { rest }) == digits.at(12)
}
