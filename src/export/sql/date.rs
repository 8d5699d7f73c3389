//! Expressions of the masks on dates.

use super::token::keyed;
use super::{Cell, Dialect, Made};
use crate::domain::dtype::DType;

const DATE: &str = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
/// A day that the calendar has in every year, so that no cast can fail.
const EVERY_YEAR: &str = "^[1-9][0-9]{3}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)\
                          |02-(0[1-9]|1[0-9]|2[0-8]))$";

/// The start of the period of so many months, or of the week where they are none.
pub fn truncate(dialect: &dyn Dialect, cell: &Cell<'_>, months: u32) -> Made {
    let period = match months {
        0 => "week",
        1 => "month",
        3 => "quarter",
        _ => "year",
    };
    if cell.dtype.is_date() {
        return Made::exact(format!(
            "CAST(date_trunc('{period}', {}) AS {})",
            cell.raw,
            dialect.type_name(cell.dtype)
        ));
    }
    if months == 0 {
        let date = dialect.type_name(DType::Date);
        let monday = format!("CAST(date_trunc('week', CAST({} AS {date})) AS {date})", cell.raw);
        return Made::lossy(
            format!(
                "CASE WHEN {} THEN {} END",
                dialect.matches(cell.text, EVERY_YEAR),
                dialect.date_text(&monday)
            ),
            "dates written otherwise than 2024-12-31, and 29 February, become null",
        );
    }
    let text = cell.text;
    let start = match months {
        1 => format!("left({text}, 7) || '-01'"),
        3 => format!(
            "left({text}, 5) || CASE WHEN substr({text}, 6, 2) <= '03' THEN '01' WHEN substr({text}, 6, 2) <= '06' THEN \
             '04' WHEN substr({text}, 6, 2) <= '09' THEN '07' ELSE '10' END || '-01'"
        ),
        _ => format!("left({text}, 4) || '-01-01'"),
    };
    Made::lossy(
        format!("CASE WHEN {} THEN {start} END", dialect.matches(text, DATE)),
        "dates written otherwise than 2024-12-31 become null",
    )
}

/// A date moved by the keyed number of days of its person, see the mask.
///
/// # Errors
/// No place for a key, or a column that says whose date it is and cannot be named.
pub fn shift(dialect: &dyn Dialect, cell: &Cell<'_>, by: &str, days: i64) -> Result<Made, String> {
    let person = (cell.other)(by)?.text;
    let number = format!("vizard_number({}, 16)", keyed(dialect, cell, &person)?);
    let step = format!("CAST({number} % {} AS INTEGER)", days.saturating_mul(2));
    // -days .. -1 and 1 .. days: nothing stays where it is.
    let moved = format!("({step} - {days} + CASE WHEN {step} < {days} THEN 0 ELSE 1 END)");
    let date = dialect.type_name(DType::Date);
    Ok(match cell.dtype {
        DType::Date => Made::exact(format!("CAST({} + {moved} AS {date})", cell.raw)),
        DType::Datetime => Made::exact(format!(
            "CAST({} + {moved} * INTERVAL '1 day' AS {})",
            cell.raw,
            dialect.type_name(DType::Datetime)
        )),
        _ => {
            let shifted =
                dialect.date_text(&format!("CAST(CAST({} AS {date}) + {moved} AS {date})", cell.raw));
            Made::lossy(
                format!("CASE WHEN {} THEN {shifted} END", dialect.matches(cell.text, EVERY_YEAR)),
                "dates written otherwise than 2024-12-31, and 29 February, become null",
            )
        }
    })
}
