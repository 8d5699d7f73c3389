//! Arrow IPC, as a file (Feather version 2) and as a stream, read by record batch.

mod footer;
mod inside;
mod message;
mod overlay;

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;
use std::sync::atomic::Ordering;

use polars::prelude::{ArrowSchema, DataFrame, PlSmallStr};
use polars_arrow::array::Array;
use polars_arrow::io::ipc::read::{FileMetadata, FileReader, read_file_metadata};
use polars_arrow::record_batch::RecordBatchT;

use super::frame::{self, Plan, guarded};
use super::parquet::frame_file;
use super::{Dataset, Input, ReadOptions, ReadReport, Sampling, Source, SourceError, decode};
use crate::domain::scan::{Incomplete, RowsRead};
use crate::domain::table::{BatchSink, Schema};
pub use message::Codec;
use message::{Batch, Messages};
use overlay::Overlay;

/// Rows of a part of a sample.
const SLOT: u64 = 1024;

/// The format.
pub struct Arrow;

impl Source for Arrow {
    fn name(&self) -> &'static str {
        "arrow"
    }

    fn title(&self) -> &'static str {
        "Apache Arrow IPC: file (Feather version 2) and stream"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["arrow", "feather", "ipc", "arrows"]
    }

    fn claims(&self, head: &[u8], path: &Path) -> bool {
        let named = super::extension(path).is_some_and(|ext| self.extensions().contains(&ext.as_str()));
        named || head.starts_with(b"ARROW1") || head.starts_with(b"FEA1") || message::starts_a_stream(head)
    }

    fn open(&self, input: &Input) -> Result<Box<dyn Dataset>, SourceError> {
        Ok(Box::new(Table::open(input)?))
    }
}

/// The arrays of a record batch.
pub type Record = RecordBatchT<Box<dyn Array>>;

/// An opened table.
pub struct Table {
    input: Input,
    bytes: u64,
    messages: Messages,
    metadata: FileMetadata,
    schema: Schema,
    plans: Vec<Plan>,
}

impl Table {
    /// Opens a file or stream of record batches.
    ///
    /// # Errors
    /// A file that cannot be read or is damaged.
    pub fn open(input: &Input) -> Result<Self, SourceError> {
        let file = frame_file(input, "Arrow")?;
        let io = |e| decode::io_error(&input.path, "read", e);
        let bytes = file.metadata().map_err(io)?.len();
        let messages = messages(input, &file, bytes)?;
        let bad = || malformed(input, "its schema is damaged, or has what vizard cannot read");
        let end = footer::make(&messages, None).ok_or_else(bad)?;
        let metadata = guarded(|| read_file_metadata(&mut Overlay::new(file, bytes, end))).ok_or_else(bad)?;
        let (schema, plans) = frame::columns(&metadata.schema);
        super::refuse_wide(input, schema.fields.len())?;
        Ok(Self { input: input.clone(), bytes, messages, metadata, schema, plans })
    }

    /// The columns of the file as columns of the schema.
    #[must_use]
    pub fn plans(&self) -> &[Plan] {
        &self.plans
    }

    /// The columns as the file describes them.
    #[must_use]
    pub fn file_schema(&self) -> &ArrowSchema {
        &self.metadata.schema
    }

    /// The text of a key of the schema's metadata.
    #[must_use]
    pub fn text_of(&self, key: &str) -> Option<&str> {
        let pairs = self.metadata.custom_schema_metadata.as_deref()?;
        pairs.get(key).map(PlSmallStr::as_str)
    }

    /// How its buffers are compressed.
    #[must_use]
    pub const fn codec(&self) -> Option<Codec> {
        self.messages.codec
    }

    /// Whether it is a stream, which has no footer.
    #[must_use]
    pub const fn is_stream(&self) -> bool {
        self.messages.is_stream
    }

    /// Gives the whole table, a record batch at a time, each with its share of the file's bytes.
    ///
    /// # Errors
    /// A damaged batch, or what `each` says.
    pub fn each_part<E: From<SourceError>>(
        &self,
        mut each: impl FnMut(DataFrame, u64) -> Result<(), E>,
    ) -> Result<(), E> {
        self.each(Self::batch, &mut each)
    }

    /// As [`Self::each_part`], as the arrays that the file holds.
    ///
    /// # Errors
    /// A damaged batch, or what `each` says.
    pub fn each_record<E: From<SourceError>>(
        &self,
        mut each: impl FnMut(Record, u64) -> Result<(), E>,
    ) -> Result<(), E> {
        self.each(Self::record, &mut each)
    }

    fn each<T, E: From<SourceError>>(
        &self,
        read: impl Fn(&Self, &Batch) -> Result<T, SourceError>,
        give: &mut dyn FnMut(T, u64) -> Result<(), E>,
    ) -> Result<(), E> {
        if self.messages.cut_off {
            return Err(malformed(&self.input, "it is cut off after its last whole record batch").into());
        }
        let total = self.messages.batches.iter().fold(0_u64, |sum, b| sum.saturating_add(b.rows)).max(1);
        for batch in &self.messages.batches {
            give(read(self, batch)?, self.bytes.saturating_mul(batch.rows) / total)?;
        }
        Ok(())
    }

    fn batch(&self, batch: &Batch) -> Result<DataFrame, SourceError> {
        let record = self.record(batch)?;
        guarded(|| Ok(DataFrame::from(record))).ok_or_else(|| self.damaged_at(batch))
    }

    fn record(&self, batch: &Batch) -> Result<Record, SourceError> {
        let damaged = || self.damaged_at(batch);
        let end = footer::make(&self.messages, Some(batch)).ok_or_else(damaged)?;
        let file = decode::open_file(&self.input.path)?;
        let record = guarded(|| {
            let mut file = Overlay::new(file, self.bytes, end);
            let metadata = read_file_metadata(&mut file)?;
            FileReader::new(file, metadata, None, None).next().transpose()
        });
        let record = record.flatten().ok_or_else(damaged)?;
        if record.len() as u64 == batch.rows { Ok(record) } else { Err(damaged()) }
    }

    fn damaged_at(&self, batch: &Batch) -> SourceError {
        self.damaged_block(batch.block)
    }

    fn damaged_block(&self, block: message::Block) -> SourceError {
        SourceError::Malformed {
            path: decode::shown(&self.input.path),
            at: format!(" byte {}", block.offset),
            what: "a record batch is damaged, or uses what vizard cannot read".to_owned(),
            hint: "write the file again from its source".to_owned(),
        }
    }

    /// The first row of each batch, and the number of all rows.
    fn firsts(&self) -> (Vec<u64>, u64) {
        let mut total = 0_u64;
        let firsts = self.messages.batches.iter().map(|batch| {
            let first = total;
            total = total.saturating_add(batch.rows);
            first
        });
        (firsts.collect(), total)
    }
}

fn malformed(input: &Input, what: &str) -> SourceError {
    SourceError::Malformed {
        path: decode::shown(&input.path),
        at: String::new(),
        what: what.to_owned(),
        hint: "give a whole Arrow file or stream, or name it by what it is".to_owned(),
    }
}

/// What a file holds: of a file by its footer, of a stream and of a file that is cut off as far as the messages go.
fn messages(input: &Input, mut file: &File, size: u64) -> Result<Messages, SourceError> {
    let io = |e| decode::io_error(&input.path, "read", e);
    let no_schema = || malformed(input, "it is no Arrow data: it does not start with a schema");
    if size < 16 {
        return Err(malformed(input, "it is no Arrow data: too short"));
    }
    let mut start = [0; 8];
    file.read_exact(&mut start).map_err(io)?;
    if start.starts_with(b"FEA1") {
        return Err(malformed(input, "it is Feather version 1, which is out of use; write version 2"));
    }
    if !start.starts_with(b"ARROW1") {
        let found = message::walk(file, 0, size).map_err(io)?.ok_or_else(no_schema)?;
        return Ok(Messages { is_stream: true, ..found });
    }
    let mut end = [0; 10];
    file.seek(SeekFrom::End(-10)).map_err(io)?;
    file.read_exact(&mut end).map_err(io)?;
    let [a, b, c, d, magic @ ..] = end;
    if &magic == b"ARROW1" {
        let damaged = || malformed(input, "its footer is damaged");
        let footer = size.checked_sub(u64::from(u32::from_le_bytes([a, b, c, d])) + 10);
        let at = footer.filter(|at| *at >= 8).ok_or_else(damaged)?;
        return footer::read(file, at, size - 10).map_err(io)?.ok_or_else(damaged);
    }
    message::walk(file, 8, size).map_err(io)?.ok_or_else(no_schema)
}

impl Dataset for Table {
    fn preview(&self) -> &Schema {
        &self.schema
    }

    fn bytes(&self) -> Option<u64> {
        Some(self.bytes)
    }

    fn format(&self) -> &'static str {
        "arrow"
    }

    fn read(&mut self, options: &ReadOptions<'_>, sink: &dyn BatchSink) -> Result<ReadReport, SourceError> {
        let (firsts, total) = self.firsts();
        let parts = match options.sampling {
            Sampling::Rows { rows, seed } if rows < total => frame::sampled(total, rows, seed, SLOT),
            _ => firsts
                .iter()
                .zip(&self.messages.batches)
                .map(|(first, batch)| (*first as usize, batch.rows as usize))
                .collect(),
        };
        // A slot may go over the end of a batch; the batch read last is kept.
        let mut pieces: Vec<(usize, u64, u64)> = Vec::new();
        for (first, rows) in parts {
            let (mut at, end) = (first as u64, (first + rows) as u64);
            let mut number = firsts.partition_point(|f| *f <= at).saturating_sub(1);
            while at < end {
                let Some(batch) = self.messages.batches.get(number) else { break };
                let stop =
                    firsts.get(number).copied().unwrap_or_default().saturating_add(batch.rows).min(end);
                if stop > at {
                    pieces.push((number, at, stop));
                    at = stop;
                }
                number += 1;
            }
        }
        let wanted: u64 = pieces.iter().map(|(_, at, stop)| stop - at).sum();
        let mut left = pieces.into_iter();
        let mut kept: Option<(usize, DataFrame)> = None;
        let next = &mut || {
            let Some((number, at, stop)) = left.next() else { return Ok(None) };
            if kept.as_ref().is_none_or(|(have, _)| *have != number) {
                let Some(batch) = self.messages.batches.get(number) else { return Ok(None) };
                kept = Some((number, self.batch(batch)?));
            }
            let Some((_, table)) = &kept else { return Ok(None) };
            options
                .progress
                .fetch_add(self.bytes.saturating_mul(stop - at) / total.max(1), Ordering::Relaxed);
            let first = firsts.get(number).copied().unwrap_or_default();
            Ok(Some((at, table.slice((at - first).cast_signed(), (stop - at) as usize))))
        };
        let path = &self.input.path;
        let (read, mut incomplete) =
            frame::run(next, options, sink, path, &self.input.table, &self.schema, &self.plans)?;
        if self.messages.cut_off {
            incomplete.push(Incomplete {
                table: self.input.table.clone(),
                at: Some(format!("row {}", total + 1)),
                why: "the data is cut off here; the record batches before were read".to_owned(),
            });
        }
        let seed = match options.sampling {
            Sampling::Rows { seed, .. } if wanted < total => Some(seed),
            _ => None,
        };
        Ok(ReadReport {
            in_blocks: seed.is_some(),
            schema: self.schema.clone(),
            rows: RowsRead { total, total_is_exact: !self.messages.cut_off, read, seed },
            incomplete,
        })
    }
}
