//! What the SQL targets share: quoting, the expression of each mask, the select list of a view.
//!
//! One expression serves every dialect; where dialects differ, [`Dialect`] says how. A value that a mask refuses becomes
//! null here as it does in `vizard apply`.

pub mod condition;
pub mod date;
pub mod expression;
pub mod number;
pub mod quote;
pub mod secret;
pub mod text;
pub mod token;
pub mod view;

use crate::domain::dtype::DType;

/// How a system writes what differs between systems.
pub trait Dialect {
    /// A name as an identifier.
    ///
    /// # Errors
    /// Why the system cannot hold it.
    fn ident(&self, name: &str) -> Result<String, String>;
    /// A string literal.
    fn literal(&self, text: &str) -> String;
    /// The name of a type.
    fn type_name(&self, dtype: DType) -> &'static str;
    /// Whether a text matches a pattern (POSIX and RE2 alike, anchored at both ends by the pattern).
    fn matches(&self, text: &str, pattern: &str) -> String;
    /// Every match of a pattern replaced.
    fn replace_all(&self, text: &str, pattern: &str, with: &str) -> String;
    /// A text without ASCII white space at its ends.
    fn trim(&self, text: &str) -> String;
    /// A date as `2024-12-31`.
    fn date_text(&self, date: &str) -> String;
    /// Hex digits of the HMAC-SHA256 of a text under the sub-key of a setting; null where the setting is not set.
    /// `None` where the system cannot keep a key.
    fn hmac_hex(&self, setting: &str, text: &str) -> Option<String>;
}

/// The value that a mask is written for.
pub struct Cell<'a> {
    /// The value as it is stored.
    pub raw: &'a str,
    /// The value as text.
    pub text: &'a str,
    /// Logical type.
    pub dtype: DType,
    /// Name of the setting with the sub-key, for keyed masks.
    pub setting: Option<&'a str>,
    /// Another column of the row, by its path.
    pub other: &'a dyn Fn(&str) -> Result<Other, String>,
}

/// Another column of the row.
pub struct Other {
    /// As it is stored.
    pub raw: String,
    /// As text.
    pub text: String,
    /// Logical type.
    pub dtype: DType,
}

/// An expression that masks a value, and how well.
pub struct Made {
    /// The expression.
    pub sql: String,
    /// `None`: it gives the same values as vizard; else why not.
    pub lossy: Option<String>,
}

impl Made {
    /// The same values as vizard.
    pub fn exact(sql: impl Into<String>) -> Self {
        Self { sql: sql.into(), lossy: None }
    }

    /// Other values that protect at least as well.
    pub fn lossy(sql: impl Into<String>, why: &str) -> Self {
        Self { sql: sql.into(), lossy: Some(why.to_owned()) }
    }
}
