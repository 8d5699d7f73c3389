//! Fødselsnummer (Norway): it holds birth date and sex and stands for one person for life.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "no_fnr",
    family: "government",
    parent: "national_id",
    title: "Fødselsnummer (Norway)",
    why: "It holds birth date and sex and stands for one person for life.",
    source: "Folkeregisterloven; two check digits mod 11",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{6} [0-9]{5}", "[0-9]{11}"],
    check: check::of("date and two mod 11", valid, 0.0018),
    chance: 0.0018,
    header_for: &[
        ("fodselsnummer", 20.0),
        ("fnr", 16.0),
        ("no_fnr", 20.0),
        ("personnummer", 15.0),
        ("fodselsnr", 20.0),
        ("d_nummer", 18.0),
        ("foedselsnummer", 20.0),
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
    examples: &["15108695088", "151086 95088"],
    counter_examples: &["15108695089", "12"],
    ..BASE
};

/// Whether the first digits are a date (D numbers raise the day by 40) and both check digits hold.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 11) else { return false };
    let (day, month) = (digits.number(0, 2), digits.number(2, 4));
    let first = check::check_11(digits.all(), &[3, 7, 6, 1, 8, 9, 4, 5, 2]);
    let second = check::check_11(digits.all(), &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);
    check::yymmdd(digits.number(4, 6), month % 40, if day > 40 { day - 40 } else { day })
        && first.map(u32::from) == Some(digits.at(9))
        && second.map(u32::from) == Some(digits.at(10))
}
