//! SNILS (Russia): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "ru_snils",
    family: "government",
    parent: "national_id",
    title: "SNILS (Russia)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "Law 27-FZ; mod 101",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{3}-[0-9]{3}-[0-9]{3}[ -][0-9]{2}", "[0-9]{11}"],
    embedded: Some(Embedded {
        pattern: r"\b[0-9]{3}-[0-9]{3}-[0-9]{3} [0-9]{2}\b",
        needs: &["-"],
        digits: 11,
        strong: true,
    }),
    check: check::of("mod 101", valid, 0.01),
    chance: 0.005,
    header_for: &[("snils", 20.0), ("ru_snils", 20.0), ("strakhovoy_nomer", 18.0)],
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
    examples: &["112-233-445 95"],
    counter_examples: &["112-233-445 96", "12"],
    ..BASE
};

/// Whether the last two digits are the weighted sum modulo 101.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 11) else { return false };
    check::weighted(digits.all(), &[9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101 % 100
        == u32::try_from(digits.number(9, 11)).unwrap_or(u32::MAX)
}
