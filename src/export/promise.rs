//! What can be checked about a column of the masked copy from the outside, for targets that write checks.

use super::choice::{Choice, masked};
use super::{Fit, names};
use crate::domain::plan::{PlanAction, PlanColumn};

/// What the masked copy promises about a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Promise {
    /// It is not there.
    Absent,
    /// It is there; nothing about its values.
    Present,
    /// Every value is null.
    AllNull,
    /// Every value that is not null matches the pattern (ASCII, anchored at both ends).
    Matches(String),
}

/// The promise, the column's bare name, and how much of the mask it proves.
///
/// # Errors
/// The column cannot be named or its mask cannot be read: what [`Fit::Unsupported`] says.
pub fn of(column: &PlanColumn) -> Result<(String, Promise, Fit), String> {
    let name = names::flat(column)?;
    let (promise, fit) = match column.action {
        PlanAction::Drop => (Promise::Absent, Fit::Exact),
        PlanAction::Keep => (Promise::Present, Fit::Exact),
        PlanAction::Mask => match pattern(&masked(column)?) {
            Some(Promise::AllNull) => (Promise::AllNull, Fit::Exact),
            Some(promise) => (promise, Fit::Exact),
            None => {
                let why = "only that the column is there: the mask's output has no shape of its own";
                (Promise::Present, Fit::Lossy(why.to_owned()))
            }
        },
    };
    Ok((name, promise, fit))
}

/// The shape of a mask's output.
fn pattern(choice: &Choice<'_>) -> Option<Promise> {
    let matches = |pattern: String| Some(Promise::Matches(format!("^{pattern}$")));
    match choice {
        Choice::Null => Some(Promise::AllNull),
        Choice::Constant { value } => matches(regex::escape(value)),
        Choice::Redact { width, fill } => matches(format!("{}{{{width}}}", regex::escape(&fill.to_string()))),
        Choice::Pseudonym { format: "hex", length } => matches(format!("[0-9a-f]{{{length}}}")),
        Choice::Pseudonym { format: "uuid", .. } => {
            matches("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}".to_owned())
        }
        _ => None,
    }
}
