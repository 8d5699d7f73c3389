//! The engine: one pass over the cells, mergeable profiles, assessment with evidence.
//!
//! [`Engine`] compiles all detectors together; a [`ScanSink`] takes batches on any number of threads and gives one
//! [`Profile`] a column; [`assess()`] turns the profiles of a table into ranked hypotheses with evidence.

mod against;
mod assess;
mod bits;
mod bytes;
mod cell;
mod coded;
mod context;
mod dictionary;
mod embedded;
mod engine;
mod evidence;
mod form;
mod forms;
mod hash;
mod header;
mod inside;
mod memo;
mod native;
mod open;
mod policy;
mod profile;
mod question;
mod roles;
pub mod sample;
pub mod selftest;
mod shorthand;
mod sink;
mod sketch;
pub mod spread;
mod stats;
mod table;
mod transitions;
mod waiting;
mod walk;
mod weights;

pub use assess::{assess, assess_on};
pub use engine::{Engine, EngineError};
pub use profile::Profile;
pub use sink::ScanSink;
