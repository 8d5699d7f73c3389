//! Vehicle identification number: it identifies one vehicle, and so its keeper.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "vin",
    family: "technical",
    parent: "vehicle_id",
    title: "Vehicle identification number",
    why: "It identifies one vehicle, and so its keeper.",
    source: "ISO 3779; 49 CFR 565",
    tier: Tier::Confidential,
    role: Role::Direct,
    patterns: &["[A-Z0-9]{17}"],
    embedded: Some(Embedded {
        pattern: r"\b[A-HJ-NPR-Z0-9]{3}[A-HJ-NPR-Z0-9]{5}[0-9X][A-HJ-NPR-Z0-9]{4}[0-9]{4}\b",
        needs: &[],
        digits: 4,
        strong: false,
    }),
    check: check::of("VIN check digit", vin, 0.09),
    chance: 0.01,
    header_for: &[
        ("vin", 19.0),
        ("vin_number", 20.0),
        ("vehicle_identification_number", 20.0),
        ("vehicle_id", 14.0),
        ("chassis", 13.0),
        ("chassis_number", 20.0),
        ("fahrgestellnummer", 20.0),
        ("fin", 7.0),
        ("fahrzeug_identifizierungsnummer", 20.0),
        ("bastidor", 20.0),
        ("numero_de_bastidor", 20.0),
        ("numero_serie_vehicule", 20.0),
        ("numero_telaio", 20.0),
        ("telaio", 12.0),
        ("chassi", 13.0),
        ("chassisnummer", 20.0),
        ("vehicle_vin", 20.0),
        ("sasi_no", 20.0),
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
        "status",
        "type",
        "rate",
        "wine",
    ],
    examples: &["1M8GDM9AXKP042788", "WAUZZZ8K9BA123456"],
    counter_examples: &["1M8GDM9AXKP04278", "IOQ00000000000000", "11111111111111111", "ABCDEFGHJKLMNPRST"],
    ..BASE
};

const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
/// Values of the letters A to Z; I, O and Q do not occur.
const LETTERS: [u32; 26] = [1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5, 0, 7, 0, 9, 2, 3, 4, 5, 6, 7, 8, 9];

/// Whether the check digit holds (North America), or the fourth to ninth place are `ZZZ`-filled as European makers do;
/// not one repeated character, and both letters and digits.
fn vin(value: &[u8]) -> bool {
    if value.len() != 17
        || value.iter().any(|byte| b"IOQ".contains(byte))
        || !value.iter().any(u8::is_ascii_digit)
        || !value.iter().any(u8::is_ascii_alphabetic)
    {
        return false;
    }
    let european = value.get(3..6) == Some(b"ZZZ") && value.iter().rev().take(4).all(u8::is_ascii_digit);
    let worth = |byte: &u8| match byte {
        b'0'..=b'9' => u32::from(byte - b'0'),
        _ => LETTERS.get(usize::from(byte.wrapping_sub(b'A'))).copied().unwrap_or(0),
    };
    let sum: u32 = value.iter().zip(WEIGHTS).map(|(byte, weight)| worth(byte) * weight).sum();
    let check = match value.get(8) {
        Some(b'X') => 10,
        Some(byte @ b'0'..=b'9') => u32::from(byte - b'0'),
        _ => 99,
    };
    european || sum % 11 == check
}
