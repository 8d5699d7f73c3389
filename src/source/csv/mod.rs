//! Delimited text: any delimiter, quotes, header or none, read in blocks of whole records.

pub mod columns;
pub mod dialect;
pub mod full;
pub mod records;
mod sample;
mod signs;
pub mod split;
#[cfg(test)]
mod tests;
mod tidy;
mod walk;
mod wide;

use std::path::Path;

use super::decode::{self, Opened};
use super::{Dataset, Input, ReadOptions, ReadReport, Sampling, Source, SourceError};
use crate::domain::dtype::DType;
use crate::domain::name;
use crate::domain::scan::Incomplete;
use crate::domain::table::{BatchSink, Field, Schema};
use dialect::Dialect;

/// The format.
pub struct Csv;

impl Source for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn title(&self) -> &'static str {
        "delimited text: CSV, TSV, any delimiter, header or none"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv", "tsv", "tab", "psv", "txt", "dat"]
    }

    fn claims(&self, head: &[u8], path: &Path) -> bool {
        // Text is a table by its extension, or by a delimiter that cuts its lines evenly.
        if memchr::memchr(0, head).is_some() && !is_named(path, self.extensions()) || is_binary(head) {
            return false;
        }
        let records =
            dialect::records(head, dialect::sniff(head, &super::InputOptions::default()).marks(), 20);
        let width = records.first().map_or(0, Vec::len);
        let even = records.iter().filter(|r| r.len() == width).count() * 10 >= records.len() * 8;
        is_named(path, self.extensions()) || (width > 1 && even)
    }

    fn open(&self, input: &Input) -> Result<Box<dyn Dataset>, SourceError> {
        Ok(Box::new(Table::open(input)?))
    }
}

/// Whether a text is none: one byte of ten is a control character.
fn is_binary(head: &[u8]) -> bool {
    let head = &head[..head.len().min(8 << 10)];
    let text = |b: &u8| *b >= b' ' || matches!(*b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1e | 0x1f);
    head.len() >= 64 && head.iter().filter(|b| !text(b)).count() * 10 > head.len()
}

/// Whether the path ends in one of the extensions, compression aside.
fn is_named(path: &Path, extensions: &[&str]) -> bool {
    super::extension(path).is_some_and(|ext| extensions.contains(&ext.as_str()))
}

/// An opened table.
pub struct Table {
    input: Input,
    opened: Option<Opened>,
    dialect: Dialect,
    schema: Schema,
    /// Bytes of the text before the first data record, the byte order mark left out.
    header_bytes: usize,
    bytes: Option<u64>,
}

impl Table {
    /// Opens a table: dialect and columns come from its head.
    ///
    /// # Errors
    /// A file that cannot be read, or one without any text.
    pub fn open(input: &Input) -> Result<Self, SourceError> {
        if input.options.delimiter.is_some_and(|c| !c.is_ascii() || matches!(c, '"' | '\n' | '\r')) {
            return Err(SourceError::Malformed {
                path: decode::shown(&input.path),
                at: String::new(),
                what: "the delimiter that is set for it cannot be one".to_owned(),
                hint: "set one ASCII character such as `;`".to_owned(),
            });
        }
        let opened = decode::open(&input.path, &input.options)?;
        let head = opened.head.as_slice();
        if head.iter().all(u8::is_ascii_whitespace) {
            return Err(SourceError::Malformed {
                path: decode::shown(&input.path),
                at: String::new(),
                what: "the file is empty".to_owned(),
                hint: "give a file with a header at least".to_owned(),
            });
        }
        let dialect = dialect::sniff(head, &input.options);
        let start = first_record(head, dialect.marks());
        let end = split::record_end(head, start, dialect.marks());
        if end.is_none() && head.len() >= decode::HEAD {
            return Self::long_first(input, opened, dialect, start);
        }
        let end = end.unwrap_or(head.len());
        let (schema, header_bytes) = columns_of(input, &head[start..end], dialect, end)?;
        let bytes = opened.bytes;
        Ok(Self { input: input.clone(), dialect, schema, header_bytes, bytes, opened: Some(opened) })
    }

    /// A first record longer than the head: it is read whole, up to a bound.
    fn long_first(
        input: &Input,
        mut opened: Opened,
        mut dialect: Dialect,
        start: usize,
    ) -> Result<Self, SourceError> {
        use std::io::Read as _;
        let marks = dialect.marks();
        let mut text = Vec::new();
        // In growing steps up to the end of the next record, which tells whether this one is a header; what was read is
        // put back before the stream.
        let two = |text: &[u8]| {
            split::record_end(text, start, marks)
                .and_then(|end| split::record_end(text, end, marks))
                .is_some()
        };
        while !two(&text) && text.len() < LONGEST_RECORD {
            let wanted = text.len().max(decode::HEAD);
            let n = opened.reader.by_ref().take(wanted as u64).read_to_end(&mut text);
            if n.map_err(|e| decode::io_error(&input.path, "read", e))? < wanted {
                break;
            }
        }
        if input.options.header.is_none() {
            dialect.header = dialect::first_is_header(&text, marks);
        }
        let end = match split::record_end(&text, start, marks) {
            Some(end) => end,
            None if text.len() < LONGEST_RECORD => text.len(),
            None => return Err(too_long(&input.path)),
        };
        let (schema, header_bytes) = columns_of(input, &text[start..end], dialect, end)?;
        opened.head.clear();
        let rest = std::mem::replace(&mut opened.reader, Box::new(std::io::empty()));
        opened.reader = Box::new(std::io::Cursor::new(text).chain(rest));
        let bytes = opened.bytes;
        Ok(Self { input: input.clone(), dialect, schema, header_bytes, bytes, opened: Some(opened) })
    }

    /// How the file is written.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Bytes of the text up to the first data record, the byte order mark left out.
    #[must_use]
    pub const fn header_bytes(&self) -> usize {
        self.header_bytes
    }

    /// The stream from its start: the one opened first, or opened again for another pass.
    fn stream(&mut self) -> Result<Opened, SourceError> {
        match self.opened.take() {
            Some(opened) => Ok(opened),
            None => decode::open(&self.input.path, &self.input.options),
        }
    }
}

/// A record longer than this is an error, so that an unclosed quote cannot take all memory.
pub(super) const LONGEST_RECORD: usize = 128 << 20;

fn too_long(path: &Path) -> SourceError {
    SourceError::Malformed {
        path: decode::shown(path),
        at: String::new(),
        what: format!("a record is longer than {} MiB", LONGEST_RECORD >> 20),
        hint: "look for a quote that is never closed".to_owned(),
    }
}

/// Where the first record starts: blank lines before it are passed over.
fn first_record(head: &[u8], marks: split::Marks) -> usize {
    let mut at = 0;
    while let Some(end) = split::record_end(head, at, marks) {
        if !split::trim_end(&head[at..end]).is_empty() {
            break;
        }
        at = end;
    }
    at
}

fn columns_of(
    input: &Input,
    record: &[u8],
    dialect: Dialect,
    end: usize,
) -> Result<(Schema, usize), SourceError> {
    let mut columns = 0;
    split::fields(record, dialect.marks(), |_| columns += 1);
    super::refuse_wide(input, columns)?;
    let mut fields = Vec::with_capacity(columns);
    let mut header = Vec::with_capacity(columns);
    split::fields(record, dialect.marks(), |field| {
        header.push(String::from_utf8_lossy(&split::unquoted(field, dialect.quote)).trim().to_owned());
    });
    for (at, text) in header.iter().enumerate() {
        let path = if dialect.header { name::segment(text) } else { format!("column_{}", at + 1) };
        fields.push(Field { path, occurrence: 0, dtype: DType::String, nullable: true });
    }
    let mut schema = Schema { fields };
    schema.number_occurrences();
    Ok((schema, if dialect.header { end } else { 0 }))
}

impl Dataset for Table {
    fn preview(&self) -> &Schema {
        &self.schema
    }

    fn bytes(&self) -> Option<u64> {
        self.bytes
    }

    fn format(&self) -> &'static str {
        "csv"
    }

    fn read(&mut self, options: &ReadOptions<'_>, sink: &dyn BatchSink) -> Result<ReadReport, SourceError> {
        match options.sampling {
            Sampling::Rows { rows, seed } => sample::read(self, options, rows, seed, sink),
            Sampling::All if self.schema.fields.len() >= wide::WIDE && sink.takes_columns_apart() => {
                wide::read(self, options, sink)
            }
            Sampling::All => full::read(self, None, options, sink),
        }
    }

    fn read_columns(
        &mut self,
        columns: &[usize],
        options: &ReadOptions<'_>,
        sink: &dyn BatchSink,
    ) -> Result<ReadReport, SourceError> {
        match options.sampling {
            Sampling::Rows { rows, seed } => sample::read(self, options, rows, seed, sink),
            Sampling::All => full::read(self, Some(columns), options, sink),
        }
    }
}

/// Troubles with records as entries of a report; `row` is the number of the data row from 1.
fn listed(table: &str, troubles: Vec<columns::Trouble>, more: u64) -> Vec<Incomplete> {
    let mut out: Vec<Incomplete> = troubles
        .into_iter()
        .map(|(row, why)| Incomplete { table: table.to_owned(), at: Some(format!("row {}", row + 1)), why })
        .collect();
    if more > 0 {
        out.push(Incomplete {
            table: table.to_owned(),
            at: None,
            why: format!("{more} more rows have too few or too many fields"),
        });
    }
    out
}
