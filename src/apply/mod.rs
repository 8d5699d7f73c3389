//! Masked copies and the proof that they are.
//!
//! [`run`] masks one file as a plan says; [`verify`] reads the masked file again. A masked copy is written beside its
//! target and moved into place when it is whole: old state or new state, never over the input, never through a link.
//! [`attest`] signs what was verified.

pub mod attest;
mod convert;
mod csv;
mod distinct;
mod error;
mod frame;
mod in_order;
mod json;
mod left_out;
mod output;
mod pipeline;
mod runner;
mod temporary;
pub mod verify;

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64};

pub use distinct::values as column_values;
pub use error::ApplyError;

use self::convert::Form;
use crate::domain::plan::{Plan, PlanDataset};
use crate::domain::secret::Secret;
use crate::domain::spans::FindSpans;
use crate::source::{self, Input};

/// Gives the sub-key of a key id for a consistency domain, or what to do about a missing key.
pub type KeyOf<'a> = dyn Fn(&str, &str) -> Result<Secret<[u8; 32]>, String> + Sync + 'a;

/// What is to be masked.
pub struct ApplyRequest<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The dataset of the plan that the input is.
    pub dataset: &'a PlanDataset,
    /// The input.
    pub input: &'a Input,
    /// The file to write.
    pub output: &'a Path,
    /// Sub-keys.
    pub key: &'a KeyOf<'a>,
    /// Finds entities for the text mask.
    pub finder: Arc<dyn FindSpans>,
    /// Whether an existing output is replaced.
    pub force: bool,
    /// Threads, at least 1.
    pub threads: usize,
    /// Bytes read so far.
    pub progress: &'a AtomicU64,
    /// Set to stop; nothing is left behind.
    pub cancel: &'a AtomicBool,
}

/// What was done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ApplyReport {
    /// The file that was written.
    pub output: PathBuf,
    /// Rows that were written.
    pub rows: u64,
    /// Rows that the plan leaves out: too few others share their quasi-identifiers.
    pub left_out: u64,
    /// Kept columns whose type the format does not have here, with the type that they got and the one that they had.
    pub retyped: Vec<(String, String)>,
    /// Counts by column of the plan, in its order.
    pub columns: Vec<ColumnCounts>,
}

/// What happened to the values of one column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ColumnCounts {
    /// Masked values.
    pub masked: u64,
    /// Values that the mask could not take: they became null.
    pub refused: u64,
}

impl ColumnCounts {
    fn add(&mut self, other: Self) {
        self.masked += other.masked;
        self.refused += other.refused;
    }
}

/// The largest file that a mask may be given, in bytes.
const LARGEST_MASK_FILE: u64 = 64 << 20;

/// Reads a file that a mask's parameter names, from the current folder.
///
/// # Errors
/// What the system refuses; a file over 64 MiB.
pub fn mask_file(path: &str) -> Result<Vec<u8>, String> {
    let refused = |error: std::io::Error| format!("cannot be read ({}); check the path", error.kind());
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(refused)?;
    file.take(LARGEST_MASK_FILE + 1).read_to_end(&mut bytes).map_err(refused)?;
    if bytes.len() as u64 > LARGEST_MASK_FILE {
        return Err("is larger than 64 MiB; a hierarchy is a list of distinct values".to_owned());
    }
    Ok(bytes)
}

/// Masks a file.
///
/// # Errors
/// A schema that is not the plan's, an output that may not be written, rows that cannot be read; nothing is written then.
pub fn run(request: &ApplyRequest<'_>) -> Result<ApplyReport, ApplyError> {
    let dataset = source::open(request.input)?;
    let format = dataset.format();
    let runner = runner::Runner::new(request)?;
    let form = convert::wanted(request, format)?;
    let target = output::Target::new(request.input, request.output, request.force)?;
    match (format, form) {
        ("csv", None) => csv::run(request, &runner, target),
        ("json" | "jsonl", None | Some(Form::Lines | Form::Array)) => {
            json::run(request, runner, target, form)
        }
        ("csv" | "json" | "jsonl", Some(form)) => convert::run(request, runner, target, form),
        ("parquet" | "arrow", form) => frame::run(request, runner, target, format, form),
        (other, _) => {
            Err(ApplyError::Format { path: source::decode::shown(&request.input.path), format: other })
        }
    }
}
