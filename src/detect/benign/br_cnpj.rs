//! CNPJ (Brazil): it numbers a Brazilian firm.

use crate::detect::{BASE, COUNTING, Detector, check};
use crate::domain::tier::Tier;

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "br_cnpj",
    family: "benign",
    parent: "company_id",
    title: "CNPJ (Brazil)",
    why: "It numbers a Brazilian firm.",
    source: "Receita Federal; two check digits mod 11",
    tier: Tier::Public,
    personal: false,
    patterns: &[r"[0-9]{2}\.[0-9]{3}\.[0-9]{3}/[0-9]{4}-[0-9]{2}", "[0-9]{14}"],
    check: check::of("two mod 11", valid, 0.01),
    chance: 0.01,
    header_for: &[("cnpj", 20.0), ("br_cnpj", 20.0), ("numero_cnpj", 20.0), ("cpf_cnpj", 15.0)],
    header_against: COUNTING,
    examples: &["16.727.230/0001-97"],
    counter_examples: &["16.727.230/0001-98", "12"],
    ..BASE
};

/// Whether both check digits hold.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 14) else { return false };
    let check = |weights: &[u32]| match check::weighted(digits.all(), weights) % 11 {
        0 | 1 => 0,
        rest => 11 - rest,
    };
    check(&[5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) == digits.at(12)
        && check(&[6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) == digits.at(13)
}
