//! Typed tables (Parquet, Arrow) as columns of text: what both formats share.

pub mod described;
mod fill;
mod run;
#[cfg(test)]
mod tests;
mod text;

pub use run::{run, sampled};

use polars::prelude::{ArrowSchema, DataFrame, DataType, Field as PolarsField, PolarsResult, StringChunked};

use polars_arrow::array::Array as _;

use super::cells::Cells;
use crate::domain::dtype::DType;
use crate::domain::name;
use crate::domain::table::{BatchWorker, Field, Schema};

/// Rows that become one batch …
const BATCH: usize = 8 << 10;
/// … as long as there are no more cells in it than this.
const CELLS: usize = 2 << 20;

/// How a column of the file becomes columns of the schema.
#[derive(Debug, Clone)]
pub enum Plan {
    /// One value: the column.
    Value(usize),
    /// The members.
    Struct(Vec<Plan>),
    /// The elements.
    List(Box<Plan>),
}

impl Plan {
    /// Whether a column of the schema comes from here.
    #[must_use]
    pub fn holds(&self, column: usize) -> bool {
        match self {
            Self::Value(at) => *at == column,
            Self::Struct(members) => members.iter().any(|member| member.holds(column)),
            Self::List(element) => element.holds(column),
        }
    }
}

/// The columns of a file: `address.city`, `phones[].number`, `tags[]` as in JSON.
#[must_use]
pub fn columns(file: &ArrowSchema) -> (Schema, Vec<Plan>) {
    let mut schema = Schema::default();
    let plans = file
        .iter_values()
        .map(|field| {
            let typed = PolarsField::from(field);
            plan(name::segment(&field.name), typed.dtype(), field.is_nullable, &mut schema)
        })
        .collect();
    schema.number_occurrences();
    (schema, plans)
}

fn plan(path: String, dtype: &DataType, nullable: bool, schema: &mut Schema) -> Plan {
    match dtype {
        DataType::Struct(members) if !members.is_empty() => {
            let member = |m: &PolarsField, schema: &mut Schema| {
                plan(format!("{path}.{}", name::segment(&m.name)), m.dtype(), true, schema)
            };
            Plan::Struct(members.iter().map(|m| member(m, schema)).collect())
        }
        DataType::List(element) | DataType::Array(element, _) => {
            Plan::List(Box::new(plan(format!("{path}[]"), element, true, schema)))
        }
        _ => {
            schema.fields.push(Field { path, occurrence: 0, dtype: logical(dtype), nullable });
            Plan::Value(schema.fields.len() - 1)
        }
    }
}

/// The logical type of a value.
fn logical(dtype: &DataType) -> DType {
    match dtype {
        DataType::Boolean => DType::Boolean,
        DataType::UInt8
        | DataType::UInt16
        | DataType::UInt32
        | DataType::UInt64
        | DataType::UInt128
        | DataType::Int8
        | DataType::Int16
        | DataType::Int32
        | DataType::Int64
        | DataType::Int128 => DType::Integer,
        DataType::Float16 | DataType::Float32 | DataType::Float64 => DType::Float,
        DataType::Decimal(..) => DType::Decimal,
        DataType::String | DataType::Categorical(..) | DataType::Enum(..) => DType::String,
        DataType::Binary | DataType::BinaryOffset => DType::Binary,
        DataType::Date => DType::Date,
        DataType::Datetime(..) => DType::Datetime,
        DataType::Duration(_) => DType::Duration,
        DataType::Time => DType::Time,
        DataType::Null => DType::Null,
        _ => DType::Object,
    }
}

/// Gives a part of the table to a worker, in batches of bounded size; gives the rows.
///
/// # Errors
/// A column whose values have no text.
pub fn emit(
    table: &DataFrame,
    plans: &[Plan],
    first_row: u64,
    cells: &mut Cells,
    worker: &mut dyn BatchWorker,
) -> PolarsResult<u64> {
    let rows = (CELLS / table.width().max(1)).clamp(1, BATCH);
    let mut done = 0;
    while done < table.height() {
        let part = table.slice(done.cast_signed() as i64, rows);
        let mut lent = Vec::new();
        for (column, plan) in part.columns().iter().zip(plans) {
            let series = column.as_materialized_series();
            match (plan, series.dtype()) {
                // Texts stay where they are.
                (Plan::Value(at), DataType::String) => {
                    lent.push((*at, texts(series.str()?)));
                }
                _ => fill::fill(series, plan, None, cells)?,
            }
        }
        cells.set_rows(part.height() as u32);
        cells.flush_with(&[], lent, first_row + done as u64, worker);
        done += part.height();
    }
    Ok(done as u64)
}

/// The texts of a column, chunk by chunk: most have no nulls.
fn texts(column: &StringChunked) -> Vec<Option<&[u8]>> {
    let mut out = Vec::with_capacity(column.len());
    for chunk in column.downcast_iter() {
        if chunk.has_nulls() {
            out.extend(chunk.iter().map(|text| text.map(str::as_bytes)));
        } else {
            out.extend(chunk.values_iter().map(|text| Some(text.as_bytes())));
        }
    }
    out
}

/// Runs code of polars on bytes that may be damaged: what it answers, or `None` where it broke down.
pub fn guarded<T>(work: impl FnOnce() -> PolarsResult<T>) -> Option<T> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).ok().and_then(Result::ok)
}
