//! Licence plate: it identifies one vehicle, and so its keeper.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "license_plate",
    family: "technical",
    parent: "license_plate",
    title: "Licence plate",
    why: "It identifies one vehicle, and so its keeper.",
    source: "national registration formats",
    tier: Tier::Confidential,
    role: Role::Direct,
    patterns: &["[A-Z0-9][A-Z0-9 ./-]*"],
    check: check::of("shape", shape, 0.5),
    chance: 0.2,
    header_for: &[
        ("license_plate", 20.0),
        ("licence_plate", 20.0),
        ("number_plate", 20.0),
        ("plate", 14.0),
        ("plate_number", 20.0),
        ("plate_no", 20.0),
        ("kennzeichen", 18.0),
        ("kfz_kennzeichen", 20.0),
        ("nummernschild", 20.0),
        ("matricula", 12.0),
        ("patente", 11.0),
        ("plaque", 8.0),
        ("immatriculation", 16.0),
        ("plaque_immatriculation", 20.0),
        ("targa", 15.0),
        ("placa", 14.0),
        ("kenteken", 18.0),
        ("registreringsnummer", 12.0),
        ("registration_number", 8.0),
        ("vehicle_registration", 17.0),
        ("reg_no", 9.0),
        ("tablica_rejestracyjna", 20.0),
        ("nr_rejestracyjny", 16.0),
        ("plaka", 15.0),
        ("rekisterinumero", 20.0),
        ("nummerplade", 20.0),
        ("registration", 6.0),
        ("licenseplate", 20.0),
        ("vehicle_no", 12.0),
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
        "size",
        "company",
        "count",
        "tectonic",
    ],
    needs_header: true,
    examples: &["B-MW 1234", "AB-123-CD", "AB12 CDE", "1234 BCD", "7ABC123", "ABC 1234"],
    counter_examples: &["12", "hello", "A"],
    ..BASE
};

/// Whether four to nine letters and digits hold both.
fn shape(value: &[u8]) -> bool {
    check::code(value, 4..=9, 1..=6, 1..=6)
}
