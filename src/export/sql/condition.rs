//! Conditions on another column of the row.

use super::number::EITHER;
use super::{Cell, Dialect, Made, Other};
use crate::domain::condition::{Comparison, Literal, When};
use crate::domain::dtype::DType;
use crate::domain::moment::Moment;

/// What [`Moment::parse`] reads, so that no cast of the first ten characters to a date can fail.
const MOMENT: &str = "^(([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)\
                      |02-(0[1-9]|1[0-9]|2[0-8])))\
                      |([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)\
                      ([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,9})?)?\
                      (Z|[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?)?$";

/// Whether a row meets a condition; null where that cannot be told.
///
/// # Errors
/// Why the system cannot look at the column, or compare so.
pub fn holds(dialect: &dyn Dialect, cell: &Cell<'_>, when: &When) -> Result<Made, String> {
    let other = (cell.other)(&when.column)?;
    let compare = |literal: &Literal, sign: &str| -> Result<String, String> {
        Ok(match literal {
            Literal::Text(literal) => format!("{} {sign} {}", other.text, dialect.literal(literal)),
            Literal::Number(number) => format!("{} {sign} {number}", double(dialect, &other)),
            Literal::Date { date } => moment(dialect, &other, sign, *date)?,
        })
    };
    let any = || -> Result<String, String> {
        let all: Result<Vec<_>, _> = when.values.iter().map(|literal| compare(literal, "=")).collect();
        Ok(all?.join(" OR "))
    };
    let sql = match when.is {
        Comparison::Null => format!("{} IS NULL", other.text),
        Comparison::NotNull => format!("{} IS NOT NULL", other.text),
        Comparison::Equal | Comparison::In => any()?,
        Comparison::NotEqual | Comparison::NotIn => format!("NOT ({})", any()?),
        sized => {
            let literal = when.values.first().ok_or("its condition compares with nothing")?;
            compare(literal, sized.name())?
        }
    };
    let numbers = when.values.iter().any(|literal| matches!(literal, Literal::Number(_)));
    let lossy = (numbers && other.dtype != DType::Integer).then(|| {
        "numbers in its condition written otherwise than 1234 or 12.5 count as unknown, so such rows are masked"
            .to_owned()
    });
    Ok(Made { sql, lossy })
}

/// The number that a text reads as; null where it is none.
fn double(dialect: &dyn Dialect, other: &Other) -> String {
    let cast = format!("CAST({} AS {})", other.text, dialect.type_name(DType::Float));
    if other.dtype == DType::Integer {
        return cast;
    }
    format!("CASE WHEN {} THEN {cast} END", dialect.matches(&other.text, EITHER))
}

/// A column compared with a day or a point in time.
fn moment(dialect: &dyn Dialect, other: &Other, sign: &str, date: Moment) -> Result<String, String> {
    let Other { raw, text, dtype } = other;
    let day = dialect.type_name(DType::Date);
    let compared = |value: &str| {
        let written = date.to_string();
        format!("{value} {sign} DATE '{}'", written.get(..10).unwrap_or(&written))
    };
    match dtype {
        DType::Date => Ok(compared(raw)),
        _ if date.has_zone() => Err("its condition compares with a time zone".to_owned()),
        DType::Datetime if date.is_day() => Ok(compared(&format!("CAST({raw} AS {day})"))),
        // No system has more decimals than these.
        DType::Datetime if date.whole_micros() => Ok(format!("{raw} {sign} TIMESTAMP '{date}'")),
        DType::String if date.is_day() => Ok(format!(
            "CASE WHEN {} AND left({text}, 4) <> '0000' THEN {} END",
            dialect.matches(text, MOMENT),
            compared(&format!("CAST(left({text}, 10) AS {day})"))
        )),
        DType::Datetime => Err("its condition compares nanoseconds".to_owned()),
        DType::String => Err("its condition compares texts with a time of day".to_owned()),
        _ => Err(format!("its condition compares a column of type {dtype} with a date")),
    }
}
