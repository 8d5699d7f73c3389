//! What the real house answers: each file one question of [`super::port::Desk`].

pub mod candidates;
pub mod effect;
pub mod house;
pub mod ledger;
pub mod log;
pub mod plans;
pub mod preview;
mod remarks;
pub mod sample;
pub mod scene;
mod utility;
