//! A seeded sample of a delimited file, spread over the whole of it.
//!
//! Of a file that can be read at any place slots are drawn; a stream is read once and the records with the
//! smallest keys are kept. A longer sample of the same seed holds the shorter one.

use std::sync::atomic::Ordering;

use super::columns::Splitter;
use super::full::{self, Blocks};
use super::split::{self, Marks};
use super::{Table, listed};
use crate::domain::scan::{Incomplete, RowsRead};
use crate::domain::table::BatchSink;
use crate::source::slots::{SLOT, Slots, check};
use crate::source::{ReadOptions, ReadReport, Sampling, SourceError, decode, reservoir};

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
    // Records are about as long as the header: a file of few long records has no more rows than are wanted.
    let few = rows.saturating_mul(table.header_bytes as u64) >= size;
    if plain && (size <= SMALL || few) {
        return full::read(table, None, &ReadOptions { sampling: Sampling::All, ..*options }, sink);
    }
    if plain {
        let body = mark + table.header_bytes as u64..size;
        return slots(table, options, rows, seed, sink, body);
    }
    stream(table, options, rows, seed, sink)
}

fn slots(
    table: &Table,
    options: &ReadOptions<'_>,
    rows: u64,
    seed: u64,
    sink: &dyn BatchSink,
    body: std::ops::Range<u64>,
) -> Result<ReadReport, SourceError> {
    let marks = table.dialect.marks();
    let width = table.schema.fields.len();
    let first = |text: &[u8], slot: usize| resync(text, slot, marks, width);
    let end = |text: &[u8], at: usize| split::record_end(text, at, marks);
    let slots = Slots::open(&table.input.path, body.clone(), &first, &end)?;
    let mut worker = sink.worker();
    let mut splitter = Splitter::new(marks, width);
    let (mut read, mut bytes, mut drawn) = (0_u64, 0_u64, 0_u64);
    let foreign = decode::Foreign::default();
    for slot in reservoir::order(slots.count(), seed) {
        if read >= rows {
            break;
        }
        check(options, &table.input.path)?;
        let block = slots.read(slot)?;
        foreign.block(&block);
        bytes += block.len() as u64;
        drawn += 1;
        options.progress.fetch_add(SLOT, Ordering::Relaxed);
        read += splitter.batch(&block, read, read == 0, &mut *worker);
    }
    worker.finish();
    let whole = drawn == slots.count();
    let size = body.end.saturating_sub(body.start) as f64;
    let total = if whole || bytes == 0 { read } else { (read as f64 * size / bytes as f64).round() as u64 };
    let mut incomplete = odd_rows(table, &splitter, read);
    incomplete.extend(foreign.sampled(&table.input.table));
    Ok(ReadReport {
        in_blocks: !whole,
        schema: table.schema.clone(),
        rows: RowsRead { total, total_is_exact: whole, read, seed: if whole { None } else { Some(seed) } },
        incomplete,
    })
}

/// Rows of a sample with a wrong number of fields; their numbers in the file are not known.
fn odd_rows(table: &Table, splitter: &Splitter, read: u64) -> Vec<Incomplete> {
    let odd = splitter.troubles.len() as u64 + splitter.more;
    if odd == 0 {
        return Vec::new();
    }
    let why = format!(
        "{odd} of {read} sampled rows have too few or too many fields; a full scan (--full) says which"
    );
    vec![Incomplete { table: table.input.table.clone(), at: None, why }]
}

/// The start of the first record after a line end: of the candidates, the first after which records have the right width.
///
/// A line end may lie inside a quoted field; then what follows has another number of fields, or a lone quote.
fn resync(text: &[u8], slot: usize, marks: Marks, width: usize) -> Option<usize> {
    let mut from = 0;
    let mut fallback = None;
    for _ in 0..64 {
        let Some(found) = text.get(from..).and_then(|rest| memchr::memchr(b'\n', rest)) else {
            return fallback;
        };
        let at = from + found + 1;
        if at > slot {
            return fallback;
        }
        fallback.get_or_insert(at);
        if fits(text, at, marks, width) {
            return Some(at);
        }
        from = at;
    }
    fallback
}

fn fits(text: &[u8], mut at: usize, marks: Marks, width: usize) -> bool {
    for _ in 0..4 {
        let Some(end) = split::record_end(text, at, marks) else { return true };
        let (mut count, mut lone) = (0, false);
        split::fields(&text[at..end], marks, |field| {
            count += 1;
            lone |= field.first() != Some(&marks.quote) && memchr::memchr(marks.quote, field).is_some();
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
    decode::skip(&mut opened.reader, table.header_bytes as u64)
        .map_err(|e| decode::io_error(&path, "read", e))?;
    let marks = table.dialect.marks();
    let foreign = opened.foreign;
    let mut progress = decode::Progress::new(opened.taken, 1, options.progress);
    let mut blocks = Blocks::new(opened.reader, &path, marks, table.header_bytes);
    let mut kept = reservoir::Reservoir::new(rows, seed);
    for block in blocks.by_ref() {
        check(options, &path)?;
        let mut at = 0;
        while at < block.len() {
            let end = split::record_end(&block, at, marks).unwrap_or(block.len());
            if !split::trim_end(&block[at..end]).is_empty() || table.schema.fields.len() == 1 {
                kept.offer(&block[at..end]);
            }
            at = end;
        }
        progress.tell();
    }
    let total = kept.seen();
    let mut splitter = Splitter::new(marks, table.schema.fields.len());
    let mut worker = sink.worker();
    let mut read = 0;
    for block in kept.blocks() {
        read += splitter.batch(&block, read, read == 0, &mut *worker);
    }
    worker.finish();
    let whole = read >= total;
    let mut incomplete = if whole {
        // Kept as a whole: the numbers are those of the file.
        listed(&table.input.table, std::mem::take(&mut splitter.troubles), splitter.more)
    } else {
        odd_rows(table, &splitter, read)
    };
    incomplete.extend(foreign.entry(&table.input.table));
    if let Some(why) = &blocks.broken {
        incomplete.push(full::broken(table, total, why));
    }
    Ok(ReadReport {
        in_blocks: false,
        schema: table.schema.clone(),
        rows: RowsRead {
            total,
            total_is_exact: blocks.broken.is_none(),
            read,
            seed: if whole { None } else { Some(seed) },
        },
        incomplete,
    })
}
