//! The mask of a column with its parameters read, as every target looks at it.

use crate::domain::dtype::DType;
use crate::domain::mask::{Param, Params};
use crate::domain::plan::PlanColumn;
use crate::mask::{self, params};

/// A mask of the registry with its parameters; defaults are filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// `null`.
    Null,
    /// `constant`.
    Constant {
        /// What every value becomes.
        value: String,
    },
    /// `redact`.
    Redact {
        /// What every value becomes.
        fixed: String,
    },
    /// `partial`.
    Partial {
        /// Characters kept at the start.
        first: usize,
        /// Characters kept at the end.
        last: usize,
        /// Fill characters between; 0: one for every letter and digit.
        width: usize,
        /// What the others become.
        fill: char,
    },
    /// `pseudonym`.
    Pseudonym(Token),
    /// `email_domain`.
    EmailDomain {
        /// Digits of the token before the `@`; `None`: one word for all.
        token: Option<usize>,
    },
    /// `date_truncate`: months of a period (1, 3, 12); 0: a week.
    DateTruncate(u32),
    /// `date_shift`.
    DateShift {
        /// Path of the column that says whose date it is.
        by: String,
        /// Longest shift.
        days: i64,
    },
    /// `bucket`.
    Bucket {
        /// Width of a range.
        size: i64,
        /// Everything below is one range.
        min: Option<i64>,
        /// Everything from here on is one range.
        max: Option<i64>,
    },
    /// `round` to a step.
    Round(i64),
    /// `top_code`.
    TopCode {
        /// Lowest value that is left.
        min: Option<i64>,
        /// Highest value that is left.
        max: i64,
    },
    /// `postal_prefix`.
    PostalPrefix {
        /// Characters kept.
        keep: usize,
        /// Whether ZIP areas with few people become zeros.
        small: bool,
    },
    /// `ip_truncate`: bits kept of an IPv4 address.
    IpTruncate(u32),
    /// `url_strip`: whether the path stays.
    UrlStrip(bool),
    /// Entities in free text replaced.
    RedactEntities,
    /// A mask that no target knows yet.
    Other,
}

/// How a keyed token is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    /// Hexadecimal digits.
    Hex(usize),
    /// Base32 digits (RFC 4648, lower case).
    Base32(usize),
    /// A UUID of version 8.
    Uuid,
    /// A number of so many decimal digits.
    Integer(u32),
    /// So many words of 16 bits, as proquints.
    Words(usize),
}

/// Reads the mask of a masked column.
///
/// # Errors
/// What is wrong with it: such a plan was not read by `plan::parse`.
pub fn masked(column: &PlanColumn) -> Result<Choice, String> {
    let choice = column.mask.as_ref().ok_or("it is masked without a mask")?;
    let mask = mask::of_choice(choice).map_err(|error| error.to_string())?;
    mask.plan(&choice.params, column.dtype).map_err(|error| error.to_string())?;
    let read = Read(params::complete(mask, &choice.params).map_err(|error| error.to_string())?);
    Ok(match choice.name.as_str() {
        "null" => Choice::Null,
        "constant" => Choice::Constant { value: read.word("value")? },
        "redact" => Choice::Redact { fixed: read.word("char")?.repeat(read.count("width")?) },
        "partial" => Choice::Partial {
            first: read.count("first")?,
            last: read.count("last")?,
            width: read.count("width")?,
            fill: read.word("char")?.chars().next().ok_or("its parameter `char` is empty")?,
        },
        "pseudonym" => Choice::Pseudonym(token(&read)?),
        "email_domain" => Choice::EmailDomain {
            token: if read.word("local")? == "pseudonym" { Some(read.count("length")?) } else { None },
        },
        "date_truncate" => Choice::DateTruncate(match read.word("to")?.as_str() {
            "week" => 0,
            "month" => 1,
            "quarter" => 3,
            _ => 12,
        }),
        "date_shift" => Choice::DateShift { by: read.word("by")?, days: read.number("days")? },
        "bucket" => {
            Choice::Bucket { size: read.number("size")?, min: read.maybe("min"), max: read.maybe("max") }
        }
        "round" => Choice::Round(read.number("step")?),
        "top_code" => Choice::TopCode { min: read.maybe("min"), max: read.number("max")? },
        "postal_prefix" => {
            Choice::PostalPrefix { keep: read.count("keep")?, small: read.word("small")? == "us" }
        }
        "ip_truncate" => Choice::IpTruncate(read.count("v4")? as u32),
        "url_strip" => Choice::UrlStrip(read.word("path")? == "true"),
        "redact_entities" => Choice::RedactEntities,
        _ => Choice::Other,
    })
}

/// The defaults of the lengths are those of the mask, which depend on the format.
fn token(read: &Read) -> Result<Token, String> {
    let length = |default: i64| read.maybe("length").unwrap_or(default);
    Ok(match read.word("format")?.as_str() {
        "base32" => Token::Base32(length(16) as usize),
        "uuid" => Token::Uuid,
        "integer" => Token::Integer(length(15) as u32),
        "words" => Token::Words(length(4) as usize),
        _ => Token::Hex(length(16) as usize),
    })
}

/// Completed parameters.
struct Read(Params);

impl Read {
    fn word(&self, name: &str) -> Result<String, String> {
        self.0.get(name).map(ToString::to_string).ok_or_else(|| format!("its parameter `{name}` is missing"))
    }

    fn maybe(&self, name: &str) -> Option<i64> {
        match self.0.get(name) {
            Some(Param::Number(number)) => Some(*number),
            _ => None,
        }
    }

    fn number(&self, name: &str) -> Result<i64, String> {
        self.maybe(name).ok_or_else(|| format!("its parameter `{name}` is not given as a number"))
    }

    fn count(&self, name: &str) -> Result<usize, String> {
        usize::try_from(self.number(name)?).map_err(|_| format!("its parameter `{name}` is negative"))
    }
}

/// The logical type of a column after its action.
pub fn output(column: &PlanColumn) -> DType {
    let planned = column
        .mask
        .as_ref()
        .and_then(|choice| mask::planned(choice, column.when.as_deref(), column.dtype).ok());
    planned.map_or(column.dtype, |planned| planned.output)
}
