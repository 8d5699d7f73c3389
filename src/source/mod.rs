//! Data files: one file per format, claimed by content, and the list of them.

pub mod arrow;
pub mod cells;
pub mod csv;
pub mod decode;
pub mod discover;
pub mod frame;
pub mod json;
pub mod jsonl;
pub mod names;
mod own;
pub mod parquet;
mod pool;
mod reservoir;
mod slots;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64};

use crate::domain::scan::{Incomplete, RowsRead};
use crate::domain::table::{BatchSink, Schema};

/// A data format.
pub trait Source: Sync {
    /// Permanent name, for example `csv`.
    fn name(&self) -> &'static str;
    /// For people.
    fn title(&self) -> &'static str;
    /// Lower-case extensions without dot.
    fn extensions(&self) -> &'static [&'static str];
    /// Whether the (decompressed) head of a file is of this format.
    fn claims(&self, head: &[u8], path: &Path) -> bool;
    /// Opens a file of the format.
    ///
    /// # Errors
    /// Anything that makes the file unreadable, with path, place and what to do.
    fn open(&self, input: &Input) -> Result<Box<dyn Dataset>, SourceError>;
}

/// One input file with the settings given for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// Table id: path relative to the project, with `/`.
    pub table: String,
    /// Where it is; `-` is standard input.
    pub path: PathBuf,
    /// Settings of `vizard.toml` or flags.
    pub options: InputOptions,
}

/// Settings that override sniffing.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InputOptions {
    /// Field delimiter of a text table, one ASCII character.
    #[serde(default)]
    pub delimiter: Option<char>,
    /// Whether the first row is a header.
    #[serde(default)]
    pub header: Option<bool>,
    /// Encoding by its WHATWG label.
    #[serde(default)]
    pub encoding: Option<String>,
}

/// Which rows are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sampling {
    /// Every row.
    All,
    /// About `rows` rows, drawn by `seed` and spread over the whole file; everything where the file is not longer.
    Rows {
        /// How many.
        rows: u64,
        /// Seed.
        seed: u64,
    },
}

/// How a dataset is read.
pub struct ReadOptions<'a> {
    /// Which rows.
    pub sampling: Sampling,
    /// Threads, at least 1. With 1, batches come in row order; with more, and in a sample, a batch of a delimited file
    /// does not know its row in the file (`first_row` is 0, or counts the rows of the sample).
    pub threads: usize,
    /// Bytes of the file read so far, for progress.
    pub progress: &'a AtomicU64,
    /// Set to stop early: the read ends with [`SourceError::Cancelled`].
    pub cancel: &'a AtomicBool,
}

/// What was read.
#[derive(Debug, Clone, Default)]
pub struct ReadReport {
    /// The whole schema (of JSON: the union over what was read).
    pub schema: Schema,
    /// Row counts.
    pub rows: RowsRead,
    /// The rows are a sample drawn in blocks, each a batch: those of a block are alike more often than others.
    pub in_blocks: bool,
    /// Rows or columns that could not be read.
    pub incomplete: Vec<Incomplete>,
}

/// An opened table.
pub trait Dataset: Send {
    /// The schema as far as the head of the file tells, without reading the file: for the first frame.
    fn preview(&self) -> &Schema;
    /// Size of the file in bytes, for progress.
    fn bytes(&self) -> Option<u64>;
    /// Name of the format that reads it.
    fn format(&self) -> &'static str;
    /// Reads rows into the sink.
    ///
    /// # Errors
    /// What ended the read early; bad rows do not, they are listed in the report.
    fn read(&mut self, options: &ReadOptions<'_>, sink: &dyn BatchSink) -> Result<ReadReport, SourceError>;
    /// As [`Self::read`] where only some columns, by place, are asked for: a format that can leave the others unread gives
    /// them without a cell.
    ///
    /// # Errors
    /// As [`Self::read`].
    fn read_columns(
        &mut self,
        columns: &[usize],
        options: &ReadOptions<'_>,
        sink: &dyn BatchSink,
    ) -> Result<ReadReport, SourceError> {
        let _ = columns;
        self.read(options, sink)
    }
}

/// Why data cannot be read. No variant holds a cell's value.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The operating system refused.
    #[error("{path}: cannot {doing}: {source}")]
    Io {
        /// File.
        path: String,
        /// `open`, `read` …
        doing: &'static str,
        /// Cause.
        source: std::io::Error,
    },
    /// The content is not what it should be.
    #[error("{path}{at}: {what}; {hint}")]
    Malformed {
        /// File.
        path: String,
        /// ` row 7, column 3` or empty.
        at: String,
        /// What is wrong.
        what: String,
        /// What to do.
        hint: String,
    },
    /// No format claims the file.
    #[error("{path}: not a table that vizard reads (`vizard sources` lists the formats); give another file")]
    Unclaimed {
        /// File.
        path: String,
    },
    /// The read was cancelled.
    #[error("{path}: cancelled")]
    Cancelled {
        /// File.
        path: String,
    },
}

/// Most columns of a table: each costs some kilobytes while it is scanned, ranked and shown.
pub(crate) const MOST_COLUMNS: usize = 200_000;

/// Refuses a table of more than [`MOST_COLUMNS`] columns.
fn refuse_wide(input: &Input, columns: usize) -> Result<(), SourceError> {
    if columns <= MOST_COLUMNS {
        return Ok(());
    }
    Err(SourceError::Malformed {
        path: decode::shown(&input.path),
        at: String::new(),
        what: format!("it has {columns} columns, more than the {MOST_COLUMNS} that are read"),
        hint: "cut it into tables of fewer columns, or make columns that are data values of one column"
            .to_owned(),
    })
}

/// Every source, the most specific first.
pub static SOURCES: &[&dyn Source] =
    &[&parquet::Parquet, &arrow::Arrow, &jsonl::Jsonl, &json::Json, &csv::Csv];

/// The lower-case extension of a path, that of compression left out: `a.CSV.gz` gives `csv`.
#[must_use]
pub fn extension(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_string_lossy().to_lowercase();
    let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
    name.rsplit_once('.').map(|(_, ext)| ext.to_owned())
}

/// Opens a file by the format that claims its content.
///
/// # Errors
/// A file that cannot be read, that is empty, or that no format claims.
pub fn open(input: &Input) -> Result<Box<dyn Dataset>, SourceError> {
    let (head, raw) = decode::peek(&input.path, &input.options)?;
    if head.is_empty() {
        return Err(SourceError::Malformed {
            path: decode::shown(&input.path),
            at: String::new(),
            what: "the file is empty".to_owned(),
            hint: "give a file with a header at least".to_owned(),
        });
    }
    let source = SOURCES
        .iter()
        .find(|source| source.claims(&raw, &input.path) || source.claims(&head, &input.path))
        .ok_or_else(|| SourceError::Unclaimed { path: decode::shown(&input.path) })?;
    source.open(input)
}
