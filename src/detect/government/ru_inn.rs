//! INN of a person (Russia): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "ru_inn",
    family: "government",
    parent: "tax_id",
    title: "INN of a person (Russia)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "FNS; two check digits mod 11",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{12}"],
    check: check::of("two mod 11", valid, 0.01),
    chance: 0.01,
    header_for: &[("inn", 19.0), ("ru_inn", 20.0), ("inn_fl", 20.0)],
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
    examples: &["500100732259"],
    counter_examples: &["500100732258", "12"],
    ..BASE
};

/// Whether both check digits hold.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 12) else { return false };
    let first = check::weighted(digits.all(), &[7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10;
    let second = check::weighted(digits.all(), &[3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10;
    first == digits.at(10) && second == digits.at(11)
}
