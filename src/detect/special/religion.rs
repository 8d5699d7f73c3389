//! Religion or belief: it is a special category.

use crate::detect::{BASE, Detector, lexicon};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "religion",
    family: "special",
    parent: "religion",
    title: "Religion or belief",
    why: "It is a special category.",
    source: "GDPR article 9(1)",
    tier: Tier::Restricted,
    role: Role::Sensitive,
    lexicon: Some(&lexicon::RELIGIONS),
    chance: 0.02,
    header_for: &[
        ("religion", 20.0),
        ("faith", 13.0),
        ("religious_belief", 20.0),
        ("religious_affiliation", 20.0),
        ("konfession", 18.0),
        ("religionszugehoerigkeit", 20.0),
        ("confession", 12.0),
        ("religione", 20.0),
        ("religiao", 20.0),
        ("godsdienst", 20.0),
        ("geloof", 14.0),
        ("uskonto", 18.0),
        ("wyznanie", 17.0),
        ("din", 7.0),
        ("creed", 14.0),
        ("denomination", 13.0),
        ("church", 7.0),
        ("belief", 9.0),
        ("religious", 12.0),
        ("trosbekenntnis", 15.0),
        ("worship", 8.0),
    ],
    header_against: &["count", "num_of", "number_of", "total", "flag", "is", "has", "type"],
    examples: &["Catholic", "islam", "evangelisch"],
    counter_examples: &["Table", "12"],
    ..BASE
};
