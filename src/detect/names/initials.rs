//! Initials: they narrow down a named person.

use crate::detect::{BASE, COUNTING, Detector};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "initials",
    family: "names",
    parent: "middle_name",
    title: "Initials",
    why: "They narrow down a named person.",
    source: "custom",
    tier: Tier::Internal,
    role: Role::Quasi,
    patterns: &[r"([A-Z]\.? ?){2,4}"],
    chance: 0.4,
    header_for: &[
        ("initials", 18.0),
        ("initialen", 20.0),
        ("initiales", 20.0),
        ("iniciales", 20.0),
        ("iniziali", 20.0),
        ("iniciais", 20.0),
        ("voorletters", 18.0),
        ("initialer", 20.0),
    ],
    header_against: COUNTING,
    needs_header: true,
    examples: &["J.S.", "JS", "A. B. C."],
    counter_examples: &["Js", "12"],
    ..BASE
};
