//! Logical types of columns, as the file declares them (a CSV column is always a string).

use serde::{Deserialize, Serialize};

/// The logical type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum DType {
    /// Text.
    #[default]
    String,
    /// Whole numbers of any width.
    Integer,
    /// Binary floating point.
    Float,
    /// Fixed-point decimal.
    Decimal,
    /// `true` or `false`.
    Boolean,
    /// A calendar date.
    Date,
    /// A point in time with or without zone.
    Datetime,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// Bytes that need not be text.
    Binary,
    /// A nested object seen as one value (a key that is a scalar elsewhere), or an unsupported nesting.
    Object,
    /// Only nulls were seen.
    Null,
}

impl DType {
    /// The lower-case word used in every file format.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Integer => "integer",
            Self::Float => "float",
            Self::Decimal => "decimal",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::Datetime => "datetime",
            Self::Time => "time",
            Self::Duration => "duration",
            Self::Binary => "binary",
            Self::Object => "object",
            Self::Null => "null",
        }
    }

    /// Whether values are numbers.
    #[must_use]
    pub const fn is_number(self) -> bool {
        matches!(self, Self::Integer | Self::Float | Self::Decimal)
    }

    /// Whether values are dates or points in time.
    #[must_use]
    pub const fn is_date(self) -> bool {
        matches!(self, Self::Date | Self::Datetime)
    }
}

impl std::fmt::Display for DType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}
