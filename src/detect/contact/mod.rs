//! Ways to reach a person.

use super::Detector;

mod email;
mod house_number;
mod phone;
mod phone_digits;
mod po_box;
mod social_handle;
mod street_address;
mod user_page;

/// The detectors of the family.
pub const ALL: &[&Detector] = &[
    &email::DETECTOR,
    &house_number::DETECTOR,
    &phone::DETECTOR,
    &phone_digits::DETECTOR,
    &po_box::DETECTOR,
    &social_handle::DETECTOR,
    &street_address::DETECTOR,
    &user_page::DETECTOR,
];
