//! Masked copies in another format than the original's, which the name of the output asks for.
//!
//! Typed tables go from one typed format into another as they are. Everything else goes row by row, as the text that
//! cells have everywhere; so only flat columns do.

mod frame;
mod rows;
mod text;

use std::path::Path;

pub use rows::run;
use text::TextRows;

use super::output::Target;
use super::{ApplyError, ApplyRequest};
use crate::domain::dtype::DType;
use crate::source::decode::{self, TextEncoding};
use crate::source::{self, csv};

/// A format that a copy is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Delimited text.
    Delimited(u8),
    /// JSON, an object a line.
    Lines,
    /// JSON, an array of objects.
    Array,
    /// Apache Parquet.
    Parquet,
    /// Arrow IPC with a footer.
    ArrowFile,
    /// Arrow IPC without one.
    ArrowStream,
}

/// A column of a converted copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its header or key.
    pub name: String,
    /// The type of its values.
    pub dtype: DType,
    /// Of a masked column the type that its mask gives: what a spreadsheet would run is disarmed there.
    pub masked: Option<DType>,
}

/// The format that an output must be converted to; `None` where it is that of the original.
///
/// # Errors
/// A compressed name for a format that compresses by itself; a name of no format.
pub fn wanted(request: &ApplyRequest<'_>, format: &str) -> Result<Option<Form>, ApplyError> {
    let named = source::extension(request.output);
    if named.is_none() || named == source::extension(&request.input.path) {
        return Ok(None);
    }
    let form = match named.as_deref() {
        Some("csv") => Form::Delimited(b','),
        Some("tsv" | "tab") => Form::Delimited(b'\t'),
        Some("psv") => Form::Delimited(b'|'),
        Some("jsonl" | "ndjson" | "jsonlines") => Form::Lines,
        Some("json") => Form::Array,
        Some("parquet" | "pq") => Form::Parquet,
        Some("arrow" | "feather" | "ipc") => Form::ArrowFile,
        Some("arrows") => Form::ArrowStream,
        // Other names of the original's own format: `.txt`, `.dat`, `.geojson`.
        Some(other) if is_name_of(format, other) => return Ok(None),
        _ => {
            let what = "its name ends in no format that copies are written in; end it in .csv, .tsv, .jsonl, .json, \
                        .parquet or .arrow, or as the original ends";
            return Err(refused(request, what.to_owned()));
        }
    };
    if form.is_typed() && is_packed(request.output) {
        let what = "Parquet and Arrow are not compressed as a whole; leave .gz or .zst out of the name";
        return Err(refused(request, what.to_owned()));
    }
    let same = match (format, form) {
        ("csv", Form::Delimited(delimiter)) => {
            let own = csv::Table::open(request.input)?.dialect().delimiter;
            // Any delimiter but the tab goes by the name of CSV.
            own == delimiter || (delimiter == b',' && own != b'\t')
        }
        ("jsonl", Form::Lines) | ("json", Form::Array) | ("parquet", Form::Parquet) => true,
        _ => false,
    };
    Ok((!same).then_some(form))
}

impl Form {
    /// Whether its columns have types.
    pub const fn is_typed(self) -> bool {
        matches!(self, Self::Parquet | Self::ArrowFile | Self::ArrowStream)
    }

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Delimited(b'\t') => "TSV",
            Self::Delimited(_) => "CSV",
            Self::Lines => "JSON Lines",
            Self::Array => "JSON",
            Self::Parquet => "Parquet",
            Self::ArrowFile | Self::ArrowStream => "Arrow",
        }
    }
}

fn is_name_of(format: &str, extension: &str) -> bool {
    source::SOURCES.iter().any(|source| source.name() == format && source.extensions().contains(&extension))
}

fn is_packed(path: &Path) -> bool {
    let name = path.to_string_lossy().to_lowercase();
    name.ends_with(".gz") || name.ends_with(".zst")
}

/// That a table cannot be written so.
pub fn refused(request: &ApplyRequest<'_>, what: String) -> ApplyError {
    ApplyError::Convert { path: decode::shown(request.output), what }
}

/// Rows that go into a file of another format.
pub enum Out {
    /// Text.
    Text(Box<TextRows>),
    /// Typed.
    Frame(Box<frame::FrameRows>),
}

impl Out {
    /// A file of flat columns.
    ///
    /// # Errors
    /// Columns that the format cannot have; a file that cannot be written.
    pub fn new(
        request: &ApplyRequest<'_>,
        target: &Target,
        form: Form,
        columns: Vec<Column>,
        headless: bool,
    ) -> Result<Self, ApplyError> {
        let mut names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        names.sort_unstable();
        if let Some(pair) = names.windows(2).find(|pair| pair[0] == pair[1])
            && !matches!(form, Form::Delimited(_))
        {
            let what = format!("two columns are called {}, and {} can have one only", pair[0], form.name());
            return Err(refused(request, what));
        }
        if form.is_typed() {
            return Ok(Self::Frame(Box::new(frame::FrameRows::new(form, columns))));
        }
        let utf8 = TextEncoding { encoding: encoding_rs::UTF_8, bom: false };
        TextRows::new(target, utf8, form, columns, headless).map(|rows| Self::Text(Box::new(rows)))
    }

    /// Writes a row: a cell for every column, `None` for null.
    ///
    /// # Errors
    /// A value that the format cannot hold, what the system refuses.
    pub fn row<'c>(
        &mut self,
        target: &Target,
        cells: impl Iterator<Item = Option<&'c [u8]>>,
    ) -> Result<(), ApplyError> {
        match self {
            Self::Text(rows) => rows.row(target, cells),
            Self::Frame(rows) => rows.row(target, cells),
        }
    }

    /// Ends the file.
    ///
    /// # Errors
    /// What the system refuses.
    pub fn finish(self, target: &Target) -> Result<(), ApplyError> {
        match self {
            Self::Text(rows) => rows.finish(target),
            Self::Frame(rows) => rows.finish(target),
        }
    }
}
