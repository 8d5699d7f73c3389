//! Geographic coordinate: a few of them tell where a person lives and works.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "geo_coordinate",
    family: "location",
    parent: "geo_coordinate",
    title: "Geographic coordinate",
    why: "A few of them tell where a person lives and works.",
    source: "ISO 6709; WGS 84",
    tier: Tier::Confidential,
    role: Role::Quasi,
    patterns: &[r"[+-]?[0-9]{1,3}\.[0-9]+"],
    check: check::of("coordinate range", coordinate, 0.4),
    chance: 0.3,
    header_for: &[
        ("latitude", 20.0),
        ("longitude", 20.0),
        ("lat", 16.0),
        ("lon", 15.0),
        ("lng", 17.0),
        ("long", 9.0),
        ("geo", 9.0),
        ("gps", 15.0),
        ("coordinate", 14.0),
        ("coordinates", 15.0),
        ("lat_lon", 20.0),
        ("lat_long", 20.0),
        ("latlng", 20.0),
        ("geo_coordinate", 20.0),
        ("geolocation", 15.0),
        ("geopoint", 15.0),
        ("latitud", 20.0),
        ("longitud", 20.0),
        ("breitengrad", 20.0),
        ("laengengrad", 20.0),
        ("breite", 6.0),
        ("laenge", 6.0),
        ("latitudine", 20.0),
        ("longitudine", 20.0),
        ("breddegrad", 20.0),
        ("lengdegrad", 20.0),
        ("szerokosc_geograficzna", 20.0),
        ("dlugosc_geograficzna", 20.0),
        ("enlem", 20.0),
        ("boylam", 20.0),
        ("koordinaten", 14.0),
        ("coordonnees", 13.0),
        ("coordenadas", 13.0),
        ("geom", 9.0),
        ("geometry", 8.0),
        ("pickup_latitude", 20.0),
        ("dropoff_longitude", 20.0),
        ("location_lat", 20.0),
        ("y_coord", 8.0),
        ("x_coord", 8.0),
        ("position", 3.0),
        ("gps_lat", 20.0),
        ("gps_lon", 20.0),
        ("centroid", 6.0),
        ("the_geom", 9.0),
    ],
    header_against: &["count", "num_of", "number_of", "total", "flag", "is", "has", "text"],
    needs_header: true,
    examples: &["52.520008", "-13.404954", "9.5"],
    counter_examples: &["abc", "1234.5", "99", "192.5"],
    ..BASE
};

/// Whether every number of the value is between -180 and 180.
fn coordinate(value: &[u8]) -> bool {
    value
        .split(|byte| !matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+'))
        .filter(|part| part.iter().any(u8::is_ascii_digit))
        .all(|part| check::number_in(part, -180.0, 180.0))
}
