//! The masked file alone: the form of every masked cell.

use std::sync::Arc;
use std::sync::mpsc::sync_channel;

use super::held::Held;
use super::reader::{self, Table};
use super::shape::Shape;
use super::side::Side;
use super::{Effort, Expected, VerifyReport, VerifyRequest, step, team};
use crate::apply::ApplyError;
use crate::domain::spans::Span;
use crate::domain::table::Schema;
use crate::source::csv::columns::Splitter;

/// What one thread needs.
struct Worker {
    splitter: Splitter,
    spans: Vec<Span>,
}

/// What one thread does at a time.
enum Task<'h> {
    Look(&'h Held),
    Split(Vec<u8>),
}

/// What came of it.
enum Made {
    Wrong(Vec<u64>),
    Split(Held, u64),
}

/// Reads the masked file and tests the form of every masked cell; gives its schema.
pub fn scan(
    request: &VerifyRequest<'_>,
    effort: Effort,
    masked: &mut Table,
    expected: &[Expected<'_>],
    report: &mut VerifyReport,
) -> Result<Schema, ApplyError> {
    let early = masked.schema(request)?;
    let place = |e: &Expected<'_>| {
        let column = e.column;
        early.fields.iter().position(|f| f.path == column.column && f.occurrence == column.occurrence)
    };
    let shapes: Vec<Option<(usize, Shape)>> = expected
        .iter()
        .map(|e| Some((place(e)?, Shape::of(e.column.mask.as_ref().filter(|_| e.column.when.is_none())?))))
        .collect();
    let worker = |_| Worker { splitter: masked.splitter(), spans: Vec::new() };
    let mut workers: Vec<Worker> = (0..effort.threads).map(worker).collect();
    let work = |worker: &mut Worker, task: Task<'_>| match task {
        Task::Look(held) => {
            let wrong = shapes.iter().map(|known| {
                let Some((at, shape)) = known else { return 0 };
                let misfits = |cell: &&[u8]| !shape.fits(cell, &*request.finder, &mut worker.spans);
                held.all(*at, 0..held.rows()).filter(misfits).count() as u64
            });
            Made::Wrong(wrong.collect())
        }
        Task::Split(block) => {
            let (held, wrong) = reader::split(&mut worker.splitter, block);
            Made::Split(held, wrong)
        }
    };
    let (send, receive) = sync_channel(masked.ahead(effort.threads));
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| masked.read(request, None, effort.block, send, &Arc::default()));
        let mut side = Side::new(receive, None);
        let (mut wrong, mut unreadable) = (vec![0_u64; expected.len()], 0);
        while !side.is_done() {
            let blocks = side.take(reader::pieces(effort.threads), side.waiting.is_empty());
            let done: usize = side.waiting.iter().map(Held::rows).sum();
            unreadable += side.waiting.iter().filter(|held| held.is_broken()).count() as u64;
            let tasks = side.waiting.iter().map(Task::Look).chain(blocks.into_iter().map(Task::Split));
            let made = team::run(&mut workers, tasks.collect(), &work);
            side.drop_rows(done);
            for made in made {
                match made {
                    Made::Wrong(part) => wrong.iter_mut().zip(part).for_each(|(all, part)| *all += part),
                    Made::Split(held, troubles) => {
                        unreadable += troubles;
                        side.add_split(held);
                    }
                }
            }
        }
        report.rows = side.rows;
        drop(side);
        let read = step::joined(reader.join())?;
        let n = report.rows;
        let mut broken = 0;
        for (e, wrong) in expected.iter().zip(wrong).filter(|(_, wrong)| *wrong > 0) {
            broken += 1;
            report.fail("form", &e.column.column, wrong, n, "cells do not have the form that the mask gives");
        }
        if broken == 0 {
            report.pass("form", n, "every masked cell has the form that its mask gives");
        }
        unreadable += read.unreadable;
        if unreadable > 0 {
            report.fail("rows", "", unreadable, n, "rows of the masked file cannot be read");
        }
        Ok(read.schema)
    })
}
