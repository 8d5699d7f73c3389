//! Takes the batches of a sample, each a block of its own, and gives profiles with what the blocks hold.

use std::sync::{Mutex, PoisonError};

use super::Clusters;
use crate::classify::cell::Looker;
use crate::classify::dictionary::Dictionary;
use crate::classify::engine::Engine;
use crate::classify::profile::Profile;
use crate::classify::sink::{ScanSink, close, take};
use crate::domain::table::{Batch, BatchSink, BatchWorker};

/// Columns up to which blocks are kept apart: of a wider table a column is not worth a sum for each type.
const MOST_COLUMNS: usize = 4096;

/// Gathers profiles and blocks of a table's columns.
pub struct SampleSink<'e> {
    engine: &'e Engine,
    /// Columns that are taken; all where it is empty.
    wanted: Vec<bool>,
    gathered: Mutex<Vec<(Profile, Clusters)>>,
    /// Takes what is wider than [`MOST_COLUMNS`].
    wide: ScanSink<'e>,
}

impl<'e> SampleSink<'e> {
    /// A sink for the columns that `wanted` says, by place; for all of them where it is empty.
    #[must_use]
    pub fn new(engine: &'e Engine, wanted: Vec<bool>) -> Self {
        Self { engine, wanted, gathered: Mutex::new(Vec::new()), wide: ScanSink::new(engine) }
    }

    fn wants(&self, column: usize) -> bool {
        self.wanted.get(column).copied().unwrap_or(self.wanted.is_empty())
    }

    /// Profiles and blocks in column order; of a table with more than 4 096 columns the profiles alone.
    #[must_use]
    pub fn into_parts(self) -> (Vec<Profile>, Vec<Clusters>) {
        let gathered = self.gathered.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter();
        let mut wide = self.wide.into_profiles();
        if wide.is_empty() {
            return gathered.unzip();
        }
        for (profile, (narrow, _)) in wide.iter_mut().zip(gathered) {
            profile.merge(&narrow);
        }
        (wide, Vec::new())
    }
}

impl BatchSink for SampleSink<'_> {
    fn worker(&self) -> Box<dyn BatchWorker + '_> {
        Box::new(Worker {
            sink: self,
            looker: Looker::new(self.engine),
            dictionary: Dictionary::new(),
            gathered: Vec::new(),
            wide: None,
        })
    }
}

struct Worker<'s, 'e> {
    sink: &'s SampleSink<'e>,
    looker: Looker<'e>,
    dictionary: Dictionary,
    gathered: Vec<(Profile, Clusters)>,
    wide: Option<Box<dyn BatchWorker + 's>>,
}

impl BatchWorker for Worker<'_, '_> {
    fn batch(&mut self, batch: &Batch<'_>) {
        if batch.columns.len() > MOST_COLUMNS {
            return self.wide.get_or_insert_with(|| self.sink.wide.worker()).batch(batch);
        }
        if self.gathered.len() < batch.columns.len() {
            self.gathered.resize_with(batch.columns.len(), Default::default);
        }
        let close = close(batch);
        for (at, (column, (whole, clusters))) in batch.columns.iter().zip(&mut self.gathered).enumerate() {
            if !self.sink.wants(at) {
                continue;
            }
            let mut block = Profile::default();
            take(column, close, &mut block, &mut self.dictionary, &mut self.looker, None);
            clusters.block(&block);
            whole.merge(&block);
        }
    }

    fn finish(self: Box<Self>) {
        let mut all = self.sink.gathered.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() < self.gathered.len() {
            all.resize_with(self.gathered.len(), Default::default);
        }
        for ((whole, blocks), (profile, clusters)) in all.iter_mut().zip(&self.gathered) {
            whole.merge(profile);
            blocks.merge(clusters);
        }
        self.looker.leave();
        if let Some(wide) = self.wide {
            wide.finish();
        }
    }
}
