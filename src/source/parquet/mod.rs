//! Parquet, read by row group or part of one.

mod apart;
mod group;
#[cfg(test)]
mod tests;

pub use group::Group;

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use polars::prelude::{
    ArrowSchema, DataFrame, FileMetadataRef, ParallelStrategy, ParquetReader, SerReader as _,
};

use polars_arrow::datatypes::{ArrowDataType, Field as ArrowField};

use super::frame::{self, Plan, described, guarded};
use super::{Dataset, Input, ReadOptions, ReadReport, Sampling, Source, SourceError, decode};
use crate::domain::scan::RowsRead;
use crate::domain::table::{BatchSink, Schema};

/// Unpacked bytes that are read at a time, about.
const PART: usize = 24 << 20;
/// Rows of a part of a sample: each costs the unpacking of a page of every column.
const SLOT: u64 = 1024;

/// The format.
pub struct Parquet;

impl Source for Parquet {
    fn name(&self) -> &'static str {
        "parquet"
    }

    fn title(&self) -> &'static str {
        "Apache Parquet, nested columns too"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["parquet", "pq"]
    }

    fn claims(&self, head: &[u8], path: &Path) -> bool {
        let named = super::extension(path).is_some_and(|ext| self.extensions().contains(&ext.as_str()));
        named || head.starts_with(b"PAR1") || head.starts_with(b"PARE")
    }

    fn open(&self, input: &Input) -> Result<Box<dyn Dataset>, SourceError> {
        Ok(Box::new(Table::open(input)?))
    }
}

/// An opened table.
pub struct Table {
    input: Input,
    bytes: u64,
    metadata: FileMetadataRef,
    file_schema: Arc<ArrowSchema>,
    schema: Schema,
    plans: Vec<Plan>,
}

impl Table {
    /// Opens a file: its columns come from its footer.
    ///
    /// # Errors
    /// A file that cannot be read or is damaged.
    pub fn open(input: &Input) -> Result<Self, SourceError> {
        let file = frame_file(input, "Parquet")?;
        let bytes = whole(input, &file)?;
        let (metadata, file_schema) = guarded(|| {
            let mut reader = ParquetReader::new(file);
            let metadata = described::as_stored(reader.get_metadata()?.clone());
            reader.set_metadata(metadata.clone());
            Ok((metadata, reader.schema()?))
        })
        .ok_or_else(|| malformed(input, "its footer is damaged, or it uses what vizard cannot read"))?;
        let (schema, plans) = frame::columns(&file_schema);
        let file_schema = Arc::new(of_writer(&metadata, &file_schema).unwrap_or_else(|| plain(&file_schema)));
        super::refuse_wide(input, schema.fields.len())?;
        Ok(Self { input: input.clone(), bytes, metadata, file_schema, schema, plans })
    }

    /// Row ranges that unpack to about [`PART`] bytes, a list for each row group.
    fn parts_of_groups(&self) -> Vec<Vec<(usize, usize)>> {
        let mut first = 0;
        let mut parts_of = |rows: usize, bytes: usize| {
            let pieces = bytes.div_ceil(PART).clamp(1, rows.max(1));
            let step = rows.div_ceil(pieces).max(1);
            let parts = (0..rows).step_by(step).map(|at| (first + at, step.min(rows - at))).collect();
            first += rows;
            parts
        };
        let groups = self.metadata.row_groups.iter();
        groups.map(|group| parts_of(group.num_rows(), group.total_byte_size())).collect()
    }

    /// Row ranges that unpack to about [`PART`] bytes, none over the end of a row group.
    fn parts(&self) -> Vec<(usize, usize)> {
        self.parts_of_groups().concat()
    }

    /// The columns of the file as columns of the schema.
    #[must_use]
    pub fn plans(&self) -> &[Plan] {
        &self.plans
    }

    /// The columns as whoever wrote the file describes them, else as the types of Parquet say.
    #[must_use]
    pub fn file_schema(&self) -> &ArrowSchema {
        &self.file_schema
    }

    /// The text of a key of the footer's metadata.
    #[must_use]
    pub fn text_of(&self, key: &str) -> Option<&str> {
        let mut pairs = self.metadata.key_value_metadata().iter().flatten();
        pairs.find(|pair| pair.key == key)?.value.as_deref()
    }

    /// Gives the whole table in parts of bounded size, each with its share of the file's bytes.
    ///
    /// # Errors
    /// A damaged part, or what `each` says.
    pub fn each_part<E: From<SourceError>>(
        &self,
        mut each: impl FnMut(DataFrame, u64) -> Result<(), E>,
    ) -> Result<(), E> {
        let total = (self.metadata.num_rows as u64).max(1);
        for (first, rows) in self.parts() {
            let share = self.bytes.saturating_mul(rows as u64) / total;
            each(self.rows(first, rows, None, ParallelStrategy::Auto)?, share)?;
        }
        Ok(())
    }

    /// Some rows of some columns of the file (in its order), of all where none are named.
    ///
    /// # Errors
    /// Damage.
    pub fn rows(
        &self,
        first: usize,
        rows: usize,
        columns: Option<&[usize]>,
        parallel: ParallelStrategy,
    ) -> Result<DataFrame, SourceError> {
        let file = decode::open_file(&self.input.path)?;
        let read = guarded(|| {
            let mut reader = ParquetReader::new(file)
                .with_slice(Some((first, rows)))
                .with_projection(columns.map(<[usize]>::to_vec))
                .read_parallel(parallel);
            reader.set_metadata(self.metadata.clone());
            reader.set_rechunk(false).finish()
        });
        read.ok_or_else(|| self.unreadable(first, rows))
    }

    fn unreadable(&self, first: usize, rows: usize) -> SourceError {
        SourceError::Malformed {
            path: decode::shown(&self.input.path),
            at: format!(" rows {} to {}", first + 1, first + rows),
            what: "the data is damaged, or uses what vizard cannot read".to_owned(),
            hint: "write the file again from its source".to_owned(),
        }
    }
}

/// The Arrow schema that a file holds beside its own ([`described`]), where it is of these columns: polars gives a
/// text of any kind the same type.
fn of_writer(metadata: &FileMetadataRef, columns: &ArrowSchema) -> Option<ArrowSchema> {
    let mut pairs = metadata.key_value_metadata().iter().flatten();
    let schema = described::read(pairs.find(|pair| pair.key == described::KEY)?.value.as_deref()?)?;
    schema.iter_names().eq(columns.iter_names()).then_some(schema)
}

/// The columns without views, which polars takes where a file says no more than Parquet does: every reader knows these.
fn plain(columns: &ArrowSchema) -> ArrowSchema {
    columns.iter_values().map(plain_field).collect()
}

fn plain_field(field: &ArrowField) -> ArrowField {
    let dtype = match &field.dtype {
        ArrowDataType::Utf8View => ArrowDataType::Utf8,
        ArrowDataType::BinaryView => ArrowDataType::Binary,
        ArrowDataType::LargeList(element) => ArrowDataType::List(Box::new(plain_field(element))),
        ArrowDataType::Struct(members) => ArrowDataType::Struct(members.iter().map(plain_field).collect()),
        other => other.clone(),
    };
    ArrowField::new(field.name.clone(), dtype, field.is_nullable)
}

/// A file that can be read at any place.
pub(super) fn frame_file(input: &Input, format: &str) -> Result<File, SourceError> {
    let refuse = |what: String, hint: &str| SourceError::Malformed {
        path: decode::shown(&input.path),
        at: String::new(),
        what,
        hint: hint.to_owned(),
    };
    if input.path == Path::new("-") {
        return Err(refuse(format!("{format} cannot be read from standard input"), "write it to a file"));
    }
    let mut file = decode::open_file(&input.path)?;
    let mut magic = [0; 4];
    let n = file.read(&mut magic).map_err(|e| decode::io_error(&input.path, "read", e))?;
    if decode::Compression::sniff(&magic[..n]) != decode::Compression::None {
        return Err(refuse(format!("{format} inside of gzip or zstd cannot be read"), "unpack it first"));
    }
    file.rewind().map_err(|e| decode::io_error(&input.path, "read", e))?;
    Ok(file)
}

fn malformed(input: &Input, what: &str) -> SourceError {
    SourceError::Malformed {
        path: decode::shown(&input.path),
        at: String::new(),
        what: what.to_owned(),
        hint: "give a whole Parquet file, or name it by what it is".to_owned(),
    }
}

/// Magic numbers at both ends and a footer inside of the file (Parquet format, "File Format"); gives the size.
fn whole(input: &Input, mut file: &File) -> Result<u64, SourceError> {
    let io = |e| decode::io_error(&input.path, "read", e);
    let size = file.metadata().map_err(io)?.len();
    let mut start = [0; 4];
    let mut end = [0; 8];
    if size < 12 {
        return Err(malformed(input, "it is no Parquet file: too short"));
    }
    file.read_exact(&mut start).map_err(io)?;
    file.seek(SeekFrom::End(-8)).map_err(io)?;
    file.read_exact(&mut end).map_err(io)?;
    file.rewind().map_err(io)?;
    let [a, b, c, d, magic @ ..] = end;
    match (&start, &magic) {
        (b"PAR1", b"PAR1") => {}
        (b"PARE", _) | (_, b"PARE") => return Err(malformed(input, "it is encrypted")),
        (b"PAR1", _) => return Err(malformed(input, "it is cut off: its footer is missing")),
        _ => return Err(malformed(input, "it is no Parquet file, only called like one")),
    }
    if u64::from(u32::from_le_bytes([a, b, c, d])) > size - 12 {
        return Err(malformed(input, "it is cut off or damaged: its footer would be longer than the file"));
    }
    Ok(size)
}

impl Dataset for Table {
    fn preview(&self) -> &Schema {
        &self.schema
    }

    fn bytes(&self) -> Option<u64> {
        Some(self.bytes)
    }

    fn format(&self) -> &'static str {
        "parquet"
    }

    fn read(&mut self, options: &ReadOptions<'_>, sink: &dyn BatchSink) -> Result<ReadReport, SourceError> {
        if options.sampling == Sampling::All && self.comes_apart(sink) {
            return self.read_apart(options, sink);
        }
        self.read_some(None, options, sink)
    }

    fn read_columns(
        &mut self,
        columns: &[usize],
        options: &ReadOptions<'_>,
        sink: &dyn BatchSink,
    ) -> Result<ReadReport, SourceError> {
        let holds = |plan: &Plan| columns.iter().any(|column| plan.holds(*column));
        let places: Vec<usize> = (0..self.plans.len()).filter(|at| holds(&self.plans[*at])).collect();
        self.read_some(Some(&places), options, sink)
    }
}

impl Table {
    /// Reads some columns of the file, all where none are given.
    fn read_some(
        &self,
        columns: Option<&[usize]>,
        options: &ReadOptions<'_>,
        sink: &dyn BatchSink,
    ) -> Result<ReadReport, SourceError> {
        let total = self.metadata.num_rows as u64;
        let parts = match options.sampling {
            Sampling::Rows { rows, seed } if rows < total => frame::sampled(total, rows, seed, SLOT),
            _ => self.parts(),
        };
        let wanted: u64 = parts.iter().map(|(_, rows)| *rows as u64).sum();
        let path = self.input.path.clone();
        let mut left = parts.iter();
        let next = &mut || match left.next() {
            None => Ok(None),
            Some((first, rows)) => {
                let table = self.rows(*first, *rows, columns, ParallelStrategy::Auto)?;
                // Of all bytes as much as of all rows.
                let share = self.bytes.saturating_mul(*rows as u64) / total.max(1);
                options.progress.fetch_add(share, Ordering::Relaxed);
                Ok(Some((*first as u64, table)))
            }
        };
        let some: Vec<Plan>;
        let plans = match columns {
            None => &self.plans,
            Some(columns) => {
                some = columns.iter().filter_map(|at| self.plans.get(*at).cloned()).collect();
                &some
            }
        };
        let (read, incomplete) =
            frame::run(next, options, sink, &path, &self.input.table, &self.schema, plans)?;
        let seed = match options.sampling {
            Sampling::Rows { seed, .. } if wanted < total => Some(seed),
            _ => None,
        };
        Ok(ReadReport {
            in_blocks: seed.is_some(),
            schema: self.schema.clone(),
            rows: RowsRead { total, total_is_exact: true, read, seed },
            incomplete,
        })
    }
}
