//! What is harmless by itself: naming it is what keeps it out of the queue.

use super::Detector;

mod au_abn;
mod br_cnpj;
mod category;
mod currency;
mod date;
mod epoch;
mod file_path;
mod in_gstin;
mod lei;
mod measure;
mod organization;
mod organization_id;
mod product;
mod siren;
mod url;
mod us_ein;

/// The detectors of the family.
pub const ALL: &[&Detector] = &[
    &au_abn::DETECTOR,
    &br_cnpj::DETECTOR,
    &category::DETECTOR,
    &currency::DETECTOR,
    &date::DETECTOR,
    &epoch::DETECTOR,
    &file_path::DETECTOR,
    &in_gstin::DETECTOR,
    &lei::DETECTOR,
    &measure::DETECTOR,
    &organization::DETECTOR,
    &organization_id::DETECTOR,
    &product::DETECTOR,
    &siren::DETECTOR,
    &url::DETECTOR,
    &us_ein::DETECTOR,
];
