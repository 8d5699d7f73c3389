//! Arrow IPC, as a file (Feather version 2) and as a stream, read by record batch.

mod message;
mod overlay;

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;
use std::sync::atomic::Ordering;

use polars::prelude::{DataFrame, IpcReader, SerReader as _};

use super::frame::{self, Plan, guarded};
use super::parquet::frame_file;
use super::{Dataset, Input, ReadOptions, ReadReport, Sampling, Source, SourceError, decode};
use crate::domain::scan::{Incomplete, RowsRead};
use crate::domain::table::{BatchSink, Schema};
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

/// An opened table.
pub struct Table {
    input: Input,
    bytes: u64,
    messages: Messages,
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
        let (start, end) = extent(input, &file, bytes)?;
        let messages = message::walk(&file, start, end)
            .map_err(io)?
            .ok_or_else(|| malformed(input, "it is no Arrow data: it does not start with a schema"))?;
        let bad = || malformed(input, "its schema is damaged, or has what vizard cannot read");
        let end = message::footer(&messages, None).ok_or_else(bad)?;
        let file_schema =
            guarded(|| IpcReader::new(Overlay::new(file, bytes, end)).schema()).ok_or_else(bad)?;
        let (schema, plans) = frame::columns(&file_schema);
        super::refuse_wide(input, schema.fields.len())?;
        Ok(Self { input: input.clone(), bytes, messages, schema, plans })
    }

    /// The columns of the file as columns of the schema.
    #[must_use]
    pub fn plans(&self) -> &[Plan] {
        &self.plans
    }

    /// Gives the whole table, a record batch at a time, each with its share of the file's bytes.
    ///
    /// # Errors
    /// A damaged batch, or what `each` says.
    pub fn each_part<E: From<SourceError>>(
        &self,
        mut each: impl FnMut(DataFrame, u64) -> Result<(), E>,
    ) -> Result<(), E> {
        let total = self.messages.batches.iter().fold(0_u64, |sum, b| sum.saturating_add(b.rows)).max(1);
        for batch in &self.messages.batches {
            let share = self.bytes.saturating_mul(batch.rows) / total;
            each(self.batch(batch)?, share)?;
        }
        Ok(())
    }

    fn batch(&self, batch: &Batch) -> Result<DataFrame, SourceError> {
        let damaged = || SourceError::Malformed {
            path: decode::shown(&self.input.path),
            at: format!(" byte {}", batch.block.offset),
            what: "a record batch is damaged, or uses what vizard cannot read".to_owned(),
            hint: "write the file again from its source".to_owned(),
        };
        let end = message::footer(&self.messages, Some(batch)).ok_or_else(damaged)?;
        let file = decode::open_file(&self.input.path)?;
        let table =
            guarded(|| IpcReader::new(Overlay::new(file, self.bytes, end)).finish()).ok_or_else(damaged)?;
        if table.height() as u64 == batch.rows { Ok(table) } else { Err(damaged()) }
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

/// Where the messages stand. A file that is cut off is read like a stream, as far as it goes.
fn extent(input: &Input, mut file: &File, size: u64) -> Result<(u64, u64), SourceError> {
    let io = |e| decode::io_error(&input.path, "read", e);
    if size < 16 {
        return Err(malformed(input, "it is no Arrow data: too short"));
    }
    let mut start = [0; 8];
    file.read_exact(&mut start).map_err(io)?;
    if start.starts_with(b"FEA1") {
        return Err(malformed(input, "it is Feather version 1, which is out of use; write version 2"));
    }
    if !start.starts_with(b"ARROW1") {
        return Ok((0, size));
    }
    let mut end = [0; 10];
    file.seek(SeekFrom::End(-10)).map_err(io)?;
    file.read_exact(&mut end).map_err(io)?;
    let [a, b, c, d, magic @ ..] = end;
    let footer = u64::from(u32::from_le_bytes([a, b, c, d])) + 10;
    if &magic == b"ARROW1" && footer < size - 8 { Ok((8, size - footer)) } else { Ok((8, size)) }
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
