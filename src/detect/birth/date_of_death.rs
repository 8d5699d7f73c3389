//! Date of death: it is a fact of one person's life and of a family.

use crate::detect::{BASE, COUNTING, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "date_of_death",
    family: "birth",
    parent: "date_of_birth",
    title: "Date of death",
    why: "It is a fact of one person's life and of a family.",
    source: "ISO 8601 and national orders",
    tier: Tier::Confidential,
    role: Role::Quasi,
    patterns: &[
        "[0-9]{4}[./-][0-9]{1,2}[./-][0-9]{1,2}",
        "[0-9]{1,2}[./-][0-9]{1,2}[./-]([0-9]{4}|[0-9]{2})",
    ],
    check: check::of("calendar date", check::birth_date, 0.12),
    chance: 0.3,
    header_for: &[
        ("date_of_death", 20.0),
        ("death_date", 20.0),
        ("deathdate", 20.0),
        ("died", 12.0),
        ("dod", 10.0),
        ("deceased_date", 20.0),
        ("deceased", 9.0),
        ("todesdatum", 20.0),
        ("sterbedatum", 20.0),
        ("fecha_defuncion", 20.0),
        ("fecha_fallecimiento", 20.0),
        ("date_deces", 20.0),
        ("data_morte", 20.0),
        ("data_obito", 20.0),
        ("data_falecimento", 20.0),
        ("overlijdensdatum", 20.0),
        ("dodsdato", 20.0),
        ("dodsdatum", 20.0),
    ],
    header_against: COUNTING,
    needs_header: true,
    examples: &["2001-02-03", "03.02.2001"],
    counter_examples: &["2001-02-30", "x"],
    ..BASE
};
