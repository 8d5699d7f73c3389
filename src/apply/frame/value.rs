//! The values of one typed column masked: as text for the mask, in the column's type again after it.

use polars::prelude::{DataType, NamedFrom as _, PolarsResult, Series, StringChunked, TimeUnit};

use polars_arrow::array::MutablePlString;

use crate::apply::ColumnCounts;
use crate::apply::runner::{self, MaskStep};
use crate::domain::dtype::DType;
use crate::mask::{Numbers, Outcome};

/// A column of masked values, in the type that the mask gives.
///
/// # Errors
/// Values that do not fit into the type of the column.
pub fn value(
    step: &mut MaskStep,
    series: &Series,
    texts: &[Option<StringChunked>],
    counts: Option<&mut ColumnCounts>,
) -> PolarsResult<Series> {
    let mut tally = ColumnCounts::default();
    let name = series.name().clone();
    let read = |at: usize, row: usize| texts.get(at).and_then(Option::as_ref).and_then(|t| t.get(row));
    // Puts a masked value into the room; says whether there is one.
    let mut one = |step: &mut MaskStep, row: usize, text: Option<&[u8]>, out: &mut Vec<u8>| -> bool {
        out.clear();
        let outcome = if step.reads.is_empty() {
            runner::cell(step, text, &[], out)
        } else {
            let others: Vec<Option<&[u8]>> =
                step.reads.iter().map(|at| read(*at, row).map(str::as_bytes)).collect();
            runner::cell(step, text, &others, out)
        };
        match outcome {
            Outcome::Masked => tally.masked += 1,
            Outcome::Kept => {}
            Outcome::Null => tally.masked += u64::from(text.is_some()),
            Outcome::Refused => tally.refused += 1,
        }
        (!out.is_empty() || text.is_none_or(<[u8]>::is_empty))
            && (text.is_some() || !step.plan.guarantees.keeps_nulls)
    };
    let mut room = Vec::new();
    let masked = match series.dtype() {
        DataType::Date => {
            let days = series.cast(&DataType::Int32)?;
            let dates: Vec<Option<i32>> = days
                .i32()?
                .iter()
                .enumerate()
                .map(|(row, day)| {
                    let text = day.and_then(|d| date_text(i64::from(d)));
                    if !one(step, row, text.as_deref().map(str::as_bytes), &mut room) {
                        return None;
                    }
                    date_days(&room).and_then(|d| i32::try_from(d).ok())
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
                    if !one(step, row, text.as_deref().map(str::as_bytes), &mut room) {
                        return None;
                    }
                    let days = date_days(&room)?;
                    let time = if midnight { 0 } else { moment?.rem_euclid(per_day) };
                    days.checked_mul(per_day)?.checked_add(time)
                })
                .collect();
            Series::new(name, masked).cast(series.dtype())?
        }
        dtype => {
            let text = series.cast(&DataType::String)?;
            let output = step.plan.output;
            let cells = text.str()?;
            let mut masked = MutablePlString::with_capacity(cells.len());
            for (row, cell) in cells.iter().enumerate() {
                if one(step, row, cell.map(str::as_bytes), &mut room) {
                    masked.push_value(String::from_utf8_lossy(&room));
                } else {
                    masked.push_null();
                }
            }
            let text = StringChunked::with_chunk(name, masked.freeze());
            let text = polars::prelude::IntoSeries::into_series(text);
            match output {
                DType::Integer | DType::Float if dtype.is_integer() || dtype.is_float() => {
                    let numbers = text.cast(&wide_enough(dtype, step.plan.numbers))?;
                    // What even the widest type does not hold is null, and counted.
                    let lost = (numbers.null_count() - text.null_count()) as u64;
                    tally.masked -= lost.min(tally.masked);
                    tally.refused += lost;
                    numbers
                }
                DType::String => text,
                // A dictionary of originals goes nowhere.
                _ if matches!(dtype, DataType::Categorical(..) | DataType::Enum(..)) => text,
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

/// The type of a column's masked numbers: its own where that holds them all, else the widest of its kind. The same for
/// every part of a file, whatever values stand in it.
fn wide_enough(dtype: &DataType, numbers: Numbers) -> DataType {
    let holds = |most: i64| match dtype {
        DataType::Int8 => most <= i64::from(i8::MAX),
        DataType::Int16 => most <= i64::from(i16::MAX),
        DataType::Int32 => most <= i64::from(i32::MAX),
        DataType::UInt8 => most <= i64::from(u8::MAX),
        DataType::UInt16 => most <= i64::from(u16::MAX),
        DataType::UInt32 => most <= i64::from(u32::MAX),
        other => other.is_integer(),
    };
    match (dtype, numbers) {
        // Below 0 and beyond 63 bits at once are decimals only.
        (DataType::UInt64, Numbers::Any) => DataType::Decimal(38, 0),
        (_, Numbers::Own) | (DataType::Int64 | DataType::UInt64 | DataType::Int128, _) => dtype.clone(),
        (_, Numbers::To(most)) if holds(most) => dtype.clone(),
        (dtype, _) if dtype.is_float() => DataType::Float64,
        _ => DataType::Int64,
    }
}

/// Days since 1970-01-01 as an ISO 8601 date.
pub fn date_text(days: i64) -> Option<String> {
    let epoch = jiff::civil::date(1970, 1, 1);
    epoch.checked_add(jiff::Span::new().try_days(days).ok()?).ok().map(|date| date.to_string())
}

/// The days since 1970-01-01 of an ISO 8601 date.
fn date_days(text: &[u8]) -> Option<i64> {
    let date: jiff::civil::Date = std::str::from_utf8(text.get(..10)?).ok()?.parse().ok()?;
    let span = date.since(jiff::civil::date(1970, 1, 1)).ok()?;
    Some(i64::from(span.get_days()))
}

#[cfg(test)]
#[path = "value_tests.rs"]
mod tests;
