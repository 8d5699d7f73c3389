//! What a mask promises and which parameters it takes.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Parameters of a mask by name: strings, whole numbers or booleans.
pub type Params = BTreeMap<String, Param>;

/// One parameter value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Param {
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// A word or text.
    Text(String),
}

impl Param {
    /// Reads what a user typed: a whole number, `true`/`false`, else text.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        match text {
            "true" => Self::Flag(true),
            "false" => Self::Flag(false),
            _ => text.parse().map_or_else(|_| Self::Text(text.to_owned()), Self::Number),
        }
    }

    /// What a person may have typed data of the table into, as text: every text, the value that all cells become, and
    /// numbers as long as those of cards. Bounds and widths have fewer digits.
    #[must_use]
    pub fn free_text(&self, name: &str) -> Option<Cow<'_, str>> {
        const SHORTEST_CARD: i64 = 1_000_000_000_000;
        match self {
            Self::Text(text) => Some(Cow::Borrowed(text)),
            Self::Number(number) if name == "value" || *number >= SHORTEST_CARD => {
                Some(Cow::Owned(number.to_string()))
            }
            Self::Number(_) | Self::Flag(_) => None,
        }
    }
}

impl std::fmt::Display for Param {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Flag(flag) => write!(f, "{flag}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// A mask with its parameters, as a decision and a plan hold it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MaskChoice {
    /// Permanent name in the mask registry.
    pub name: String,
    /// Version of the mask's algorithm.
    pub version: u32,
    /// Every parameter, defaults filled in.
    pub params: Params,
}

impl MaskChoice {
    /// The parameters that may hold data of the table, see [`Param::free_text`].
    pub fn texts(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.params.iter().filter_map(|(name, param)| param.free_text(name))
    }
}

/// The mask and its parameters as they are typed: a text that is no single word stands in single quotes, `''` inside is one.
impl std::fmt::Display for MaskChoice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)?;
        self.params.iter().try_for_each(|(name, value)| match value {
            Param::Text(text) if text.contains(|c: char| c.is_whitespace() || c == '\'') => {
                write!(f, " {name}='{}'", text.replace('\'', "''"))
            }
            _ => write!(f, " {name}={value}"),
        })
    }
}

/// What a mask reads to mask one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MaskClass {
    /// The value alone.
    Cell,
    /// Other named columns of the row too.
    Row,
    /// A pass over the whole column first.
    Column,
    /// The whole table; may drop rows.
    Table,
}

/// What is kept about the distinctness of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Uniqueness {
    /// Distinct values stay distinct.
    Exact,
    /// Distinct values stay distinct but for a stated collision bound.
    CollisionBound,
    /// Distinct values may become equal.
    Lost,
}

/// What a mask with given parameters promises; every field is proven by a property test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a promise of its own")]
pub struct Guarantees {
    /// Needs a key.
    pub keyed: bool,
    /// Equal inputs give equal outputs.
    pub deterministic: bool,
    /// Who holds the key (or nothing, where unkeyed) can compute the input.
    pub reversible: bool,
    /// The output has the input's logical type.
    pub keeps_type: bool,
    /// The output has the input's length in characters.
    pub keeps_length: bool,
    /// Order of values is kept (not necessarily strictly).
    pub keeps_order: bool,
    /// Null in, null out.
    pub keeps_nulls: bool,
    /// Equal values of columns in one consistency domain stay equal, so joins work.
    pub keeps_join: bool,
    /// A masked value may equal its original.
    pub may_equal: bool,
    /// Distinctness.
    pub uniqueness: Uniqueness,
    /// What somebody who sees the output still learns, one sentence.
    pub leaves: String,
    /// For uniqueness by collision bound: bits of the output.
    pub bits: Option<u32>,
}

/// One parameter a mask takes.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct ParamSpec {
    /// Name.
    pub name: &'static str,
    /// What it does, one sentence.
    pub help: &'static str,
    /// Must be given.
    pub required: bool,
    /// Default as text, parsed like user input.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<&'static str>,
    /// Allowed words.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub one_of: &'static [&'static str],
    /// Allowed range of a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<(i64, i64)>,
}

impl ParamSpec {
    /// A parameter that may be left out and then has no value.
    #[must_use]
    pub const fn new(name: &'static str, help: &'static str) -> Self {
        Self { name, help, required: false, default: None, one_of: &[], range: None }
    }

    /// The same, to be given.
    #[must_use]
    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// The same with a default, as text.
    #[must_use]
    pub const fn or(self, default: &'static str) -> Self {
        Self { default: Some(default), ..self }
    }

    /// The same with the words that are allowed.
    #[must_use]
    pub const fn among(self, words: &'static [&'static str]) -> Self {
        Self { one_of: words, ..self }
    }

    /// The same as a whole number in a range, both ends allowed.
    #[must_use]
    pub const fn within(self, low: i64, high: i64) -> Self {
        Self { range: Some((low, high)), ..self }
    }
}
