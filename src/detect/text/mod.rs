//! Texts, pictures and what only the engine can judge.

use super::Detector;

mod free_text_personal;
mod generic_pii;
mod photo;
#[allow(clippy::module_inception)] // The general type of a family has its name.
mod text;

/// The detectors of the family.
pub const ALL: &[&Detector] =
    &[&free_text_personal::DETECTOR, &generic_pii::DETECTOR, &photo::DETECTOR, &text::DETECTOR];
