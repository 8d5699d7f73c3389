//! Geohash or plus code: it is a place within metres.

use crate::detect::{BASE, COUNTING, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "geohash",
    family: "location",
    parent: "geo_coordinate",
    title: "Geohash or plus code",
    why: "It is a place within metres.",
    source: "geohash.org alphabet; Open Location Code",
    tier: Tier::Confidential,
    role: Role::Quasi,
    patterns: &["[0-9b-hjkmnp-z]+"],
    check: check::of("length, digit and letter", mixed, 0.5),
    chance: 0.3,
    header_for: &[
        ("geohash", 20.0),
        ("geo_hash", 20.0),
        ("plus_code", 16.0),
        ("pluscode", 16.0),
        ("open_location_code", 20.0),
        ("olc", 9.0),
        ("h3_index", 12.0),
        ("quadkey", 10.0),
    ],
    header_against: COUNTING,
    needs_header: true,
    examples: &["u33dc0cpnnk"],
    counter_examples: &["hello a", "berlin", "1234567890"],
    ..BASE
};

/// Whether 7 to 12 characters mix digits and letters.
fn mixed(value: &[u8]) -> bool {
    (7..=12).contains(&value.len())
        && value.iter().any(u8::is_ascii_digit)
        && value.iter().any(u8::is_ascii_alphabetic)
}
