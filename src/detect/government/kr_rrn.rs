//! Resident registration number (Korea): it holds birth date and sex and stands for one person for life.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "kr_rrn",
    family: "government",
    parent: "national_id",
    title: "Resident registration number (Korea)",
    why: "It holds birth date and sex and stands for one person for life.",
    source: "Resident Registration Act; weighted mod 11",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{6}-[0-9]{7}", "[0-9]{13}"],
    embedded: Some(Embedded {
        pattern: r"\b[0-9]{2}[01][0-9][0-3][0-9]-[1-8][0-9]{6}\b",
        needs: &["-"],
        digits: 13,
        strong: true,
    }),
    check: check::of("date and mod 11", valid, 0.0369),
    chance: 0.0369,
    header_for: &[
        ("kr_rrn", 20.0),
        ("rrn", 19.0),
        ("jumin", 18.0),
        ("resident_registration_number", 20.0),
        ("jumin_beonho", 20.0),
        ("kr_frn", 20.0),
        ("frn", 15.0),
        ("alien_registration_number", 17.0),
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
    examples: &["971013-9019902", "971013-1019902"],
    counter_examples: &["971313-9019902", "12"],
    ..BASE
};

/// Whether the first digits are a date and, without a hyphen, the last checks the others.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 13) else { return false };
    let sum = check::weighted(digits.all(), &[2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]);
    // Numbers given out since October 2020 have no check digit: with the hyphen the date is enough.
    let checked = (11 - sum % 11) % 10 == digits.at(12) || value.contains(&b'-');
    checked && check::yymmdd(digits.number(0, 2), digits.number(2, 4), digits.number(4, 6))
}
