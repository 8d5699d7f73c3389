//! Why a review cannot go on.

use crate::findings::FindingsError;
use crate::mask::MaskError;
use crate::source::SourceError;
use crate::store::StoreError;

/// Why inputs, selectors, filters or decisions cannot be used. No variant holds a cell's value.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// A selector that cannot be read.
    #[error("`{selector}` {what}; columns are named TABLE.COLUMN, `vizard scan` lists them")]
    Selector {
        /// As given.
        selector: String,
        /// What is wrong.
        what: &'static str,
    },
    /// A selector that names nothing.
    #[error("no column is called `{selector}`{}; `vizard scan` lists the columns", near_text(near))]
    NoColumn {
        /// As given.
        selector: String,
        /// Columns like it, as selectors.
        near: Vec<String>,
    },
    /// A selector without wildcards that names several columns.
    #[error("`{selector}` could be {}; give one of them, or use `*` for all", candidates.join(", "))]
    Ambiguous {
        /// As given.
        selector: String,
        /// The columns, as selectors.
        candidates: Vec<String>,
    },
    /// A filter that cannot be read.
    #[error("{0}")]
    Filter(#[from] super::filter::FilterError),
    /// A type that does not exist.
    #[error("there is no type `{kind}`{}; `vizard types` lists them", near_text(near))]
    NoType {
        /// As given.
        kind: String,
        /// Types like it.
        near: Vec<String>,
    },
    /// A text that a decision needs is missing.
    #[error("{column}: releasing a restricted column in clear needs a reason (--reason TEXT)")]
    NeedsReason {
        /// The column.
        column: String,
    },
    /// A condition that cannot be used.
    #[error("the condition (--when) {why}")]
    Condition {
        /// What is wrong; no value of it.
        why: String,
    },
    /// A parameter of the mask for the other rows that is not written as one.
    #[error("a parameter of {of} is not written as NAME=VALUE")]
    Parameter {
        /// The mask.
        of: String,
    },
    /// The policy forbids to show values.
    #[error(
        "{column}: the policy of this project forbids to show values (reveal = \"forbidden\" in vizard.toml)"
    )]
    RevealForbidden {
        /// The column.
        column: String,
    },
    /// No data and no report was found.
    #[error("no table was found in {}; name files or folders with data ({} files were left out by rule){}", looked.join(", "), excluded, problem_text(problem.as_deref()))]
    NothingFound {
        /// Where was looked.
        looked: Vec<String>,
        /// Files left out by rule.
        excluded: u64,
        /// The first path that could not be used, and why.
        problem: Option<String>,
    },
    /// A glob of the settings that is none.
    #[error("vizard.toml: `{pattern}` of `inputs` is not a glob ({why}); write it like `data/*.csv`")]
    BadInput {
        /// As given.
        pattern: String,
        /// What is wrong.
        why: String,
    },
    /// A report was given for a column in a way that cannot be read.
    #[error("--report {given}: give it as FILE, or as TABLE.COLUMN=FILE for a report that names no column")]
    BadReport {
        /// As given.
        given: String,
    },
    /// A baseline that is none.
    #[error("{}: not a baseline ({what}); `vizard plan build` writes it anew", path.display())]
    BadBaseline {
        /// File.
        path: std::path::PathBuf,
        /// What is wrong.
        what: String,
    },
    /// The work was cancelled.
    #[error("cancelled")]
    Cancelled,
    /// A data file.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// A report.
    #[error(transparent)]
    Findings(#[from] FindingsError),
    /// A mask.
    #[error(transparent)]
    Mask(#[from] MaskError),
    /// The project, the journal, the cache.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// ` (did you mean …?)` or nothing.
fn near_text(near: &[String]) -> String {
    if near.is_empty() { String::new() } else { format!(" (did you mean {}?)", near.join(", ")) }
}

/// `; …` or nothing.
fn problem_text(problem: Option<&str>) -> String {
    problem.map(|text| format!("; {text}")).unwrap_or_default()
}
