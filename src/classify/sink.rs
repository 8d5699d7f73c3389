//! Takes batches on any number of threads and gives a profile a column.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::cell::Looker;
use super::engine::Engine;
use super::hash::hash;
use super::profile::{Detail, Profile};
use crate::domain::table::{Batch, BatchSink, BatchWorker, Column};

/// Distinct values that are kept apart and looked at once; beyond, every value is looked at as it comes.
const DICTIONARY: usize = 512;
/// Values in order that are looked at for sequences, a column and thread.
const SEQUENCE: u64 = 4096;

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
        Box::new(Worker { sink: self, looker: Looker::new(self.engine), columns: Vec::new() })
    }
}

struct Worker<'s, 'e> {
    sink: &'s ScanSink<'e>,
    looker: Looker<'e>,
    columns: Vec<Gathering>,
}

/// A column as one thread sees it.
#[derive(Default)]
struct Gathering {
    profile: Profile,
    /// Distinct values with their counts, as long as they are few.
    dictionary: Option<HashMap<u64, (u64, Box<[u8]>)>>,
    full: bool,
    last: Option<i64>,
}

impl BatchWorker for Worker<'_, '_> {
    fn batch(&mut self, batch: &Batch<'_>) {
        if self.columns.len() < batch.columns.len() {
            self.columns.resize_with(batch.columns.len(), Gathering::default);
        }
        for (column, gathering) in batch.columns.iter().zip(&mut self.columns) {
            gathering.take(column, &mut self.looker);
        }
    }

    fn finish(mut self: Box<Self>) {
        for gathering in &mut self.columns {
            gathering.flush(&mut self.looker);
        }
        let mut profiles = self.sink.profiles.lock().unwrap_or_else(PoisonError::into_inner);
        if profiles.len() < self.columns.len() {
            profiles.resize_with(self.columns.len(), Profile::default);
        }
        for (profile, gathering) in profiles.iter_mut().zip(&self.columns) {
            profile.merge(&gathering.profile);
        }
    }
}

impl Gathering {
    fn take(&mut self, column: &Column<'_>, looker: &mut Looker<'_>) {
        for cell in column.cells {
            let Some(value) = cell else {
                self.profile.nulls += 1;
                continue;
            };
            self.profile.values += 1;
            let detail = self.profile.detail.get_or_insert_default();
            if detail.numbers.pairs < SEQUENCE {
                sequence(value, &mut self.last, detail);
            }
            let key = hash(value);
            detail.distinct.add(key, 1);
            if self.full {
                looker.look(value, 1, detail);
                continue;
            }
            let dictionary = self.dictionary.get_or_insert_default();
            if let Some((count, _)) = dictionary.get_mut(&key) {
                *count += 1;
            } else if dictionary.len() < DICTIONARY {
                dictionary.insert(key, (1, (*value).into()));
            } else {
                self.full = true;
                looker.look(value, 1, detail);
                self.flush(looker);
            }
        }
    }

    /// Looks at the values of the dictionary, each once.
    fn flush(&mut self, looker: &mut Looker<'_>) {
        let Some(dictionary) = self.dictionary.take() else { return };
        let Some(detail) = &mut self.profile.detail else { return };
        let mut entries: Vec<(u64, Box<[u8]>)> = dictionary.into_values().collect();
        entries.sort_unstable_by(|a, b| b.1.cmp(&a.1));
        for (times, value) in entries {
            looker.look(&value, times, detail);
        }
    }
}

/// Whether whole numbers count upwards.
fn sequence(value: &[u8], last: &mut Option<i64>, detail: &mut Detail) {
    let number = (value.len() <= 18).then(|| std::str::from_utf8(value).ok()?.parse::<i64>().ok()).flatten();
    let numbers = &mut detail.numbers;
    if let Some(number) = number {
        numbers.count += 1;
        numbers.zeros += u64::from(value.len() > 1 && value[0] == b'0');
        numbers.min = Some(numbers.min.map_or(number, |min| min.min(number)));
        numbers.max = Some(numbers.max.map_or(number, |max| max.max(number)));
        if let Some(before) = *last {
            numbers.pairs += 1;
            numbers.up += u64::from(number > before);
            numbers.next += u64::from(number.checked_sub(1) == Some(before));
        }
    }
    *last = number;
}
