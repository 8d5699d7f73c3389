//! Driving licence number: it is enough to impersonate a person.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "driver_license",
    family: "government",
    parent: "driver_license",
    title: "Driving licence number",
    why: "It is enough to impersonate a person.",
    source: "national and state formats",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[A-Z0-9][A-Z0-9 ./-]*"],
    check: check::of("shape", shape, 0.5),
    chance: 0.5,
    header_for: &[
        ("driver_license", 20.0),
        ("drivers_license", 20.0),
        ("driver_licence", 20.0),
        ("driving_licence", 20.0),
        ("driving_license", 20.0),
        ("license_number", 12.0),
        ("drivers_license_number", 20.0),
        ("driver_license_number", 20.0),
        ("dl", 8.0),
        ("dl_number", 18.0),
        ("dl_no", 18.0),
        ("dln", 14.0),
        ("fuehrerschein", 19.0),
        ("fuehrerscheinnummer", 20.0),
        ("licencia_conducir", 19.0),
        ("licencia_de_conducir", 20.0),
        ("permis_de_conduire", 19.0),
        ("permis_conduire", 19.0),
        ("patente_di_guida", 19.0),
        ("patente", 11.0),
        ("carta_conducao", 19.0),
        ("cnh", 18.0),
        ("rijbewijs", 19.0),
        ("rijbewijsnummer", 20.0),
        ("korkort", 18.0),
        ("korkortsnummer", 20.0),
        ("forerkort", 18.0),
        ("korekort", 18.0),
        ("ajokortti", 18.0),
        ("prawo_jazdy", 19.0),
        ("ehliyet", 18.0),
        ("ehliyet_no", 20.0),
        ("surucu_belgesi", 18.0),
        ("licence_number", 12.0),
        ("licenceno", 11.0),
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
    needs_header: true,
    examples: &["D1234567", "A123-456-78-901", "MORGA657054SM9IJ"],
    counter_examples: &["abc", "12"],
    ..BASE
};

/// Whether six to eighteen letters and digits hold at least four digits.
fn shape(value: &[u8]) -> bool {
    check::code(value, 6..=18, 0..=9, 4..=16)
}
