//! Every row of a delimited file: blocks of whole records, split by several workers.

use std::io::Read;
use std::path::Path;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, PoisonError};

use super::columns::{MOST_TROUBLES, Splitter, Trouble};
use super::split::{self, Marks};
use super::{LONGEST_RECORD, Table, listed};
use crate::domain::scan::{Incomplete, RowsRead};
use crate::domain::table::BatchSink;
use crate::source::decode::{self, Foreign};
use crate::source::{ReadOptions, ReadReport, SourceError, pool};

/// Bytes read at a time …
const BLOCK: usize = 1 << 20;
/// … or so many records of a wide table, so that what a column of a batch costs is shared by several cells …
const RECORDS: usize = 16;
/// … up to this.
const MOST: usize = 32 << 20;

/// Room for further blocks.
#[derive(Debug, Default)]
pub struct Spare(Mutex<Vec<Vec<u8>>>);

impl Spare {
    /// Gives a block back.
    pub fn put(&self, block: Vec<u8>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(block);
    }

    /// An empty block, with the room of one that was given back; that of a huge one, with more than `most` bytes, goes.
    pub fn take(&self, most: usize) -> Vec<u8> {
        let given = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut block = given.filter(|block| block.capacity() <= most).unwrap_or_default();
        block.clear();
        block
    }
}

/// Cuts a stream into blocks of whole records.
pub struct Blocks<'a> {
    reader: Box<dyn Read + Send>,
    rest: Vec<u8>,
    ended: bool,
    path: &'a Path,
    marks: Marks,
    block: usize,
    /// Blocks that were worked on: their room is used again.
    spare: Arc<Spare>,
    /// Why the stream broke off, where it did: the whole records before were given out.
    pub broken: Option<String>,
}

impl<'a> Blocks<'a> {
    /// A stream that starts at a record; one takes about `record` bytes.
    pub fn new(reader: Box<dyn Read + Send>, path: &'a Path, marks: Marks, record: usize) -> Self {
        let block = record.saturating_mul(RECORDS).clamp(BLOCK, MOST);
        let spare = Arc::default();
        Self { reader, rest: Vec::new(), ended: false, path, marks, block, spare, broken: None }
    }

    /// Takes the room of its blocks from here, where others give theirs back too.
    pub fn reuse(&mut self, spare: Arc<Spare>) {
        self.spare = spare;
    }

    /// Where blocks may be given back when they are not needed any more.
    pub fn spare(&self) -> Arc<Spare> {
        self.spare.clone()
    }

    /// Reads so many bytes at a time, at least one.
    pub const fn of_bytes(&mut self, bytes: usize) {
        self.block = if bytes == 0 { 1 } else { bytes };
    }
}

impl Iterator for Blocks<'_> {
    type Item = Vec<u8>;

    /// The next block, `None` at the end. The last one may end without a line end; what breaks the stream off is put
    /// into `broken`.
    fn next(&mut self) -> Option<Vec<u8>> {
        let mut block = self.spare.take(4 * self.block);
        block.append(&mut self.rest);
        let mut wanted = self.block;
        while !self.ended {
            if block.capacity() - block.len() < wanted {
                // A little more: what is left of a block before is of any length.
                block.reserve_exact(wanted + wanted / 16);
            }
            match (&mut self.reader).take(wanted as u64).read_to_end(&mut block) {
                Ok(n) => self.ended = n < wanted,
                Err(e) => {
                    self.broken = Some(decode::io_error(self.path, "read", e).to_string());
                    self.ended = true;
                    // A record that is cut off in its middle is none.
                    let end = split::last_end(&block, self.marks);
                    block.truncate(end);
                }
            }
            if self.ended {
                break;
            }
            let end = split::last_end(&block, self.marks);
            if end > 0 {
                self.rest.extend_from_slice(&block[end..]);
                block.truncate(end);
                return Some(block);
            }
            if block.len() > LONGEST_RECORD {
                self.broken = Some(format!(
                    "a record is longer than {} MiB; look for a quote that is never closed",
                    LONGEST_RECORD >> 20
                ));
                self.ended = true;
                block.clear();
                break;
            }
            // Doubling keeps the work on one huge record linear.
            wanted = block.len();
        }
        if block.is_empty() { None } else { Some(block) }
    }
}

/// The records of a table from the first on.
pub struct Stream<'a> {
    /// They, in blocks.
    pub blocks: Blocks<'a>,
    /// Tells how far they were read.
    pub progress: decode::Progress<'a>,
    /// What in them is of another encoding.
    pub foreign: Arc<Foreign>,
}

impl Table {
    /// The records of the table, for callers with threads of their own.
    ///
    /// # Errors
    /// A file that cannot be opened or read.
    pub fn blocks<'a>(&'a mut self, progress: &'a AtomicU64) -> Result<Stream<'a>, SourceError> {
        let mut opened = self.stream()?;
        decode::skip(&mut opened.reader, self.header_bytes as u64)
            .map_err(|e| decode::io_error(&self.input.path, "read", e))?;
        let progress = decode::Progress::new(opened.taken, 1, progress);
        let record = self.header_bytes.max(8 * self.schema.fields.len());
        let blocks = Blocks::new(opened.reader, &self.input.path, self.dialect.marks(), record);
        Ok(Stream { blocks, progress, foreign: opened.foreign })
    }
}

/// What a worker found in one block.
#[derive(Default)]
pub(super) struct Found {
    pub(super) rows: u64,
    pub(super) troubles: Vec<Trouble>,
    pub(super) more: u64,
}

/// Reads every row, of some columns where some are given.
///
/// # Errors
/// A file that cannot be opened, or that the read was cancelled.
pub fn read(
    table: &mut Table,
    columns: Option<&[usize]>,
    options: &ReadOptions<'_>,
    sink: &dyn BatchSink,
) -> Result<ReadReport, SourceError> {
    let marks = table.dialect.marks();
    let width = table.schema.fields.len();
    let path = table.input.path.clone();
    let Stream { mut blocks, mut progress, foreign } = table.blocks(options.progress)?;
    if columns.is_some() {
        // The columns that nobody asks for cost nothing: small blocks take less memory.
        blocks.block = (blocks.block / 4).max(BLOCK);
    }
    let spare = blocks.spare();
    let ordered = options.threads <= 1;
    let found = pool::run(
        &mut || {
            let block = blocks.next();
            progress.tell();
            Ok(block)
        },
        options,
        &path,
        &|| {
            let splitter = Splitter::new(marks, width);
            (columns.into_iter().fold(splitter, Splitter::only), sink.worker(), 0_u64)
        },
        &|(splitter, worker, first), number, block: Vec<u8>| {
            let rows = splitter.batch(&block, *first, number == 0, &mut **worker);
            if ordered {
                *first += rows;
            }
            spare.put(block);
            let troubles = std::mem::take(&mut splitter.troubles);
            Found { rows, troubles, more: std::mem::take(&mut splitter.more) }
        },
        &|(_, worker, _)| worker.finish(),
    )?;
    let cut = blocks.broken.take();
    Ok(reported(table, found, foreign.entry(&table.input.table), cut))
}

/// What was read and what not: of every block in its order, of the encoding, and where the stream broke off.
pub(super) fn reported(
    table: &Table,
    found: Vec<Found>,
    foreign: Option<Incomplete>,
    cut: Option<String>,
) -> ReadReport {
    let (mut rows, mut more) = (0, 0);
    let mut troubles = Vec::new();
    for block in found {
        for (row, what) in block.troubles {
            if troubles.len() < MOST_TROUBLES {
                troubles.push((rows + row, what));
            } else {
                more += 1;
            }
        }
        more += block.more;
        rows += block.rows;
    }
    let mut report = ReadReport {
        in_blocks: false,
        schema: table.schema.clone(),
        rows: RowsRead { total: rows, total_is_exact: true, read: rows, seed: None },
        incomplete: listed(&table.input.table, troubles, more),
    };
    report.incomplete.extend(foreign);
    if let Some(why) = cut {
        report.rows.total_is_exact = false;
        report.incomplete.push(broken(table, rows, &why));
    }
    report
}

/// The entry for a stream that broke off.
pub fn broken(table: &Table, rows: u64, why: &str) -> Incomplete {
    Incomplete {
        table: table.input.table.clone(),
        at: Some(format!("row {}", rows + 1)),
        why: format!("from here on the file was not read: {why}"),
    }
}
