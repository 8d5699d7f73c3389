//! Marital status: with other attributes it singles out a person.

use crate::detect::{BASE, Detector, lexicon};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "marital_status",
    family: "demography",
    parent: "marital_status",
    title: "Marital status",
    why: "With other attributes it singles out a person.",
    source: "words in several languages",
    tier: Tier::Internal,
    role: Role::Quasi,
    lexicon: Some(&lexicon::MARITAL),
    chance: 0.02,
    header_for: &[
        ("marital_status", 20.0),
        ("marital", 17.0),
        ("civil_status", 19.0),
        ("maritalstatus", 20.0),
        ("relationship_status", 17.0),
        ("familienstand", 20.0),
        ("estado_civil", 20.0),
        ("situation_familiale", 19.0),
        ("etat_civil", 17.0),
        ("stato_civile", 20.0),
        ("burgerlijke_staat", 19.0),
        ("civilstand", 19.0),
        ("sivilstatus", 19.0),
        ("civilstatus", 20.0),
        ("siviilisaaty", 18.0),
        ("stan_cywilny", 19.0),
        ("medeni_hal", 20.0),
        ("medeni_durum", 20.0),
        ("married", 14.0),
        ("is_married", 16.0),
        ("martial_status", 15.0),
        ("family_status", 15.0),
        ("sivilstand", 19.0),
    ],
    header_against: &["count", "num_of", "number_of", "total", "flag", "is", "has", "type"],
    examples: &["single", "Divorced", "verheiratet"],
    counter_examples: &["Table", "12"],
    ..BASE
};
