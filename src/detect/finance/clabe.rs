//! CLABE (Mexico): it names one Mexican bank account.

use crate::detect::{BASE, COUNTING, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "clabe",
    family: "finance",
    parent: "bank_account",
    title: "CLABE (Mexico)",
    why: "It names one Mexican bank account.",
    source: "Banxico CLABE; weighted mod 10",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{18}"],
    check: check::of("weighted mod 10", clabe, 0.1),
    chance: 0.1,
    header_for: &[("clabe", 20.0), ("clabe_interbancaria", 20.0), ("cuenta_clabe", 20.0)],
    header_against: COUNTING,
    examples: &["032180000118359719"],
    counter_examples: &["032180000118359718", "1"],
    ..BASE
};

/// Whether the last of eighteen digits checks the others with the weights 3, 7, 1.
fn clabe(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 18) else { return false };
    let sum: u32 = digits
        .all()
        .iter()
        .take(17)
        .zip([3, 7, 1].into_iter().cycle())
        .map(|(d, w)| u32::from(*d) * w % 10)
        .sum();
    (10 - sum % 10) % 10 == digits.at(17)
}
