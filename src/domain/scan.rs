//! `vizard-scan/1`: the result of a scan, and what the cache, the baseline and other vizards read.

use serde::{Deserialize, Serialize};

use super::assessment::ColumnScan;
use super::join::Join;

/// The format tag of a scan document.
pub const SCAN_FORMAT: &str = "vizard-scan/1";

/// A whole scan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScanDocument {
    /// `vizard-scan/1`.
    pub format: String,
    /// Who made it.
    pub tool: Tool,
    /// The tables.
    pub datasets: Vec<DatasetScan>,
    /// Files of a folder walk that were left out by rule.
    pub excluded: u64,
    /// Columns that the user's filter (`--only`, `--except`, `--min-sensitivity`) left out of the list; `None` where
    /// there was no filter. They were read and ranked all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns_left_out: Option<u64>,
    /// What could not be read.
    pub incomplete: Vec<Incomplete>,
}

/// The scanner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tool {
    /// `vizard`.
    pub name: String,
    /// Program version.
    pub version: String,
    /// Digest of the detectors.
    pub detectors: String,
}

/// One table of a scan.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct DatasetScan {
    /// Table id: path relative to the project.
    pub table: String,
    /// Path as found.
    pub path: String,
    /// How many rows there are and how many were read.
    pub rows: RowsRead,
    /// Schema fingerprint.
    pub schema: String,
    /// The columns, highest score first once ranked.
    pub columns: Vec<ColumnScan>,
    /// How far the quasi-identifiers together single rows out; `None` where there are fewer than two, or no data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub linkage: Option<Linkage>,
    /// Columns of it whose values are keys of other tables.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub joins: Vec<Join>,
}

/// How far a combination of quasi-identifiers singles rows out, on a sample of at most 10 000 rows.
///
/// The whole table has at most this share of unique rows, as a rule: among more rows fewer are alone.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Linkage {
    /// The quasi-identifiers by path, in file order.
    pub columns: Vec<String>,
    /// Rows looked at.
    pub n: u64,
    /// Rows of the smallest group that shares all of them.
    pub k: u64,
    /// Share of rows that are alone, 0 to 1.
    pub unique_share: f64,
    /// The smallest sets of them, up to four columns each, over which nearly every row is alone; at most five.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub smallest: Vec<SmallSet>,
}

/// Some columns over which nearly every row is alone, while it is not over any part of them.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SmallSet {
    /// The columns by path.
    pub columns: Vec<String>,
    /// Share of rows that are alone, 0 to 1.
    pub unique_share: f64,
}

/// Row counts of a scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RowsRead {
    /// Rows in the table, or the best estimate.
    pub total: u64,
    /// Whether `total` was counted.
    pub total_is_exact: bool,
    /// Rows read.
    pub read: u64,
    /// Seed of the sample; `None` where all rows were read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
}

/// Something that could not be read: never silently left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incomplete {
    /// File or table.
    pub table: String,
    /// Where inside (row, column), if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// What is wrong and what to do; never holds a value of the data.
    pub why: String,
}
