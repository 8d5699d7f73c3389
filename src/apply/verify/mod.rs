//! The proof that masked data keeps the plan's promises.
//!
//! With the original, both files are read in step, row by row, in bounded memory (delimited text as long as possible by
//! composing what the copy must hold and comparing bytes): kept cells must be equal, masked cells
//! must be what the mask gives (recomputed where the key is at hand) and differ from the original unless the mask says
//! that they may be equal, nulls, rows, order, columns and types must be as promised. What is not what it should be, and
//! what stands beside the cells (headers, metadata, statistics, dictionaries, the file's name), is looked up among the
//! originals of masked and dropped columns in one more pass, in the forms in which a value may hide.
//! Without the original only forms and promises of the masks can be tested.

mod alone;
mod balance;
mod beside;
mod bytes;
mod compose;
mod forms;
mod held;
mod index;
mod judge;
mod mark;
mod packed;
mod pairs;
mod reader;
mod report;
mod rules;
mod shape;
mod side;
mod step;
mod suspects;
mod team;
#[cfg(test)]
mod tests;
mod totals;
mod verbatim;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64};

pub use report::{CheckLine, Finding, VerifyReport};

use super::left_out;
use super::runner::{Ground, Step};
use super::{ApplyError, KeyOf};
use crate::domain::dtype::DType;
use crate::domain::plan::{PlanAction, PlanColumn, PlanDataset};
use crate::domain::spans::FindSpans;
use crate::domain::table::{Batch, BatchSink, BatchWorker, Field, Schema};
use crate::mask;
use crate::source::{self, Dataset, Input};
use beside::Beside;
use judge::Judge;
use reader::Table;
use rules::Rules;
use step::Tables;
use suspects::Suspects;
use totals::Totals;

/// What is to be verified.
pub struct VerifyRequest<'a> {
    /// The dataset of the plan.
    pub dataset: &'a PlanDataset,
    /// The masked file.
    pub masked: &'a Input,
    /// The original, where it is at hand.
    pub original: Option<&'a Input>,
    /// Sub-keys; a missing one only means that tokens are not computed again.
    pub key: &'a KeyOf<'a>,
    /// Finds entities.
    pub finder: Arc<dyn FindSpans>,
    /// Bytes read so far.
    pub progress: &'a AtomicU64,
    /// Set to stop.
    pub cancel: &'a AtomicBool,
}

/// How a file is read; the result does not depend on it.
#[derive(Debug, Clone, Copy)]
struct Effort {
    /// Threads, at least 1.
    threads: usize,
    /// Bytes of a block of text, where it is not as usual.
    block: Option<usize>,
}

/// Verifies a masked file.
///
/// # Errors
/// Files that cannot be read, an original that is not the plan's. What is wrong with the masked file is in the report.
pub fn run(request: &VerifyRequest<'_>) -> Result<VerifyReport, ApplyError> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    run_with(request, Effort { threads, block: None })
}

fn run_with(request: &VerifyRequest<'_>, effort: Effort) -> Result<VerifyReport, ApplyError> {
    let mut report = VerifyReport::default();
    let mut masked = Table::open(request.masked)?;
    let expected = expected_schema(request.dataset);
    let Some(original_input) = request.original else {
        let schema = alone::scan(request, effort, &mut masked, &expected, &mut report)?;
        columns(&expected, &schema, masked.format(), &mut report);
        classes(request, &schema, &mut report)?;
        report.not_proven("values", "whether original values are left cannot be told without the original");
        return Ok(report);
    };
    let mut original = Table::open(original_input)?;
    let ground = Ground {
        dataset: request.dataset,
        input: original_input,
        key: request.key,
        finder: &request.finder,
        cancel: request.cancel,
    };
    let left_out = left_out::rows(&ground)?;
    let schema = masked.schema(request)?;
    let (promises, steps) = rules::promises(&ground, &expected, &schema);
    let mut beside = Beside::of(request, masked.format(), effort.threads);
    let mut suspects = Suspects::default();
    beside.early(request, &schema, &mut suspects);
    // Of rows that are left out the cells are not judged, but their values are originals too: they are looked up later.
    let known = if left_out.is_some() { 0 } else { suspects.count() };
    let hidden = request.dataset.columns.iter().enumerate();
    let there = schema.fields.iter().enumerate();
    let format = masked.format();
    let mut rules = Rules {
        converted: original.format() != format,
        finder: &*request.finder,
        delimited: masked.format() == "csv",
        hidden: hidden.filter(|(_, c)| c.action != PlanAction::Keep).map(|(at, _)| at).collect(),
        there: there
            .map(|(at, field)| {
                (at, Arc::from(field.path.as_str()), promises.iter().any(|p| p.to == Some(at)))
            })
            .collect(),
        beside,
        early: suspects.index(known),
        promises,
    };
    let mut totals = Totals::new(rules.promises.len(), suspects);
    if !rules.converted && format == "parquet" && left_out.is_none() {
        let (from, to) = (&original_input.path, &request.masked.path);
        let same = packed::as_original(from, to, &rules.promises, effort.threads);
        for (promise, same) in rules.promises.iter_mut().zip(same) {
            promise.packed = same;
        }
    }
    let columns_read = rules.columns(&steps);
    let judge = |_| {
        let steps = steps.iter().map(Step::fork).collect();
        Judge::new(steps, [original.splitter(), masked.splitter()])
    };
    // A mask that goes through the column in the order of the file is computed again by one thread.
    let ordered = steps.iter().any(|step| matches!(step, Step::Mask(step) if step.plan.ordered));
    let threads = if ordered { 1 } else { effort.threads.max(1) };
    let mut judges: Vec<Judge> = (0..threads).map(judge).collect();
    let tables = Tables { original: &mut original, masked: &mut masked, columns: columns_read, left_out };
    let (original_schema, masked_schema) =
        step::in_step(request, effort, tables, &rules, &mut judges, &mut totals, &mut report)?;
    if original_schema.fingerprint() != request.dataset.schema {
        return Err(ApplyError::Stale {
            path: source::decode::shown(&original_input.path),
            what: "its columns are not those of the plan, so it is not the original".to_owned(),
        });
    }
    columns(&expected, &masked_schema, format, &mut report);
    classes(request, &masked_schema, &mut report)?;
    let mut suspects = totals.finish(&rules.promises, &mut report);
    let Rules { beside, early, .. } = rules;
    beside.finish(&mut suspects, &mut report);
    suspects.search(request, original_input, (&early, known), effort.threads, &mut report)?;
    Ok(report)
}

/// A column of the masked file: its place there, in the plan, and its type.
#[derive(Debug, Clone)]
pub(super) struct Expected<'a> {
    /// The plan's column.
    pub(super) column: &'a PlanColumn,
    /// Position in the plan and the original.
    pub(super) at: usize,
    /// Logical type after masking.
    pub(super) dtype: DType,
}

/// The columns that the masked file must have, in order.
fn expected_schema(dataset: &PlanDataset) -> Vec<Expected<'_>> {
    let columns = dataset.columns.iter().enumerate();
    columns
        .filter(|(_, column)| column.action != PlanAction::Drop)
        .map(|(at, column)| {
            let planned = column
                .mask
                .as_ref()
                .and_then(|choice| mask::planned(choice, column.when.as_deref(), column.dtype).ok());
            Expected { column, at, dtype: planned.map_or(column.dtype, |plan| plan.output) }
        })
        .collect()
}

/// The masked file has exactly the expected columns, in order, of the expected types.
fn columns(expected: &[Expected<'_>], schema: &Schema, format: &str, report: &mut VerifyReport) {
    let names: Vec<&str> = expected.iter().map(|e| e.column.column.as_str()).collect();
    let there: Vec<&str> = schema.fields.iter().map(|f| f.path.as_str()).collect();
    let n = there.len() as u64;
    for name in there.iter().filter(|name| !names.contains(name)) {
        report.fail("columns", name, 1, n, "the plan does not know this column");
    }
    for name in names.iter().filter(|name| !there.contains(name)) {
        report.fail("columns", name, 1, n, "the column is not there");
    }
    if names.len() == there.len() && names != there && report.count("columns") == 0 {
        report.fail("columns", "", 1, n, "the columns are in another order");
    }
    if report.count("columns") == 0 {
        report.pass("columns", n, "exactly those of the plan, in order");
    }
    let mut types = 0;
    for e in expected {
        let found = schema.fields.iter().find(|f: &&Field| f.path == e.column.column);
        if let Some(field) = found.filter(|f| !compatible(e.dtype, f.dtype, format)) {
            types += 1;
            let why = format!("is {} instead of {}", field.dtype, e.dtype);
            report.fail("types", &e.column.column, 1, n, &why);
        }
    }
    if types == 0 {
        report.pass("types", n, "as the masks promise");
    }
}

/// Where the plan leaves out the rows of small classes: the masked file has no such class.
fn classes(
    request: &VerifyRequest<'_>,
    schema: &Schema,
    report: &mut VerifyReport,
) -> Result<(), ApplyError> {
    let Some(rule) = &request.dataset.suppress_rows else { return Ok(()) };
    let smallest = left_out::smallest(request.dataset, rule, request.masked, schema, request.cancel)?;
    let by = rule.columns.join(", ");
    if smallest == 0 || smallest >= rule.k {
        let why = format!("the smallest class by {by} has {smallest} rows, at least {} as planned", rule.k);
        report.pass("classes", report.rows, &why);
    } else {
        let why = format!("rows of the smallest class by {by}, and the plan asks for {}", rule.k);
        report.fail("classes", "", smallest, report.rows, &why);
    }
    Ok(())
}

/// Types that a format may give for the same values: a column that is all null has none of its own.
fn compatible(expected: DType, found: DType, format: &str) -> bool {
    // Delimited text has no other type, JSON none for these.
    let text = format == "csv"
        || (format.starts_with("json")
            && matches!(
                expected,
                DType::Date | DType::Datetime | DType::Time | DType::Duration | DType::Binary
            ));
    expected == found
        || (text && found == DType::String)
        || found == DType::Null
        || (expected.is_number() && found.is_number())
        || (expected == DType::Null && found == DType::String)
}

/// The columns of an opened file: of JSON they are known once all of it was read.
fn schema_of(request: &VerifyRequest<'_>, dataset: &mut dyn Dataset) -> Result<Schema, ApplyError> {
    if !dataset.format().starts_with("json") {
        return Ok(dataset.preview().clone());
    }
    let options = source::ReadOptions {
        sampling: source::Sampling::All,
        threads: 1,
        progress: request.progress,
        cancel: request.cancel,
    };
    Ok(dataset.read(&options, &Nothing)?.schema)
}

/// Looks at nothing: only the schema is wanted.
pub struct Nothing;

impl BatchSink for Nothing {
    fn worker(&self) -> Box<dyn BatchWorker + '_> {
        Box::new(Self)
    }
}

impl BatchWorker for Nothing {
    fn batch(&mut self, _: &Batch<'_>) {}

    fn finish(self: Box<Self>) {}
}
