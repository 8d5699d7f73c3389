//! Delimited text and JSON of flat records, masked row by row into another format.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::{Column, Form, Out, refused};
use crate::apply::csv::stale;
use crate::apply::left_out::LeftOut;
use crate::apply::output::Target;
use crate::apply::runner::{self, Runner, Step};
use crate::apply::verify::Nothing;
use crate::apply::{ApplyError, ApplyReport, ApplyRequest, ColumnCounts};
use crate::domain::name;
use crate::domain::table::{Batch, BatchSink, BatchWorker, Schema};
use crate::mask::Outcome;
use crate::source::{self, ReadOptions, Sampling, csv};

/// Masks a file.
pub fn run(
    request: &ApplyRequest<'_>,
    runner: Runner,
    target: Target,
    form: Form,
) -> Result<ApplyReport, ApplyError> {
    let mut dataset = source::open(request.input)?;
    let json = dataset.format() != "csv";
    let unseen = AtomicU64::new(0);
    let options =
        |progress| ReadOptions { sampling: Sampling::All, threads: 1, progress, cancel: request.cancel };
    let schema = if json {
        // Its columns are known once all of it was read.
        dataset.read(&options(&unseen), &Nothing)?.schema
    } else {
        dataset.preview().clone()
    };
    if schema.fingerprint() != request.dataset.schema {
        return Err(stale(request, &schema));
    }
    let columns = columns(request, &schema, &runner.steps, form)?;
    let headless = !json && !csv::Table::open(request.input)?.dialect().header;
    let out = Out::new(request, &target, form, columns, headless)?;
    let counts = vec![ColumnCounts::default(); runner.steps.len()];
    let state = State { steps: runner.steps, counts, out, left_out: runner.left_out, row: 0, failed: None };
    let sink = Sink { state: Mutex::new(state), target: &target, stopped: AtomicBool::new(false) };
    let read = source::open(request.input)?.read(&options(request.progress), &sink);
    let state = sink.state.into_inner().map_err(|_| ApplyError::Cancelled)?;
    if let Some(error) = state.failed {
        return Err(error);
    }
    if let Some(problem) = read?.incomplete.first() {
        let at = problem.at.clone().map(|at| format!(" {at}")).unwrap_or_default();
        return Err(ApplyError::Broken { what: format!("{}{at}: {}", problem.table, problem.why) });
    }
    state.out.finish(&target)?;
    let left_out = state.left_out.map_or(0, |rows| rows.count);
    let rows = state.row - left_out;
    Ok(ApplyReport {
        output: target.commit()?,
        rows,
        left_out,
        columns: state.counts,
        ..ApplyReport::default()
    })
}

/// The columns of the copy.
fn columns(
    request: &ApplyRequest<'_>,
    schema: &Schema,
    steps: &[Step],
    form: Form,
) -> Result<Vec<Column>, ApplyError> {
    let mut columns = Vec::new();
    for (field, step) in schema.fields.iter().zip(steps) {
        let masked = match step {
            Step::Drop => continue,
            Step::Keep => None,
            Step::Mask(step) => Some(step.plan.output),
        };
        let name = name::bare(&field.path);
        if name::segment(&name) != field.path {
            let what = format!(
                "column {} lies inside of another, and only flat columns are converted to {}; keep the format, or drop it",
                field.path,
                form.name()
            );
            return Err(refused(request, what));
        }
        columns.push(Column { name, dtype: masked.unwrap_or(field.dtype), masked });
    }
    Ok(columns)
}

struct State {
    steps: Vec<Step>,
    counts: Vec<ColumnCounts>,
    out: Out,
    left_out: Option<LeftOut>,
    row: u64,
    failed: Option<ApplyError>,
}

struct Sink<'a> {
    state: Mutex<State>,
    target: &'a Target,
    /// A row could not be written; the rest is only read.
    stopped: AtomicBool,
}

impl BatchSink for Sink<'_> {
    fn worker(&self) -> Box<dyn BatchWorker + '_> {
        Box::new(Worker(self))
    }
}

struct Worker<'a>(&'a Sink<'a>);

impl BatchWorker for Worker<'_> {
    fn batch(&mut self, batch: &Batch<'_>) {
        let Ok(mut state) = self.0.state.lock() else { return };
        if self.0.stopped.load(Ordering::Relaxed) {
            return;
        }
        if let Err(error) = state.batch(batch, self.0.target) {
            state.failed = Some(error);
            self.0.stopped.store(true, Ordering::Relaxed);
        }
    }

    fn finish(self: Box<Self>) {}
}

impl State {
    fn batch(&mut self, batch: &Batch<'_>, target: &Target) -> Result<(), ApplyError> {
        let none = None;
        let mut originals: Vec<Vec<Option<&[u8]>>> = vec![vec![none; batch.rows]; self.steps.len()];
        for (column, cells) in batch.columns.iter().zip(&mut originals) {
            for (at, cell) in column.cells.iter().enumerate() {
                let row = column.rows.map_or(Some(at), |rows| rows.get(at).map(|row| *row as usize));
                if let Some(place) = row.and_then(|row| cells.get_mut(row)) {
                    *place = *cell;
                }
            }
        }
        let cell = |at: usize, row: usize| originals.get(at).and_then(|cells| *cells.get(row)?);
        let mut room: Vec<u8> = Vec::new();
        let mut ends: Vec<Option<(usize, usize)>> = Vec::new();
        for row in 0..batch.rows {
            self.row += 1;
            if self.left_out.as_ref().is_some_and(|rows| rows.holds(self.row - 1)) {
                continue;
            }
            room.clear();
            ends.clear();
            for (at, (step, counts)) in self.steps.iter_mut().zip(&mut self.counts).enumerate() {
                let original = cell(at, row);
                let start = room.len();
                match step {
                    Step::Drop => continue,
                    Step::Keep => room.extend_from_slice(original.unwrap_or_default()),
                    Step::Mask(step) => {
                        let others: Vec<Option<&[u8]>> = step.reads.iter().map(|at| cell(*at, row)).collect();
                        let outcome = runner::cell(step, original, &others, &mut room);
                        match outcome {
                            Outcome::Masked => counts.masked += 1,
                            Outcome::Kept => {}
                            Outcome::Null => counts.masked += u64::from(original.is_some()),
                            Outcome::Refused => counts.refused += 1,
                        }
                        ends.push(outcome.has_value().then_some((start, room.len())));
                        continue;
                    }
                }
                ends.push(original.map(|_| (start, room.len())));
            }
            let cells = ends.iter().map(|place| place.and_then(|(start, end)| room.get(start..end)));
            self.out.row(target, cells)?;
        }
        Ok(())
    }
}
