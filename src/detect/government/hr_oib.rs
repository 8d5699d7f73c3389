//! OIB (Croatia): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "hr_oib",
    family: "government",
    parent: "national_id",
    title: "OIB (Croatia)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "Zakon o OIB; ISO 7064 MOD 11,10",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["(HR)?[0-9]{11}"],
    check: check::of("MOD 11,10", valid, 0.1),
    chance: 0.1,
    header_for: &[("oib", 20.0), ("hr_oib", 20.0), ("oib_broj", 20.0)],
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
    examples: &["33392005961"],
    counter_examples: &["33392005962", "12"],
    ..BASE
};

/// Whether eleven digits satisfy ISO 7064 MOD 11,10.
fn valid(value: &[u8]) -> bool {
    let bare = value.strip_prefix(b"HR").unwrap_or(value);
    check::Digits::exactly(bare, 11).is_some_and(|digits| check::iso7064_11_10(digits.all()))
}
