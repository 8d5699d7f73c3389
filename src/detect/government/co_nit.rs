//! NIT (Colombia): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "co_nit",
    family: "government",
    parent: "tax_id",
    title: "NIT (Colombia)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "DIAN; mod 11",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9.]+-[0-9]"],
    check: check::of("mod 11", valid, 0.0909),
    chance: 0.02,
    header_for: &[
        ("nit", 17.0),
        ("co_nit", 20.0),
        ("numero_nit", 19.0),
        ("cedula_ciudadania", 18.0),
        ("cedula", 14.0),
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
    examples: &["213123432-1", "213.123.432-1"],
    counter_examples: &["213123432-2", "12"],
    ..BASE
};

/// Whether the last digit checks the others.
fn valid(value: &[u8]) -> bool {
    let Some((last, rest)) = value.split_last() else { return false };
    let Some(digits) = check::Digits::of(rest).filter(|digits| !digits.all().is_empty()) else {
        return false;
    };
    let weights = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43];
    let sum: u32 = digits.all().iter().rev().zip(weights).map(|(d, w)| u32::from(*d) * w).sum();
    b"01987654321".get((sum % 11) as usize) == Some(last)
}
