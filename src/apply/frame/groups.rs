//! Parquet masked into Parquet row group by row group, its columns apart: each thread unpacks, masks and packs a few columns
//! of a row group by itself, and kept ones are carried over as they are packed ([`carry`]).

use std::collections::HashMap;
use std::ops::Range;
use std::sync::atomic::Ordering;

use polars::prelude::{
    Column, CompatLevel, DataFrame, ParallelStrategy, PlSmallStr, PolarsError, SchemaExt as _,
};
use polars_parquet::parquet::metadata::{ColumnChunkMetadata, SchemaDescriptor};
use polars_parquet::parquet::schema::types::ParquetType;
use polars_parquet::write::to_parquet_schema;

use super::carry;
use super::masker::Masker;
use super::pages::{Group as Pages, Parquet};
use super::write::{Format, Wanted, Writer, retyped};
use crate::apply::output::Target;
use crate::apply::runner::Step;
use crate::apply::{ApplyError, ApplyRequest, ColumnCounts, pipeline};
use crate::source::Dataset as _;
use crate::source::frame::guarded;
use crate::source::parquet::{Group, Table};

/// Unpacked bytes from which columns are worth a task.
const TASK: u64 = 4 << 20;
/// Unpacked bytes that are masked at a time, about.
const PART: u64 = 24 << 20;
/// Unpacked bytes that a column of a row group may have: it is held as a whole.
const MOST: u64 = 256 << 20;
/// Tasks for each thread that are given out at once.
const AHEAD: usize = 16;
/// Columns of a table that is masked so: every task opens the file.
const MOST_COLUMNS: usize = 2048;

/// A file to be masked.
pub struct Job<'a> {
    /// What was asked for.
    pub request: &'a ApplyRequest<'a>,
    /// The file.
    pub table: &'a Table,
    /// Its columns, and what they are to become.
    pub columns: &'a [(PlSmallStr, Wanted)],
    /// What pandas wrote about it.
    pub pandas: Option<&'a str>,
}

/// What was done: kept columns of other types, what happened to the cells.
type Done = (Vec<(String, String)>, Vec<ColumnCounts>);

/// Whether a file can be masked so.
pub fn takes(table: &Table) -> bool {
    let groups = table.groups();
    table.plans().len() <= MOST_COLUMNS
        && groups.iter().any(|group| group.rows > 0)
        && groups.iter().flat_map(|group| &group.sizes).all(|size| *size <= MOST)
}

/// Masks all of the file.
///
/// # Errors
/// Damage, values that do not fit into the types of their columns, what the system refuses, cancelled.
pub fn run(
    job: &Job<'_>,
    steps: &[Step],
    target: &Target,
    bad: &(dyn Fn(PolarsError) -> ApplyError + Sync),
) -> Result<Done, ApplyError> {
    let (request, table) = (job.request, job.table);
    let masker = || Masker::new(steps.iter().map(Step::fork).collect());
    // The first row says of which types the copy is.
    let first = table.rows(0, 1, None, ParallelStrategy::None)?;
    let first = masker().table(&first, table.plans()).map_err(bad)?;
    let mut columns = job.columns.to_vec();
    keep_exact(table, &first, &mut columns)?;
    let job = &Job { columns: &columns, ..*job };
    let wanted = super::wanted_of(&first, job.columns).unwrap_or_default();
    let changed = retyped(&first, Format::Parquet, &wanted);
    let pandas = job.pandas.map(|text| (text, true));
    let Writer::Parquet(file) = Writer::new(target, &first, Format::Parquet, &wanted, pandas).map_err(bad)?
    else {
        return Err(ApplyError::Cancelled);
    };
    let places = places(job.columns, &first);
    let groups = table.groups();
    let worker = |mut masker: Masker| {
        let (file, places, groups) = (&*file, &places, &groups);
        move |task: Task| -> Result<(Task, Pages, Vec<ColumnCounts>), ApplyError> {
            let work = Work { job, file, places, group: &groups[task.group], task: &task };
            let pages = work.pages(&mut masker, bad)?;
            let clear = vec![ColumnCounts::default(); masker.counts.len()];
            Ok((task, pages, std::mem::replace(&mut masker.counts, clear)))
        }
    };
    let workers: Vec<_> = (0..request.threads.max(1)).map(|_| worker(masker())).collect();
    let (total, bytes) =
        (groups.iter().flat_map(|group| &group.sizes).sum::<u64>().max(1), table.bytes().unwrap_or(0));
    let mut counts = vec![ColumnCounts::default(); steps.len()];
    let mut whole = Pages::new();
    let feed = |give: &mut dyn FnMut(Task) -> Result<(), ApplyError>| {
        for (at, group) in groups.iter().enumerate().filter(|(_, group)| group.rows > 0) {
            for task in tasks(at, group) {
                if request.cancel.load(Ordering::Relaxed) {
                    return Err(ApplyError::Cancelled);
                }
                give(task)?;
            }
        }
        Ok(())
    };
    // What waits for a column before it is packed: it may be much.
    pipeline::ahead(workers, AHEAD * request.threads.max(1), feed, &mut |(task, pages, part): (
        Task,
        Pages,
        Vec<ColumnCounts>,
    )| {
        counts.iter_mut().zip(part).for_each(|(all, part)| all.add(part));
        whole.extend(pages);
        if task.is_last {
            file.write(&std::mem::take(&mut whole)).map_err(bad)?;
        }
        let share = u128::from(bytes) * u128::from(task.bytes) / u128::from(total);
        request.progress.fetch_add(u64::try_from(share).unwrap_or(bytes), Ordering::Relaxed);
        Ok(())
    })?;
    file.finish().map_err(bad)?;
    Ok((changed, counts))
}

/// Some columns of a row group.
struct Task {
    group: usize,
    columns: Range<usize>,
    /// Unpacked.
    bytes: u64,
    /// Whether the row group ends with them.
    is_last: bool,
}

/// The tasks of a row group.
fn tasks(at: usize, group: &Group) -> Vec<Task> {
    let (mut out, mut from) = (Vec::new(), 0);
    while from < group.sizes.len() {
        let (mut to, mut bytes) = (from, 0_u64);
        while to < group.sizes.len() && (to == from || bytes + group.sizes[to] <= TASK) {
            bytes += group.sizes[to];
            to += 1;
        }
        out.push(Task { group: at, columns: from..to, bytes, is_last: to == group.sizes.len() });
        from = to;
    }
    out
}

/// For each column of the file its place in the copy; `None` for those that are dropped.
fn places(columns: &[(PlSmallStr, Wanted)], copy: &DataFrame) -> Vec<Option<usize>> {
    let mut names = copy.columns().iter().map(Column::name).enumerate().peekable();
    let place = |(name, _): &(PlSmallStr, Wanted)| names.next_if(|(_, own)| *own == name).map(|(at, _)| at);
    columns.iter().map(place).collect()
}

/// The pages of the chunks of a column as they are packed, where all of them can be carried over.
fn carried(table: &Table, chunks: &[&ColumnChunkMetadata], rows: usize) -> Result<Option<Pages>, ApplyError> {
    let mut out = Pages::new();
    for chunk in chunks {
        let bytes = table.bytes_of(chunk)?;
        match guarded(|| Ok(carry::pages(bytes, chunk, rows))).flatten() {
            Some(pages) => out.push(pages),
            None => return Ok(None),
        }
    }
    Ok(Some(out).filter(|out| !out.is_empty()))
}

/// Tells of kept columns that are nested, or that would be stored in another type, whether all of their pages can be
/// carried over: they are then stored as they were.
///
/// # Errors
/// Damage.
fn keep_exact(
    table: &Table,
    first: &DataFrame,
    columns: &mut [(PlSmallStr, Wanted)],
) -> Result<(), ApplyError> {
    let usual = to_parquet_schema(&first.schema().to_arrow(CompatLevel::newest())).ok();
    let usual = usual.iter().flat_map(SchemaDescriptor::fields);
    let usual: HashMap<_, _> = usual.map(|field| (field.name(), field)).collect();
    for (name, wanted) in columns.iter_mut().filter(|(_, wanted)| wanted.kept && wanted.dictionary.is_none())
    {
        let Some(stored) = table.stored(name) else { continue };
        if matches!(stored, ParquetType::PrimitiveType(_)) && usual.get(&name.as_str()) == Some(&stored) {
            continue;
        }
        let mut all = true;
        for (at, group) in table.groups().iter().enumerate().filter(|(_, group)| group.rows > 0) {
            all = all && carried(table, &table.chunks(at, name), group.rows)?.is_some();
        }
        wanted.exact = all.then(|| stored.clone());
    }
    Ok(())
}

/// One task at hand.
struct Work<'a> {
    job: &'a Job<'a>,
    file: &'a Parquet,
    places: &'a [Option<usize>],
    group: &'a Group,
    task: &'a Task,
}

impl Work<'_> {
    /// The pages of the columns, leaf by leaf.
    fn pages(
        &self,
        masker: &mut Masker,
        bad: &dyn Fn(PolarsError) -> ApplyError,
    ) -> Result<Pages, ApplyError> {
        let mut made: Vec<Pages> = self.task.columns.clone().map(|_| Pages::new()).collect();
        let mut left = Vec::new();
        for (column, made) in self.task.columns.clone().zip(&mut made) {
            match self.carried(column)? {
                Some(pages) => *made = pages,
                None if self.places[column].is_some() => left.push(column),
                None => {}
            }
        }
        if !left.is_empty() {
            let masked = self.masked(&left, masker, bad)?;
            for (column, series) in left.iter().zip(masked.columns()) {
                let place = self.places[*column].unwrap_or_default();
                made[column - self.task.columns.start] = self.file.column(place, series).map_err(bad)?;
            }
        }
        Ok(made.into_iter().flatten().collect())
    }

    /// The pages of a kept column as they are packed, where they can be carried over.
    fn carried(&self, column: usize) -> Result<Option<Pages>, ApplyError> {
        let (name, wanted) = &self.job.columns[column];
        let (Some(place), true) = (self.places[column], wanted.kept) else { return Ok(None) };
        let chunks = self.job.table.chunks(self.task.group, name);
        let fits = |chunk: &&ColumnChunkMetadata| {
            self.file.stored(place).is_some_and(|mine| carry::fits(chunk.descriptor(), mine))
        };
        if wanted.exact.is_none() && !chunks.iter().all(fits) {
            return Ok(None);
        }
        carried(self.job.table, &chunks, self.group.rows)
    }

    /// The other columns, masked.
    fn masked(
        &self,
        columns: &[usize],
        masker: &mut Masker,
        bad: &dyn Fn(PolarsError) -> ApplyError,
    ) -> Result<DataFrame, ApplyError> {
        let plans = self.job.table.plans();
        let reads: Vec<usize> = columns.iter().flat_map(|column| masker.reads(&plans[*column])).collect();
        let is_read = |at: usize| reads.iter().any(|read| plans[at].holds(*read));
        let wanted: Vec<usize> = (0..plans.len()).filter(|at| columns.contains(at) || is_read(*at)).collect();
        let plans: Vec<_> = wanted.iter().map(|at| plans[*at].clone()).collect();
        let bytes: u64 = wanted.iter().map(|at| self.group.sizes[*at]).sum();
        let pieces = bytes.div_ceil(PART).max(1);
        let step = self.group.rows.div_ceil(usize::try_from(pieces).unwrap_or(usize::MAX)).max(1);
        let mut whole: Option<DataFrame> = None;
        for at in (0..self.group.rows).step_by(step) {
            if self.job.request.cancel.load(Ordering::Relaxed) {
                return Err(ApplyError::Cancelled);
            }
            let (first, rows) = (self.group.first + at, step.min(self.group.rows - at));
            let part = self.job.table.rows(first, rows, Some(&wanted), ParallelStrategy::None)?;
            let mut mine = |at: usize| wanted.get(at).is_some_and(|at| columns.contains(at));
            let part = masker.some(&part, &plans, &mut mine).map_err(bad)?;
            match &mut whole {
                None => whole = Some(part),
                Some(whole) => drop(whole.vstack_mut(&part).map_err(bad)?),
            }
        }
        Ok(whole.unwrap_or_default())
    }
}
