//! A seeded sample: slots of a file of lines, a reservoir of anything else. The schema is the union over the sample.

use std::sync::atomic::Ordering;

use super::fill::Filler;
use super::frames::Frames;
use super::layout::Layout;
use super::records::{self, Found};
use super::shape::Shape;
use super::token::Nobody;
use super::{Table, malformed, read as full, too_many_keys};
use crate::domain::scan::RowsRead;
use crate::domain::table::BatchSink;
use crate::source::{ReadOptions, ReadReport, Sampling, SourceError, decode, reservoir, slots};

/// A file up to this size is read whole.
const SMALL: u64 = 4 << 20;

/// Reads about `rows` records.
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
    let first_byte = if opened.encoding.bom { 3 } else { 0 };
    table.opened = Some(opened);
    if plain && size <= SMALL {
        return full::read(table, &ReadOptions { sampling: Sampling::All, ..*options }, sink);
    }
    if plain && table.layout == Layout::Lines {
        return lines(table, options, rows, seed, sink, first_byte..size);
    }
    stream(table, options, rows, seed, sink)
}

fn lines(
    table: &Table,
    options: &ReadOptions<'_>,
    rows: u64,
    seed: u64,
    sink: &dyn BatchSink,
    body: std::ops::Range<u64>,
) -> Result<ReadReport, SourceError> {
    let (mut blocks, mut read, mut bytes) = (Vec::new(), 0, 0);
    let line = |text: &[u8], at: usize| {
        text.get(at..).and_then(|rest| memchr::memchr(b'\n', rest)).map(|end| at + end + 1)
    };
    let first = |text: &[u8], slot: usize| line(text, 0).filter(|at| *at <= slot);
    let slots = slots::Slots::open(&table.input.path, body.clone(), &first, &line)?;
    let mut drawn = 0;
    let foreign = decode::Foreign::default();
    for slot in reservoir::order(slots.count(), seed) {
        if read >= rows {
            break;
        }
        slots::check(options, &table.input.path)?;
        let block = slots.read(slot)?;
        options.progress.fetch_add(slots::SLOT, Ordering::Relaxed);
        drawn += 1;
        foreign.block(&block);
        bytes += block.len() as u64;
        read += memchr::memchr_iter(b'\n', &block).count() as u64;
        blocks.push(block);
    }
    let whole = drawn == slots.count();
    let mut report = emit(table, &blocks, &Layout::Lines, sink)?;
    let read = report.rows.read;
    let size = (body.end - body.start) as f64;
    let total = if whole || bytes == 0 { read } else { (read as f64 * size / bytes as f64).round() as u64 };
    report.rows =
        RowsRead { total, total_is_exact: whole, read, seed: if whole { None } else { Some(seed) } };
    report.in_blocks = !whole;
    report.incomplete.extend(foreign.sampled(&table.input.table));
    Ok(report)
}

fn stream(
    table: &mut Table,
    options: &ReadOptions<'_>,
    rows: u64,
    seed: u64,
    sink: &dyn BatchSink,
) -> Result<ReadReport, SourceError> {
    let opened = table.stream()?;
    let foreign = opened.foreign;
    let mut progress = decode::Progress::new(opened.taken, 1, options.progress);
    let path = table.input.path.clone();
    let layout = table.layout.clone();
    let mut frames = Frames::new(opened.reader, &path, &layout)?;
    let mut kept = reservoir::Reservoir::new(rows, seed);
    let mut bad = 0;
    while let Some(block) = frames.next_block()? {
        slots::check(options, &path)?;
        let found = records::each(&block, &layout, |cursor| {
            let start = cursor.at;
            cursor.value(&mut Nobody, 0, 0)?;
            kept.offer(&cursor.text[start..cursor.at]);
            Ok(())
        });
        bad += found.bad.len() as u64 + found.more;
        progress.tell();
    }
    let total = kept.seen();
    if total == 0 && bad > 0 {
        return Err(malformed(
            &table.input,
            "no record could be read: none is valid JSON",
            "give a whole file",
        ));
    }
    let blocks: Vec<Vec<u8>> = kept.blocks().collect();
    let mut report = emit(table, &blocks, &Layout::Values, sink)?;
    let read = report.rows.read;
    let seed = if read >= total { None } else { Some(seed) };
    report.rows = RowsRead { total, total_is_exact: true, read, seed };
    if bad > 0 {
        let why =
            format!("{bad} records are not valid JSON and were not read; a full scan (--full) says which");
        report.incomplete.push(table.incomplete(None, why));
    }
    if let Some(error) = frames.broken {
        if total == 0 {
            return Err(error);
        }
        report
            .incomplete
            .push(table.incomplete(None, format!("what follows record {total} was not read: {error}")));
    } else if matches!(layout, Layout::Array { .. }) && !frames.closed {
        let why = "the file ends inside the array: it is cut off; the records before were read".to_owned();
        report.incomplete.push(table.incomplete(None, why));
    }
    report.incomplete.extend(table.beside(&frames.tail));
    report.incomplete.extend(foreign.entry(&table.input.table));
    Ok(report)
}

/// Gives the records of some blocks to a worker; their shape first.
fn emit(
    table: &Table,
    blocks: &[Vec<u8>],
    layout: &Layout,
    sink: &dyn BatchSink,
) -> Result<ReadReport, SourceError> {
    let mut shape = Shape::default();
    let mut bad = 0;
    for (number, block) in blocks.iter().enumerate() {
        shape.at_block(number);
        let found = records::shape(block, layout, &mut shape);
        if Found::has_too_many_keys(&found) {
            return Err(too_many_keys(&table.input));
        }
        bad += found.bad.len() as u64 + found.more;
    }
    let (schema, places) = shape.columns();
    let mut filler = Filler::new(&shape, &places, schema.fields.len());
    let mut worker = sink.worker();
    let mut read = 0;
    for block in blocks {
        records::fill(block, layout, &mut filler);
        read += filler.cells.flush(block, read, &mut *worker);
    }
    worker.finish();
    let mut report = ReadReport { schema, ..ReadReport::default() };
    report.rows.read = read;
    if bad > 0 {
        let why = format!(
            "{bad} of {} sampled records are not valid JSON; a full scan (--full) says which",
            read + bad
        );
        report.incomplete.push(table.incomplete(None, why));
    }
    Ok(report)
}
