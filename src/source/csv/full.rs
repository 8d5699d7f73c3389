//! Every row of a delimited file: blocks of whole records, split by several workers.

use std::io::Read;
use std::sync::Mutex;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, sync_channel};

use super::columns::{Splitter, Trouble};
use super::{LONGEST_RECORD, Table, listed, split, too_long};
use crate::domain::scan::RowsRead;
use crate::domain::table::BatchSink;
use crate::source::{ReadOptions, ReadReport, SourceError, decode};

/// Bytes read at a time.
const BLOCK: usize = 2 << 20;

/// Cuts a stream into blocks of whole records.
pub struct Blocks<'a> {
    reader: Box<dyn Read + Send>,
    rest: Vec<u8>,
    ended: bool,
    path: &'a std::path::Path,
    /// The end of the last whole record of a text; 0 where there is none.
    last_end: Box<dyn Fn(&[u8]) -> usize + Send + 'a>,
}

impl<'a> Blocks<'a> {
    /// Blocks of a stream; `last_end` gives the end of the last whole record of a text, 0 where there is none.
    pub fn new(
        reader: Box<dyn Read + Send>,
        path: &'a std::path::Path,
        last_end: impl Fn(&[u8]) -> usize + Send + 'a,
    ) -> Self {
        Self { reader, rest: Vec::new(), ended: false, path, last_end: Box::new(last_end) }
    }

    /// The next block, `None` at the end. The last one may end without a line end.
    ///
    /// # Errors
    /// What the system refuses, damaged compression, a record that is too long.
    #[allow(clippy::should_implement_trait, reason = "it can fail")]
    pub fn next(&mut self) -> Result<Option<Vec<u8>>, SourceError> {
        let mut block = std::mem::take(&mut self.rest);
        let mut wanted = BLOCK;
        while !self.ended {
            let before = block.len();
            block.reserve(wanted);
            let n = (&mut self.reader)
                .take(wanted as u64)
                .read_to_end(&mut block)
                .map_err(|e| decode::io_error(self.path, "read", e))?;
            debug_assert_eq!(n, block.len() - before);
            self.ended = n < wanted;
            if self.ended {
                break;
            }
            let end = (self.last_end)(&block);
            if end > 0 {
                self.rest = block.split_off(end);
                return Ok(Some(block));
            }
            if block.len() > LONGEST_RECORD {
                return Err(too_long(self.path));
            }
            // Doubling keeps the work on one huge record linear.
            wanted = block.len();
        }
        Ok(if block.is_empty() { None } else { Some(block) })
    }
}

/// Reads everything.
pub fn read(
    table: &mut Table,
    options: &ReadOptions<'_>,
    sink: &dyn BatchSink,
) -> Result<ReadReport, SourceError> {
    let mut opened = table.stream()?;
    skip(&mut opened.reader, table.header_bytes as u64)
        .map_err(|e| decode::io_error(&table.input.path, "read", e))?;
    let delimiter = table.dialect.delimiter;
    let mut blocks =
        Blocks::new(opened.reader, &table.input.path, move |block| split::last_end(block, delimiter));
    let width = table.schema.fields.len();
    let mut all = Gathered::default();
    let error = if options.threads <= 1 {
        one_thread(&mut blocks, options, sink, delimiter, width, &mut all)
    } else {
        several(&mut blocks, options, sink, delimiter, width, &mut all)
    };
    error?;
    all.troubles.sort();
    let (rows, troubles) = all.numbered();
    let mut report = ReadReport {
        schema: table.schema.clone(),
        rows: RowsRead { total: rows, total_is_exact: true, read: rows, seed: None },
        incomplete: Vec::new(),
    };
    report.incomplete = listed(&table.input.table, troubles, all.more);
    Ok(report)
}

/// Rows by block and troubles by block and row.
#[derive(Default)]
struct Gathered {
    rows: Vec<(usize, u64)>,
    troubles: Vec<(usize, Trouble)>,
    more: u64,
}

impl Gathered {
    /// All rows, and the troubles with their row in the file.
    fn numbered(&mut self) -> (u64, Vec<Trouble>) {
        self.rows.sort_unstable();
        let mut first = std::collections::HashMap::new();
        let mut total = 0;
        for (block, rows) in &self.rows {
            first.insert(*block, total);
            total += rows;
        }
        let troubles = std::mem::take(&mut self.troubles);
        let numbered = troubles
            .into_iter()
            .map(|(block, (row, what))| (first.get(&block).copied().unwrap_or(0) + row, what));
        let mut numbered: Vec<Trouble> = numbered.collect();
        self.more += numbered.len().saturating_sub(super::columns::MOST_TROUBLES) as u64;
        numbered.truncate(super::columns::MOST_TROUBLES);
        (total, numbered)
    }

    fn take(&mut self, block: usize, rows: u64, splitter: &mut Splitter) {
        self.rows.push((block, rows));
        self.troubles.extend(splitter.troubles.drain(..).map(|trouble| (block, trouble)));
        self.more += std::mem::take(&mut splitter.more);
    }
}

fn one_thread(
    blocks: &mut Blocks<'_>,
    options: &ReadOptions<'_>,
    sink: &dyn BatchSink,
    delimiter: u8,
    width: usize,
    all: &mut Gathered,
) -> Result<(), SourceError> {
    let mut worker = sink.worker();
    let mut splitter = Splitter::new(delimiter, width);
    let (mut number, mut first) = (0, 0);
    while let Some(block) = blocks.next()? {
        check(options, blocks.path)?;
        let rows = splitter.batch(&block, first, &mut *worker);
        options.progress.fetch_add(block.len() as u64, Ordering::Relaxed);
        all.take(number, rows, &mut splitter);
        first += rows;
        number += 1;
    }
    worker.finish();
    Ok(())
}

fn several(
    blocks: &mut Blocks<'_>,
    options: &ReadOptions<'_>,
    sink: &dyn BatchSink,
    delimiter: u8,
    width: usize,
    all: &mut Gathered,
) -> Result<(), SourceError> {
    let (send, receive) = sync_channel::<(usize, Vec<u8>)>(options.threads);
    let receive = Mutex::new(receive);
    let shared = Mutex::new(std::mem::take(all));
    let path = blocks.path;
    let result = std::thread::scope(|scope| {
        for _ in 0..options.threads {
            scope.spawn(|| {
                let mut worker = sink.worker();
                let mut splitter = Splitter::new(delimiter, width);
                while let Some((number, block)) = next(&receive) {
                    let rows = splitter.batch(&block, 0, &mut *worker);
                    options.progress.fetch_add(block.len() as u64, Ordering::Relaxed);
                    if let Ok(mut all) = shared.lock() {
                        all.take(number, rows, &mut splitter);
                    }
                }
                worker.finish();
            });
        }
        let mut number = 0;
        let result = loop {
            if let Err(cancelled) = check(options, path) {
                break Err(cancelled);
            }
            match blocks.next() {
                Ok(Some(block)) => {
                    if send.send((number, block)).is_err() {
                        break Ok(());
                    }
                    number += 1;
                }
                Ok(None) => break Ok(()),
                Err(error) => break Err(error),
            }
        };
        drop(send);
        result
    });
    *all = shared.into_inner().unwrap_or_default();
    result
}

fn next(receive: &Mutex<Receiver<(usize, Vec<u8>)>>) -> Option<(usize, Vec<u8>)> {
    receive.lock().ok()?.recv().ok()
}

/// Ends a read that was cancelled.
pub(in crate::source) fn check(options: &ReadOptions<'_>, path: &std::path::Path) -> Result<(), SourceError> {
    if options.cancel.load(Ordering::Relaxed) {
        return Err(SourceError::Cancelled { path: decode::shown(path) });
    }
    Ok(())
}

/// Reads past the header.
pub(in crate::source) fn skip(reader: &mut dyn Read, bytes: u64) -> std::io::Result<()> {
    std::io::copy(&mut reader.take(bytes), &mut std::io::sink()).map(|_| ())
}
