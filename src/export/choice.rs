//! The mask of a column with its parameters read, as every target looks at it.

use crate::domain::dtype::DType;
use crate::domain::mask::{Param, Params};
use crate::domain::plan::PlanColumn;
use crate::mask;

/// A mask of the registry with its parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice<'p> {
    /// `null`.
    Null,
    /// `constant`.
    Constant {
        /// What every value becomes.
        value: &'p str,
    },
    /// `redact`.
    Redact {
        /// Number of characters.
        width: usize,
        /// Which character.
        fill: char,
    },
    /// `partial`.
    Partial {
        /// Characters kept at the start.
        first: usize,
        /// Characters kept at the end.
        last: usize,
        /// What the others become.
        fill: char,
    },
    /// `pseudonym`.
    Pseudonym {
        /// `hex`, `base32`, `uuid` or `integer`.
        format: &'p str,
        /// Characters of the token.
        length: usize,
    },
    /// Free text with the entities found in it replaced.
    RedactEntities,
    /// A mask of which this target says nothing.
    Other,
}

/// Reads the mask of a masked column.
///
/// # Errors
/// What is wrong with it: such a plan was not read by `plan::parse`.
pub fn masked(column: &PlanColumn) -> Result<Choice<'_>, String> {
    let choice = column.mask.as_ref().ok_or("it is masked without a mask")?;
    mask::of_choice(choice)
        .and_then(|mask| mask.plan(&choice.params, column.dtype))
        .map_err(|error| error.to_string())?;
    let params = &choice.params;
    let read = match choice.name.as_str() {
        "null" => Choice::Null,
        "constant" => Choice::Constant { value: word(params, "value")? },
        "redact" => Choice::Redact { width: count(params, "width")?, fill: fill(params)? },
        "partial" => Choice::Partial {
            first: count(params, "first")?,
            last: count(params, "last")?,
            fill: fill(params)?,
        },
        "pseudonym" => {
            Choice::Pseudonym { format: word(params, "format")?, length: count(params, "length")? }
        }
        "redact_entities" => Choice::RedactEntities,
        _ => Choice::Other,
    };
    Ok(read)
}

fn word<'p>(params: &'p Params, name: &str) -> Result<&'p str, String> {
    match params.get(name) {
        Some(Param::Text(text)) => Ok(text),
        _ => Err(format!("its parameter `{name}` is not given as text")),
    }
}

fn count(params: &Params, name: &str) -> Result<usize, String> {
    match params.get(name) {
        Some(Param::Number(number)) => {
            usize::try_from(*number).map_err(|_| format!("its parameter `{name}` is negative"))
        }
        _ => Err(format!("its parameter `{name}` is not given as a number")),
    }
}

fn fill(params: &Params) -> Result<char, String> {
    word(params, "char")?.chars().next().ok_or_else(|| "its parameter `char` is empty".to_owned())
}

/// The logical type of a column after its action.
pub fn output(column: &PlanColumn) -> DType {
    let planned = column
        .mask
        .as_ref()
        .and_then(|choice| mask::of_choice(choice).ok()?.plan(&choice.params, column.dtype).ok());
    planned.map_or(column.dtype, |planned| planned.output)
}
