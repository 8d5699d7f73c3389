//! Place of birth: it narrows a person down and is asked as a security question.

use crate::detect::{BASE, COUNTING, Detector, lexicon};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "place_of_birth",
    family: "birth",
    parent: "place_of_birth",
    title: "Place of birth",
    why: "It narrows a person down and is asked as a security question.",
    source: "GeoNames",
    tier: Tier::Internal,
    role: Role::Quasi,
    lexicon: Some(&lexicon::CITIES),
    chance: 0.1,
    header_for: &[
        ("place_of_birth", 20.0),
        ("birth_place", 20.0),
        ("birthplace", 20.0),
        ("pob", 11.0),
        ("birth_city", 20.0),
        ("birth_country", 20.0),
        ("country_of_birth", 20.0),
        ("city_of_birth", 20.0),
        ("geburtsort", 20.0),
        ("lugar_nacimiento", 20.0),
        ("lugar_de_nacimiento", 20.0),
        ("lieu_naissance", 20.0),
        ("lieu_de_naissance", 20.0),
        ("luogo_di_nascita", 20.0),
        ("luogo_nascita", 20.0),
        ("local_nascimento", 20.0),
        ("naturalidade", 20.0),
        ("geboorteplaats", 20.0),
        ("fodelseort", 20.0),
        ("fodested", 20.0),
        ("fodselssted", 20.0),
        ("syntymapaikka", 20.0),
        ("miejsce_urodzenia", 20.0),
        ("dogum_yeri", 20.0),
        ("birth_location", 20.0),
        ("born_in", 13.0),
        ("native_country", 13.0),
        ("hometown", 10.0),
    ],
    header_against: COUNTING,
    needs_header: true,
    examples: &["Berlin", "São Paulo"],
    counter_examples: &["12"],
    ..BASE
};
