//! Places.

use super::Detector;

mod city;
mod country;
mod geo_coordinate;
mod geo_pair;
mod geohash;
#[allow(clippy::module_inception)] // The general type of a family has its name.
mod location;
mod postal_code;
mod state;

/// The detectors of the family.
pub const ALL: &[&Detector] = &[
    &city::DETECTOR,
    &country::DETECTOR,
    &geo_coordinate::DETECTOR,
    &geo_pair::DETECTOR,
    &geohash::DETECTOR,
    &location::DETECTOR,
    &postal_code::DETECTOR,
    &state::DETECTOR,
];
