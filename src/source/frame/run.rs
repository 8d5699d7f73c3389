//! Parts of a typed table given to workers.

use std::path::Path;

use polars::prelude::DataFrame;

use super::{BATCH, Plan, emit, guarded};
use crate::domain::scan::Incomplete;
use crate::domain::table::{BatchSink, Schema};
use crate::source::cells::Cells;
use crate::source::{ReadOptions, SourceError, pool, reservoir};

/// Gives the parts that `next` reads (with their first row) to the workers; gives the rows and what could not be read.
///
/// A damaged part ends the read; the parts before it are kept and it is listed.
///
/// # Errors
/// A damaged first part, or that the read was cancelled.
pub fn run(
    next: &mut dyn FnMut() -> Result<Option<(u64, DataFrame)>, SourceError>,
    options: &ReadOptions<'_>,
    sink: &dyn BatchSink,
    path: &Path,
    table: &str,
    schema: &Schema,
    plans: &[Plan],
) -> Result<(u64, Vec<Incomplete>), SourceError> {
    let mut damage = None;
    let mut given = 0_u64;
    // A part goes to the workers in pieces, which share its memory: so hardly more than two parts are alive.
    let mut part: Option<(u64, DataFrame)> = None;
    let mut piece = || {
        if part.as_ref().is_none_or(|(_, table)| table.height() == 0) {
            part = match next() {
                Ok(part) => part,
                Err(error) if given > 0 => {
                    damage = Some(error);
                    None
                }
                Err(error) => return Err(error),
            };
        }
        let Some((first, table)) = &mut part else { return Ok(None) };
        given += 1;
        let rows = table.height().min(BATCH);
        let piece = (*first, table.slice(0, rows));
        *table = table.slice(rows.cast_signed() as i64, usize::MAX);
        *first += rows as u64;
        Ok(Some(piece))
    };
    let made = pool::run(
        &mut piece,
        options,
        path,
        &|| (Cells::new(schema.fields.len()), sink.worker()),
        &|(cells, worker), _, (first, part): (u64, DataFrame)| {
            let read = guarded(|| emit(&part, plans, first, cells, &mut **worker));
            read.ok_or((first, part.height() as u64))
        },
        &|(_, worker)| worker.finish(),
    )?;
    let listed = |at: Option<String>, why: String| Incomplete { table: table.to_owned(), at, why };
    let (mut rows, mut incomplete) = (0, Vec::new());
    for part in made {
        match part {
            Ok(read) => rows += read,
            Err((first, height)) => incomplete.push(listed(
                Some(format!("rows {} to {}", first + 1, first + height)),
                "were not read: a column holds values that vizard cannot write as text".to_owned(),
            )),
        }
    }
    if let Some(error) = damage {
        incomplete.push(listed(None, format!("from here on the file was not read: {error}")));
    }
    Ok((rows, incomplete))
}

/// Row ranges of a seeded sample in drawing order: slots of `slot` rows without replacement, until `rows` are there.
#[must_use]
pub fn sampled(total: u64, rows: u64, seed: u64, slot: u64) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut have = 0;
    for n in reservoir::order(total.div_ceil(slot).max(1), seed) {
        if have >= rows {
            break;
        }
        let first = n * slot;
        let length = slot.min(total.saturating_sub(first));
        have += length;
        out.push((first as usize, length as usize));
    }
    out
}
