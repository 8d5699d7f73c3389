//! Nationality: with other attributes it singles out a person.

use crate::detect::{BASE, Detector, lexicon};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "nationality",
    family: "demography",
    parent: "nationality",
    title: "Nationality",
    why: "With other attributes it singles out a person.",
    source: "WordNet; words in several languages",
    tier: Tier::Internal,
    role: Role::Quasi,
    lexicon: Some(&lexicon::NATIONALITIES),
    chance: 0.02,
    header_for: &[
        ("nationality", 20.0),
        ("citizenship", 20.0),
        ("nationalitaet", 20.0),
        ("staatsangehoerigkeit", 20.0),
        ("staatsbuergerschaft", 20.0),
        ("nacionalidad", 20.0),
        ("nationalite", 20.0),
        ("nazionalita", 20.0),
        ("cittadinanza", 19.0),
        ("nacionalidade", 20.0),
        ("nationaliteit", 20.0),
        ("nationalitet", 20.0),
        ("medborgarskap", 20.0),
        ("statsborgerskap", 19.0),
        ("kansalaisuus", 19.0),
        ("obywatelstwo", 19.0),
        ("narodowosc", 17.0),
        ("uyruk", 17.0),
        ("citizen", 11.0),
        ("nat", 5.0),
        ("nrp", 9.0),
        ("country_of_citizenship", 19.0),
        ("passport_country", 16.0),
        ("kokuseki", 15.0),
        ("nation_of_origin", 15.0),
        ("citizen_of", 16.0),
        ("citizenship_country", 18.0),
        ("country_of_origin", 12.0),
        ("origin_country", 10.0),
        ("nationality_code", 18.0),
    ],
    header_against: &["count", "num_of", "number_of", "total", "flag", "is", "has", "type"],
    examples: &["German", "Française", "British"],
    counter_examples: &["Table", "12"],
    ..BASE
};
