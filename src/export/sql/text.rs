//! Expressions of the masks on text.

use super::{Cell, Dialect, Made};

/// An expression where there is a value, null where there is none.
pub fn where_some(cell: &Cell<'_>, sql: &str) -> String {
    format!("CASE WHEN {} IS NOT NULL THEN {sql} END", cell.raw)
}

/// A fixed number of characters.
pub fn redact(dialect: &dyn Dialect, cell: &Cell<'_>, width: usize, fill: char) -> Made {
    let fixed: String = std::iter::repeat_n(fill, width).collect();
    Made::exact(where_some(cell, &dialect.literal(&fixed)))
}

/// Some characters at both ends kept.
pub fn partial(
    dialect: &dyn Dialect,
    cell: &Cell<'_>,
    first: usize,
    last: usize,
    fill: char,
) -> Result<Made, String> {
    let (text, fill) = (cell.text, dialect.literal(&fill.to_string()));
    let kept = first + last;
    Ok(Made::exact(format!(
        "CASE WHEN length({text}) <= {kept} THEN repeat({fill}, length({text})) ELSE left({text}, {first}) || \
         repeat({fill}, length({text}) - {kept}) || right({text}, {last}) END"
    )))
}
