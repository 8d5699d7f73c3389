//! The distinct values of one column with their rows, for masks that look at the whole column first.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64};

use crate::domain::table::{Batch, BatchSink, BatchWorker};
use crate::source::{self, Input, ReadOptions, Sampling};

/// The values of a column, by its position in the file.
///
/// # Errors
/// A file that cannot be read to its end: a mask must not be made from a part of the column.
pub fn values(input: &Input, column: usize, cancel: &AtomicBool) -> Result<HashMap<Vec<u8>, u64>, String> {
    let counts = Counts { column, all: Mutex::new(HashMap::new()) };
    let options = ReadOptions { sampling: Sampling::All, threads: 1, progress: &AtomicU64::new(0), cancel };
    let mut dataset = source::open(input).map_err(|error| error.to_string())?;
    let report = dataset.read(&options, &counts).map_err(|error| error.to_string())?;
    if let Some(problem) = report.incomplete.first() {
        return Err(format!("{}: {}", problem.table, problem.why));
    }
    counts.all.into_inner().map_err(|_| "a reader of the column broke off".to_owned())
}

struct Counts {
    column: usize,
    all: Mutex<HashMap<Vec<u8>, u64>>,
}

impl BatchSink for Counts {
    fn worker(&self) -> Box<dyn BatchWorker + '_> {
        Box::new(Worker { counts: self, own: HashMap::new() })
    }
}

struct Worker<'a> {
    counts: &'a Counts,
    own: HashMap<Vec<u8>, u64>,
}

impl BatchWorker for Worker<'_> {
    fn batch(&mut self, batch: &Batch<'_>) {
        let cells = batch.columns.get(self.counts.column).map_or(&[][..], |column| column.cells);
        for cell in cells.iter().flatten() {
            match self.own.get_mut(*cell) {
                Some(rows) => *rows += 1,
                None => drop(self.own.insert(cell.to_vec(), 1)),
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
