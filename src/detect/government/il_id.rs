//! Identity number (Israel): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "il_id",
    family: "government",
    parent: "national_id",
    title: "Identity number (Israel)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "Population and Immigration Authority; Luhn",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{9}", "[0-9]{8}-[0-9]"],
    check: check::of("Luhn", valid, 0.1),
    chance: 0.1,
    header_for: &[
        ("teudat_zehut", 20.0),
        ("il_id", 20.0),
        ("tz", 9.0),
        ("mispar_zehut", 20.0),
        ("israeli_id", 20.0),
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
    examples: &["039337423", "03933742-3"],
    counter_examples: &["039337424", "12"],
    ..BASE
};

/// Whether nine digits satisfy Luhn.
fn valid(value: &[u8]) -> bool {
    check::Digits::exactly(value, 9).is_some() && check::luhn(value)
}
