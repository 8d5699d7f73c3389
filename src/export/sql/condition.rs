//! Conditions on another column of the row.

use super::number::EITHER;
use super::{Cell, Dialect, Made};
use crate::domain::condition::{Comparison, Literal, When};
use crate::domain::dtype::DType;

/// Whether a row meets a condition; null where that cannot be told.
///
/// # Errors
/// Why the system cannot look at the column.
pub fn holds(dialect: &dyn Dialect, cell: &Cell<'_>, when: &When) -> Result<Made, String> {
    let text = (cell.other)(&when.column)?;
    let whole = (cell.dtype_of)(&when.column) == Some(DType::Integer);
    let compare = |literal: &Literal, sign: &str| match literal {
        Literal::Text(literal) => format!("{text} {sign} {}", dialect.literal(literal)),
        Literal::Number(number) => format!("{} {sign} {number}", double(dialect, &text, whole)),
    };
    let any = || {
        let all: Vec<String> = when.values.iter().map(|literal| compare(literal, "=")).collect();
        all.join(" OR ")
    };
    let sql = match when.is {
        Comparison::Null => format!("{text} IS NULL"),
        Comparison::NotNull => format!("{text} IS NOT NULL"),
        Comparison::Equal | Comparison::In => any(),
        Comparison::NotEqual | Comparison::NotIn => format!("NOT ({})", any()),
        sized => {
            let literal = when.values.first().ok_or("its condition compares with nothing")?;
            compare(literal, sized.name())
        }
    };
    let numbers = when.values.iter().any(|literal| matches!(literal, Literal::Number(_)));
    let lossy = (numbers && !whole).then(|| {
        "numbers in its condition written otherwise than 1234 or 12.5 count as unknown, so such rows are masked"
            .to_owned()
    });
    Ok(Made { sql, lossy })
}

/// The number that a text reads as; null where it is none.
fn double(dialect: &dyn Dialect, text: &str, whole: bool) -> String {
    let cast = format!("CAST({text} AS {})", dialect.type_name(DType::Float));
    if whole { cast } else { format!("CASE WHEN {} THEN {cast} END", dialect.matches(text, EITHER)) }
}
