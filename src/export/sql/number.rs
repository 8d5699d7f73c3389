//! Expressions of the masks on numbers.

use super::{Cell, Dialect, Made};
use crate::domain::dtype::DType;

const WHOLE: &str = "^[+-]?[0-9]{1,15}$";
const FRACTION: &str = "^[+-]?[0-9]{1,15}[.][0-9]{1,15}$";
/// Numbers that every system reads.
pub const EITHER: &str = "^[+-]?[0-9]{1,15}([.][0-9]{1,15})?$";
const OTHERWISE: &str = "numbers written otherwise than 1234 or 12.5 become null";
const LARGE: &str = "numbers beyond 10^15 become null";

/// The largest multiple of `step` that is not above a whole number, also below zero.
fn floor_to(value: &str, step: i64) -> String {
    format!("({value} - ({value} % {step} + {step}) % {step})")
}

/// The value as a double where it is a number, null elsewhere: only inside a `CASE` that has looked.
fn double(dialect: &dyn Dialect, cell: &Cell<'_>) -> String {
    format!("CAST({} AS {})", cell.raw, dialect.type_name(DType::Float))
}

/// The range of a number.
pub fn bucket(dialect: &dyn Dialect, cell: &Cell<'_>, size: i64, min: Option<i64>, max: Option<i64>) -> Made {
    let (whole, text) = (dialect.type_name(DType::Integer), dialect.type_name(DType::String));
    let exact = cell.dtype == DType::Integer;
    let value = if exact { cell.raw.to_owned() } else { double(dialect, cell) };
    let low = if exact {
        floor_to(&value, size)
    } else {
        format!("(CAST(floor({value} / {size}) AS {whole}) * {size})")
    };
    let mut ranges = String::new();
    if let Some(max) = max {
        ranges.push_str(&format!("WHEN {value} >= {max} THEN '[{max}+)' "));
    }
    if let Some(min) = min {
        ranges.push_str(&format!("WHEN {value} < {min} THEN '(<{min})' "));
    }
    let range = format!("'[' || CAST({low} AS {text}) || '-' || CAST({low} + {size} AS {text}) || ')'");
    let sql = |is_number: &str| format!("CASE WHEN NOT ({is_number}) THEN NULL {ranges}ELSE {range} END");
    match cell.dtype {
        // A null is neither a number nor none: everything below it is null, too.
        DType::Integer => Made::exact(format!("CASE {ranges}WHEN {value} IS NOT NULL THEN {range} END")),
        DType::String => Made::lossy(sql(&dialect.matches(cell.text, EITHER)), OTHERWISE),
        _ => Made::lossy(sql(&within(&value)), LARGE),
    }
}

/// Holds for no NaN and no infinity either.
fn within(value: &str) -> String {
    format!("{value} BETWEEN -1e15 AND 1e15")
}

/// The nearest multiple of a step; halves go up.
pub fn round(dialect: &dyn Dialect, cell: &Cell<'_>, step: i64) -> Made {
    let (whole, text) = (dialect.type_name(DType::Integer), dialect.type_name(DType::String));
    let nearest = |value: &str| floor_to(&format!("({value} + {})", step / 2), step);
    let real = |value: &str| format!("floor({value} / {step} + 0.5) * {step}");
    match cell.dtype {
        DType::Integer => Made::exact(nearest(cell.raw)),
        DType::String => {
            let (number, value) = (format!("CAST({} AS {whole})", cell.raw), double(dialect, cell));
            Made::lossy(
                format!(
                    "CASE WHEN {} THEN CAST({} AS {text}) WHEN {} THEN CAST(CAST({} AS {whole}) AS {text}) || '.0' END",
                    dialect.matches(cell.text, WHOLE),
                    nearest(&number),
                    dialect.matches(cell.text, FRACTION),
                    real(&value),
                ),
                OTHERWISE,
            )
        }
        dtype => {
            let value = double(dialect, cell);
            let rounded = format!("CAST({} AS {})", real(&value), dialect.type_name(dtype));
            Made::lossy(format!("CASE WHEN {} THEN {rounded} END", within(&value)), LARGE)
        }
    }
}

/// Outliers become the limit.
pub fn top_code(dialect: &dyn Dialect, cell: &Cell<'_>, min: Option<i64>, max: i64) -> Made {
    let dtype = dialect.type_name(cell.dtype);
    let limit = |limit: i64| format!("CAST({limit} AS {dtype})");
    let cases = |value: &str| {
        let low = min.map_or(String::new(), |min| format!("WHEN {value} < {min} THEN {} ", limit(min)));
        format!("WHEN {value} > {max} THEN {} {low}", limit(max))
    };
    match cell.dtype {
        DType::Integer => Made::exact(format!("CASE {}ELSE {} END", cases(cell.raw), cell.raw)),
        DType::String => Made::lossy(
            format!(
                "CASE WHEN NOT ({}) THEN NULL {}ELSE {} END",
                dialect.matches(cell.text, EITHER),
                cases(&double(dialect, cell)),
                cell.text
            ),
            OTHERWISE,
        ),
        _ => {
            let value = double(dialect, cell);
            Made::lossy(
                format!(
                    "CASE WHEN NOT ({}) THEN NULL {}ELSE {} END",
                    within(&value),
                    cases(&value),
                    cell.raw
                ),
                LARGE,
            )
        }
    }
}
