//! What the real house answers: each file one question of [`super::port::Desk`].

pub mod candidates;
pub mod house;
pub mod ledger;
pub mod log;
pub mod plans;
pub mod preview;
pub mod sample;
