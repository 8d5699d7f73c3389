//! Identity card (Hong Kong): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "hk_id",
    family: "government",
    parent: "national_id",
    title: "Identity card (Hong Kong)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "Immigration Department; mod 11",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &[r"[A-Z]{1,2}[0-9]{6} ?\(?[0-9A]\)?"],
    check: check::of("mod 11", valid, 0.0909),
    chance: 0.005,
    header_for: &[("hkid", 20.0), ("hk_id", 20.0), ("hkid_number", 20.0), ("hong_kong_id", 20.0)],
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
    examples: &["A123456(3)", "A1234563"],
    counter_examples: &["A123456(4)", "12"],
    ..BASE
};

/// Whether the last sign checks letters and digits; one letter has a space (36) before it.
fn valid(value: &[u8]) -> bool {
    let mut all = [36_u32; 9];
    let signs = value.iter().rev().filter_map(|byte| check::letter_value(*byte));
    let mut count = 0;
    for (place, worth) in all.iter_mut().rev().zip(signs) {
        *place = worth;
        count += 1;
    }
    let sum: u32 = all.iter().zip([9, 8, 7, 6, 5, 4, 3, 2, 1]).map(|(d, w)| d * w).sum();
    (count == 8 || count == 9) && sum.is_multiple_of(11)
}
