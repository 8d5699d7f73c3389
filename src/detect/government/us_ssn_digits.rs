//! Social security number (USA) without hyphens: it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "us_ssn_digits",
    family: "government",
    parent: "national_id",
    title: "Social security number (USA) without hyphens",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "SSA: numbers issued since 2011; POMS RM 10201",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{9}"],
    check: check::of("SSA ranges", ssn, 0.89),
    chance: 0.8,
    header_for: &[
        ("ssn", 20.0),
        ("social_security", 19.0),
        ("social_security_number", 20.0),
        ("us_ssn", 20.0),
        ("social_security_no", 20.0),
        ("soc_sec", 17.0),
        ("ssn_number", 20.0),
        ("social", 9.0),
        ("ss_number", 15.0),
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
    needs_header: true,
    examples: &["536904399"],
    counter_examples: &["666123456", "12"],
    ..BASE
};

/// Whether area, group and serial are ones that the SSA issues, and it is no number known from advertisements.
fn ssn(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 9) else { return false };
    let (area, group, serial) = (digits.number(0, 3), digits.number(3, 5), digits.number(5, 9));
    let whole = digits.number(0, 9);
    !matches!(area, 0 | 666 | 900..=999)
        && group != 0
        && serial != 0
        && !matches!(whole, 78_051_120 | 219_099_999 | 457_555_462 | 123_456_789 | 987_654_320..=987_654_329)
}
