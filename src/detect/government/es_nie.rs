//! NIE (Spain): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "es_nie",
    family: "government",
    parent: "national_id",
    title: "NIE (Spain)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "Ministerio del Interior; mod 23",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[XYZxyz][- ]?[0-9]{7}[- ]?[A-Za-z]"],
    embedded: Some(Embedded {
        pattern: r"\b[XYZ]-?[0-9]{7}-?[A-HJ-NP-TV-Z]\b",
        needs: &[],
        digits: 7,
        strong: true,
    }),
    check: check::of("mod 23", valid, 0.043),
    chance: 0.001,
    header_for: &[
        ("nie", 19.0),
        ("es_nie", 20.0),
        ("numero_identidad_extranjero", 20.0),
        ("nif_nie", 18.0),
        ("dni_nie", 18.0),
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
    examples: &["X1234567L"],
    counter_examples: &["X1234567A", "12"],
    ..BASE
};

const LETTERS: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";

/// Whether the letter is that of the number modulo 23; X, Y, Z count as 0, 1, 2.
fn valid(value: &[u8]) -> bool {
    let (Some((first, rest)), Some(last)) = (value.split_first(), value.last()) else { return false };
    let Some(digits) = rest.split_last().and_then(|(_, number)| check::Digits::exactly(number, 7)) else {
        return false;
    };
    let lead = u64::from(first.to_ascii_uppercase().wrapping_sub(b'X'));
    lead < 3
        && LETTERS.get(((lead * 10_000_000 + digits.number(0, 7)) % 23) as usize)
            == Some(&last.to_ascii_uppercase())
}
