//! The values of typed columns as text: integers in decimal, floats as they round-trip, dates ISO 8601, bytes in hex.

use std::io::Write as _;

use polars::prelude::{DataType, IdxSize, PolarsResult, Series, TimeUnit};

use super::Plan;
use super::text;
use crate::source::cells::Cells;

/// Appends the values of a column; `rows` are the rows of its values where it lies in a list.
///
/// # Errors
/// Values that have no text.
pub fn fill(series: &Series, plan: &Plan, rows: Option<&[u32]>, cells: &mut Cells) -> PolarsResult<()> {
    match plan {
        Plan::Value(column) => values(series, *column, rows, cells),
        Plan::Struct(members) => {
            // A missing object has no members, whatever lies under it.
            let own = series.propagate_nulls();
            for (member, plan) in
                own.as_ref().unwrap_or(series).struct_()?.fields_as_series().iter().zip(members)
            {
                fill(member, plan, rows, cells)?;
            }
            Ok(())
        }
        Plan::List(element) => list(series, element, rows, cells),
    }
}

fn list(series: &Series, element: &Plan, rows: Option<&[u32]>, cells: &mut Cells) -> PolarsResult<()> {
    if let DataType::Array(inner, _) = series.dtype() {
        let list = series.cast(&DataType::List(inner.clone()))?;
        return self::list(&list, element, rows, cells);
    }
    let lists = series.list()?.rechunk();
    let null = series.is_null();
    let array = lists.downcast_as_array();
    let (mut places, mut of): (Vec<IdxSize>, Vec<u32>) = (Vec::new(), Vec::new());
    for at in 0..lists.len() {
        if null.get(at) == Some(true) {
            continue;
        }
        let (start, end) = array.offsets().start_end(at);
        let row = rows.map_or(at as u32, |rows| rows.get(at).copied().unwrap_or_default());
        for place in start..end {
            places.push(place as IdxSize);
            of.push(row);
        }
    }
    let elements = lists.get_inner().take_slice(&places)?;
    fill(&elements, element, Some(&of), cells)
}

/// Where a value goes.
struct Place<'a> {
    column: usize,
    rows: Option<&'a [u32]>,
    cells: &'a mut Cells,
}

impl Place<'_> {
    fn each<T>(&mut self, values: impl Iterator<Item = Option<T>>, mut write: impl FnMut(T, &mut Vec<u8>)) {
        for (at, value) in values.enumerate() {
            let row = self.rows.map_or(at as u32, |rows| rows.get(at).copied().unwrap_or_default());
            match value {
                Some(value) => self.cells.owned_at(self.column, row, |out| write(value, out)),
                None => self.cells.null_at(self.column, row),
            }
        }
    }
}

fn display(value: impl std::fmt::Display, out: &mut Vec<u8>) {
    // Writing to a Vec cannot fail.
    let _ = write!(out, "{value}");
}

fn signed(value: i64, out: &mut Vec<u8>) {
    text::integer(value < 0, value.unsigned_abs(), out);
}

fn values(series: &Series, column: usize, rows: Option<&[u32]>, cells: &mut Cells) -> PolarsResult<()> {
    let mut place = Place { column, rows, cells };
    match series.dtype() {
        DataType::String => place.each(series.str()?.iter(), |v, out| out.extend_from_slice(v.as_bytes())),
        DataType::Boolean => place.each(series.bool()?.iter(), display),
        DataType::UInt64 => place.each(series.u64()?.iter(), |v, out| text::integer(false, v, out)),
        DataType::Int64 => place.each(series.i64()?.iter(), signed),
        DataType::Int8
        | DataType::Int16
        | DataType::Int32
        | DataType::UInt8
        | DataType::UInt16
        | DataType::UInt32 => {
            place.each(series.cast(&DataType::Int64)?.i64()?.iter(), signed);
        }
        DataType::Float64 => place.each(series.f64()?.iter(), text::float),
        DataType::Float16 | DataType::Float32 => {
            place.each(series.cast(&DataType::Float32)?.f32()?.iter(), |v, out| {
                let _ = write!(out, "{v:?}");
            });
        }
        DataType::Binary => place.each(series.binary()?.iter(), text::hex),
        DataType::BinaryOffset => place.each(series.cast(&DataType::Binary)?.binary()?.iter(), text::hex),
        DataType::Date => {
            place.each(series.to_physical_repr().i32()?.iter(), |v, out| text::date(i64::from(v), out));
        }
        DataType::Datetime(unit, zone) => {
            let (unit, zoned) = (per_second(*unit), zone.is_some());
            place.each(series.to_physical_repr().i64()?.iter(), |v, out| text::datetime(v, unit, zoned, out));
        }
        DataType::Duration(unit) => {
            let unit = per_second(*unit);
            place.each(series.to_physical_repr().i64()?.iter(), |v, out| text::duration(v, unit, out));
        }
        DataType::Time => place.each(series.to_physical_repr().i64()?.iter(), |v, out| {
            text::time(v, 1_000_000_000, out);
        }),
        DataType::Null => place.each((0..series.len()).map(|_| None::<&[u8]>), |_, _| {}),
        _ => {
            let text = series.strict_cast(&DataType::String)?;
            place.each(text.str()?.iter(), |v, out| out.extend_from_slice(v.as_bytes()));
        }
    }
    Ok(())
}

const fn per_second(unit: TimeUnit) -> i64 {
    match unit {
        TimeUnit::Nanoseconds => 1_000_000_000,
        TimeUnit::Microseconds => 1_000_000,
        TimeUnit::Milliseconds => 1_000,
    }
}
