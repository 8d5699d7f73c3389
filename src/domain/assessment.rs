//! What is known about one column: types with evidence, statistics, what other scanners say.
//!
//! Names that the program gives are borrowed from it, as a wide table holds millions of them; those read from a file are
//! their own.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::dtype::DType;
use super::priority::Term;
use super::share::Share;
use super::state::State;
use super::tier::{Role, Tier};

/// Another type that the column might be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alternate {
    /// Type name.
    #[serde(rename = "type")]
    pub kind: Cow<'static, str>,
    /// 0 to 1.
    pub confidence: f64,
}

/// A type found inside a column that is something else: the contamination signal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contained {
    /// Type name.
    #[serde(rename = "type")]
    pub kind: String,
    /// Rows with at least one hit.
    pub rows: u64,
    /// Share of the rows read, with its interval.
    #[serde(flatten)]
    pub share: Share,
}

/// One piece of evidence for or against a type.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The type it speaks for or against.
    #[serde(rename = "type")]
    pub kind: Cow<'static, str>,
    /// `header`, `pattern`, `checksum`, `lexicon`, `shape`, `table`, `dtype`, `vocabulary`, `sequence` …
    pub source: Cow<'static, str>,
    /// Log-likelihood in decibans (10 log10 of the odds factor): positive speaks for the type.
    pub weight: f64,
    /// For people; never holds a value of the data.
    pub text: String,
}

/// Statistics of a column's values.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Stats {
    /// Values read, nulls included (elements of list paths).
    pub values: u64,
    /// Share of nulls, 0 to 1.
    pub nulls: f64,
    /// Distinct values (estimate above some thousand).
    pub distinct: u64,
    /// Share of the non-null values that are unique, 0 to 1.
    pub unique_share: f64,
    /// Shortest and longest value in characters.
    pub length: (u32, u32),
    /// Histogram of lengths or numbers for a sparkline: up to 16 buckets, counts.
    #[serde(default)]
    pub histogram: Vec<u64>,
    /// Most frequent shapes (`9` digit, `a`/`A` letter, runs folded) with their share. Shapes hold no value.
    pub shapes: Vec<(String, f64)>,
    /// The class that nearly all values have, whatever the declared type.
    #[serde(default)]
    pub values_are: ValueClass,
}

/// The class that at least 99 % of the non-null values of a column have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ValueClass {
    /// No value at all.
    #[default]
    Empty,
    /// Whole numbers that survive reading and writing (no leading zeros or plus).
    Integer,
    /// Numbers with a fraction.
    Decimal,
    /// Two-valued yes/no words.
    Boolean,
    /// Dates.
    Date,
    /// Points in time.
    Timestamp,
    /// Short codes or words.
    Word,
    /// Longer text.
    Text,
    /// None of these for enough values.
    Mixed,
}

/// What another scanner says about the column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sighting {
    /// Name of the scanner, for example `macie`.
    pub scanner: String,
    /// The type as the report names it.
    pub reported: String,
    /// Our name for it; `None` where it is unmapped.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The scanner's own confidence, 0 to 1, where it gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// Number of hits that the report counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    /// The report says that it did not see everything.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub incomplete: bool,
}

/// One column of a scan, as `vizard-scan/1` prints it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ColumnScan {
    /// 0-based position in the file.
    pub index: usize,
    /// Column path.
    pub column: String,
    /// Which one of equally named columns, from 0.
    #[serde(default, skip_serializing_if = "super::name::is_zero")]
    pub occurrence: u32,
    /// Logical type.
    pub dtype: DType,
    /// Whether nulls may occur by the schema.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub nullable: bool,
    /// Semantic type, benign types too; `None` where none fits.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Family of the type.
    pub family: Option<String>,
    /// The next best types.
    #[serde(default)]
    pub alternates: Vec<Alternate>,
    /// 0 to 1.
    pub confidence: f64,
    /// About natural persons.
    pub personal: bool,
    /// Tier by policy.
    pub sensitivity: Tier,
    /// Role.
    pub role: Role,
    /// Share of non-null values that are of the type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<Share>,
    /// Types found inside.
    #[serde(default)]
    pub contains: Vec<Contained>,
    /// Evidence, strongest first.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// Priority; the sum of the terms' points.
    #[serde(default)]
    pub score: f64,
    /// The terms of the score.
    #[serde(default)]
    pub reasons: Vec<Term>,
    /// Statistics.
    pub stats: Stats,
    /// Other scanners' findings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seen_by: Vec<Sighting>,
    /// Review state.
    #[serde(default)]
    pub state: State,
}

const fn yes() -> bool {
    true
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_yes(flag: &bool) -> bool {
    *flag
}
