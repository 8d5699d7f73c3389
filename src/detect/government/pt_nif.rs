//! NIF (Portugal): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "pt_nif",
    family: "government",
    parent: "tax_id",
    title: "NIF (Portugal)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "Decreto-Lei 463/79; mod 11",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{3} [0-9]{3} [0-9]{3}", "[0-9]{9}"],
    check: check::of("mod 11", valid, 0.09),
    chance: 0.09,
    header_for: &[
        ("nif", 18.0),
        ("contribuinte", 17.0),
        ("numero_contribuinte", 20.0),
        ("pt_nif", 20.0),
        ("nif_number", 18.0),
        ("numero_fiscal", 15.0),
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
    examples: &["123456789", "501 964 843"],
    counter_examples: &["123456788", "12"],
    ..BASE
};

/// Whether the last digit checks the others with the weights 9 to 2; none starts with 0.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 9) else { return false };
    let expected = match check::weighted(digits.all(), &[9, 8, 7, 6, 5, 4, 3, 2]) % 11 {
        0 | 1 => 0,
        rest => 11 - rest,
    };
    digits.at(0) > 0 && expected == digits.at(8)
}
