//! Reports of other scanners: one file per format, and the list of them.

use std::path::Path;

use crate::domain::assessment::Sighting;

/// Reads one scanner's report format.
pub trait Importer: Sync {
    /// Permanent name, for example `macie`.
    fn name(&self) -> &'static str;
    /// For people.
    fn title(&self) -> &'static str;
    /// What the format covers and what it leaves out.
    fn covers(&self) -> &'static str;
    /// Whether the document is such a report. `values` are the parsed JSON values of the file (one, or one a line).
    fn claims(&self, values: &[serde_json::Value]) -> bool;
    /// The findings by column. `assigned` is the `TABLE.COLUMN` given on the command line, for reports that name none.
    ///
    /// # Errors
    /// A report of this format that cannot be used, with what to do. Never a quoted value.
    fn import(
        &self,
        path: &Path,
        values: &[serde_json::Value],
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
    /// File or table as the report names it (an object key, `project.dataset.table` …).
    pub table: String,
    /// Column path as vizard writes it (`phones[].number`); `None`: the table as a whole.
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
    #[error("{path}: cannot read the report: {source}")]
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

/// Every importer.
pub static IMPORTERS: &[&dyn Importer] = &[];
