//! Re-identification risk and utility: how many rows share their quasi-identifiers before and after masking, and what of
//! the values is left to work with.
//!
//! Classes are counted over every row in bounded memory; each formula is a pure function in a file of its own.

mod classes;
mod closeness;
mod codes;
mod diversity;
mod figures;
mod fingerprint;
pub mod guess;
mod mutual;
mod numbers;
#[cfg(test)]
mod peer_tests;
mod release;
mod rows;
mod sets;
mod sink;
mod smallest;
mod spearman;
mod telling;
mod variation;

pub use classes::{Classes, MOST};
pub use closeness::{Ground, t_closeness};
pub use codes::{codes, counts, tuples};
pub use diversity::distinct_l;
pub use figures::{figures, of_classes};
pub use fingerprint::Fingerprint;
pub use mutual::mutual_information;
pub use numbers::{Distances, distances};
pub use release::{Release, Released, Tools, release};
pub use rows::RowSink;
pub use sets::{SetSink, Sets};
pub use sink::{Counted, RiskSink};
pub use smallest::smallest;
pub use spearman::spearman;
pub use telling::{containment, lambda};
pub use variation::total_variation;
