//! Numbers that governments give to persons.

use super::Detector;

mod driver_license;
mod national_id;
mod passport;
mod tax_id;
mod us_ssn;

/// The detectors of the family.
pub const ALL: &[&Detector] = &[
    &driver_license::DETECTOR,
    &national_id::DETECTOR,
    &passport::DETECTOR,
    &tax_id::DETECTOR,
    &us_ssn::DETECTOR,
];
