//! JMBG or EMSO (former Yugoslavia): it holds birth date and birth place and stands for one person for life.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "emso_jmbg",
    family: "government",
    parent: "national_id",
    title: "JMBG or EMSO (former Yugoslavia)",
    why: "It holds birth date and birth place and stands for one person for life.",
    source: "JMBG law of 1976; mod 11",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{13}"],
    check: check::of("date and mod 11", valid, 0.0032),
    chance: 0.0032,
    header_for: &[
        ("jmbg", 20.0),
        ("emso", 19.0),
        ("mbg", 15.0),
        ("maticni_broj", 18.0),
        ("maticni_broj_gradana", 20.0),
        ("umcn", 18.0),
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
    examples: &["0101006500006"],
    counter_examples: &["0101006500007", "12"],
    ..BASE
};

/// Whether the first digits are a date and the last checks the others.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 13) else { return false };
    let expected = check::check_11(digits.all(), &[7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);
    check::yymmdd(digits.number(5, 7), digits.number(2, 4), digits.number(0, 2))
        && expected.map(u32::from) == Some(digits.at(12))
}
