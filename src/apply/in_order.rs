//! The values of one column in the order of the file, for masks that move them between rows.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::distinct::MOST;
use crate::domain::table::{Batch, BatchSink, BatchWorker};
use crate::mask::ColumnCells;
use crate::source::{self, Input, ReadOptions, Sampling};

/// Every value of a column that is neither null nor empty, by its position in the file.
///
/// # Errors
/// A file that cannot be read to its end, a column that takes more memory than a mask may.
pub fn cells(input: &Input, column: usize, cancel: &AtomicBool) -> Result<ColumnCells, String> {
    let gathered = Gathered { column, full: AtomicBool::new(false), cells: Mutex::default() };
    let options = ReadOptions { sampling: Sampling::All, threads: 1, progress: &AtomicU64::new(0), cancel };
    let mut dataset = source::open(input).map_err(|error| error.to_string())?;
    let report = dataset.read(&options, &gathered).map_err(|error| error.to_string())?;
    if let Some(problem) = report.incomplete.first() {
        return Err(format!("{}: {}", problem.table, problem.why));
    }
    if gathered.full.load(Ordering::Relaxed) {
        return Err(format!(
            "its values take more than {} MiB; choose a mask that looks at one value at a time",
            MOST >> 20
        ));
    }
    gathered.cells.into_inner().map_err(|_| "a reader of the column broke off".to_owned())
}

struct Gathered {
    column: usize,
    full: AtomicBool,
    cells: Mutex<ColumnCells>,
}

impl BatchSink for Gathered {
    fn worker(&self) -> Box<dyn BatchWorker + '_> {
        Box::new(Worker(self))
    }
}

struct Worker<'a>(&'a Gathered);

impl BatchWorker for Worker<'_> {
    fn batch(&mut self, batch: &Batch<'_>) {
        let found = batch.columns.get(self.0.column).map_or(&[][..], |column| column.cells);
        let Ok(mut cells) = self.0.cells.lock() else { return };
        for cell in found.iter().flatten() {
            if cells.bytes() > MOST {
                self.0.full.store(true, Ordering::Relaxed);
                return;
            }
            cells.push(cell);
        }
    }

    fn finish(self: Box<Self>) {}
}
