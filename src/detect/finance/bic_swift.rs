//! BIC (SWIFT code): it names a bank, not a person.

use crate::detect::{BASE, COUNTING, Detector, check, lexicon};
use crate::domain::tier::Tier;

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "bic_swift",
    family: "finance",
    parent: "bic_swift",
    title: "BIC (SWIFT code)",
    why: "It names a bank, not a person.",
    source: "ISO 9362",
    tier: Tier::Internal,
    personal: false,
    patterns: &["[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?"],
    check: check::of("country code", bic, 0.37),
    chance: 0.05,
    header_for: &[
        ("bic", 18.0),
        ("swift", 18.0),
        ("swift_code", 20.0),
        ("bic_swift", 20.0),
        ("bic_code", 20.0),
        ("swift_bic", 20.0),
        ("codigo_swift", 20.0),
        ("code_bic", 20.0),
        ("bankleitzahl_bic", 20.0),
    ],
    header_against: COUNTING,
    examples: &["DEUTDEFF", "DEUTDEFF500", "NEDSZAJJXXX"],
    counter_examples: &["DEUTZZFF", "HELLO", "12345678"],
    ..BASE
};

/// Whether the fifth and sixth letter are a country.
fn bic(value: &[u8]) -> bool {
    let country = value.get(4..6).and_then(check::text);
    country.is_some_and(|code| lexicon::has(lexicon::List::CountryCodes, code) || code == "XK")
}
