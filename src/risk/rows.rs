//! The class of every row, in the order of the file, for leaving out the rows of small ones.

use std::sync::{Mutex, PoisonError};

use super::fingerprint::Fingerprint;
use super::release::Released;
use super::sink::elements;
use crate::domain::table::{Batch, BatchSink, BatchWorker};

/// Gathers the fingerprint of what is released of each row's tuple. Read the file on one thread, or rows lose their order.
pub struct RowSink {
    key: Fingerprint,
    columns: Vec<Mutex<Released>>,
    most: usize,
    rows: Mutex<Option<Vec<u64>>>,
}

impl RowSink {
    /// A sink for the tuple of these columns, for at most `most` rows (8 bytes each).
    #[must_use]
    pub fn new(columns: Vec<Released>, key: &str, most: usize) -> Self {
        let columns = columns.into_iter().map(Mutex::new).collect();
        Self { key: Fingerprint::keyed(key), columns, most, rows: Mutex::new(Some(Vec::new())) }
    }

    /// The fingerprints by row; `None` where there were more rows than `most`.
    #[must_use]
    pub fn into_rows(self) -> Option<Vec<u64>> {
        self.rows.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl BatchSink for RowSink {
    fn worker(&self) -> Box<dyn BatchWorker + '_> {
        let fork = |column: &Mutex<Released>| column.lock().unwrap_or_else(PoisonError::into_inner).fork();
        Box::new(Worker { sink: self, columns: self.columns.iter().map(fork).collect(), masked: Vec::new() })
    }
}

struct Worker<'s> {
    sink: &'s RowSink,
    columns: Vec<Released>,
    masked: Vec<u8>,
}

impl BatchWorker for Worker<'_> {
    fn batch(&mut self, batch: &Batch<'_>) {
        let mut kept = self.sink.rows.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.as_ref().is_some_and(|rows| rows.len() + batch.rows > self.sink.most) {
            *kept = None;
        }
        let Some(rows) = kept.as_mut() else { return };
        let mut cursors = vec![0; self.columns.len()];
        for row in 0..batch.rows {
            let mut is = self.sink.key.clone();
            for (column, cursor) in self.columns.iter_mut().zip(&mut cursors) {
                let data = batch.columns.get(column.index);
                let found = elements(data, row, cursor);
                if found.len() > 1 {
                    is.list(found.len());
                }
                for at in found.start..found.end.max(found.start + 1) {
                    let cell = data
                        .filter(|_| found.contains(&at))
                        .and_then(|data| data.cells.get(at).copied().flatten());
                    column.take(cell, batch, row, &mut self.masked, &mut is);
                }
            }
            rows.push(is.finish());
        }
    }

    fn finish(self: Box<Self>) {}
}
