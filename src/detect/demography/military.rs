//! Military service or rank: with other attributes it singles out a person.

use crate::detect::{BASE, COUNTING, Detector, lexicon};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "military",
    family: "demography",
    parent: "occupation",
    title: "Military service or rank",
    why: "With other attributes it singles out a person.",
    source: "custom",
    tier: Tier::Internal,
    role: Role::Quasi,
    lexicon: Some(&lexicon::OCCUPATIONS),
    chance: 0.05,
    header_for: &[
        ("military_rank", 18.0),
        ("rank", 5.0),
        ("military_status", 17.0),
        ("veteran", 14.0),
        ("veteran_status", 18.0),
        ("wehrdienst", 16.0),
        ("dienstgrad", 17.0),
        ("servicio_militar", 20.0),
        ("grade_militaire", 20.0),
        ("military_service", 18.0),
        ("service_number", 11.0),
        ("askerlik", 15.0),
    ],
    header_against: COUNTING,
    needs_header: true,
    examples: &["captain"],
    counter_examples: &["12"],
    ..BASE
};
