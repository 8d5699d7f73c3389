//! `MyKad` number (Malaysia): it holds birth date and birth place and stands for one person for life.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "my_nric",
    family: "government",
    parent: "national_id",
    title: "MyKad number (Malaysia)",
    why: "It holds birth date and birth place and stands for one person for life.",
    source: "Jabatan Pendaftaran Negara",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{6}-[0-9]{2}-[0-9]{4}", "[0-9]{12}"],
    check: check::of("date", valid, 0.0364),
    chance: 0.0364,
    header_for: &[
        ("my_nric", 20.0),
        ("nric", 15.0),
        ("mykad", 20.0),
        ("ic", 8.0),
        ("ic_number", 17.0),
        ("ic_no", 17.0),
        ("no_kad_pengenalan", 20.0),
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
    examples: &["770305-02-1234"],
    counter_examples: &["779905-02-1234", "12"],
    ..BASE
};

/// Whether the first digits are a date.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 12) else { return false };
    check::yymmdd(digits.number(0, 2), digits.number(2, 4), digits.number(4, 6))
}
