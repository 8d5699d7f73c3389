//! What can be checked about a column of the masked copy from the outside, for targets that write checks.

use super::choice::{Choice, Token, masked, output};
use super::{Fit, names};
use crate::domain::dtype::DType;
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
        PlanAction::Mask if column.when.is_some() => {
            let why = "only that the column is there: what its values look like depends on a condition";
            (Promise::Present, Fit::Lossy(why.to_owned()))
        }
        // A pattern is for text: a number of a number column has no shape.
        PlanAction::Mask => match pattern(&masked(column)?)
            .filter(|p| *p == Promise::AllNull || output(column) == DType::String)
        {
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
fn pattern(choice: &Choice) -> Option<Promise> {
    let pattern = match choice {
        Choice::Null => return Some(Promise::AllNull),
        Choice::Constant { value } => regex::escape(value),
        Choice::Redact { fixed } => regex::escape(fixed),
        Choice::Pseudonym(Token::Hex(length)) => format!("[0-9a-f]{{{length}}}"),
        Choice::Pseudonym(Token::Base32(length)) => format!("[a-z2-7]{{{length}}}"),
        Choice::Pseudonym(Token::Uuid) => {
            "[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}".to_owned()
        }
        Choice::Pseudonym(Token::Integer(length)) => format!("[1-9][0-9]{{{}}}", length.saturating_sub(1)),
        Choice::Pseudonym(Token::Words(length)) => {
            format!("([bdfghj-nprstvz][aiou][bdfghj-nprstvz][aiou][bdfghj-nprstvz]-?){{{length}}}")
        }
        Choice::EmailDomain { token: Some(length) } => format!("[0-9a-f]{{{length}}}@[^@]+"),
        Choice::EmailDomain { token: None } => "user@[^@]+".to_owned(),
        Choice::Partial { first, last, width, fill } if *width > 0 => {
            format!("(.{{{first}}}{}.{{{last}}}|{})", stars(*fill, *width), stars(*fill, *width))
        }
        Choice::Bucket { .. } => "(\\[-?[0-9]+--?[0-9]+\\)|\\[-?[0-9]+\\+\\)|\\(<-?[0-9]+\\))".to_owned(),
        Choice::PostalPrefix { keep, .. } => format!("[A-Za-z0-9 -]{{1,{keep}}}\\*\\*"),
        Choice::UrlStrip(_) => "[^?#]*".to_owned(),
        _ => return None,
    };
    Some(Promise::Matches(format!("^{pattern}$")))
}

fn stars(fill: char, width: usize) -> String {
    format!("{}{{{width}}}", regex::escape(&fill.to_string()))
}
