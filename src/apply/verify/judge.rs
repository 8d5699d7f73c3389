//! Looks at cells beside their originals, some rows at a time, on any number of threads.

use std::ops::Range;

use super::beside::Backed;
use super::bytes::Bytes;
use super::forms;
use super::held::{Held, HeldColumn};
use super::index::Look;
use super::mark::fixed;
use super::rules::{Promise, Rules};
use super::suspects::Place;
use super::totals::{Found, Pair, Wants};
use crate::apply::json;
use crate::apply::runner::{self, Step};
use crate::domain::spans::Span;
use crate::mask::Outcome;
use crate::source::csv::columns::Splitter;

/// What one thread needs.
pub struct Judge {
    /// What computes masks again, by promise.
    pub(super) steps: Vec<Step>,
    /// A mask's output.
    pub(super) again: Vec<u8>,
    spans: Vec<Span>,
    pub(super) look: Look,
    /// Split the blocks of the original and of the masked file.
    pub splitters: [Splitter; 2],
}

/// Rows of the original beside rows of the masked file.
#[derive(Clone, Copy)]
pub struct Rows<'h> {
    /// A batch of the original.
    pub original: &'h Held,
    /// The first row there.
    pub from: usize,
    /// A batch of the masked file.
    pub masked: &'h Held,
    /// The first row there.
    pub to: usize,
    /// How many.
    pub count: usize,
}

/// What is known of the column whose cells are looked at.
#[derive(Clone, Copy)]
pub struct Of<'r> {
    /// What is known of all.
    pub rules: &'r Rules<'r>,
    /// The number of the promise.
    pub at: usize,
    /// What is promised.
    pub promise: &'r Promise,
    /// What its cells may account for.
    pub backed: Option<&'r Backed>,
}

impl Judge {
    /// A judge with its own masks.
    pub fn new(steps: Vec<Step>, splitters: [Splitter; 2]) -> Self {
        Self { steps, again: Vec::new(), spans: Vec::new(), look: Look::default(), splitters }
    }

    /// Looks at some rows.
    pub fn rows(&mut self, rules: &Rules<'_>, rows: Rows<'_>, wants: &Wants) -> Found {
        let mut found = Found::new(rules.promises.len());
        if rows.original.is_broken() || rows.masked.is_broken() {
            found.broken += rows.count as u64;
            return found;
        }
        self.originals(rules, rows.original, rows.from..rows.from + rows.count);
        for (at, name, _) in rules.there.iter().filter(|(_, _, known)| !known) {
            for cell in rows.masked.all(*at, rows.to..rows.to + rows.count) {
                found.suspects.note(Place::UnknownColumn, name, cell, 1);
            }
        }
        for (at, promise) in rules.promises.iter().enumerate() {
            let Some(to) = promise.to else { continue };
            if promise.packed {
                if let Some(counts) = found.counts.get_mut(at) {
                    counts.cells += rows.count as u64;
                }
                continue;
            }
            let of = Of { rules, at, promise, backed: rules.beside.of_column(&promise.name) };
            let (a, b) = (rows.original.column(promise.from), rows.masked.column(to));
            let mut same = 0;
            match (a, b) {
                (Some(a), Some(b)) if a.is_dense() && b.is_dense() => {
                    for row in 0..rows.count {
                        let original = rows.original.cell(a, rows.from + row);
                        let masked = rows.masked.cell(b, rows.to + row);
                        // Most cells are kept and as they were: nothing more is to be known of them.
                        if promise.kept && of.backed.is_none() && original == masked {
                            same += 1;
                            continue;
                        }
                        self.cell(&of, original, masked, &rows, row, &mut found, wants);
                    }
                }
                _ => self.sparse(&of, (a, b), &rows, &mut found, wants),
            }
            if let Some(counts) = found.counts.get_mut(at) {
                counts.cells += same;
            }
        }
        found
    }

    /// A column in which a row may have no cell or several.
    fn sparse(
        &mut self,
        of: &Of<'_>,
        (a, b): (Option<&HeldColumn>, Option<&HeldColumn>),
        rows: &Rows<'_>,
        found: &mut Found,
        wants: &Wants,
    ) {
        for row in 0..rows.count {
            let range = |column: Option<&HeldColumn>, row| column.map_or(0..0, |column| column.of_row(row));
            let (from, to) = (range(a, rows.from + row), range(b, rows.to + row));
            let pick = |column: Option<&'_ HeldColumn>, range: &Range<usize>, step: usize| {
                column.filter(|_| step < range.len()).map(|_| range.start + step)
            };
            for step in 0..from.len().max(to.len()) {
                let original = pick(a, &from, step).and_then(|at| rows.original.cell(a?, at));
                let masked = pick(b, &to, step).and_then(|at| rows.masked.cell(b?, at));
                self.cell(of, original, masked, rows, row, found, wants);
            }
        }
    }

    /// Rows of the masked file that the original does not have.
    pub fn surplus(rules: &Rules<'_>, held: &Held, from: usize) -> Found {
        let mut found = Found::new(rules.promises.len());
        for (at, name, known) in &rules.there {
            let place = if *known { Place::Cell } else { Place::UnknownColumn };
            for cell in held.all(*at, from..held.rows()) {
                found.suspects.note(place, name, cell, 1);
            }
        }
        found
    }

    /// Looks up originals among what stands beside the masked cells.
    pub fn originals(&mut self, rules: &Rules<'_>, held: &Held, rows: Range<usize>) {
        for column in &rules.hidden {
            held.all(*column, rows.clone()).for_each(|cell| rules.early.look(cell, &mut self.look));
        }
    }

    /// Looks at one cell.
    #[allow(clippy::too_many_arguments, reason = "it is the inner loop of one caller")]
    #[inline]
    fn cell(
        &mut self,
        of: &Of<'_>,
        original: Option<&[u8]>,
        masked: Option<&[u8]>,
        rows: &Rows<'_>,
        row: usize,
        found: &mut Found,
        wants: &Wants,
    ) {
        let promise = of.promise;
        let Some(counts) = found.counts.get_mut(of.at) else { return };
        counts.cells += 1;
        if let (Some(backed), Some(cell)) = (of.backed, masked) {
            backed.cell(cell);
        }
        if promise.kept {
            if original != masked && !(of.rules.converted && alike(original, masked)) {
                counts.changed += 1;
                found.suspects.differs(&promise.name, original, masked);
            }
            return;
        }
        if original.is_none() && promise.keeps_nulls {
            if masked.is_some() {
                counts.nulls += 1;
                found.suspects.differs(&promise.name, None, masked);
            }
            return;
        }
        let other = |at: usize| rows.original.first(at, rows.from + row);
        let mut proven = false;
        if let Some(Step::Mask(step)) = self.steps.get_mut(of.at) {
            self.again.clear();
            let outcome = if step.reads.is_empty() {
                runner::cell(step, original, &[], &mut self.again)
            } else {
                let others: Vec<Option<&[u8]>> = step.reads.iter().map(|at| other(*at)).collect();
                runner::cell(step, original, &others, &mut self.again)
            };
            if of.rules.delimited && outcome == Outcome::Masked {
                runner::disarm(step.plan.output, &mut self.again, 0);
            }
            let should = outcome.has_value().then_some(self.again.as_slice());
            proven = same(should, masked);
            if !proven {
                counts.differs += 1;
                found.suspects.differs(&promise.name, should, masked);
            }
        } else {
            // Values that only change rows stand as often as they did, wherever.
            found.suspects.differs(&promise.name, original.filter(|_| promise.moves), masked);
        }
        if promise.moves {
            counts.balance.see(original, masked, of.rules.delimited);
        }
        self.promised(of, (original, masked), proven, &other, found, wants);
    }

    /// Looks at what a mask promises of every cell; a `proven` one is what the mask gives for its original.
    pub fn promised<'c>(
        &mut self,
        of: &Of<'_>,
        (original, masked): (Option<&[u8]>, Option<&[u8]>),
        proven: bool,
        other: &dyn Fn(usize) -> Option<&'c [u8]>,
        found: &mut Found,
        wants: &Wants,
    ) {
        let promise = of.promise;
        let Some(counts) = found.counts.get_mut(of.at) else { return };
        if let (true, Some(masked)) = (promise.text, masked) {
            let bytes = Bytes::of(masked);
            // Most values have a byte that the text has not.
            let stands = |at: &usize| {
                let value = other(*at).filter(|value| *at != promise.from && bytes.may_hold(value));
                value.is_some_and(|value| {
                    forms::telling(value) && memchr::memmem::find(masked, value).is_some()
                })
            };
            counts.embedded += u64::from(of.rules.hidden.iter().any(stands));
        }
        let (Some(original), Some(masked)) = (original, masked) else { return };
        // An empty text has nothing to hide and stays empty.
        counts.equal += u64::from(!promise.may_equal && original == masked && !original.is_empty());
        if let Some(shape) = &promise.shape {
            // What the mask gives has its form; a text must hold no entities even so, where anything was found at all.
            let known = proven && (!promise.text || original == masked);
            counts.form += u64::from(!known && !shape.fits(masked, of.rules.finder, &mut self.spans));
        }
        if promise.deterministic && !proven {
            let original = fixed(original);
            if wants.has(Pair::Split, of.at, original) {
                found.pairs.push((Pair::Split, of.at, original, fixed(masked)));
            }
        }
        if promise.unique {
            let masked = fixed(masked);
            if wants.has(Pair::Merged, of.at, masked) {
                found.pairs.push((Pair::Merged, of.at, masked, fixed(original)));
            }
        }
    }
}

/// Whether a kept cell says in another format what it said: numbers may be written otherwise, JSON without
/// white space, and an empty text is null.
fn alike(original: Option<&[u8]>, masked: Option<&[u8]>) -> bool {
    let Some((original, masked)) = original.zip(masked) else {
        return original.or(masked).is_none_or(<[u8]>::is_empty);
    };
    if matches!((original.first(), masked.first()), (Some(b'{'), Some(b'{')) | (Some(b'['), Some(b'['))) {
        let bare = |cell: &[u8]| {
            let mut out = Vec::new();
            json::compact(cell, &mut out);
            out
        };
        return bare(original) == bare(masked);
    }
    // Whole numbers have one form; floating point could not tell large ones apart.
    let whole = |cell: &[u8]| cell.iter().all(|b| b.is_ascii_digit() || *b == b'-');
    let number = |cell: &[u8]| std::str::from_utf8(cell).ok()?.parse::<f64>().ok().filter(|n| n.is_finite());
    !(whole(original) && whole(masked))
        && matches!((number(original), number(masked)), (Some(a), Some(b)) if a.total_cmp(&b).is_eq())
}

/// Whether a masked cell is what it should be; numbers may be written otherwise by another format.
fn same(should: Option<&[u8]>, masked: Option<&[u8]>) -> bool {
    if should == masked {
        return true;
    }
    // An empty text and null are one in delimited files.
    if matches!((should, masked), (Some(b""), None) | (None, Some(b""))) {
        return true;
    }
    let number = |cell: Option<&[u8]>| std::str::from_utf8(cell?).ok()?.parse::<f64>().ok();
    matches!((number(should), number(masked)), (Some(a), Some(b)) if (a - b).abs() <= a.abs() * 1e-12)
}
