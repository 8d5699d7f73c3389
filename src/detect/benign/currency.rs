//! Currency: it is a unit.

use crate::detect::{BASE, Detector, lexicon};
use crate::domain::tier::Tier;

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "currency",
    family: "benign",
    parent: "none",
    title: "Currency",
    why: "It is a unit.",
    source: "ISO 4217",
    tier: Tier::Public,
    personal: false,
    lexicon: Some(&lexicon::CURRENCIES),
    chance: 0.01,
    header_for: &[
        ("currency", 18.0),
        ("currency_code", 19.0),
        ("waehrung", 17.0),
        ("moneda", 15.0),
        ("devise", 14.0),
        ("valuta", 14.0),
        ("moeda", 15.0),
        ("waluta", 14.0),
        ("para_birimi", 15.0),
        ("ccy", 13.0),
        ("curr", 8.0),
    ],
    header_against: &["count", "rate"],
    examples: &["EUR", "US Dollar"],
    counter_examples: &["ABC1", "12"],
    ..BASE
};
