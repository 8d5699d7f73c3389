//! Two files read in step: each on its own thread, batches handed over bounded channels.

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use super::judge::Judge;
use super::{Expected, VerifyReport, VerifyRequest, schema_of, shape};
use crate::apply::ApplyError;
use crate::apply::left_out::LeftOut;
use crate::domain::table::{Batch, BatchSink, BatchWorker, Schema};
use crate::source::{Dataset, ReadOptions, ReadReport, Sampling, SourceError};

/// Cells of one column in one buffer.
#[derive(Default)]
struct Cells {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    nulls: Vec<bool>,
    /// The row of each cell, where a row may have none or several.
    rows: Option<Vec<u32>>,
}

impl Cells {
    fn get(&self, at: usize) -> Option<&[u8]> {
        if *self.nulls.get(at)? {
            return None;
        }
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.bytes.get(start..*self.ends.get(at)?)
    }

    /// The cells of a row.
    fn of_row(&self, row: usize) -> std::ops::Range<usize> {
        match &self.rows {
            None => row..(row + 1).min(self.ends.len()),
            Some(rows) => {
                let row = row as u32;
                rows.partition_point(|r| *r < row)..rows.partition_point(|r| *r <= row)
            }
        }
    }
}

/// A batch that outlives its file's buffer.
#[derive(Default)]
struct Owned {
    rows: usize,
    columns: Vec<Cells>,
}

/// Hands batches over.
struct Sender(Mutex<SyncSender<Owned>>);

impl BatchSink for Sender {
    fn worker(&self) -> Box<dyn BatchWorker + '_> {
        Box::new(SenderWorker(self))
    }
}

struct SenderWorker<'a>(&'a Sender);

impl BatchWorker for SenderWorker<'_> {
    fn batch(&mut self, batch: &Batch<'_>) {
        let mut owned = Owned { rows: batch.rows, columns: Vec::with_capacity(batch.columns.len()) };
        for column in batch.columns {
            let mut cells = Cells::default();
            for cell in column.cells {
                cells.bytes.extend_from_slice(cell.unwrap_or_default());
                cells.ends.push(cells.bytes.len());
                cells.nulls.push(cell.is_none());
            }
            cells.rows = column.rows.map(<[u32]>::to_vec);
            owned.columns.push(cells);
        }
        if let Ok(sender) = self.0.0.lock() {
            // A receiver that has gone has seen enough.
            let _ = sender.send(owned);
        }
    }

    fn finish(self: Box<Self>) {}
}

/// Gives the rows of a file one after the other.
struct Rows {
    receive: Receiver<Owned>,
    batch: Owned,
    row: usize,
    /// Rows of this file that the other one does not have, and the number of the next row.
    left_out: Option<LeftOut>,
    number: u64,
}

impl Rows {
    fn new(receive: Receiver<Owned>, left_out: Option<LeftOut>) -> Self {
        Self { receive, batch: Owned::default(), row: 0, left_out, number: 0 }
    }

    /// Moves to the next row; `false` at the end.
    fn next(&mut self) -> bool {
        loop {
            if self.row < self.batch.rows {
                self.row += 1;
                self.number += 1;
                if self.left_out.as_ref().is_some_and(|rows| rows.holds(self.number - 1)) {
                    continue;
                }
                return true;
            }
            match self.receive.recv() {
                Ok(batch) => {
                    self.batch = batch;
                    self.row = 0;
                }
                Err(_) => return false,
            }
        }
    }

    /// The cells of a column in the current row: one, or as many as a list has elements.
    fn cells(&self, column: usize) -> (Option<&Cells>, std::ops::Range<usize>) {
        let cells = self.batch.columns.get(column);
        let range = match (cells, self.row.checked_sub(1)) {
            (Some(cells), Some(row)) => cells.of_row(row),
            _ => 0..0,
        };
        (cells, range)
    }

    /// Every cell of a column in the current row that holds something.
    fn all(&self, column: usize) -> impl Iterator<Item = &[u8]> {
        let (cells, range) = self.cells(column);
        range.filter_map(move |at| cells?.get(at))
    }

    /// The first cell of a column in the current row.
    fn cell(&self, column: usize) -> Option<&[u8]> {
        let (cells, range) = self.cells(column);
        if range.is_empty() { None } else { cells?.get(range.start) }
    }
}

fn read(
    request: &VerifyRequest<'_>,
    dataset: &mut dyn Dataset,
    send: SyncSender<Owned>,
) -> Result<ReadReport, SourceError> {
    let options = ReadOptions {
        sampling: Sampling::All,
        threads: 1,
        progress: request.progress,
        cancel: request.cancel,
    };
    dataset.read(&options, &Sender(Mutex::new(send)))
}

fn joined(result: std::thread::Result<Result<ReadReport, SourceError>>) -> Result<ReadReport, ApplyError> {
    match result {
        Ok(report) => Ok(report?),
        Err(_) => Err(ApplyError::Cancelled),
    }
}

/// Reads original and masked in step and lets the judge look at every row; gives both schemas.
pub fn in_step(
    request: &VerifyRequest<'_>,
    original: &mut dyn Dataset,
    masked: &mut dyn Dataset,
    expected: &[Expected<'_>],
    judge: &mut Judge<'_>,
    left_out: Option<LeftOut>,
    report: &mut VerifyReport,
) -> Result<(Schema, Schema), ApplyError> {
    let gone = left_out.as_ref().map_or(0, |rows| rows.count);
    let early = schema_of(request, masked)?;
    let (send_a, receive_a) = sync_channel(2);
    let (send_b, receive_b) = sync_channel(2);
    std::thread::scope(|scope| {
        let first = scope.spawn(|| read(request, original, send_a));
        let second = scope.spawn(|| read(request, masked, send_b));
        let (mut a, mut b) = (Rows::new(receive_a, left_out), Rows::new(receive_b, None));
        let (mut rows_a, mut rows_b) = (0_u64, 0_u64);
        let places: Vec<Option<usize>> = expected
            .iter()
            .map(|e| {
                early
                    .fields
                    .iter()
                    .position(|f| f.path == e.column.column && f.occurrence == e.column.occurrence)
            })
            .collect();
        let unknown: Vec<(usize, String, bool)> = early
            .fields
            .iter()
            .enumerate()
            .map(|(at, field)| (at, field.path.clone(), places.contains(&Some(at))))
            .collect();
        loop {
            let (more_a, more_b) = (a.next(), b.next());
            rows_a += u64::from(more_a);
            rows_b += u64::from(more_b);
            if !more_a || !more_b {
                while more_a && a.next() {
                    rows_a += 1;
                }
                let mut more = more_b;
                while more {
                    for (at, name, known) in &unknown {
                        b.all(*at).for_each(|cell| judge.surplus(name, *known, cell));
                    }
                    more = b.next();
                    rows_b += u64::from(more);
                }
                break;
            }
            for (at, name, _) in unknown.iter().filter(|(_, _, known)| !known) {
                b.all(*at).for_each(|cell| judge.surplus(name, false, cell));
            }
            for (e, place) in expected.iter().zip(&places) {
                let Some(place) = place else { continue };
                let ((from, range_a), (to, range_b)) = (a.cells(e.at), b.cells(*place));
                let pick = |cells: Option<&'_ Cells>, range: &std::ops::Range<usize>, step: usize| {
                    let at = range.start + step;
                    if at < range.end { cells?.get(at).map(<[u8]>::to_vec) } else { None }
                };
                for step in 0..range_a.len().max(range_b.len()) {
                    let (original, masked) = (pick(from, &range_a, step), pick(to, &range_b, step));
                    judge.cell(e, original.as_deref(), masked.as_deref(), &|other| a.cell(other));
                }
            }
        }
        drop((a, b));
        let (read_a, read_b) = (joined(first.join())?, joined(second.join())?);
        report.rows = rows_b;
        if rows_a == rows_b {
            let why = match gone {
                0 => "as many as in the original, in its order".to_owned(),
                _ => format!("those of the original in its order, but the {gone} that the plan leaves out"),
            };
            report.pass("rows", rows_b, &why);
        } else {
            report.fail(
                "rows",
                "",
                rows_a.abs_diff(rows_b),
                rows_a,
                &format!("{rows_b} rows instead of {rows_a}"),
            );
        }
        if !read_b.incomplete.is_empty() {
            let count = read_b.incomplete.len() as u64;
            report.fail("rows", "", count, rows_b, "rows of the masked file cannot be read");
        }
        Ok((read_a.schema, read_b.schema))
    })
}

/// Reads the masked file alone and tests the form of every masked cell.
pub fn scan_alone(
    request: &VerifyRequest<'_>,
    masked: &mut dyn Dataset,
    expected: &[Expected<'_>],
    report: &mut VerifyReport,
) -> Result<Schema, ApplyError> {
    let early = schema_of(request, masked)?;
    let (send, receive) = sync_channel(2);
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| read(request, masked, send));
        let mut rows = Rows::new(receive, None);
        let mut wrong = vec![0_u64; expected.len()];
        while rows.next() {
            report.rows += 1;
            for (e, wrong) in expected.iter().zip(&mut wrong) {
                let place = early
                    .fields
                    .iter()
                    .position(|f| f.path == e.column.column && f.occurrence == e.column.occurrence);
                let cell = place.and_then(|place| rows.cell(place));
                if let (Some(cell), Some(choice)) = (cell, &e.column.mask) {
                    *wrong += u64::from(!shape::fits(choice, cell, &*request.finder));
                }
            }
        }
        drop(rows);
        let read = joined(reader.join())?;
        let n = report.rows;
        let mut broken = 0;
        for (e, wrong) in expected.iter().zip(wrong).filter(|(_, wrong)| *wrong > 0) {
            broken += 1;
            report.fail("form", &e.column.column, wrong, n, "cells do not have the form that the mask gives");
        }
        if broken == 0 {
            report.pass("form", n, "every masked cell has the form that its mask gives");
        }
        Ok(read.schema)
    })
}
