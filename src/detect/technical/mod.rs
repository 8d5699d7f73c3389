//! Addresses and devices in networks, vehicles.

use super::Detector;

mod device_id;
mod hostname;
mod imei;
mod imsi;
mod ipv4;
mod ipv6;
mod license_plate;
mod mac_address;
mod session_id;
mod user_agent;
mod vin;

/// The detectors of the family.
pub const ALL: &[&Detector] = &[
    &device_id::DETECTOR,
    &hostname::DETECTOR,
    &imei::DETECTOR,
    &imsi::DETECTOR,
    &ipv4::DETECTOR,
    &ipv6::DETECTOR,
    &license_plate::DETECTOR,
    &mac_address::DETECTOR,
    &session_id::DETECTOR,
    &user_agent::DETECTOR,
    &vin::DETECTOR,
];
