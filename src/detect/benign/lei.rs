//! Legal entity identifier: it numbers a firm.

use crate::detect::{BASE, COUNTING, Detector, check};
use crate::domain::tier::Tier;

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "lei",
    family: "benign",
    parent: "company_id",
    title: "Legal entity identifier",
    why: "It numbers a firm.",
    source: "ISO 17442; ISO 7064 mod 97",
    tier: Tier::Public,
    personal: false,
    patterns: &["[A-Z0-9]{20}"],
    check: check::of("mod 97", valid, 0.0103),
    chance: 0.001,
    header_for: &[("lei", 19.0), ("lei_code", 20.0), ("legal_entity_identifier", 20.0)],
    header_against: COUNTING,
    examples: &["529900T8BM49AURSDO55"],
    counter_examples: &["529900T8BM49AURSDO56", "12"],
    ..BASE
};

/// Whether twenty signs end in two digits and are 1 modulo 97.
fn valid(value: &[u8]) -> bool {
    value.len() == 20 && value.iter().rev().take(2).all(u8::is_ascii_digit) && check::mod97(value) == Some(1)
}
