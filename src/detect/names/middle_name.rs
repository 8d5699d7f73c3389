//! Middle name: it narrows down a named person.

use crate::detect::{BASE, COUNTING, Detector, lexicon};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "middle_name",
    family: "names",
    parent: "middle_name",
    title: "Middle name",
    why: "It narrows down a named person.",
    source: "name lists",
    tier: Tier::Internal,
    role: Role::Quasi,
    patterns: &[r"[A-Z]\.?"],
    lexicon: Some(&lexicon::FIRST_NAMES),
    chance: 0.3,
    header_for: &[
        ("middle_name", 20.0),
        ("middlename", 20.0),
        ("middle_initial", 20.0),
        ("middle", 13.0),
        ("mname", 15.0),
        ("mi", 7.0),
        ("m_name", 13.0),
        ("zweiter_vorname", 20.0),
        ("deuxieme_prenom", 20.0),
        ("segundo_nombre", 20.0),
        ("nome_do_meio", 20.0),
        ("patronymic", 18.0),
        ("otchestvo", 20.0),
        ("minit", 13.0),
        ("second_given_name", 20.0),
        ("tussenvoegsel", 10.0),
    ],
    header_against: COUNTING,
    needs_header: true,
    examples: &["Q", "J.", "Marie"],
    counter_examples: &["12", "--"],
    ..BASE
};
