//! Bank routing number: it names a bank, and with an account number one account.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::Tier;

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "routing_number",
    family: "finance",
    parent: "routing_number",
    title: "Bank routing number",
    why: "It names a bank, and with an account number one account.",
    source: "ABA routing number policy",
    tier: Tier::Internal,
    personal: false,
    patterns: &["[0-9]{9}"],
    check: check::of("ABA mod 10", aba, 0.04),
    chance: 0.04,
    header_for: &[
        ("routing_number", 20.0),
        ("routing", 14.0),
        ("aba", 15.0),
        ("aba_routing", 20.0),
        ("aba_number", 20.0),
        ("rtn", 11.0),
        ("transit_number", 13.0),
        ("routing_no", 20.0),
        ("bank_code", 10.0),
        ("bankleitzahl", 18.0),
        ("blz", 18.0),
        ("clearing_number", 12.0),
        ("abi", 7.0),
        ("cab", 3.0),
    ],
    header_against: &["count", "type", "table", "network"],
    examples: &["021000021", "111000025"],
    counter_examples: &["021000022", "123456789", "12"],
    ..BASE
};

/// Whether nine digits have a Federal Reserve prefix and the weights 3, 7, 1 give a multiple of ten.
fn aba(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 9) else { return false };
    let prefix = digits.number(0, 2);
    (matches!(prefix, 0..=12 | 21..=32 | 61..=72 | 80))
        && check::weighted(digits.all(), &[3, 7, 1, 3, 7, 1, 3, 7, 1]).is_multiple_of(10)
}
