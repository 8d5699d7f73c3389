//! Keyed fingerprints of the values of columns, on a sample.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::atomic::AtomicU64;
use std::sync::{Mutex, PoisonError};

use crate::domain::assessment::ColumnScan;
use crate::domain::scan::DatasetScan;
use crate::domain::table::{Batch, BatchSink, BatchWorker};
use crate::review::load::{Progress, can_be_read_again};
use crate::source::{self, Input, ReadOptions, Sampling, SourceError};

/// Rows of the sample; a table of no more rows is read whole.
const ROWS: u64 = 10_000;
/// The seed of the sample.
const SEED: u64 = 1;
/// Columns of a wide table.
const WIDE: usize = 4096;

/// The key of the fingerprints: they are compared with each other in this run only, and leave it nowhere.
pub fn key() -> RandomState {
    RandomState::new()
}

/// What is known of the values of a column.
#[derive(Default, Clone)]
pub struct Prints {
    /// Fingerprints of the distinct values, with the number at their end. Of 10 000 values a pair agrees by chance once in
    /// 10^11.
    pub distinct: HashMap<u64, Option<Tail>>,
    /// Share of the table's rows that were read, 0 to 1.
    pub read: f64,
    /// Values that are neither null nor empty.
    values: u64,
}

/// A number behind a prefix: the fingerprint of the prefix, and the number.
type Tail = (u64, u64);

impl Prints {
    /// Whether nearly every value is another one.
    pub fn is_key(&self, least: f64) -> bool {
        self.values > 0 && self.distinct.len() as f64 >= least * self.values as f64
    }

    /// The share of this column's values that the other one would contain by chance, where they are numbers behind one
    /// prefix, if any: how much of their range the other one fills. The outer twentieths of the range do not count.
    pub fn by_chance(&self, other: &Self) -> f64 {
        let mut tails: Vec<Tail> = self.distinct.values().copied().flatten().collect();
        if (tails.len() as f64) < 0.5 * self.distinct.len() as f64 {
            return 0.0;
        }
        tails.sort_unstable();
        let cut = tails.len() / 20;
        let (Some(low), Some(high)) = (tails.get(cut), tails.get(tails.len() - 1 - cut)) else { return 0.0 };
        if low.0 != high.0 {
            return 0.0;
        }
        let inside = other.distinct.values().flatten().filter(|tail| (low..=high).contains(tail)).count();
        let width = (high.1 - low.1) as f64 + 1.0;
        inside as f64 / other.read.max(f64::MIN_POSITIVE) / width
    }
}

/// The number at the end of a value.
fn tail(cell: &[u8], key: &RandomState) -> Option<Tail> {
    let digits = cell.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let (prefix, tail) = cell.split_at(cell.len() - digits);
    Some((key.hash_one(prefix), std::str::from_utf8(tail).ok()?.parse().ok()?))
}

/// The fingerprints of some columns of a table; none where it cannot be read again.
///
/// # Errors
/// Cancelled. What else goes wrong is noted.
pub fn of(
    input: &Input,
    table: &DatasetScan,
    columns: &[&ColumnScan],
    key: &RandomState,
    threads: usize,
    progress: &Progress,
) -> Result<Vec<Prints>, SourceError> {
    if !can_be_read_again(&input.path) {
        return Ok(Vec::new());
    }
    let sink = Sink {
        columns: columns.iter().map(|column| column.index).collect(),
        key,
        gathered: Mutex::new(vec![Prints::default(); columns.len()]),
    };
    let done = AtomicU64::new(0);
    // A table that is no longer than the sample is read in its order, which costs less than drawing all of it.
    let short = table.rows.total_is_exact && table.rows.total <= ROWS;
    let sampling = if short { Sampling::All } else { Sampling::Rows { rows: ROWS, seed: SEED } };
    // The blocks of a wide table are large: two at a time.
    let threads = if table.columns.len() < WIDE { threads } else { threads.min(2) };
    let options = ReadOptions { sampling, threads, progress: &done, cancel: &progress.cancel };
    let read = source::open(input).and_then(|mut data| data.read_columns(&sink.columns, &options, &sink));
    let read = match read {
        Ok(report) => report.rows,
        Err(cancelled @ SourceError::Cancelled { .. }) => return Err(cancelled),
        Err(error) => {
            progress.note(format!("whether columns of {} join others is not known: {error}", table.table));
            return Ok(Vec::new());
        }
    };
    let share = if read.seed.is_none() { 1.0 } else { read.read as f64 / read.total.max(1) as f64 };
    let mut all = sink.gathered.into_inner().unwrap_or_else(PoisonError::into_inner);
    all.iter_mut().for_each(|prints| prints.read = share.min(1.0));
    Ok(all)
}

struct Sink<'a> {
    columns: Vec<usize>,
    key: &'a RandomState,
    gathered: Mutex<Vec<Prints>>,
}

impl BatchSink for Sink<'_> {
    fn worker(&self) -> Box<dyn BatchWorker + '_> {
        Box::new(Worker { sink: self, gathered: vec![Prints::default(); self.columns.len()] })
    }
}

struct Worker<'a> {
    sink: &'a Sink<'a>,
    gathered: Vec<Prints>,
}

impl BatchWorker for Worker<'_> {
    fn batch(&mut self, batch: &Batch<'_>) {
        for (prints, at) in self.gathered.iter_mut().zip(&self.sink.columns) {
            let cells = batch.columns.get(*at).map(|column| column.cells).unwrap_or_default();
            for cell in cells.iter().flatten().filter(|cell| !cell.is_empty()) {
                prints.values += 1;
                let key = self.sink.key;
                prints.distinct.entry(key.hash_one(cell)).or_insert_with(|| tail(cell, key));
            }
        }
    }

    fn finish(self: Box<Self>) {
        let mut all = self.sink.gathered.lock().unwrap_or_else(PoisonError::into_inner);
        for (all, one) in all.iter_mut().zip(self.gathered) {
            all.values += one.values;
            all.distinct.extend(one.distinct);
        }
    }
}
