//! A seeded sample of a delimited file, spread over the whole of it.
//!
//! A file that can be read at any place is cut into slots of equal size; slots are drawn without replacement in an order
//! that the seed fixes, and a record belongs to the slot in which it starts. So a longer sample continues a shorter one,
//! and all slots together are the file. A stream is read once with a reservoir (Vitter's algorithm R).

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::sync::atomic::Ordering;

use super::columns::Splitter;
use super::full::{self, Blocks, check, skip};
use super::{LONGEST_RECORD, Table, listed, split};
use crate::domain::scan::RowsRead;
use crate::domain::table::BatchSink;
use crate::source::{ReadOptions, ReadReport, Sampling, SourceError, decode, reservoir};

/// Size of a slot.
const SLOT: u64 = 32 << 10;
/// A file up to this size is read whole.
const SMALL: u64 = 4 << 20;

/// Reads about `rows` rows.
pub fn read(
    table: &mut Table,
    options: &ReadOptions<'_>,
    rows: u64,
    seed: u64,
    sink: &dyn BatchSink,
) -> Result<ReadReport, SourceError> {
    let opened = table.stream()?;
    let size = opened.bytes.unwrap_or(0);
    let plain = opened.plain;
    let mark = if opened.encoding.bom { 3 } else { 0 };
    table.opened = Some(opened);
    if plain && size <= SMALL {
        let all = ReadOptions { sampling: Sampling::All, ..*options };
        return full::read(table, &all, sink);
    }
    if plain {
        return slots(table, options, rows, seed, sink, size, mark + table.header_bytes as u64);
    }
    stream(table, options, rows, seed, sink)
}

fn slots(
    table: &Table,
    options: &ReadOptions<'_>,
    rows: u64,
    seed: u64,
    sink: &dyn BatchSink,
    size: u64,
    first_byte: u64,
) -> Result<ReadReport, SourceError> {
    let path = &table.input.path;
    let io = |e| decode::io_error(path, "read", e);
    let mut file = decode::open_file(path)?;
    let delimiter = table.dialect.delimiter;
    let width = table.schema.fields.len();
    let body = size.saturating_sub(first_byte);
    let count = body.div_ceil(SLOT).max(1);
    let mut worker = sink.worker();
    let mut splitter = Splitter::new(delimiter, width);
    let (mut read, mut bytes, mut drawn) = (0_u64, 0_u64, 0_u64);
    for slot in reservoir::order(count, seed) {
        if read >= rows {
            break;
        }
        check(options, path)?;
        let start = first_byte + slot * SLOT;
        let end = (start + SLOT).min(size);
        let block = records_of(&mut file, start, end, size, first_byte, delimiter, width).map_err(io)?;
        bytes += block.len() as u64;
        drawn += 1;
        options.progress.fetch_add(SLOT, Ordering::Relaxed);
        read += splitter.batch(&block, 0, &mut *worker);
    }
    worker.finish();
    let whole = drawn == count;
    let total =
        if whole || bytes == 0 { read } else { (read as f64 * body as f64 / bytes as f64).round() as u64 };
    // Row numbers are not known in a sample: only that there are such rows.
    let odd = splitter.troubles.len() as u64 + splitter.more;
    let mut incomplete = listed(&table.input.table, Vec::new(), 0);
    if odd > 0 {
        incomplete.push(crate::domain::scan::Incomplete {
            table: table.input.table.clone(),
            at: None,
            why: format!("{odd} of {read} sampled rows have too few or too many fields; a full scan (--full) says which"),
        });
    }
    Ok(ReadReport {
        schema: table.schema.clone(),
        rows: RowsRead { total, total_is_exact: whole, read, seed: if whole { None } else { Some(seed) } },
        incomplete,
    })
}

/// The records that start inside a slot, whole.
fn records_of(
    file: &mut File,
    start: u64,
    end: u64,
    size: u64,
    first_byte: u64,
    delimiter: u8,
    width: usize,
) -> std::io::Result<Vec<u8>> {
    // One byte before tells whether a record starts right at the slot.
    let from = if start == first_byte { start } else { start - 1 };
    let mut text = Vec::new();
    file.seek(SeekFrom::Start(from))?;
    let mut wanted = end - from + (8 << 10);
    loop {
        let n = file.by_ref().take(wanted).read_to_end(&mut text)? as u64;
        let slot = usize::try_from(end - from).unwrap_or(usize::MAX);
        let at_end = from + text.len() as u64 >= size || n < wanted;
        let begin = if start == first_byte { Some(0) } else { resync(&text, slot, delimiter, width) };
        let Some(begin) = begin else {
            // No record starts here: the slot lies inside one long record.
            return Ok(Vec::new());
        };
        let mut at = begin;
        let mut whole = true;
        while at < slot.min(text.len()) {
            match split::record_end(&text, at, delimiter) {
                Some(next) => at = next,
                None if at_end => at = text.len(),
                None => {
                    whole = false;
                    break;
                }
            }
        }
        if whole || at_end || text.len() > LONGEST_RECORD {
            text.truncate(at);
            text.drain(..begin.min(at));
            return Ok(text);
        }
        wanted = text.len() as u64;
    }
}

/// The start of the first record after a line end: of the candidates, the first after which records have the right width.
///
/// A line end may lie inside a quoted field; then what follows has another number of fields, or a lone quote.
fn resync(text: &[u8], slot: usize, delimiter: u8, width: usize) -> Option<usize> {
    let mut from = 0;
    let mut fallback = None;
    for _ in 0..64 {
        let at = from + memchr::memchr(b'\n', text.get(from..)?)? + 1;
        if at > slot {
            return fallback;
        }
        fallback.get_or_insert(at);
        if fits(text, at, delimiter, width) {
            return Some(at);
        }
        from = at;
    }
    fallback
}

fn fits(text: &[u8], mut at: usize, delimiter: u8, width: usize) -> bool {
    for _ in 0..4 {
        let Some(end) = split::record_end(text, at, delimiter) else { return true };
        let (mut count, mut lone) = (0, false);
        split::fields(&text[at..end], delimiter, |field| {
            count += 1;
            lone |= !field.starts_with(b"\"") && memchr::memchr(b'"', field).is_some();
        });
        if count != width || (lone && width < 3) {
            return false;
        }
        at = end;
    }
    true
}

fn stream(
    table: &mut Table,
    options: &ReadOptions<'_>,
    rows: u64,
    seed: u64,
    sink: &dyn BatchSink,
) -> Result<ReadReport, SourceError> {
    let mut opened = table.stream()?;
    let path = table.input.path.clone();
    skip(&mut opened.reader, table.header_bytes as u64).map_err(|e| decode::io_error(&path, "read", e))?;
    let delimiter = table.dialect.delimiter;
    let mut blocks = Blocks::new(opened.reader, &path, move |block| split::last_end(block, delimiter));
    let mut kept = reservoir::Reservoir::new(rows, seed);
    while let Some(block) = blocks.next()? {
        check(options, &path)?;
        let mut at = 0;
        while at < block.len() {
            let end = split::record_end(&block, at, delimiter).unwrap_or(block.len());
            if !split::trim_end(&block[at..end]).is_empty() || table.schema.fields.len() == 1 {
                kept.offer(&block[at..end]);
            }
            at = end;
        }
        options.progress.fetch_add(block.len() as u64, Ordering::Relaxed);
    }
    let total = kept.seen();
    let mut splitter = Splitter::new(delimiter, table.schema.fields.len());
    let mut worker = sink.worker();
    let mut read = 0;
    for block in kept.blocks() {
        read += splitter.batch(&block, read, &mut *worker);
    }
    worker.finish();
    let troubles = std::mem::take(&mut splitter.troubles);
    let whole = read >= total;
    let incomplete = listed(&table.input.table, troubles, splitter.more);
    Ok(ReadReport {
        schema: table.schema.clone(),
        rows: RowsRead { total, total_is_exact: true, read, seed: if whole { None } else { Some(seed) } },
        incomplete,
    })
}
