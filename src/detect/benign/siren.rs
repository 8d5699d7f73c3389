//! SIREN or SIRET (France): it numbers a French firm or its place of business.

use crate::detect::{BASE, COUNTING, Detector, check};
use crate::domain::tier::Tier;

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "siren",
    family: "benign",
    parent: "company_id",
    title: "SIREN or SIRET (France)",
    why: "It numbers a French firm or its place of business.",
    source: "INSEE; Luhn",
    tier: Tier::Public,
    personal: false,
    patterns: &["[0-9]{9}", "[0-9]{3} [0-9]{3} [0-9]{3}( [0-9]{5})?", "[0-9]{14}"],
    check: check::of("Luhn", siren, 0.1),
    chance: 0.1,
    header_for: &[("siren", 20.0), ("siret", 20.0), ("numero_siren", 20.0), ("numero_siret", 20.0)],
    header_against: COUNTING,
    examples: &["732829320", "732 829 320 00074"],
    counter_examples: &["732829321", "1"],
    ..BASE
};

/// Whether nine or fourteen digits satisfy Luhn.
fn siren(value: &[u8]) -> bool {
    let digits = check::Digits::of(value).filter(|digits| !digits.all_equal());
    digits.is_some_and(|digits| matches!(digits.all().len(), 9 | 14)) && check::luhn(value)
}
