//! CPR number (Denmark): it holds birth date and sex and stands for one person for life.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "dk_cpr",
    family: "government",
    parent: "national_id",
    title: "CPR number (Denmark)",
    why: "It holds birth date and sex and stands for one person for life.",
    source: "CPR-kontoret; since 2007 without check digit",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{6}-[0-9]{4}", "[0-9]{10}"],
    embedded: Some(Embedded {
        pattern: r"\b[0-3][0-9][01][0-9][0-9]{2}-[0-9]{4}\b",
        needs: &["-"],
        digits: 10,
        strong: false,
    }),
    check: check::of("date", valid, 0.036),
    chance: 0.036,
    header_for: &[
        ("cpr", 18.0),
        ("cpr_nummer", 20.0),
        ("cpr_nr", 20.0),
        ("dk_cpr", 20.0),
        ("cprnr", 20.0),
        ("cpr_number", 20.0),
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
    examples: &["070761-4285", "0707614285"],
    counter_examples: &["320761-4285", "12"],
    ..BASE
};

/// Whether the first six digits are a date.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 10) else { return false };
    check::yymmdd(digits.number(4, 6), digits.number(2, 4), digits.number(0, 2))
}
