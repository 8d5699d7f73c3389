//! Pair of coordinates: a few of them tell where a person lives and works.

use crate::detect::{BASE, COUNTING, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "geo_pair",
    family: "location",
    parent: "geo_coordinate",
    title: "Pair of coordinates",
    why: "A few of them tell where a person lives and works.",
    source: "ISO 6709; WGS 84; OGC well-known text",
    tier: Tier::Confidential,
    role: Role::Quasi,
    patterns: &[
        r"\(?[+-]?[0-9]{1,3}\.[0-9]+ ?[,;] ?[+-]?[0-9]{1,3}\.[0-9]+\)?",
        r"(?i:point) ?\([0-9. +-]+\)",
        r"[0-9]{1,3}\xc2\xb0[0-9\xb0\x80-\xff'\x22. ]*[NSEWO]",
        r"[0-9]{1,3}\.[0-9]+ ?[NSEW]",
    ],
    check: check::of("coordinate range", coordinate, 0.4),
    chance: 0.001,
    header_for: &[
        ("lat_lon", 20.0),
        ("lat_long", 20.0),
        ("latlng", 20.0),
        ("coordinates", 15.0),
        ("coordinate", 13.0),
        ("geopoint", 15.0),
        ("gps", 13.0),
        ("location", 6.0),
        ("geo", 9.0),
        ("geometry", 8.0),
        ("the_geom", 9.0),
        ("point", 6.0),
        ("koordinaten", 14.0),
        ("coordonnees", 13.0),
        ("coordenadas", 13.0),
        ("position", 3.0),
    ],
    header_against: COUNTING,
    examples: &["52.5200, 13.4050", "POINT(13.4 52.5)", "(40.71, -74.00)"],
    counter_examples: &["abc", "1234.5", "99", "1.5", "200.5, 300.5"],
    ..BASE
};

/// Whether every number of the value is between -180 and 180.
fn coordinate(value: &[u8]) -> bool {
    value
        .split(|byte| !matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+'))
        .filter(|part| part.iter().any(u8::is_ascii_digit))
        .all(|part| check::number_in(part, -180.0, 180.0))
}
