//! Sexual orientation or life: it is a special category.

use crate::detect::{BASE, Detector, lexicon};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "sexual_orientation",
    family: "special",
    parent: "sexual_orientation",
    title: "Sexual orientation or life",
    why: "It is a special category.",
    source: "GDPR article 9(1)",
    tier: Tier::Restricted,
    role: Role::Sensitive,
    lexicon: Some(&lexicon::ORIENTATIONS),
    chance: 0.02,
    header_for: &[
        ("sexual_orientation", 20.0),
        ("orientation", 10.0),
        ("sexuality", 18.0),
        ("sexuelle_orientierung", 20.0),
        ("orientacion_sexual", 20.0),
        ("orientation_sexuelle", 20.0),
        ("orientamento_sessuale", 20.0),
        ("orientacao_sexual", 20.0),
        ("seksuele_geaardheid", 20.0),
        ("sexuell_laggning", 20.0),
        ("orientacja_seksualna", 20.0),
        ("lgbt", 14.0),
        ("lgbtq", 14.0),
        ("sex_orientation", 19.0),
        ("cinsel_yonelim", 20.0),
        ("sexual_identity", 18.0),
    ],
    header_against: &["count", "page", "screen", "image", "print", "text", "device", "landscape", "layout"],
    examples: &["heterosexual", "bisexual"],
    counter_examples: &["Table", "12"],
    ..BASE
};
