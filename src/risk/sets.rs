//! Counts the classes of some columns and keeps the values of a few of them as fingerprints, row by row.

use std::sync::{Mutex, PoisonError};

use super::classes::Classes;
use super::fingerprint::Fingerprint;
use super::sink::elements;
use super::smallest::MOST_ROWS;
use crate::domain::table::{Batch, BatchSink, BatchWorker};

/// What was gathered.
#[derive(Debug, Clone)]
pub struct Sets {
    /// Classes over all the columns.
    pub classes: Classes,
    /// Fingerprints of the kept columns' values, by column and row.
    pub prints: Vec<Vec<u64>>,
}

/// Gathers them.
pub struct SetSink {
    key: Fingerprint,
    columns: Vec<usize>,
    kept: Vec<usize>,
    sets: Mutex<Sets>,
}

impl SetSink {
    /// A sink for the columns at these positions; at most `most` classes are counted. `kept` are places among `columns`.
    #[must_use]
    pub fn new(columns: Vec<usize>, kept: Vec<usize>, key: &str, most: usize) -> Self {
        let sets = Sets { classes: Classes::new(most), prints: vec![Vec::new(); kept.len()] };
        Self { key: Fingerprint::keyed(key), columns, kept, sets: Mutex::new(sets) }
    }

    /// What was gathered.
    #[must_use]
    pub fn into_sets(self) -> Sets {
        self.sets.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl BatchSink for SetSink {
    fn worker(&self) -> Box<dyn BatchWorker + '_> {
        Box::new(Worker(self))
    }
}

struct Worker<'s>(&'s SetSink);

impl BatchWorker for Worker<'_> {
    fn batch(&mut self, batch: &Batch<'_>) {
        let mut rows: Vec<Fingerprint> = vec![self.0.key.clone(); batch.rows];
        let mut kept: Vec<Vec<u64>> = vec![Vec::new(); self.0.kept.len()];
        for (place, index) in self.0.columns.iter().enumerate() {
            let data = batch.columns.get(*index);
            let mut own = self.0.kept.iter().position(|at| *at == place).and_then(|at| kept.get_mut(at));
            let mut cursor = 0;
            for (row, all) in rows.iter_mut().enumerate() {
                let found = elements(data, row, &mut cursor);
                let mut one = self.0.key.clone();
                if found.len() > 1 {
                    all.list(found.len());
                    one.list(found.len());
                }
                // What is missing is null, as an empty list is.
                for at in found.start..found.end.max(found.start + 1) {
                    let cell = data
                        .filter(|_| found.contains(&at))
                        .and_then(|data| data.cells.get(at).copied().flatten());
                    all.cell(cell);
                    one.cell(cell);
                }
                if let Some(own) = &mut own {
                    own.push(one.finish());
                }
            }
        }
        let rows: Vec<u64> = rows.iter().map(Fingerprint::finish).collect();
        let mut sets = self.0.sets.lock().unwrap_or_else(PoisonError::into_inner);
        sets.classes.extend(&rows);
        for (all, new) in sets.prints.iter_mut().zip(kept) {
            let room = MOST_ROWS.saturating_sub(all.len());
            all.extend(new.into_iter().take(room));
        }
    }

    fn finish(self: Box<Self>) {}
}
