//! The trade's own words: plain values that every other room speaks.
//!
//! Nothing in here reads a clock, a disk, a random source or a terminal. Only `std`, `serde` and `sha2` are used.

pub mod action;
pub mod assessment;
pub mod condition;
pub mod decision;
pub mod digest;
pub mod dtype;
pub mod fold;
pub mod join;
pub mod mask;
pub mod moment;
pub mod name;
pub mod plan;
pub mod priority;
pub mod purpose;
pub mod safe_text;
pub mod scan;
pub mod secret;
pub mod share;
pub mod spans;
pub mod state;
pub mod table;
pub mod technique;
pub mod tier;
