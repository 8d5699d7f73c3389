//! Takes batches on any number of threads and gives a profile a column.
//!
//! What a batch adds depends on the batch alone, so that however batches are dealt out to threads the profiles are the same.

use std::sync::{Mutex, PoisonError};

use super::cell::Looker;
use super::dictionary::Dictionary;
use super::engine::Engine;
use super::profile::Profile;
use crate::domain::table::{Batch, BatchSink, BatchWorker, Column};

/// Rows at the head of the table that are looked at closely …
const CLOSE_FIRST: usize = 4096;
/// … and rows at the head of every later batch: word lists and statistics of a share need no more.
const CLOSE_LATER: usize = 48;

/// Gathers the profiles of a table's columns.
pub struct ScanSink<'e> {
    engine: &'e Engine,
    profiles: Mutex<Vec<Profile>>,
}

impl<'e> ScanSink<'e> {
    /// A sink for one table.
    #[must_use]
    pub fn new(engine: &'e Engine) -> Self {
        Self { engine, profiles: Mutex::new(Vec::new()) }
    }

    /// The profiles in column order.
    #[must_use]
    pub fn into_profiles(self) -> Vec<Profile> {
        self.profiles.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl BatchSink for ScanSink<'_> {
    fn worker(&self) -> Box<dyn BatchWorker + '_> {
        Box::new(Worker {
            sink: self,
            looker: Looker::new(self.engine),
            dictionary: Dictionary::new(),
            profiles: Vec::new(),
        })
    }
}

struct Worker<'s, 'e> {
    sink: &'s ScanSink<'e>,
    looker: Looker<'e>,
    dictionary: Dictionary,
    profiles: Vec<Profile>,
}

impl BatchWorker for Worker<'_, '_> {
    fn batch(&mut self, batch: &Batch<'_>) {
        if self.profiles.len() < batch.columns.len() {
            self.profiles.resize_with(batch.columns.len(), Profile::default);
        }
        let close = close(batch);
        for (column, profile) in batch.columns.iter().zip(&mut self.profiles) {
            take(column, close, profile, &mut self.dictionary, &mut self.looker);
        }
    }

    fn finish(self: Box<Self>) {
        let mut profiles = self.sink.profiles.lock().unwrap_or_else(PoisonError::into_inner);
        if profiles.len() < self.profiles.len() {
            profiles.resize_with(self.profiles.len(), Profile::default);
        }
        for (profile, gathered) in profiles.iter_mut().zip(&self.profiles) {
            profile.merge(gathered);
        }
    }
}

/// How many rows of a batch are looked at closely.
pub(super) const fn close(batch: &Batch<'_>) -> usize {
    if batch.head { CLOSE_FIRST } else { batch.rows / CLOSE_LATER }
}

/// Adds a column of a batch; its first `close` cells are looked at closely.
pub(super) fn take(
    column: &Column<'_>,
    close: usize,
    profile: &mut Profile,
    dictionary: &mut Dictionary,
    looker: &mut Looker<'_>,
) {
    let cells = column.cells;
    let Some(first) = cells.iter().position(Option::is_some) else {
        profile.nulls += cells.len() as u64;
        return;
    };
    let detail = profile.detail.get_or_insert_default();
    detail.numbers.follow(&cells[..cells.len().min(close)]);
    dictionary.clear();
    let mut open = true;
    let mut nulls = first as u64;
    for (at, cell) in cells.iter().enumerate().skip(first) {
        let Some(value) = *cell else {
            nulls += 1;
            continue;
        };
        let hash = if open {
            match dictionary.count(cells, at, value, at < close) {
                Ok(()) => continue,
                Err(hash) => {
                    open = false;
                    hash
                }
            }
        } else {
            super::hash::hash(value)
        };
        detail.distinct.add(hash, 1);
        looker.look(value, 1, u64::from(at < close), detail);
    }
    for entry in dictionary.entries() {
        detail.distinct.add(entry.hash, entry.times);
        if let Some(Some(value)) = cells.get(entry.cell) {
            looker.look(value, entry.times, entry.close, detail);
        }
    }
    looker.settle(detail);
    profile.nulls += nulls;
    profile.values += cells.len() as u64 - nulls;
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::classify::assess;
    use crate::detect::DETECTORS;
    use crate::domain::scan::RowsRead;
    use crate::domain::table::{Field, Schema};

    /// What is found where batches (given by their ends) are dealt out to workers in turn.
    fn found(engine: &Engine, cells: &[Option<&[u8]>], ends: &[usize], workers: usize) -> String {
        let sink = ScanSink::new(engine);
        let mut hands: Vec<_> = (0..workers).map(|_| sink.worker()).collect();
        let mut from = 0;
        for (number, end) in ends.iter().chain([&cells.len()]).enumerate() {
            let part = &cells[from..*end];
            let columns = [Column { cells: part, rows: None }];
            hands[number % workers].batch(&Batch {
                first_row: from as u64,
                head: number == 0,
                rows: part.len(),
                columns: &columns,
            });
            from = *end;
        }
        // The last worker is the first to be done.
        hands.into_iter().rev().for_each(BatchWorker::finish);
        let field = Field {
            path: "contact".to_owned(),
            occurrence: 0,
            dtype: crate::domain::dtype::DType::String,
            nullable: true,
        };
        let rows = RowsRead {
            total: cells.len() as u64,
            total_is_exact: true,
            read: cells.len() as u64,
            seed: None,
        };
        let columns = assess(engine, "t", &Schema { fields: vec![field] }, &rows, &sink.into_profiles());
        serde_json::to_string(&columns).unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn threads_change_nothing(
            values in prop::collection::vec("(ann|bob|eve)[0-9]{0,3}@example\\.com|[0-9]{1,9}|[A-Z][a-z]{2,6} [A-Z][a-z]{2,8}|", 1..900),
            mut ends in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
            workers in 2_usize..4,
        ) {
            let engine = Engine::new(DETECTORS).unwrap();
            let cells: Vec<Option<&[u8]>> =
                values.iter().map(|v| Some(v.as_bytes()).filter(|v| !v.is_empty())).collect();
            let mut ends: Vec<usize> = ends.drain(..).map(|end| end.index(cells.len())).collect();
            ends.sort_unstable();
            prop_assert_eq!(found(&engine, &cells, &ends, 1), found(&engine, &cells, &ends, workers));
        }
    }
}
