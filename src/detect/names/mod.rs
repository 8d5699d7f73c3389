//! Names of persons.

use super::Detector;

mod first_name;
mod initials;
mod last_name;
mod middle_name;
mod name_affix;
mod orcid;
mod person_name;
mod username;

/// The detectors of the family.
pub const ALL: &[&Detector] = &[
    &first_name::DETECTOR,
    &initials::DETECTOR,
    &last_name::DETECTOR,
    &middle_name::DETECTOR,
    &name_affix::DETECTOR,
    &orcid::DETECTOR,
    &person_name::DETECTOR,
    &username::DETECTOR,
];
