//! Parquet and Arrow masked part by part: new files with new statistics, masked values in the type that the mask gives.

mod arrays;
pub mod carry;
mod dictionary;
mod groups;
mod masker;
mod ordered;
mod pages;
mod pandas;
mod texts;
mod value;
pub mod write;

use std::sync::atomic::Ordering;
use std::sync::{Mutex, OnceLock};

use polars::prelude::{
    ArrowSchema, BooleanChunked, DataFrame, NewChunkedArray as _, PlSmallStr, PolarsError, Schema,
    SchemaExt as _,
};

use self::masker::Masker;
use self::texts::Texts;
pub use self::value::date_text;
use self::write::{Format, Made, Wanted, Writer, retyped};
use super::convert::Form;
use super::csv::stale;
use super::output::Target;
use super::runner::{Runner, Step};
use super::{ApplyError, ApplyReport, ApplyRequest, ColumnCounts, pipeline};
use crate::source::frame::Plan;
use crate::source::{Dataset as _, arrow, decode, parquet};

/// Threads that mask at once: each holds a part of some tens of MiB.
const MOST: usize = 4;

/// The opened input.
enum Table {
    Parquet(parquet::Table),
    Arrow(arrow::Table),
}

/// The file that is written.
enum Sink {
    Typed(Writer),
    Texts(Mutex<Texts>),
}

/// Masks a file into its own format, or into another.
pub fn run(
    request: &ApplyRequest<'_>,
    runner: Runner,
    target: Target,
    format: &str,
    to: Option<Form>,
) -> Result<ApplyReport, ApplyError> {
    let table = Table::open(request, format)?;
    // A mask that goes through the column in the order of the file sees all of its parts.
    let ordered = runner.steps.iter().any(|step| matches!(step, Step::Mask(step) if step.plan.ordered));
    let left_out = runner.left_out;
    let mut masker = Masker::new(runner.steps);
    let bad = |e: PolarsError| ApplyError::Frame { path: decode::shown(&request.input.path), what: kind(&e) };
    let empty = || ApplyError::Empty { path: decode::shown(&request.input.path) };
    let dictionaries = match &table {
        _ if to.is_some() => vec![None; table.plans().len()],
        Table::Parquet(_) => {
            let kept: Vec<bool> = table.plans().iter().map(|plan| masker.keeps(plan)).collect();
            ordered::of_columns(&request.input.path, table.file_schema(), &kept, left_out.as_ref())
        }
        Table::Arrow(arrow) => {
            let kept = arrow
                .file_schema()
                .iter_values()
                .zip(table.plans())
                .map(|(field, plan)| dictionary::is_of_texts(&field.dtype) && masker.keeps(plan));
            dictionary::of_columns(arrow, &kept.collect::<Vec<_>>(), left_out.as_ref())?
        }
    };
    let columns: Vec<(PlSmallStr, Wanted)> = table
        .file_schema()
        .iter_values()
        .zip(table.plans())
        .zip(dictionaries)
        .map(|((field, plan), dictionary)| {
            let wanted =
                Wanted { original: Some(field.clone()), kept: masker.keeps(plan), dictionary, exact: None };
            (field.name.clone(), wanted)
        })
        .collect();
    let pandas = table.metadata(pandas::KEY);
    if let (Table::Parquet(table), None, None, false) = (&table, to, &left_out, ordered)
        && groups::takes(table)
    {
        let job = groups::Job { request, table, columns: &columns, pandas: pandas.as_deref() };
        let (retyped, counts) = groups::run(&job, masker.steps(), &target, &bad)?;
        let rows = table.groups().iter().map(|group| group.rows as u64).sum();
        return Ok(ApplyReport { output: target.commit()?, rows, left_out: 0, retyped, columns: counts });
    }
    let pandas = pandas.as_deref().map(|text| (text, left_out.is_none()));
    let retyped_columns = OnceLock::new();
    let begin = |masked: &DataFrame, steps: &[Step]| -> Result<Sink, ApplyError> {
        match to {
            Some(form) if !form.is_typed() => {
                Texts::new(request, &target, form, masked, steps).map(|texts| Sink::Texts(Mutex::new(texts)))
            }
            to => {
                let wanted = wanted_of(masked, &columns).ok_or_else(empty)?;
                let format = to.map_or_else(|| table.format(), format_of);
                // A conversion has the types of its format anyway.
                let changed = if to.is_none() { retyped(masked, format, &wanted) } else { Vec::new() };
                retyped_columns.set(changed).map_err(|_| empty())?;
                Writer::new(&target, masked, format, &wanted, pandas).map_err(bad).map(Sink::Typed)
            }
        }
    };
    // The first part says of which types the copy is; the others are made by all threads.
    let sink: OnceLock<Sink> = OnceLock::new();
    let write = |made: Made| match (sink.get(), made) {
        (Some(Sink::Typed(writer)), made) => writer.write(made).map_err(bad),
        (Some(Sink::Texts(texts)), Made::Table(part)) => {
            texts.lock().map_err(|_| empty())?.write(&target, &part, bad)
        }
        _ => Err(empty()),
    };
    let worker = |steps: Vec<Step>| {
        let mut masker = Masker::new(steps);
        let (sink, table) = (&sink, &table);
        move |part: DataFrame| -> Result<(Made, Vec<ColumnCounts>), ApplyError> {
            let masked = masker.table(&part, table.plans()).map_err(bad)?;
            let made = match sink.get() {
                Some(Sink::Typed(writer)) => writer.make(masked).map_err(bad)?,
                _ => Made::Table(masked),
            };
            let clear = vec![ColumnCounts::default(); masker.counts.len()];
            Ok((made, std::mem::replace(&mut masker.counts, clear)))
        }
    };
    let workers = (0..request.threads.clamp(1, MOST))
        .map(|_| worker(masker.steps().iter().map(Step::fork).collect()))
        .collect();
    let mut counts = vec![ColumnCounts::default(); masker.steps().len()];
    let mut rows = 0_u64;
    let mut here = |part: DataFrame| -> Result<(), ApplyError> {
        let masked = masker.table(&part, table.plans()).map_err(bad)?;
        if sink.get().is_none() {
            sink.set(begin(&masked, masker.steps())?).map_err(|_| empty())?;
        }
        write(Made::Table(masked))
    };
    let mut parts = 0_usize;
    let feed = |give: &mut dyn FnMut(DataFrame) -> Result<(), ApplyError>| {
        table.each_part(&mut |part, bytes| {
            if request.cancel.load(Ordering::Relaxed) {
                return Err(ApplyError::Cancelled);
            }
            let before = rows;
            rows += part.height() as u64;
            let part = match &left_out {
                Some(left_out) => {
                    let stays = (before..rows).map(|row| Some(!left_out.holds(row)));
                    part.filter(&BooleanChunked::from_iter_options(PlSmallStr::EMPTY, stays)).map_err(bad)?
                }
                None => part,
            };
            parts += 1;
            if parts == 1 || ordered {
                here(part)?;
            } else {
                give(part)?;
            }
            request.progress.fetch_add(bytes, Ordering::Relaxed);
            Ok(())
        })
    };
    pipeline::run(workers, feed, &mut |(made, part): (Made, Vec<ColumnCounts>)| {
        counts.iter_mut().zip(part).for_each(|(all, part)| all.add(part));
        write(made)
    })?;
    if parts == 0 {
        here(DataFrame::empty_with_schema(&Schema::from_arrow_schema(table.file_schema())))?;
    }
    counts.iter_mut().zip(&masker.counts).for_each(|(all, part)| all.add(*part));
    match sink.into_inner() {
        Some(Sink::Typed(writer)) => writer.finish().map_err(bad)?,
        Some(Sink::Texts(texts)) => texts.into_inner().map_err(|_| empty())?.finish(&target)?,
        None => return Err(empty()),
    }
    let left_out = left_out.map_or(0, |rows| rows.count);
    let rows = rows - left_out;
    let retyped = retyped_columns.into_inner().unwrap_or_default();
    Ok(ApplyReport { output: target.commit()?, rows, left_out, retyped, columns: counts })
}

/// What is known of the columns that are written; those that are dropped are not.
fn wanted_of(masked: &DataFrame, columns: &[(PlSmallStr, Wanted)]) -> Option<Vec<Wanted>> {
    let mut left = columns.iter();
    let mut of = |name: &PlSmallStr| left.find(|(own, _)| own == name).map(|(_, wanted)| wanted.clone());
    masked.columns().iter().map(|column| of(column.name())).collect()
}

/// The kind of file that a conversion gives.
pub const fn format_of(form: Form) -> Format {
    match form {
        Form::ArrowFile => Format::ArrowFile(None),
        Form::ArrowStream => Format::ArrowStream(None),
        _ => Format::Parquet,
    }
}

impl Table {
    fn open(request: &ApplyRequest<'_>, format: &str) -> Result<Self, ApplyError> {
        let (table, schema) = if format == "parquet" {
            let table = parquet::Table::open(request.input)?;
            let schema = table.preview().clone();
            (Self::Parquet(table), schema)
        } else {
            let table = arrow::Table::open(request.input)?;
            let schema = table.preview().clone();
            (Self::Arrow(table), schema)
        };
        if schema.fingerprint() == request.dataset.schema { Ok(table) } else { Err(stale(request, &schema)) }
    }

    fn plans(&self) -> &[Plan] {
        match self {
            Self::Parquet(table) => table.plans(),
            Self::Arrow(table) => table.plans(),
        }
    }

    fn file_schema(&self) -> &ArrowSchema {
        match self {
            Self::Parquet(table) => table.file_schema(),
            Self::Arrow(table) => table.file_schema(),
        }
    }

    /// The text of the file's metadata of a key.
    fn metadata(&self, key: &str) -> Option<String> {
        match self {
            Self::Parquet(table) => table.text_of(key).map(str::to_owned),
            Self::Arrow(table) => table.text_of(key).map(str::to_owned),
        }
    }

    /// The format of the masked copy.
    fn format(&self) -> Format {
        match self {
            Self::Parquet(_) => Format::Parquet,
            Self::Arrow(table) if table.is_stream() => Format::ArrowStream(table.codec()),
            Self::Arrow(table) => Format::ArrowFile(table.codec()),
        }
    }

    fn each_part(
        &self,
        each: &mut dyn FnMut(DataFrame, u64) -> Result<(), ApplyError>,
    ) -> Result<(), ApplyError> {
        match self {
            Self::Parquet(table) => table.each_part(each),
            Self::Arrow(table) => table.each_part(each),
        }
    }
}

/// A kind of error; its words may quote data.
fn kind(error: &PolarsError) -> &'static str {
    match error {
        PolarsError::IO { .. } => "the system refused to write",
        PolarsError::OutOfBounds(_) | PolarsError::ShapeMismatch(_) => "its parts do not fit together",
        _ => "a column cannot be masked in its type",
    }
}
