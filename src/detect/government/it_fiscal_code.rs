//! Codice fiscale (Italy): it holds birth date, sex and birth place and stands for one person for life.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "it_fiscal_code",
    family: "government",
    parent: "tax_id",
    title: "Codice fiscale (Italy)",
    why: "It holds birth date, sex and birth place and stands for one person for life.",
    source: "DM 12 March 1974, n. 2227; mod 26",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[A-Z]{6}[0-9A-Z]{2}[A-Z][0-9A-Z]{2}[A-Z][0-9A-Z]{3}[A-Z]"],
    embedded: Some(Embedded {
        pattern: r"\b[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]\b",
        needs: &[],
        digits: 0,
        strong: true,
    }),
    check: check::of("mod 26", valid, 0.038),
    chance: 1e-05,
    header_for: &[
        ("codice_fiscale", 20.0),
        ("cod_fiscale", 20.0),
        ("fiscal_code", 19.0),
        ("it_fiscal_code", 20.0),
        ("cf", 12.0),
        ("codfisc", 20.0),
        ("cod_fisc", 20.0),
        ("tax_code", 12.0),
    ],
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
    examples: &["RSSMRA80A01H501U"],
    counter_examples: &["RSSMRA80A01H501A", "12"],
    ..BASE
};

/// Values of the odd places for 0 to 9 and A to J; K to Z follow.
const ODD: [u32; 26] =
    [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

/// Whether the last letter checks the fifteen others.
fn valid(value: &[u8]) -> bool {
    let Some((last, rest)) = value.split_last() else { return false };
    let mut sum = 0;
    for (place, byte) in rest.iter().enumerate() {
        let Some(worth) = check::letter_value(*byte).map(|n| if n < 10 { n } else { n - 10 }) else {
            return false;
        };
        sum += if place % 2 == 0 { ODD.get(worth as usize).copied().unwrap_or(0) } else { worth };
    }
    rest.len() == 15 && u32::from(last.to_ascii_uppercase()) == u32::from(b'A') + sum % 26
}
