//! NIP (Poland): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "pl_nip",
    family: "government",
    parent: "tax_id",
    title: "NIP (Poland)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "Act of 13 October 1995; mod 11",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{3}-?[0-9]{3}-?[0-9]{2}-?[0-9]{2}", "[0-9]{3}-[0-9]{2}-[0-9]{2}-[0-9]{3}"],
    check: check::of("mod 11", valid, 0.0909),
    chance: 0.09,
    header_for: &[("nip", 18.0), ("numer_nip", 20.0), ("nr_nip", 20.0), ("pl_nip", 20.0)],
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
    examples: &["8567346215", "856-734-62-15"],
    counter_examples: &["8567346216", "12"],
    ..BASE
};

/// Whether the last digit is the weighted sum modulo 11.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 10) else { return false };
    check::weighted(digits.all(), &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == digits.at(9)
}
