//! Reports of other scanners: one file per format, and the list of them.
//!
//! A report may quote the values it found; no importer keeps, shows or logs one.

use std::path::Path;

use serde_json::Value;

use crate::domain::assessment::Sighting;

mod databricks;
mod dlp;
mod dlp_profile;
mod join;
mod macie;
mod paths;
mod pdscan;
mod piicatcher;
mod presidio;
mod presidio_structured;
mod read;
mod snowflake;
mod types;
mod vizard_scan;

pub use join::join;
pub use read::{looks_like_report, read};
pub use types::ours;

/// Reads one scanner's report format.
pub trait Importer: Sync {
    /// Permanent name, for example `macie`.
    fn name(&self) -> &'static str;
    /// For people.
    fn title(&self) -> &'static str;
    /// What the format covers and what it leaves out.
    fn covers(&self) -> &'static str;
    /// Whether the document is such a report. `values` are the parsed JSON values of the file (one, or one a line).
    fn claims(&self, values: &[Value]) -> bool;
    /// The findings by column. `assigned` is the `TABLE.COLUMN` given on the command line, for reports that name none.
    ///
    /// # Errors
    /// A report of this format that cannot be used, with what to do. Never a quoted value.
    fn import(
        &self,
        path: &Path,
        values: &[Value],
        assigned: Option<&Assigned>,
    ) -> Result<Imported, FindingsError>;
}

/// The column that a report without names is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assigned {
    /// Table as the user wrote it.
    pub table: String,
    /// Column path.
    pub column: String,
}

/// What a report says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Imported {
    /// Findings.
    pub findings: Vec<Finding>,
    /// Entries that name no column or are of a kind that says nothing about columns: listed, not dropped.
    pub notes: Vec<String>,
}

/// One finding about one column.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// File or table as the report names it (an object key, `project.dataset.table` …); empty where it names none.
    pub table: String,
    /// Column path as vizard writes it (`phones[].number`); `None`: see `index`, else the table as a whole.
    pub column: Option<String>,
    /// 0-based position, where the report gives one.
    pub index: Option<usize>,
    /// What was seen.
    pub sighting: Sighting,
}

/// Why a report cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FindingsError {
    /// The operating system refused.
    #[error("{path}: cannot read the report: {source}; check the path and its permissions")]
    Io {
        /// File.
        path: String,
        /// Cause.
        source: std::io::Error,
    },
    /// Not a report that any importer knows.
    #[error("{path}: {what}; `vizard importers` lists the reports that can be read")]
    Malformed {
        /// File.
        path: String,
        /// What is wrong.
        what: String,
    },
    /// The report names no column.
    #[error("{path}: this report names no column; give it as --report TABLE.COLUMN={path}")]
    NeedsColumn {
        /// File.
        path: String,
    },
}

/// Every importer, the most specific first.
pub static IMPORTERS: &[&dyn Importer] = &[
    &vizard_scan::VizardScan,
    &macie::Macie,
    &dlp_profile::DlpProfile,
    &dlp::Dlp,
    &presidio_structured::PresidioStructured,
    &presidio::Presidio,
    &snowflake::Snowflake,
    &databricks::Databricks,
    &piicatcher::Piicatcher,
    &pdscan::Pdscan,
];

/// A text field of a JSON object.
fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key).and_then(Value::as_str)
}

/// A count that may be written as a number or, as 64-bit integers are in protobuf's JSON, as a string.
fn count(value: Option<&Value>) -> Option<u64> {
    match value? {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}
