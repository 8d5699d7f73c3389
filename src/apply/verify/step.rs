//! Two files read in step: each on its own thread, their rows judged on all of them, in rounds.

use std::sync::Arc;
use std::sync::mpsc::sync_channel;

use super::compose::Layout;
use super::held::Held;
use super::judge::{Judge, Rows};
use super::reader::{self, Ended, Table};
use super::rules::Rules;
use super::side::Side;
use super::totals::{Found, Totals, Wants};
use super::{Effort, VerifyReport, VerifyRequest, team, verbatim};
use crate::apply::ApplyError;
use crate::apply::left_out::LeftOut;
use crate::domain::table::Schema;
use crate::source::SourceError;
use crate::source::csv::full::Spare;

/// What one thread does at a time.
enum Task<'h> {
    /// Compares rows.
    Judge(Rows<'h>),
    /// Looks at rows that only the original has, from a row on.
    More(&'h Held, usize),
    /// Looks at rows that only the masked file has, from a row on.
    Surplus(&'h Held, usize),
    /// Splits a block of the original (0) or of the masked file (1).
    Split(usize, Vec<u8>),
}

/// What came of it.
enum Made {
    Found(Found),
    Split(usize, Held, u64),
}

/// The two files.
pub struct Tables<'t> {
    /// The original.
    pub original: &'t mut Table,
    /// The masked file.
    pub masked: &'t mut Table,
    /// The columns of each that are looked at, where not all are.
    pub columns: [Option<Vec<usize>>; 2],
    /// Rows of the original that the masked file does not have.
    pub left_out: Option<LeftOut>,
}

/// Reads original and masked in step and looks at every row; gives both schemas.
pub fn in_step(
    request: &VerifyRequest<'_>,
    effort: Effort,
    Tables { original, masked, columns: [from, to], left_out }: Tables<'_>,
    rules: &Rules<'_>,
    judges: &mut [Judge],
    totals: &mut Totals,
    report: &mut VerifyReport,
) -> Result<(Schema, Schema), ApplyError> {
    let gone = left_out.as_ref().map_or(0, |rows| rows.count);
    let layout = if left_out.is_none() { Layout::of(original, masked, rules, judges) } else { None };
    let (send_a, receive_a) = sync_channel(original.ahead(effort.threads));
    let (send_b, receive_b) = sync_channel(masked.ahead(effort.threads));
    // Both files and what is composed give their room to each other.
    let spare = Arc::new(Spare::default());
    std::thread::scope(|scope| {
        let first = scope.spawn(|| original.read(request, from.as_deref(), effort.block, send_a, &spare));
        let second = scope.spawn(|| masked.read(request, to.as_deref(), effort.block, send_b, &spare));
        let mut sides = if let Some(layout) = layout {
            let left = verbatim::run(judges, rules, &layout, [&receive_a, &receive_b], totals, &spare)?;
            let [a, b] = left.ahead;
            [Side::from_row(left.rows, a, receive_a), Side::from_row(left.rows, b, receive_b)]
        } else {
            [Side::new(receive_a, left_out), Side::new(receive_b, None)]
        };
        let wants = totals.wants();
        let mut wrong = [0_u64; 2];
        loop {
            let [a, b] = &mut sides;
            let ready = !a.waiting.is_empty() && !b.waiting.is_empty();
            let most = reader::pieces(effort.threads);
            // Who has nothing to compare waits for the file that is behind.
            let blocks =
                [a.take(most, !ready && a.waiting.is_empty()), b.take(most, !ready && b.waiting.is_empty())];
            let (mut tasks, [done_a, done_b]) = compare([a, b]);
            for (side, blocks) in blocks.into_iter().enumerate() {
                tasks.extend(blocks.into_iter().map(|block| Task::Split(side, block)));
            }
            if tasks.is_empty() && a.is_done() && b.is_done() {
                break;
            }
            let made = team::run(judges, tasks, &|judge, task| work(judge, task, rules, &wants));
            let [a, b] = &mut sides;
            a.drop_rows(done_a);
            b.drop_rows(done_b);
            for made in made {
                match made {
                    Made::Found(found) => totals.merge(found),
                    Made::Split(side, held, troubles) => {
                        wrong[side] += troubles;
                        sides[side].add_split(held);
                    }
                }
            }
        }
        let (rows_a, rows_b) = (sides[0].rows, sides[1].rows);
        drop(sides);
        let (read_a, read_b) = (joined(first.join())?, joined(second.join())?);
        report.rows = rows_b;
        if rows_a == rows_b {
            let why = match gone {
                0 => "as many as in the original, in its order".to_owned(),
                _ => format!("those of the original in its order, but the {gone} that the plan leaves out"),
            };
            report.pass("rows", rows_b, &why);
        } else {
            let why = format!("{rows_b} rows instead of {rows_a}");
            report.fail("rows", "", rows_a.abs_diff(rows_b), rows_a, &why);
        }
        let unreadable = read_b.unreadable + wrong[1];
        if unreadable > 0 {
            report.fail("rows", "", unreadable, rows_b, "rows of the masked file cannot be read");
        }
        Ok((read_a.schema, read_b.schema))
    })
}

/// The rows that can be looked at now, each range of one batch a file, and how many of each file those are.
fn compare([a, b]: [&Side; 2]) -> (Vec<Task<'_>>, [usize; 2]) {
    let (mut at, mut tasks, mut done) = ([0, 0], Vec::new(), [0, 0]);
    let mut from = [a.done, b.done];
    while let (Some(original), Some(masked)) = (a.waiting.get(at[0]), b.waiting.get(at[1])) {
        let left = [original.rows() - from[0], masked.rows() - from[1]];
        let count = left[0].min(left[1]);
        tasks.push(Task::Judge(Rows { original, from: from[0], masked, to: from[1], count }));
        for side in [0, 1] {
            done[side] += count;
            from[side] += count;
            if left[side] == count {
                at[side] += 1;
                from[side] = 0;
            }
        }
    }
    // What is left of one file where the other has ended.
    if tasks.is_empty() {
        for (held, from) in a.waiting.iter().zip([a.done].into_iter().chain(std::iter::repeat(0))) {
            if b.is_done() {
                tasks.push(Task::More(held, from));
                done[0] += held.rows() - from;
            }
        }
        for (held, from) in b.waiting.iter().zip([b.done].into_iter().chain(std::iter::repeat(0))) {
            if a.is_done() {
                tasks.push(Task::Surplus(held, from));
                done[1] += held.rows() - from;
            }
        }
    }
    (tasks, done)
}

fn work(judge: &mut Judge, task: Task<'_>, rules: &Rules<'_>, wants: &Wants) -> Made {
    match task {
        Task::Judge(rows) => Made::Found(judge.rows(rules, rows, wants)),
        Task::More(held, from) => {
            judge.originals(rules, held, from..held.rows());
            Made::Found(Found::new(rules.promises.len()))
        }
        Task::Surplus(held, from) => Made::Found(Judge::surplus(rules, held, from)),
        Task::Split(side, block) => {
            let (held, wrong) = reader::split(&mut judge.splitters[side], block);
            Made::Split(side, held, wrong)
        }
    }
}

/// How a reader ended.
pub fn joined(result: std::thread::Result<Result<Ended, SourceError>>) -> Result<Ended, ApplyError> {
    match result {
        Ok(ended) => Ok(ended?),
        Err(_) => Err(ApplyError::Cancelled),
    }
}
