//! Social security number (Austria): it holds the birth date and stands for one person for life.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "at_svnr",
    family: "government",
    parent: "national_id",
    title: "Social security number (Austria)",
    why: "It holds the birth date and stands for one person for life.",
    source: "section 31 ASVG; mod 11",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{10}", "[0-9]{4} [0-9]{6}"],
    check: check::of("mod 11", valid, 0.0042),
    chance: 0.0042,
    header_for: &[
        ("svnr", 18.0),
        ("sozialversicherungsnummer", 18.0),
        ("sv_nummer", 18.0),
        ("at_svnr", 20.0),
        ("vsnr", 18.0),
        ("svnr_at", 20.0),
        ("versicherungsnummer", 13.0),
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
    examples: &["1237 010180", "1237010180"],
    counter_examples: &["1238 010180", "12"],
    ..BASE
};

/// Whether the fourth digit checks the others.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 10) else { return false };
    let sum =
        digits.all().iter().zip([3, 7, 9, 0, 5, 8, 4, 2, 1, 6]).map(|(d, w)| u32::from(*d) * w).sum::<u32>();
    sum % 11 == digits.at(3) && matches!(digits.number(4, 6), 1..=31) && matches!(digits.number(6, 8), 1..=15)
}
