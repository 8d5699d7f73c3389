//! CUIT or CUIL (Argentina): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "ar_cuit",
    family: "government",
    parent: "tax_id",
    title: "CUIT or CUIL (Argentina)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "AFIP; mod 11",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["2[0-9]-[0-9]{8}-[0-9]", "[0-9]{11}"],
    check: check::of("mod 11", valid, 0.0909),
    chance: 0.005,
    header_for: &[("cuit", 19.0), ("cuil", 20.0), ("ar_cuit", 20.0), ("cuit_cuil", 20.0), ("ar_dni", 15.0)],
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
    examples: &["20-05536168-2"],
    counter_examples: &["20-05536168-3", "12"],
    ..BASE
};

/// Whether the last digit checks the others.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 11) else { return false };
    let expected = check::check_11(digits.all(), &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);
    expected.map(u32::from) == Some(digits.at(10))
}
