//! Parquet and Arrow masked part by part: new files with new statistics, masked values in the type that the mask gives.

use std::sync::atomic::Ordering;

use polars::prelude::{
    BooleanChunked, Column, DataFrame, DataType, IntoColumn as _, IpcWriter, NamedFrom as _,
    NewChunkedArray as _, ParquetCompression, ParquetWriter, PlSmallStr, PolarsError, PolarsResult,
    Schema as PolarsSchema, SchemaExt as _, SerWriter as _, Series, StringChunked, StructChunked, TimeUnit,
};

use super::csv::stale;
use super::output::Target;
use super::runner::{self, MaskStep, Runner, Step};
use super::{ApplyError, ApplyReport, ApplyRequest, ColumnCounts};
use crate::domain::dtype::DType;
use crate::mask::Outcome;
use crate::source::frame::Plan;
use crate::source::{Dataset as _, arrow, decode, parquet};

/// Where the masked parts go.
enum Writer {
    Parquet(polars::io::parquet::write::BatchedWriter<std::fs::File>),
    Arrow(Box<polars::io::ipc::BatchedWriter<std::fs::File>>),
}

/// Masks a file.
pub fn run(
    request: &ApplyRequest<'_>,
    runner: Runner,
    target: Target,
    format: &str,
) -> Result<ApplyReport, ApplyError> {
    let left_out = runner.left_out;
    let mut masker =
        Masker { counts: vec![ColumnCounts::default(); runner.steps.len()], steps: runner.steps };
    let mut writer: Option<Writer> = None;
    let mut rows = 0_u64;
    let bad = |e: PolarsError| ApplyError::Frame { path: decode::shown(&request.input.path), what: kind(&e) };
    let mut part = |table: DataFrame, plans: &[Plan], bytes: u64| -> Result<(), ApplyError> {
        if request.cancel.load(Ordering::Relaxed) {
            return Err(ApplyError::Cancelled);
        }
        let before = rows;
        rows += table.height() as u64;
        let table = match &left_out {
            Some(left_out) => {
                let stays = (before..rows).map(|row| Some(!left_out.holds(row)));
                table.filter(&BooleanChunked::from_iter_options(PlSmallStr::EMPTY, stays)).map_err(bad)?
            }
            None => table,
        };
        let masked = masker.table(&table, plans).map_err(bad)?;
        if writer.is_none() {
            writer = Some(Writer::new(&target, masked.schema(), format).map_err(bad)?);
        }
        match &mut writer {
            Some(Writer::Parquet(w)) => w.write_batch(&masked).map_err(bad)?,
            Some(Writer::Arrow(w)) => w.write_batch(&masked).map_err(bad)?,
            None => {}
        }
        request.progress.fetch_add(bytes, Ordering::Relaxed);
        Ok(())
    };
    if format == "parquet" {
        let table = parquet::Table::open(request.input)?;
        if table.preview().fingerprint() != request.dataset.schema {
            return Err(stale(request, table.preview()));
        }
        let plans = table.plans().to_vec();
        table.each_part(|frame, bytes| part(frame, &plans, bytes))?;
    } else {
        let table = arrow::Table::open(request.input)?;
        if table.preview().fingerprint() != request.dataset.schema {
            return Err(stale(request, table.preview()));
        }
        let plans = table.plans().to_vec();
        table.each_part(|frame, bytes| part(frame, &plans, bytes))?;
    }
    match writer {
        Some(Writer::Parquet(w)) => drop(w.finish().map_err(bad)?),
        Some(Writer::Arrow(mut w)) => w.finish().map_err(bad)?,
        None => return Err(ApplyError::Empty { path: decode::shown(&request.input.path) }),
    }
    let left_out = left_out.map_or(0, |rows| rows.count);
    let rows = rows - left_out;
    Ok(ApplyReport { output: target.commit()?, rows, left_out, columns: masker.counts })
}

/// A kind of error; its words may quote data.
fn kind(error: &PolarsError) -> &'static str {
    match error {
        PolarsError::IO { .. } => "the system refused to write",
        PolarsError::OutOfBounds(_) | PolarsError::ShapeMismatch(_) => "its parts do not fit together",
        _ => "a column cannot be masked in its type",
    }
}

impl Writer {
    fn new(target: &Target, schema: &PolarsSchema, format: &str) -> PolarsResult<Self> {
        let file = target.file().map_err(|e| PolarsError::ComputeError(e.to_string().into()))?;
        if format == "parquet" {
            let writer = ParquetWriter::new(file).with_compression(ParquetCompression::Zstd(None));
            Ok(Self::Parquet(writer.batched(schema)?))
        } else {
            Ok(Self::Arrow(Box::new(IpcWriter::new(file).batched(schema, ipc_fields(schema))?)))
        }
    }
}

fn ipc_fields(schema: &PolarsSchema) -> Vec<polars_arrow::io::ipc::IpcField> {
    let arrow = schema.to_arrow(polars::prelude::CompatLevel::newest());
    polars_arrow::io::ipc::write::default_ipc_fields(arrow.iter_values())
}

struct Masker {
    steps: Vec<Step>,
    counts: Vec<ColumnCounts>,
}

impl Masker {
    fn table(&mut self, table: &DataFrame, plans: &[Plan]) -> PolarsResult<DataFrame> {
        let mut columns: Vec<Column> = Vec::new();
        // Columns that other masks read, as text.
        let mut texts: Vec<Option<StringChunked>> = vec![None; self.steps.len()];
        let wanted: Vec<usize> = self
            .steps
            .iter()
            .flat_map(|s| if let Step::Mask(m) = s { m.reads.clone() } else { Vec::new() })
            .collect();
        for (column, plan) in table.columns().iter().zip(plans) {
            if let Plan::Value(at) = plan
                && wanted.contains(at)
                && let Some(place) = texts.get_mut(*at)
            {
                *place = Some(column.as_materialized_series().cast(&DataType::String)?.str()?.clone());
            }
        }
        for (column, plan) in table.columns().iter().zip(plans) {
            if let Some(masked) = self.series(column.as_materialized_series(), plan, &texts)? {
                columns.push(masked.into_column());
            }
        }
        DataFrame::new(table.height(), columns)
    }

    /// A masked column; `None` where it is dropped.
    fn series(
        &mut self,
        series: &Series,
        plan: &Plan,
        texts: &[Option<StringChunked>],
    ) -> PolarsResult<Option<Series>> {
        match plan {
            Plan::Value(at) => {
                let Some(step) = self.steps.get_mut(*at) else { return Ok(None) };
                match step {
                    Step::Keep => Ok(Some(series.clone())),
                    Step::Drop => Ok(None),
                    Step::Mask(step) => {
                        let counts = self.counts.get_mut(*at);
                        value(step, series, texts, counts).map(Some)
                    }
                }
            }
            Plan::Struct(plans) => {
                let fields = series.struct_()?;
                let mut kept = Vec::new();
                for (field, plan) in fields.fields_as_series().iter().zip(plans) {
                    kept.extend(self.series(field, plan, texts)?);
                }
                if kept.is_empty() {
                    return Ok(None);
                }
                let masked = StructChunked::from_series(series.name().clone(), series.len(), kept.iter())?;
                let nulls = series
                    .rechunk()
                    .struct_()?
                    .downcast_iter()
                    .next()
                    .and_then(|array| polars_arrow::array::Array::validity(array).cloned());
                Ok(Some(polars::prelude::IntoSeries::into_series(masked.with_outer_validity(nulls))))
            }
            Plan::List(inner) => {
                let list = series.cast(&list_of(series.dtype()))?;
                let cell = std::cell::RefCell::new((self, false));
                let masked = list.list()?.apply_to_inner(&|elements| {
                    let mut state = cell.borrow_mut();
                    let name = elements.name().clone();
                    match state.0.series(&elements, inner, texts)? {
                        Some(masked) => Ok(masked.with_name(name)),
                        None => {
                            state.1 = true;
                            Ok(Series::full_null(name, elements.len(), elements.dtype()))
                        }
                    }
                })?;
                let dropped = cell.borrow().1;
                Ok((!dropped).then(|| polars::prelude::IntoSeries::into_series(masked)))
            }
        }
    }
}

/// Arrays of fixed length are written as lists.
fn list_of(dtype: &DataType) -> DataType {
    match dtype {
        DataType::Array(inner, _) => DataType::List(inner.clone()),
        other => other.clone(),
    }
}

fn value(
    step: &mut MaskStep,
    series: &Series,
    texts: &[Option<StringChunked>],
    counts: Option<&mut ColumnCounts>,
) -> PolarsResult<Series> {
    let mut tally = ColumnCounts::default();
    let name = series.name().clone();
    let read = |at: usize, row: usize| texts.get(at).and_then(Option::as_ref).and_then(|t| t.get(row));
    let mut one = |step: &mut MaskStep, row: usize, text: Option<&[u8]>| -> Option<Vec<u8>> {
        let others: Vec<Option<&[u8]>> =
            step.reads.clone().iter().map(|at| read(*at, row).map(str::as_bytes)).collect();
        let mut out = Vec::new();
        match runner::cell(step, text, &others, &mut out) {
            Outcome::Masked => tally.masked += 1,
            Outcome::Kept => {}
            Outcome::Null => tally.masked += u64::from(text.is_some()),
            Outcome::Refused => tally.refused += 1,
        }
        (!out.is_empty() || text.is_none_or(<[u8]>::is_empty))
            .then_some(out)
            .filter(|_| text.is_some() || !step.plan.guarantees.keeps_nulls)
    };
    let masked = match series.dtype() {
        DataType::Date => {
            let days = series.cast(&DataType::Int32)?;
            let dates: Vec<Option<i32>> = days
                .i32()?
                .iter()
                .enumerate()
                .map(|(row, day)| {
                    let text = day.and_then(|d| date_text(i64::from(d)));
                    let out = one(step, row, text.as_deref().map(str::as_bytes))?;
                    date_days(&out).and_then(|d| i32::try_from(d).ok())
                })
                .collect();
            Series::new(name, dates).cast(&DataType::Date)?
        }
        DataType::Datetime(unit, _) => {
            let per_day: i64 = 86_400
                * match unit {
                    TimeUnit::Milliseconds => 1_000,
                    TimeUnit::Microseconds => 1_000_000,
                    TimeUnit::Nanoseconds => 1_000_000_000,
                };
            // A truncated date is at midnight, a shifted one keeps its time of day.
            let midnight = !step.plan.keeps_time;
            let moments = series.cast(&DataType::Int64)?;
            let masked: Vec<Option<i64>> = moments
                .i64()?
                .iter()
                .enumerate()
                .map(|(row, moment)| {
                    let text = moment.and_then(|m| date_text(m.div_euclid(per_day)));
                    let out = one(step, row, text.as_deref().map(str::as_bytes))?;
                    let days = date_days(&out)?;
                    let time = if midnight { 0 } else { moment?.rem_euclid(per_day) };
                    days.checked_mul(per_day)?.checked_add(time)
                })
                .collect();
            Series::new(name, masked).cast(series.dtype())?
        }
        dtype => {
            let text = series.cast(&DataType::String)?;
            let output = step.plan.output;
            let masked: Vec<Option<String>> = text
                .str()?
                .iter()
                .enumerate()
                .map(|(row, cell)| {
                    let out = one(step, row, cell.map(str::as_bytes))?;
                    Some(String::from_utf8_lossy(&out).into_owned())
                })
                .collect();
            let text: StringChunked = StringChunked::from_iter_options(name, masked.into_iter());
            let text = polars::prelude::IntoSeries::into_series(text);
            match output {
                DType::Integer if dtype.is_integer() => text.cast(&DataType::Int64)?.cast(dtype)?,
                DType::Float if dtype.is_float() => text.cast(&DataType::Float64)?.cast(dtype)?,
                DType::String => text,
                // `null` keeps the type whatever it is.
                _ if text.null_count() == text.len() => {
                    Series::full_null(text.name().clone(), text.len(), dtype)
                }
                _ => text.cast(dtype)?,
            }
        }
    };
    if let Some(counts) = counts {
        counts.add(tally);
    }
    Ok(masked)
}

/// Days since 1970-01-01 as an ISO 8601 date.
pub(super) fn date_text(days: i64) -> Option<String> {
    let epoch = jiff::civil::date(1970, 1, 1);
    epoch.checked_add(jiff::Span::new().try_days(days).ok()?).ok().map(|date| date.to_string())
}

/// The days since 1970-01-01 of an ISO 8601 date.
fn date_days(text: &[u8]) -> Option<i64> {
    let date: jiff::civil::Date = std::str::from_utf8(text.get(..10)?).ok()?.parse().ok()?;
    let span = date.since(jiff::civil::date(1970, 1, 1)).ok()?;
    Some(i64::from(span.get_days()))
}
