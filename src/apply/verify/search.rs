//! Original values of masked or dropped columns in columns that are not what they should be.
//!
//! A filter of keyed fingerprints is filled from the original; cells of the suspect columns that it holds are counted in
//! the masked file and in the same column of the original: standing there more often than before is a leak.

use std::collections::HashMap;
use std::sync::Mutex;

use super::{VerifyReport, VerifyRequest, shape};
use crate::apply::ApplyError;
use crate::domain::plan::PlanAction;
use crate::domain::table::{Batch, BatchSink, BatchWorker};
use crate::source::{self, Input, ReadOptions, Sampling};

/// Bits of the filter: 32 MiB, some thousandths of false hits for 50 million values.
const BITS: usize = 1 << 28;
/// Distinct hits that are counted; more are said to be there.
const MOST_HITS: usize = 1 << 20;
/// Shorter values stand everywhere by chance.
const SHORTEST: usize = 4;

/// Searches the suspect columns.
pub fn leaks(
    request: &VerifyRequest<'_>,
    original: &Input,
    report: &mut VerifyReport,
) -> Result<(), ApplyError> {
    let suspects: Vec<String> = report.suspects().map(str::to_owned).collect();
    if suspects.is_empty() {
        return Ok(());
    }
    let hidden: Vec<usize> = request
        .dataset
        .columns
        .iter()
        .enumerate()
        .filter(|(_, c)| c.action != PlanAction::Keep)
        .map(|(at, _)| at)
        .collect();
    let filter = Mutex::new(vec![0_u64; BITS / 64]);
    each(request, original, &|column, cell| {
        if hidden.contains(&column) && cell.len() >= SHORTEST {
            let at = shape::mark(cell) as usize % BITS;
            if let Ok(mut filter) = filter.lock() {
                filter[at / 64] |= 1 << (at % 64);
            }
        }
    })?;
    let filter = filter.into_inner().unwrap_or_default();
    let holds = |mark: u64| {
        let at = mark as usize % BITS;
        filter.get(at / 64).is_some_and(|word| word & (1 << (at % 64)) != 0)
    };
    let names = |input: &Input| -> Result<Vec<String>, ApplyError> {
        Ok(source::open(input)?.preview().fields.iter().map(|f| f.path.clone()).collect())
    };
    let (masked_names, original_names) = (names(request.masked)?, names(original)?);
    let hits: Mutex<HashMap<(String, u64), i64>> = Mutex::new(HashMap::new());
    each(request, request.masked, &|column, cell| {
        let Some(name) = masked_names.get(column).filter(|name| suspects.contains(name)) else { return };
        let mark = shape::mark(cell);
        if cell.len() >= SHORTEST
            && holds(mark)
            && let Ok(mut hits) = hits.lock()
            && hits.len() < MOST_HITS
        {
            *hits.entry((name.clone(), mark)).or_insert(0) += 1;
        }
    })?;
    each(request, original, &|column, cell| {
        let Some(name) = original_names.get(column) else { return };
        // The masked column's own originals do not excuse it.
        let own = request.dataset.columns.iter().any(|c| c.column == *name && c.action != PlanAction::Keep);
        if own {
            return;
        }
        if let Ok(mut hits) = hits.lock()
            && let Some(count) = hits.get_mut(&(name.clone(), shape::mark(cell)))
        {
            *count -= 1;
        }
    })?;
    let mut by_column: HashMap<String, u64> = HashMap::new();
    for ((name, _), count) in hits.into_inner().unwrap_or_default() {
        if count > 0 {
            *by_column.entry(name).or_insert(0) += count.unsigned_abs();
        }
    }
    let mut found: Vec<(String, u64)> = by_column.into_iter().collect();
    found.sort();
    for (name, count) in found {
        let why = "original values of a masked or dropped column stand here more often than they did";
        report.fail("leak", &name, count, report.rows, why);
    }
    Ok(())
}

/// Gives every cell of a file with its column.
fn each(
    request: &VerifyRequest<'_>,
    input: &Input,
    look: &(dyn Fn(usize, &[u8]) + Sync),
) -> Result<(), ApplyError> {
    let options = ReadOptions {
        sampling: Sampling::All,
        threads: 1,
        progress: request.progress,
        cancel: request.cancel,
    };
    source::open(input)?.read(&options, &Looker(look))?;
    Ok(())
}

struct Looker<'a>(&'a (dyn Fn(usize, &[u8]) + Sync));

impl BatchSink for Looker<'_> {
    fn worker(&self) -> Box<dyn BatchWorker + '_> {
        Box::new(LookerWorker(self.0))
    }
}

struct LookerWorker<'a>(&'a (dyn Fn(usize, &[u8]) + Sync));

impl BatchWorker for LookerWorker<'_> {
    fn batch(&mut self, batch: &Batch<'_>) {
        for (at, column) in batch.columns.iter().enumerate() {
            column.cells.iter().flatten().for_each(|cell| (self.0)(at, cell));
        }
    }

    fn finish(self: Box<Self>) {}
}
