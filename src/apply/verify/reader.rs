//! Reads one of two files that are compared, on a thread of its own, in pieces.

use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Mutex};

use super::held::{Held, Holder};
use super::{VerifyRequest, schema_of};
use crate::apply::ApplyError;
use crate::domain::table::{Batch, BatchSink, BatchWorker, Schema};
use crate::source::csv::columns::Splitter;
use crate::source::csv::full::Spare;
use crate::source::{self, Dataset, Input, ReadOptions, Sampling, SourceError, csv, decode};

/// With a longer header a block takes more than the usual MiB.
const LONG_HEADER: usize = 64 << 10;

/// Pieces of a file that are looked at in one round: several a thread, so that none waits long for the last of another.
pub const fn pieces(threads: usize) -> usize {
    6 * threads + 2
}

/// Some consecutive rows of a file.
pub enum Piece {
    /// Whole records of delimited text, which whoever has time splits.
    Text(Vec<u8>),
    /// Rows of any other format.
    Held(Held),
}

/// An opened file.
pub enum Table {
    /// Delimited text, which is read in blocks.
    Text(csv::Table, PathBuf),
    /// Any other format.
    Other(Box<dyn Dataset>),
}

/// How reading a file ended.
pub struct Ended {
    /// Its columns.
    pub schema: Schema,
    /// Rows that could not be read as they stand, and ends of files that broke off.
    pub unreadable: u64,
}

impl Table {
    /// Opens a file.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn open(input: &Input) -> Result<Self, SourceError> {
        let dataset = source::open(input)?;
        if dataset.format() == "csv" {
            return Ok(Self::Text(csv::Table::open(input)?, input.path.clone()));
        }
        Ok(Self::Other(dataset))
    }

    /// The name of its format.
    pub fn format(&self) -> &'static str {
        match self {
            Self::Text(table, _) => table.format(),
            Self::Other(dataset) => dataset.format(),
        }
    }

    /// Its columns.
    ///
    /// # Errors
    /// A file that must be read for them and cannot be.
    pub fn schema(&mut self, request: &VerifyRequest<'_>) -> Result<Schema, ApplyError> {
        match self {
            Self::Text(table, _) => Ok(table.preview().clone()),
            Self::Other(dataset) => schema_of(request, &mut **dataset),
        }
    }

    /// What splits its blocks.
    pub fn splitter(&self) -> Splitter {
        match self {
            Self::Text(table, _) => Splitter::new(table.dialect().marks(), table.preview().fields.len()),
            Self::Other(_) => Splitter::default(),
        }
    }

    /// How many pieces may be read ahead: fewer where a block of text is large, because its records are.
    pub fn ahead(&self, threads: usize) -> usize {
        let header = match self {
            Self::Text(table, _) => table.header_bytes(),
            Self::Other(_) => 0,
        };
        if header > LONG_HEADER { 1 } else { pieces(threads) }
    }

    /// Reads it from its start to its end, but some columns only where they are given; a block of text has about `block` bytes, if that is said, and the room of
    /// those that are given back to `spare`.
    ///
    /// # Errors
    /// A file that cannot be read, or that the read was cancelled.
    pub fn read(
        &mut self,
        request: &VerifyRequest<'_>,
        columns: Option<&[usize]>,
        block: Option<usize>,
        send: SyncSender<Piece>,
        spare: &Arc<Spare>,
    ) -> Result<Ended, SourceError> {
        match self {
            Self::Text(table, path) => {
                let csv::full::Stream { mut blocks, mut progress, foreign } =
                    table.blocks(request.progress)?;
                blocks.reuse(Arc::clone(spare));
                if let Some(bytes) = block {
                    blocks.of_bytes(bytes);
                }
                for block in blocks.by_ref() {
                    progress.tell();
                    if request.cancel.load(Ordering::Relaxed) {
                        return Err(SourceError::Cancelled { path: decode::shown(path) });
                    }
                    if send.send(Piece::Text(block)).is_err() {
                        break;
                    }
                }
                let unreadable = u64::from(blocks.broken.is_some()) + u64::from(foreign.entry("").is_some());
                Ok(Ended { schema: table.preview().clone(), unreadable })
            }
            Self::Other(dataset) => {
                let options = ReadOptions {
                    sampling: Sampling::All,
                    threads: 1,
                    progress: request.progress,
                    cancel: request.cancel,
                };
                let sender = Sender(Mutex::new(send));
                let read = match columns {
                    Some(columns) => dataset.read_columns(columns, &options, &sender)?,
                    None => dataset.read(&options, &sender)?,
                };
                Ok(Ended { schema: read.schema, unreadable: read.incomplete.len() as u64 })
            }
        }
    }
}

/// Splits a block of whole records; gives its rows and how many of them have too few or too many fields.
pub fn split(splitter: &mut Splitter, block: Vec<u8>) -> (Held, u64) {
    let mut holder = Holder::new(&block);
    splitter.batch(&block, 0, false, &mut holder);
    let held = holder.into_held();
    let wrong = std::mem::take(&mut splitter.troubles).len() as u64 + std::mem::take(&mut splitter.more);
    (held.with_block(block), wrong)
}

/// Hands batches over.
struct Sender(Mutex<SyncSender<Piece>>);

impl BatchSink for Sender {
    fn worker(&self) -> Box<dyn BatchWorker + '_> {
        Box::new(SenderWorker(self))
    }
}

struct SenderWorker<'a>(&'a Sender);

impl BatchWorker for SenderWorker<'_> {
    fn batch(&mut self, batch: &Batch<'_>) {
        let mut holder = Holder::new(&[]);
        holder.batch(batch);
        if let Ok(sender) = self.0.0.lock() {
            // A receiver that has gone has seen enough.
            let _ = sender.send(Piece::Held(holder.into_held()));
        }
    }

    fn finish(self: Box<Self>) {}
}
