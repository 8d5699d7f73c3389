//! Places.

use super::Detector;

mod city;
mod country;
mod geo_coordinate;
mod geohash;
mod location;
mod postal_code;
mod state;

/// The detectors of the family.
pub const ALL: &[&Detector] = &[
    &city::DETECTOR,
    &country::DETECTOR,
    &geo_coordinate::DETECTOR,
    &geohash::DETECTOR,
    &location::DETECTOR,
    &postal_code::DETECTOR,
    &state::DETECTOR,
];
