//! Delimited text masked block by block on several threads, written in order, untouched cells byte for byte.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, sync_channel};

use super::left_out::LeftOut;
use super::output::{Target, TextWriter};
use super::runner::{self, Runner, Step};
use super::{ApplyError, ApplyReport, ApplyRequest, ColumnCounts};
use crate::mask::Outcome;
use crate::source::csv::Table;
use crate::source::csv::full::{Blocks, Spare};
use crate::source::csv::records::{End, Records};
use crate::source::csv::split::{self, Marks};
use crate::source::{Dataset as _, decode};

/// Masks a table.
pub fn run(request: &ApplyRequest<'_>, runner: &Runner, target: Target) -> Result<ApplyReport, ApplyError> {
    let table = Table::open(request.input)?;
    let fingerprint = table.preview().fingerprint();
    if fingerprint != request.dataset.schema {
        return Err(stale(request, table.preview()));
    }
    let dialect = table.dialect();
    let marks = dialect.marks();
    let mut opened = decode::open(&request.input.path, &request.input.options)?;
    let mut writer = TextWriter::new(&target, opened.encoding)?;
    let io = |e| ApplyError::io(target.path(), "write", e);
    let mut header = vec![0; table.header_bytes()];
    std::io::Read::read_exact(&mut opened.reader, &mut header)
        .map_err(|e| ApplyError::io(&request.input.path, "read", e))?;
    let end: &[u8] = if dialect.crlf { b"\r\n" } else { b"\n" };
    if dialect.header {
        writer.text(&header_line(&header, marks, runner, end)).map_err(io)?;
    }
    let mut blocks = Blocks::new(opened.reader, &request.input.path, marks, table.header_bytes());
    let mut report =
        ApplyReport { columns: vec![ColumnCounts::default(); runner.steps.len()], ..ApplyReport::default() };
    let (spare, texts) = (blocks.spare(), Spare::default());
    let job =
        Job { marks, end, path: &request.input.path, left_out: runner.left_out.as_ref(), texts: &texts };
    let (send, receive) = sync_channel::<(u64, Vec<u8>)>(request.threads * 2);
    let (give, take) = sync_channel::<(u64, Result<Masked, ApplyError>)>(request.threads * 2);
    let receive = Mutex::new(receive);
    let written: Result<(), ApplyError> = std::thread::scope(|scope| {
        for _ in 0..runner.threads(request.threads) {
            let give = give.clone();
            let (receive, job, spare) = (&receive, &job, &spare);
            let mut steps = runner.fork();
            scope.spawn(move || {
                // Where rows are left out there is one thread, which sees the blocks in order.
                let mut before = 0;
                while let Some((number, block)) = next(receive) {
                    request.progress.fetch_add(block.len() as u64, Ordering::Relaxed);
                    let masked = job.mask(&block, before, &mut steps);
                    spare.put(block);
                    before += masked.as_ref().map_or(0, |masked| masked.rows);
                    if give.send((number, masked)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(give);
        let feeder = scope.spawn(move || -> Result<(), ApplyError> {
            let mut number = 0;
            #[allow(clippy::while_let_on_iterator, reason = "it is asked why it ended afterwards")]
            while let Some(block) = blocks.next() {
                if request.cancel.load(Ordering::Relaxed) {
                    return Err(ApplyError::Cancelled);
                }
                if send.send((number, block)).is_err() {
                    break;
                }
                number += 1;
            }
            match blocks.broken.take() {
                Some(what) => Err(ApplyError::Broken { what }),
                None => Ok(()),
            }
        });
        let result = write_in_order(&take, &mut writer, &mut report, target.path(), &texts);
        // A failed writer lets the others run dry.
        drop(take);
        let fed = feeder.join().unwrap_or(Err(ApplyError::Cancelled));
        result.and(fed)
    });
    written?;
    writer.finish().map_err(io)?;
    report.left_out = runner.left_out.as_ref().map_or(0, |rows| rows.count);
    report.rows -= report.left_out;
    report.output = target.commit()?;
    Ok(report)
}

/// What differs between a schema and the plan's.
pub fn stale(request: &ApplyRequest<'_>, schema: &crate::domain::table::Schema) -> ApplyError {
    let known = |path: &str| request.dataset.columns.iter().any(|c| c.column == path);
    let new: Vec<&str> = schema.fields.iter().map(|f| f.path.as_str()).filter(|p| !known(p)).collect();
    let there = |path: &str| schema.fields.iter().any(|f| f.path == path);
    let gone: Vec<&str> =
        request.dataset.columns.iter().map(|c| c.column.as_str()).filter(|p| !there(p)).collect();
    let mut parts = Vec::new();
    if !new.is_empty() {
        parts.push(format!("new columns {}", new.join(", ")));
    }
    if !gone.is_empty() {
        parts.push(format!("columns {} are gone", gone.join(", ")));
    }
    if parts.is_empty() {
        parts.push("the order, types or nullability of the columns differ".to_owned());
    }
    ApplyError::Stale { path: decode::shown(&request.input.path), what: parts.join("; ") }
}

fn next(receive: &Mutex<Receiver<(u64, Vec<u8>)>>) -> Option<(u64, Vec<u8>)> {
    receive.lock().ok()?.recv().ok()
}

fn write_in_order(
    take: &Receiver<(u64, Result<Masked, ApplyError>)>,
    writer: &mut TextWriter,
    report: &mut ApplyReport,
    path: &Path,
    texts: &Spare,
) -> Result<(), ApplyError> {
    let mut waiting = BTreeMap::new();
    let mut wanted = 0;
    for (number, masked) in take {
        waiting.insert(number, masked);
        while let Some(masked) = waiting.remove(&wanted) {
            let masked = masked.map_err(|error| match error {
                // Inside a block rows are counted from its start.
                ApplyError::Row { path, row, what } => ApplyError::Row { path, row: row + report.rows, what },
                other => other,
            })?;
            writer.text(&masked.text).map_err(|e| ApplyError::io(path, "write", e))?;
            report.rows += masked.rows;
            report.columns.iter_mut().zip(&masked.counts).for_each(|(all, part)| all.add(*part));
            texts.put(masked.text);
            wanted += 1;
        }
    }
    Ok(())
}

fn header_line(header: &[u8], marks: Marks, runner: &Runner, end: &[u8]) -> Vec<u8> {
    let mut start = 0;
    while let Some(next) = split::record_end(header, start, marks) {
        if next == header.len() || !split::trim_end(&header[start..next]).is_empty() {
            break;
        }
        start = next;
    }
    let mut out = Vec::new();
    let mut at = 0;
    split::fields(&header[start..], marks, |field| {
        if !matches!(runner.steps.get(at), Some(Step::Drop) | None) {
            if !out.is_empty() {
                out.push(marks.delimiter);
            }
            out.extend_from_slice(field);
        }
        at += 1;
    });
    out.extend_from_slice(end);
    out
}

/// A masked block.
struct Masked {
    text: Vec<u8>,
    /// Rows that were read.
    rows: u64,
    counts: Vec<ColumnCounts>,
}

struct Job<'a> {
    marks: Marks,
    end: &'a [u8],
    path: &'a Path,
    left_out: Option<&'a LeftOut>,
    /// Room of texts that were written.
    texts: &'a Spare,
}

impl Job<'_> {
    /// Masks a block of the rows after the first `before`.
    fn mask(&self, block: &[u8], before: u64, steps: &mut [Step]) -> Result<Masked, ApplyError> {
        let counts = vec![ColumnCounts::default(); steps.len()];
        let mut masked = Masked { text: self.texts.take(4 * block.len()), rows: 0, counts };
        masked.text.reserve_exact(block.len() + block.len() / 4);
        let width = steps.len();
        let (mut raw, mut values): (Vec<&[u8]>, Vec<std::borrow::Cow<'_, [u8]>>) = (Vec::new(), Vec::new());
        let reads_others = steps.iter().any(|s| matches!(s, Step::Mask(m) if !m.reads.is_empty()));
        let mut records = Records::new(block, self.marks);
        while let Some(end) = records.next(&mut raw) {
            if width != 1 && matches!(raw.as_slice(), [field] if field.is_empty()) {
                continue;
            }
            let row = masked.rows + 1;
            if raw.len() != width {
                let what = format!("{} fields instead of {width}", raw.len());
                return Err(ApplyError::Row { path: decode::shown(self.path), row, what });
            }
            if end == End::Block
                && raw
                    .last()
                    .is_some_and(|f| f.first() == Some(&self.marks.quote) && !closed(f, self.marks.quote))
            {
                let what = "a quoted field is opened and never closed".to_owned();
                return Err(ApplyError::Row { path: decode::shown(self.path), row, what });
            }
            if self.left_out.is_some_and(|rows| rows.holds(before + masked.rows)) {
                masked.rows += 1;
                continue;
            }
            if reads_others {
                values.clear();
                values.extend(raw.iter().map(|field| split::unquoted(field, self.marks.quote)));
            }
            self.row(block, &raw, &values, steps, &mut masked);
            masked.rows += 1;
        }
        Ok(masked)
    }

    /// Writes one row; fields that stand beside each other and are kept are copied at once.
    fn row(
        &self,
        block: &[u8],
        raw: &[&[u8]],
        values: &[std::borrow::Cow<'_, [u8]>],
        steps: &mut [Step],
        masked: &mut Masked,
    ) {
        let place = |field: &[u8]| (field.as_ptr() as usize).saturating_sub(block.as_ptr() as usize);
        let mut first = true;
        // Kept bytes that are not written yet.
        let mut kept: Option<(usize, usize)> = None;
        for (at, (field, step)) in raw.iter().zip(steps.iter_mut()).enumerate() {
            if matches!(step, Step::Keep) {
                let start = place(field);
                kept = match kept {
                    Some((from, to)) if to + 1 == start => Some((from, start + field.len())),
                    earlier => {
                        self.copy(block, earlier, &mut first, &mut masked.text);
                        Some((start, start + field.len()))
                    }
                };
                continue;
            }
            let Step::Mask(step) = step else { continue };
            self.copy(block, kept.take(), &mut first, &mut masked.text);
            if !first {
                masked.text.push(self.marks.delimiter);
            }
            first = false;
            let value = split::unquoted(field, self.marks.quote);
            let value = (!value.is_empty()).then_some(value.as_ref());
            let others: Vec<Option<&[u8]>> = step
                .reads
                .iter()
                .map(|r| values.get(*r).map(AsRef::as_ref).filter(|v| !v.is_empty()))
                .collect();
            let start = masked.text.len();
            let outcome = runner::cell(step, value, &others, &mut masked.text);
            let counts = &mut masked.counts[at];
            match outcome {
                Outcome::Masked => {
                    counts.masked += 1;
                    runner::disarm(step.plan.output, &mut masked.text, start);
                    quote(&mut masked.text, start, self.marks);
                }
                Outcome::Kept => {
                    masked.text.truncate(start);
                    masked.text.extend_from_slice(field);
                }
                Outcome::Null => counts.masked += u64::from(value.is_some()),
                Outcome::Refused => counts.refused += 1,
            }
        }
        self.copy(block, kept, &mut first, &mut masked.text);
        masked.text.extend_from_slice(self.end);
    }

    /// Copies a run of kept fields.
    fn copy(&self, block: &[u8], run: Option<(usize, usize)>, first: &mut bool, out: &mut Vec<u8>) {
        if let Some(run) = run.and_then(|(from, to)| block.get(from..to)) {
            if !*first {
                out.push(self.marks.delimiter);
            }
            *first = false;
            out.extend_from_slice(run);
        }
    }
}

/// Puts quotes around the field from `start` on if it needs them (RFC 4180).
pub fn quote(out: &mut Vec<u8>, start: usize, Marks { delimiter, quote }: Marks) {
    let Some(field) = out.get(start..) else { return };
    // Fields are short: to count in all of one costs less than a search.
    let needs = |byte: &&u8| [delimiter, quote, b'\n', b'\r'].contains(*byte);
    if field.iter().filter(needs).count() == 0 {
        return;
    }
    let field = out.split_off(start);
    out.push(quote);
    for byte in field {
        if byte == quote {
            out.push(quote);
        }
        out.push(byte);
    }
    out.push(quote);
}

/// Whether a quoted field has its closing quote.
fn closed(field: &[u8], quote: u8) -> bool {
    field.len() >= 2 && field.iter().filter(|b| **b == quote).count() % 2 == 0
}
