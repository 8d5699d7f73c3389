//! The distinct values of one column with their rows, for masks that look at the whole column first.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::domain::table::{Batch, BatchSink, BatchWorker};
use crate::source::{self, Input, ReadOptions, Sampling};

/// The values of a column, by its position in the file.
///
/// # Errors
/// A file that cannot be read to its end: a mask must not be made from a part of the column.
pub fn values(input: &Input, column: usize, cancel: &AtomicBool) -> Result<HashMap<Vec<u8>, u64>, String> {
    let counts = Counts { column, full: AtomicBool::new(false), all: Mutex::new(HashMap::new()) };
    let options = ReadOptions { sampling: Sampling::All, threads: 1, progress: &AtomicU64::new(0), cancel };
    let mut dataset = source::open(input).map_err(|error| error.to_string())?;
    let report = dataset.read(&options, &counts).map_err(|error| error.to_string())?;
    if let Some(problem) = report.incomplete.first() {
        return Err(format!("{}: {}", problem.table, problem.why));
    }
    if counts.full.load(Ordering::Relaxed) {
        return Err(format!(
            "its distinct values take more than {} MiB; choose a mask that looks at one value at a time",
            MOST >> 20
        ));
    }
    counts.all.into_inner().map_err(|_| "a reader of the column broke off".to_owned())
}

/// Bytes that distinct values may take; more would not leave memory bounded however long the file is.
pub(super) const MOST: usize = 512 << 20;
/// Bytes that a value takes beside its own.
const BESIDE: usize = 64;

struct Counts {
    column: usize,
    full: AtomicBool,
    all: Mutex<HashMap<Vec<u8>, u64>>,
}

impl BatchSink for Counts {
    fn worker(&self) -> Box<dyn BatchWorker + '_> {
        Box::new(Worker { counts: self, own: HashMap::new(), bytes: 0 })
    }
}

struct Worker<'a> {
    counts: &'a Counts,
    own: HashMap<Vec<u8>, u64>,
    bytes: usize,
}

impl BatchWorker for Worker<'_> {
    fn batch(&mut self, batch: &Batch<'_>) {
        let cells = batch.columns.get(self.counts.column).map_or(&[][..], |column| column.cells);
        for cell in cells.iter().flatten() {
            match self.own.get_mut(*cell) {
                Some(rows) => *rows += 1,
                None if self.bytes > MOST => self.counts.full.store(true, Ordering::Relaxed),
                None => {
                    self.bytes += cell.len() + BESIDE;
                    self.own.insert(cell.to_vec(), 1);
                }
            }
        }
    }

    fn finish(self: Box<Self>) {
        if let Ok(mut all) = self.counts.all.lock() {
            for (value, rows) in self.own {
                *all.entry(value).or_insert(0) += rows;
            }
        }
    }
}
