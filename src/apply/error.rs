//! Why data cannot be masked or a proof cannot be made.

use std::path::Path;

use crate::mask::MaskError;
use crate::source::{SourceError, decode};

/// Why data cannot be masked. No variant holds a cell's value.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// The schema is not the one that was reviewed.
    #[error("{path}: the plan does not fit: {what}; scan and decide again, then build a new plan")]
    Stale {
        /// Input.
        path: String,
        /// What differs.
        what: String,
    },
    /// The output is there already.
    #[error("{path}: is there already; give another output, or --force to replace it")]
    Exists {
        /// Output.
        path: String,
    },
    /// The output is the input.
    #[error(
        "{path}: is the input itself; a masked copy is never written over its original, give another --output"
    )]
    OverInput {
        /// Output.
        path: String,
    },
    /// The output is a link.
    #[error("{path}: is a link, and nothing is written through one; give the path it leads to")]
    Link {
        /// Output.
        path: String,
    },
    /// A row that cannot be masked without losing or passing something through.
    #[error("{path} row {row}: {what}; mend the file, nothing was written")]
    Row {
        /// Input.
        path: String,
        /// Row from 1.
        row: u64,
        /// What is wrong.
        what: String,
    },
    /// A typed table that cannot be masked.
    #[error("{path}: {what}; nothing was written; choose another mask for the column, or mend the file")]
    Frame {
        /// Input.
        path: String,
        /// What kind of thing went wrong.
        what: &'static str,
    },
    /// A table that another format cannot hold.
    #[error("{path}: {what}; nothing was written")]
    Convert {
        /// Output.
        path: String,
        /// What does not fit.
        what: String,
    },
    /// A table without any batch.
    #[error("{path}: holds no rows, there is nothing to mask")]
    Empty {
        /// Input.
        path: String,
    },
    /// The input broke off.
    #[error("{what}; nothing was written")]
    Broken {
        /// Where and what.
        what: String,
    },
    /// The operating system refused.
    #[error("{path}: cannot {doing}: {source}")]
    Io {
        /// File.
        path: String,
        /// What was tried.
        doing: &'static str,
        /// Cause.
        source: std::io::Error,
    },
    /// A key that is missing or wrong.
    #[error("{0}")]
    Key(String),
    /// A format that can be read but not written.
    #[error(
        "{path}: masked copies of {format} files are not written; convert it to a format of `vizard sources`"
    )]
    Format {
        /// Input.
        path: String,
        /// Format.
        format: &'static str,
    },
    /// Cancelled: nothing is left behind.
    #[error("cancelled; nothing was written")]
    Cancelled,
    /// A mask.
    #[error("{column}: {error}")]
    Mask {
        /// Column.
        column: String,
        /// Cause.
        error: MaskError,
    },
    /// The input.
    #[error(transparent)]
    Source(#[from] SourceError),
}

impl ApplyError {
    /// An error of the operating system about a file.
    pub(super) fn io(path: &Path, doing: &'static str, source: std::io::Error) -> Self {
        Self::Io { path: decode::shown(path), doing, source }
    }
}
