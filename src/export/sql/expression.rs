//! The expression of each mask.

use super::{Cell, Dialect, Made, number, text, token};
use crate::domain::plan::PlanColumn;
use crate::export::choice::{Choice, masked, output};

/// The expression that masks a column, with nulls as the mask has them.
///
/// # Errors
/// Why the system cannot do it.
pub fn make(dialect: &dyn Dialect, cell: &Cell<'_>, column: &PlanColumn) -> Result<Made, String> {
    let choice = masked(column)?;
    let to = dialect.type_name(output(column));
    match choice {
        Choice::Null => Ok(Made::exact(format!("CAST(NULL AS {to})"))),
        Choice::Constant { value } => Ok(Made::exact(format!("CAST({} AS {to})", dialect.literal(value)))),
        Choice::Redact { width, fill } => Ok(text::redact(dialect, cell, width, fill)),
        Choice::Partial { first, last, fill } => text::partial(dialect, cell, first, last, fill),
        Choice::Pseudonym { format, length } => token::pseudonym(dialect, cell, format, length),
        Choice::RedactEntities => Err("it cannot find entities in free text".to_owned()),
        Choice::Other => Err("this target does not know the mask".to_owned()),
    }
}
