//! Health.

use super::Detector;

mod au_medicare;
mod blood_group;
mod de_kvnr;
mod health_insurance_id;
mod health_measurement;
mod lifestyle;
mod medical_condition;
mod medical_license;
mod medical_record_number;
mod medication;
mod uk_nhs;
mod us_dea;
mod us_mbi;
mod us_npi;

/// The detectors of the family.
pub const ALL: &[&Detector] = &[
    &au_medicare::DETECTOR,
    &blood_group::DETECTOR,
    &de_kvnr::DETECTOR,
    &health_insurance_id::DETECTOR,
    &health_measurement::DETECTOR,
    &lifestyle::DETECTOR,
    &medical_condition::DETECTOR,
    &medical_license::DETECTOR,
    &medical_record_number::DETECTOR,
    &medication::DETECTOR,
    &uk_nhs::DETECTOR,
    &us_dea::DETECTOR,
    &us_mbi::DETECTOR,
    &us_npi::DETECTOR,
];
