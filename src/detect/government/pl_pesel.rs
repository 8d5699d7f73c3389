//! PESEL (Poland): it holds birth date and sex and stands for one person for life.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "pl_pesel",
    family: "government",
    parent: "national_id",
    title: "PESEL (Poland)",
    why: "It holds birth date and sex and stands for one person for life.",
    source: "Act of 24 September 2010; weighted mod 10",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{11}"],
    embedded: Some(Embedded {
        pattern: r"\b(?i:pesel)[ :.]{1,3}[0-9]{11}\b",
        needs: &["PESEL", "pesel", "Pesel"],
        digits: 11,
        strong: true,
    }),
    check: check::of("date and weighted mod 10", valid, 0.017),
    chance: 0.017,
    header_for: &[("pesel", 20.0), ("pl_pesel", 20.0), ("numer_pesel", 20.0), ("nr_pesel", 20.0)],
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
    examples: &["44051401359"],
    counter_examples: &["44051401358", "99999999999", "12"],
    ..BASE
};

/// Whether the first digits are a date and the last checks the others with the weights 1, 3, 7, 9.
fn valid(value: &[u8]) -> bool {
    let start = value.iter().position(u8::is_ascii_digit).unwrap_or(value.len());
    let Some(digits) = value.get(start..).and_then(|tail| check::Digits::exactly(tail, 11)) else {
        return false;
    };
    let (year, month, day) = (digits.number(0, 2), digits.number(2, 4) % 20, digits.number(4, 6));
    let sum = check::weighted(digits.all(), &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3]);
    check::yymmdd(year, month, day) && (10 - sum % 10) % 10 == digits.at(10)
}
