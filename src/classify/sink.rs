//! Takes batches on any number of threads and gives a profile a column.
//!
//! What a batch adds depends on the batch alone, so that however batches are dealt out to threads the profiles are the same.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use super::cell::{Looker, Seen};
use super::dictionary::Dictionary;
use super::engine::Engine;
use super::memo::{Memo, Memos};
use super::profile::Profile;
use super::waiting::Waiting;
use crate::domain::table::{Batch, BatchSink, BatchWorker, Column};

/// Rows at the head of the table that are looked at closely …
const CLOSE_FIRST: usize = 4096;
/// … of a wide one fewer …
const CLOSE_WIDE: usize = 16;
/// … and one in so many rows at the head of every later batch: word lists and statistics of a share need no more.
const CLOSE_LATER: usize = 48;

/// Values of a column of many that tell what it holds by nature.
const EXPECTED: usize = 64;

/// Columns from which all threads write into the same profiles: a set of them for every thread would be too much.
const WIDE: usize = 4096;
/// Parts of the golden ratio lie far from each other.
const GOLDEN: f64 = 0.618_033_988_749_895;

/// Gathers the profiles of a table's columns.
pub struct ScanSink<'e> {
    engine: &'e Engine,
    /// What workers gathered each for themselves.
    profiles: Mutex<Vec<Profile>>,
    /// What they gathered together: the columns of the first batch of a wide table.
    shared: OnceLock<Vec<Mutex<Profile>>>,
    workers: AtomicUsize,
}

impl<'e> ScanSink<'e> {
    /// A sink for one table.
    #[must_use]
    pub fn new(engine: &'e Engine) -> Self {
        let (profiles, shared) = (Mutex::default(), OnceLock::new());
        Self { engine, profiles, shared, workers: AtomicUsize::new(0) }
    }

    /// The profiles in column order.
    #[must_use]
    pub fn into_profiles(self) -> Vec<Profile> {
        let gathered = self.profiles.into_inner().unwrap_or_else(PoisonError::into_inner);
        let shared = self.shared.into_inner().unwrap_or_default().into_iter();
        let mut profiles: Vec<Profile> =
            shared.map(|profile| profile.into_inner().unwrap_or_else(PoisonError::into_inner)).collect();
        absorb(&mut profiles, gathered);
        profiles
    }
}

/// Merges further profiles of the same columns.
fn absorb(profiles: &mut Vec<Profile>, more: Vec<Profile>) {
    if profiles.len() < more.len() {
        profiles.resize_with(more.len(), Profile::default);
    }
    profiles.iter_mut().zip(more).for_each(|(profile, more)| profile.absorb(more));
}

impl BatchSink for ScanSink<'_> {
    fn worker(&self) -> Box<dyn BatchWorker + '_> {
        Box::new(Worker {
            sink: self,
            number: self.workers.fetch_add(1, Ordering::Relaxed),
            looker: Looker::new(self.engine),
            dictionary: Dictionary::new(),
            memos: Memos::default(),
            profiles: Vec::new(),
        })
    }

    fn takes_columns_apart(&self) -> bool {
        true
    }
}

struct Worker<'s, 'e> {
    sink: &'s ScanSink<'e>,
    number: usize,
    looker: Looker<'e>,
    dictionary: Dictionary,
    memos: Memos,
    profiles: Vec<Profile>,
}

impl Worker<'_, '_> {
    /// Adds a column of a wide table, whose profile other workers use as well.
    fn take_shared(&mut self, column: &Column<'_>, close: usize, profile: &mut Profile) {
        take(column, close, profile, &mut self.dictionary, &mut self.looker, None);
        profile.shrink();
    }
}

impl BatchWorker for Worker<'_, '_> {
    fn batch(&mut self, batch: &Batch<'_>) {
        let close = close(batch);
        let columns = batch.columns;
        let shared = match self.sink.shared.get() {
            Some(shared) => shared.as_slice(),
            None if columns.len() < WIDE => &[],
            None => self.sink.shared.get_or_init(|| columns.iter().map(|_| Mutex::default()).collect()),
        };
        // Workers start at different columns, so that hardly any waits for another.
        let start = (columns.len() as f64 * (self.number as f64 * GOLDEN).fract()) as usize;
        let order = (start..columns.len()).chain(0..start);
        // Columns that another worker is at come later.
        let mut later = Vec::new();
        for at in order {
            let Some(column) = columns.get(at) else { continue };
            if let Some(profile) = shared.get(at) {
                match profile.try_lock() {
                    Ok(mut profile) => self.take_shared(column, close, &mut profile),
                    Err(_) => later.push((column, profile)),
                }
            } else {
                if self.profiles.len() <= at {
                    self.profiles.resize_with(columns.len(), Profile::default);
                }
                if let Some(profile) = self.profiles.get_mut(at) {
                    // Of a first batch nothing may ever come again.
                    let memo = if profile.values > 0 { self.memos.of(at, columns.len()) } else { None };
                    take(column, close, profile, &mut self.dictionary, &mut self.looker, memo);
                }
            }
        }
        for (column, profile) in later {
            let mut profile = profile.lock().unwrap_or_else(PoisonError::into_inner);
            self.take_shared(column, close, &mut profile);
        }
    }

    fn columns(&mut self, first: usize, batch: &Batch<'_>) {
        let close = if batch.head { CLOSE_WIDE } else { 0 }.max(batch.rows / CLOSE_LATER);
        let end = first + batch.columns.len();
        if self.profiles.len() < end {
            self.profiles.resize_with(end, Profile::default);
        }
        let profiles = self.profiles.get_mut(first..end).unwrap_or_default();
        for (column, profile) in batch.columns.iter().zip(profiles) {
            take(column, close, profile, &mut self.dictionary, &mut self.looker, None);
            profile.shrink();
        }
    }

    fn finish(self: Box<Self>) {
        let mut profiles = self.sink.profiles.lock().unwrap_or_else(PoisonError::into_inner);
        absorb(&mut profiles, self.profiles);
        self.looker.leave();
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
    memo: Option<&mut Memo>,
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
    let mut waiting = Waiting::new(memo);
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
                    let some = dictionary.entries().iter().take(EXPECTED).map(|entry| entry.cell);
                    looker.expect(some.filter_map(|at| cells.get(at).copied().flatten()));
                    waiting.under(looker.excused());
                    hash
                }
            }
        } else {
            super::hash::hash(value)
        };
        detail.distinct.add(hash, 1);
        let seen = Seen { value, hash, times: 1, close: u64::from(at < close) };
        waiting.add(seen, looker, detail);
    }
    detail.distinct.add_different(dictionary.entries().iter().map(|entry| (entry.hash, entry.times)));
    if open {
        waiting.under(looker.excused());
    }
    for entry in dictionary.entries() {
        let value = cells.get(entry.cell).copied().flatten().unwrap_or_default();
        let seen = Seen { value, hash: entry.hash, times: entry.times, close: entry.close };
        waiting.add(seen, looker, detail);
    }
    waiting.look(looker, detail);
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
