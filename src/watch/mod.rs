//! What changed since the approval: the baseline, and scans compared with it.

mod baseline;
mod compare;

pub use baseline::{BASELINE_FORMAT, Baseline, BaselineColumn, BaselineTable};
pub use compare::{Difference, Kind, between, since};
