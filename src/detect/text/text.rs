//! Text: longer text without sign of persons.

use crate::detect::{BASE, Detector};
use crate::domain::tier::Tier;

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "text",
    family: "text",
    parent: "text",
    title: "Text",
    why: "Longer text without sign of persons.",
    source: "decided by the engine",
    tier: Tier::Public,
    personal: false,
    chance: 1.0,
    header_for: &[
        ("description", 11.0),
        ("text", 9.0),
        ("summary", 8.0),
        ("abstract", 10.0),
        ("content", 7.0),
        ("beschreibung", 11.0),
        ("text_plain", 12.0),
        ("descripcion", 11.0),
        ("descrizione", 11.0),
        ("descricao", 11.0),
        ("omschrijving", 11.0),
        ("beskrivning", 11.0),
        ("opis", 10.0),
        ("plot", 8.0),
        ("caption", 7.0),
        ("headline", 9.0),
        ("instructions", 9.0),
        ("details", 5.0),
        ("title", 5.0),
        ("synopsis", 9.0),
        ("overview", 8.0),
        ("sentence", 9.0),
        ("question", 8.0),
        ("answer", 7.0),
        ("tagline", 8.0),
        ("definition", 9.0),
        ("quote", 6.0),
        ("lyrics", 9.0),
    ],
    header_against: &["count", "length", "id"],
    needs_header: true,
    ..BASE
};
