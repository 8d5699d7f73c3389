//! What a person is: attributes that identify in combination.

use super::Detector;

mod education;
mod employer;
mod family;
mod gender;
mod language;
mod marital_status;
mod military;
mod nationality;
mod occupation;
mod physical_trait;

/// The detectors of the family.
pub const ALL: &[&Detector] = &[
    &education::DETECTOR,
    &employer::DETECTOR,
    &family::DETECTOR,
    &gender::DETECTOR,
    &language::DETECTOR,
    &marital_status::DETECTOR,
    &military::DETECTOR,
    &nationality::DETECTOR,
    &occupation::DETECTOR,
    &physical_trait::DETECTOR,
];
