//! ABN or ACN (Australia): it numbers an Australian firm.

use crate::detect::{BASE, COUNTING, Detector, check};
use crate::domain::tier::Tier;

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "au_abn",
    family: "benign",
    parent: "company_id",
    title: "ABN or ACN (Australia)",
    why: "It numbers an Australian firm.",
    source: "Australian Business Register; mod 89",
    tier: Tier::Public,
    personal: false,
    patterns: &["[0-9]{2} [0-9]{3} [0-9]{3} [0-9]{3}", "[0-9]{11}"],
    check: check::of("mod 89", valid, 0.011),
    chance: 0.011,
    header_for: &[
        ("abn", 20.0),
        ("acn", 18.0),
        ("au_abn", 20.0),
        ("au_acn", 20.0),
        ("australian_business_number", 20.0),
    ],
    header_against: COUNTING,
    examples: &["51 824 753 556", "83914571673"],
    counter_examples: &["51 824 753 557", "12"],
    ..BASE
};

/// Whether the weighted sum, the first digit lowered by one, is a multiple of 89.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 11) else { return false };
    let sum = check::weighted(digits.all(), &[10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]);
    sum >= 10 && (sum - 10).is_multiple_of(89)
}
