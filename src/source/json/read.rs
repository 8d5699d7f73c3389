//! Every record, in two passes: first the union of the shapes, then the cells of the columns that it makes.

use std::io::Read;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::fill::Filler;
use super::frames::Frames;
use super::layout::Layout;
use super::records::{self, Found, MOST_BAD};
use super::shape::Shape;
use super::{Table, malformed, too_many_keys};
use crate::domain::scan::{Incomplete, RowsRead};
use crate::domain::table::BatchSink;
use crate::source::decode::Progress;
use crate::source::{ReadOptions, ReadReport, SourceError, decode, pool};

/// What of standard input is kept for the second pass.
const MOST_STDIN: u64 = 256 << 20;

/// Reads everything.
pub fn read(
    table: &mut Table,
    options: &ReadOptions<'_>,
    sink: &dyn BatchSink,
) -> Result<ReadReport, SourceError> {
    let kept = kept(table)?;
    let layout = table.layout.clone();
    let path = table.input.path.clone();
    let (reader, mut progress, _) = stream(table, kept.as_deref(), options)?;
    let mut frames = Frames::new(reader, &path, &layout)?;
    let (shape, found) = shapes(&mut frames, &mut progress, &layout, options, &path)?
        .ok_or_else(|| too_many_keys(&table.input))?;
    let mut incomplete = troubles(table, &frames, &found);
    let rows: u64 = found.iter().map(|f| f.rows).sum();
    if rows == 0 && found.iter().any(|f| !f.bad.is_empty()) {
        let why = incomplete
            .first()
            .map_or_else(String::new, |i| format!("{} {}", i.at.clone().unwrap_or_default(), i.why));
        return Err(malformed(
            &table.input,
            &format!("no record could be read: {}", why.trim()),
            "give a whole file",
        ));
    }
    if let Some(error) = frames.broken.take() {
        if rows == 0 {
            return Err(error);
        }
        incomplete.push(table.incomplete(None, format!("what follows record {rows} was not read: {error}")));
    }
    let (reader, mut progress, foreign) = stream(table, kept.as_deref(), options)?;
    let mut frames = Frames::new(reader, &path, &layout)?;
    let (schema, places) = shape.columns();
    let firsts: Vec<u64> = found
        .iter()
        .scan(0, |sum, f| {
            let first = *sum;
            *sum += f.rows;
            Some(first)
        })
        .collect();
    let filled = pool::run(
        &mut || {
            let block = frames.next_block();
            progress.tell();
            block
        },
        options,
        &path,
        &|| (Filler::new(&shape, &places, schema.fields.len()), sink.worker()),
        &|(filler, worker), number, block| {
            records::fill(&block, &layout, filler);
            let first = firsts.get(number).copied().unwrap_or_default();
            filler.cells.flush(&block, first, &mut **worker)
        },
        &|(_, worker)| worker.finish(),
    )?;
    let read: u64 = filled.iter().sum();
    incomplete.extend(foreign.entry(&table.input.table));
    if read != rows {
        let why = "the file changed while it was read; read it again".to_owned();
        incomplete.push(table.incomplete(None, why));
    }
    Ok(ReadReport {
        in_blocks: false,
        schema,
        rows: RowsRead { total: read, total_is_exact: true, read, seed: None },
        incomplete,
    })
}

/// Standard input as a whole, since it cannot be read twice.
fn kept(table: &mut Table) -> Result<Option<Vec<u8>>, SourceError> {
    if table.input.path != Path::new("-") {
        return Ok(None);
    }
    let path = table.input.path.clone();
    let mut text = Vec::new();
    let mut reader = table.stream()?.reader.take(MOST_STDIN + 1);
    reader.read_to_end(&mut text).map_err(|e| decode::io_error(&path, "read", e))?;
    if text.len() as u64 > MOST_STDIN {
        return Err(malformed(
            &table.input,
            "more than 256 MiB of JSON on standard input: it has to be read twice",
            "write it to a file, or read a sample (--rows)",
        ));
    }
    Ok(Some(text))
}

/// The text from its start, for one of two passes.
fn stream<'k>(
    table: &mut Table,
    kept: Option<&'k [u8]>,
    options: &ReadOptions<'k>,
) -> Result<(Box<dyn Read + Send + 'k>, Progress<'k>, Arc<decode::Foreign>), SourceError> {
    Ok(match kept {
        Some(text) => {
            let foreign = Arc::new(decode::Foreign::of(text));
            (Box::new(text), Progress::new(Arc::default(), 2, options.progress), foreign)
        }
        None => {
            let opened = table.stream()?;
            (opened.reader, Progress::new(opened.taken, 2, options.progress), opened.foreign)
        }
    })
}

/// The union of the shapes and what each block held; `None` where there are too many keys.
fn shapes(
    frames: &mut Frames<'_>,
    progress: &mut Progress<'_>,
    layout: &Layout,
    options: &ReadOptions<'_>,
    path: &Path,
) -> Result<Option<(Shape, Vec<Found>)>, SourceError> {
    let shapes = Mutex::new(Vec::new());
    let found = pool::run(
        &mut || {
            let block = frames.next_block();
            progress.tell();
            block
        },
        options,
        path,
        &Shape::default,
        &|shape, number, block| {
            shape.at_block(number);
            records::shape(&block, layout, shape)
        },
        &|shape| shapes.lock().unwrap_or_else(PoisonError::into_inner).push(shape),
    )?;
    if found.iter().any(Found::has_too_many_keys) {
        return Ok(None);
    }
    let mut union = Shape::default();
    for shape in shapes.into_inner().unwrap_or_else(PoisonError::into_inner) {
        if union.merge(&shape).is_err() {
            return Ok(None);
        }
    }
    Ok(Some((union, found)))
}

/// What could not be read, as entries of a report.
fn troubles(table: &Table, frames: &Frames<'_>, found: &[Found]) -> Vec<Incomplete> {
    let mut out = Vec::new();
    let (mut first, mut more) = (0, 0);
    for block in found {
        for (place, fault) in &block.bad {
            if out.len() < MOST_BAD {
                out.push(table.incomplete(Some(table.place(first + place)), fault.why().to_owned()));
            } else {
                more += 1;
            }
        }
        first += block.places;
        more += block.more;
    }
    if more > 0 {
        out.push(table.incomplete(None, format!("{more} more records are not valid JSON and were not read")));
    }
    if let Layout::Array { envelope, .. } = &table.layout {
        if frames.closed {
            out.extend(table.beside(&frames.tail));
            let rest = frames.tail.get(1..).unwrap_or_default().trim_ascii();
            if envelope.is_none() && !rest.is_empty() {
                let why = "text after the end of the array was not read; put it into a file of its own";
                out.push(table.incomplete(None, why.to_owned()));
            }
        } else if frames.broken.is_none() {
            let why = "the file ends inside the array: it is cut off; the records before were read";
            out.push(table.incomplete(None, why.to_owned()));
        }
    }
    out
}
