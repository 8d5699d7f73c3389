//! Special categories (GDPR article 9 and 10).

use super::Detector;

mod criminal_record;
mod political_affiliation;
mod race_ethnicity;
mod religion;
mod sexual_orientation;
mod union_membership;

/// The detectors of the family.
pub const ALL: &[&Detector] = &[
    &criminal_record::DETECTOR,
    &political_affiliation::DETECTOR,
    &race_ethnicity::DETECTOR,
    &religion::DETECTOR,
    &sexual_orientation::DETECTOR,
    &union_membership::DETECTOR,
];
