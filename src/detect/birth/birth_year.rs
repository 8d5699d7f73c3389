//! Year of birth: with other attributes it singles out a person.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "birth_year",
    family: "birth",
    parent: "birth_year",
    title: "Year of birth",
    why: "With other attributes it singles out a person.",
    source: "Gregorian calendar",
    tier: Tier::Internal,
    role: Role::Quasi,
    patterns: &[r"(19|20)[0-9]{2}(\.0)?"],
    check: check::of("year", check::birth_year, 0.66),
    chance: 0.6,
    header_for: &[
        ("birth_year", 20.0),
        ("year_of_birth", 20.0),
        ("yob", 19.0),
        ("birthyear", 20.0),
        ("geburtsjahr", 20.0),
        ("gebjahr", 20.0),
        ("ano_nacimiento", 20.0),
        ("annee_naissance", 20.0),
        ("annee_de_naissance", 20.0),
        ("anno_di_nascita", 20.0),
        ("anno_nascita", 20.0),
        ("ano_nascimento", 20.0),
        ("geboortejaar", 20.0),
        ("fodelsear", 20.0),
        ("fodselsar", 20.0),
        ("syntymavuosi", 20.0),
        ("rok_urodzenia", 20.0),
        ("dogum_yili", 20.0),
        ("byear", 13.0),
        ("born_year", 20.0),
        ("born", 13.0),
        ("geboren", 12.0),
        ("birth", 10.0),
        ("naissance", 10.0),
        ("nacimiento", 10.0),
        ("year_born", 20.0),
        ("birth_yr", 20.0),
    ],
    header_against: &["count", "rate", "number_of", "company", "founded"],
    needs_header: true,
    examples: &["1980", "2001"],
    counter_examples: &["1880", "80", "19800"],
    ..BASE
};
