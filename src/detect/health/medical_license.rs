//! Medical licence: it names one health professional.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "medical_license",
    family: "health",
    parent: "medical_license",
    title: "Medical licence",
    why: "It names one health professional.",
    source: "licensing boards",
    tier: Tier::Internal,
    role: Role::Direct,
    patterns: &["[A-Z0-9][A-Z0-9 ./-]*"],
    check: check::of("shape", shape, 0.5),
    chance: 0.7,
    header_for: &[
        ("medical_license", 19.0),
        ("license_number", 7.0),
        ("physician_license", 18.0),
        ("arztnummer", 18.0),
        ("lanr", 18.0),
        ("colegiado", 14.0),
        ("numero_colegiado", 17.0),
        ("rpps", 18.0),
        ("crm", 6.0),
        ("crm_numero", 20.0),
        ("big_nummer", 17.0),
        ("doctor_license", 18.0),
        ("provider_license", 16.0),
        ("gmc_number", 18.0),
        ("nmc_pin", 16.0),
        ("bsnr", 15.0),
    ],
    header_against: &["count", "num_of", "number_of", "total", "flag", "is", "type"],
    needs_header: true,
    examples: &["MD-123456"],
    counter_examples: &["abc"],
    ..BASE
};

/// Whether four to twelve digits stand with few letters.
fn shape(value: &[u8]) -> bool {
    check::code(value, 5..=14, 0..=4, 4..=12)
}
