//! Google API key: whoever holds it acts as its owner.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "google_api_key",
    family: "secrets",
    parent: "secret",
    title: "Google API key",
    why: "Whoever holds it acts as its owner.",
    source: "Google Cloud documentation",
    tier: Tier::Restricted,
    personal: false,
    role: Role::Sensitive,
    patterns: &["AIza[0-9A-Za-z_-]+", r"ya29\.[0-9A-Za-z_-]+"],
    embedded: Some(Embedded {
        pattern: r"AIza[0-9A-Za-z_-]{35}|ya29\.[0-9A-Za-z_-]{20,}",
        needs: &["AIza", "ya29."],
        digits: 0,
        strong: true,
    }),
    check: check::of("length", long, 0.5),
    chance: 1e-09,
    header_for: &[("google_api_key", 20.0), ("gcp_key", 18.0), ("maps_key", 13.0), ("firebase_key", 14.0)],
    header_against: &["count", "type", "name"],
    examples: &["AIzaSyA-0123456789abcdefghijklmnopqrstu"],
    counter_examples: &["AIza", "hello"],
    ..BASE
};

/// Whether it is long enough for a real one.
fn long(value: &[u8]) -> bool {
    value.len() >= 20
}
