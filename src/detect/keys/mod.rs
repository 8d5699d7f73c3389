//! Keys, hashes and values that are masked already.

use super::Detector;

mod hash;
mod masked;
mod person_key;
mod record_id;
mod uuid;

/// The detectors of the family.
pub const ALL: &[&Detector] =
    &[&hash::DETECTOR, &masked::DETECTOR, &person_key::DETECTOR, &record_id::DETECTOR, &uuid::DETECTOR];
