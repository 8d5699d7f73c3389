//! The integration tests, one binary: every further one would link polars again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod apply;
mod attestation;
mod commands;
mod conditions;
mod convert;
mod detection;
mod export;
mod findings;
mod folders;
mod fuzz;
mod hostile;
mod journal;
mod keys;
mod layers;
mod leaks;
mod leaks_arrow;
mod masks;
mod review;
mod risk;
mod rows;
mod scan;
mod shuffle;
mod sign_off;
mod support;
mod terminal;
mod vectors;
