//! What is harmless by itself: naming it is what keeps it out of the queue.

use super::Detector;

mod category;
mod currency;
mod date;
mod epoch;
mod file_path;
mod measure;
mod organization;
mod organization_id;
mod product;
mod siren;
mod url;
mod us_ein;

/// The detectors of the family.
pub const ALL: &[&Detector] = &[
    &category::DETECTOR,
    &currency::DETECTOR,
    &date::DETECTOR,
    &epoch::DETECTOR,
    &file_path::DETECTOR,
    &measure::DETECTOR,
    &organization::DETECTOR,
    &organization_id::DETECTOR,
    &product::DETECTOR,
    &siren::DETECTOR,
    &url::DETECTOR,
    &us_ein::DETECTOR,
];
