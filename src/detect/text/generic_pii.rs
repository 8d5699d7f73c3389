//! Other personal data: it is about a person although no type says how.

use crate::detect::{BASE, COUNTING, Detector};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "generic_pii",
    family: "text",
    parent: "generic_pii",
    title: "Other personal data",
    why: "It is about a person although no type says how.",
    source: "decided by the engine and by imported findings",
    tier: Tier::Confidential,
    role: Role::Quasi,
    chance: 1.0,
    header_for: &[
        ("pii", 16.0),
        ("personal", 9.0),
        ("personal_data", 16.0),
        ("sensitive", 9.0),
        ("confidential", 9.0),
        ("private", 7.0),
        ("quasi_identifier", 13.0),
        ("personenbezogen", 15.0),
        ("datos_personales", 15.0),
        ("donnees_personnelles", 15.0),
        ("dati_personali", 15.0),
        ("dados_pessoais", 15.0),
        ("persoonsgegevens", 15.0),
    ],
    header_against: COUNTING,
    needs_header: true,
    ..BASE
};
