//! Social security number (USA): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "us_ssn",
    family: "government",
    parent: "national_id",
    title: "Social security number (USA)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "SSA: numbers issued since 2011; POMS RM 10201",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{3}-[0-9]{2}-[0-9]{4}", "[0-9]{3} [0-9]{2} [0-9]{4}"],
    embedded: Some(Embedded {
        pattern: r"\b[0-9]{3}-[0-9]{2}-[0-9]{4}\b",
        needs: &["-"],
        digits: 9,
        strong: true,
    }),
    check: check::of("SSA ranges", ssn, 0.89),
    chance: 0.03,
    header_for: &[
        ("ssn", 20.0),
        ("social_security", 19.0),
        ("social_security_number", 20.0),
        ("us_ssn", 20.0),
        ("social_security_no", 20.0),
        ("soc_sec", 17.0),
        ("ssn_number", 20.0),
        ("socialsecuritynumber", 20.0),
        ("social", 9.0),
        ("ss_number", 15.0),
        ("ssnum", 18.0),
        ("seguro_social", 14.0),
        ("last4_ssn", 15.0),
        ("ssn_last4", 16.0),
        ("tax_payer_id", 10.0),
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
    examples: &["536-90-4399", "536 90 4399"],
    counter_examples: &["078-05-1120", "666-12-3456", "900-12-3456", "123-45-6789", "000-12-3456", "12"],
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
