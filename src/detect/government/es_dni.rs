//! DNI or NIF (Spain): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "es_dni",
    family: "government",
    parent: "national_id",
    title: "DNI or NIF (Spain)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "Ministerio del Interior; mod 23",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{8}[- ]?[A-Za-z]", r"[0-9]{2}\.[0-9]{3}\.[0-9]{3}[- ]?[A-Za-z]"],
    embedded: Some(Embedded {
        pattern: r"\b[0-9]{8}-?[A-HJ-NP-TV-Z]\b",
        needs: &[],
        digits: 8,
        strong: true,
    }),
    check: check::of("mod 23", valid, 0.043),
    chance: 0.01,
    header_for: &[
        ("dni", 19.0),
        ("nif", 17.0),
        ("documento_nacional_identidad", 20.0),
        ("es_nif", 20.0),
        ("es_dni", 20.0),
        ("numero_dni", 20.0),
        ("nif_nie", 18.0),
        ("dni_nie", 19.0),
        ("documento_identidad", 16.0),
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
    examples: &["12345678Z", "12.345.678-Z"],
    counter_examples: &["12345678A", "1234567Z"],
    ..BASE
};

const LETTERS: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";

/// Whether the letter is that of the number modulo 23.
fn valid(value: &[u8]) -> bool {
    let Some((letter, number)) = value.split_last() else { return false };
    let Some(digits) = check::Digits::exactly(number, 8) else { return false };
    LETTERS.get((digits.number(0, 8) % 23) as usize) == Some(&letter.to_ascii_uppercase())
}
