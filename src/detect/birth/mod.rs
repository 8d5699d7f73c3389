//! Birth and age.

use super::Detector;

mod age;
mod birth_year;
mod date_of_birth;
mod date_of_death;
mod place_of_birth;

/// The detectors of the family.
pub const ALL: &[&Detector] = &[
    &age::DETECTOR,
    &birth_year::DETECTOR,
    &date_of_birth::DETECTOR,
    &date_of_death::DETECTOR,
    &place_of_birth::DETECTOR,
];
