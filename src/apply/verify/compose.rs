//! Blocks of delimited text composed again from the original: what the copy must hold, byte by byte.

use std::borrow::Cow;

use super::judge::{Judge, Of};
use super::reader::Table;
use super::rules::Rules;
use super::totals::{Found, Wants};
use crate::apply::csv;
use crate::apply::runner::{self, Step};
use crate::mask::Outcome;
use crate::source::Dataset as _;
use crate::source::csv::full::Spare;
use crate::source::csv::records::{End, Records};
use crate::source::csv::split::{self, Marks};

/// How rows of the copy are made of rows of the original.
pub struct Layout {
    marks: Marks,
    end: &'static [u8],
    /// By column of the original.
    columns: Vec<Part>,
    /// Columns of the original whose values are looked at.
    read: Vec<usize>,
}

/// What becomes of a column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Gone,
    Kept,
    /// With the number of its promise.
    Masked(usize),
}

/// A block of the original.
pub struct Composed {
    /// Its records.
    pub block: Vec<u8>,
    /// What the copy must hold; `None` where that must be told cell by cell.
    pub made: Option<Made>,
}

/// What a copy must hold.
pub struct Made {
    /// The text.
    pub text: Vec<u8>,
    /// Rows of it.
    pub rows: u64,
    /// What is found where the copy holds it.
    pub found: Found,
    /// The row has a field already.
    begun: bool,
}

impl Made {
    /// Puts a delimiter behind the field before.
    fn delimit(&mut self, marks: Marks) {
        if self.begun {
            self.text.push(marks.delimiter);
        }
        self.begun = true;
    }

    /// Puts a run of kept fields, as they stand.
    fn put(&mut self, run: Option<(usize, usize)>, block: &[u8], marks: Marks) -> Option<()> {
        let Some((from, to)) = run else { return Some(()) };
        self.delimit(marks);
        self.text.extend_from_slice(block.get(from..to)?);
        Some(())
    }
}

impl Layout {
    /// How the copy must be laid out; `None` where its text cannot be told from the original: files of other formats or
    /// signs, columns that are not those of the plan, masks that cannot be computed again or go by the order of rows.
    pub fn of(original: &Table, masked: &Table, rules: &Rules<'_>, judges: &[Judge]) -> Option<Self> {
        let (Table::Text(original, _), Table::Text(masked, _)) = (original, masked) else { return None };
        let steps = &judges.first()?.steps;
        let (dialect, marks) = (original.dialect(), original.dialect().marks());
        let mut columns = vec![Part::Gone; original.preview().fields.len()];
        let mut read = rules.hidden.clone();
        for (at, (promise, step)) in rules.promises.iter().zip(steps).enumerate() {
            let part = match step {
                Step::Keep if promise.kept => Part::Kept,
                Step::Mask(step) if !promise.kept && !step.plan.ordered => {
                    read.extend(&step.reads);
                    Part::Masked(at)
                }
                _ => return None,
            };
            if promise.to != Some(at) || rules.beside.of_column(&promise.name).is_some() {
                return None;
            }
            *columns.get_mut(promise.from)? = part;
        }
        read.sort_unstable();
        read.dedup();
        // A row of one empty cell is a blank line.
        let plain = rules.promises.len() > 1
            && rules.there.len() == rules.promises.len()
            && masked.preview().fields.len() == rules.promises.len()
            && masked.dialect().marks() == marks
            && read.last().is_none_or(|last| *last < columns.len());
        let end: &[u8] = if dialect.crlf { b"\r\n" } else { b"\n" };
        plain.then_some(Self { marks, end, columns, read })
    }
}

impl Judge {
    /// Composes what the copy must hold for a block of the original, and looks at it.
    pub fn compose(
        &mut self,
        rules: &Rules<'_>,
        layout: &Layout,
        block: Vec<u8>,
        wants: &Wants,
        spare: &Spare,
    ) -> Composed {
        let made = self.made(rules, layout, &block, wants, spare.take(4 * block.len()));
        Composed { block, made }
    }

    /// What the copy must hold, in `text`, which is empty.
    fn made(
        &mut self,
        rules: &Rules<'_>,
        layout: &Layout,
        block: &[u8],
        wants: &Wants,
        mut text: Vec<u8>,
    ) -> Option<Made> {
        let width = layout.columns.len();
        text.reserve_exact(block.len() + block.len() / 4);
        let mut made = Made { text, rows: 0, found: Found::new(rules.promises.len()), begun: false };
        let mut values = vec![Cow::Borrowed(&[][..]); width];
        let (mut records, mut raw) = (Records::new(block, layout.marks), Vec::with_capacity(width));
        while let Some(end) = records.next(&mut raw) {
            if width != 1 && matches!(raw.as_slice(), [field] if field.is_empty()) {
                continue;
            }
            let cut = end == End::Block && raw.last().is_some_and(|f| f.first() == Some(&layout.marks.quote));
            if raw.len() != width || cut {
                return None;
            }
            for at in &layout.read {
                values[*at] = split::unquoted(raw[*at], layout.marks.quote);
            }
            for at in &rules.hidden {
                rules.early.look(&values[*at], &mut self.look);
            }
            let row = Row { layout, block, raw: &raw, values: &values };
            self.row(rules, &row, &mut made, wants)?;
        }
        for counts in &mut made.found.counts {
            counts.cells += made.rows;
        }
        Some(made)
    }

    /// Composes a row.
    fn row(&mut self, rules: &Rules<'_>, row: &Row<'_, '_>, made: &mut Made, wants: &Wants) -> Option<()> {
        made.begun = false;
        let marks = row.layout.marks;
        // Kept fields that stand beside each other are one run of bytes.
        let mut kept: Option<(usize, usize)> = None;
        for (part, field) in row.layout.columns.iter().zip(row.raw) {
            let place = field.as_ptr().addr().wrapping_sub(row.block.as_ptr().addr());
            match *part {
                Part::Gone => {}
                Part::Kept => {
                    kept = match kept {
                        Some((from, to)) if to + 1 == place => Some((from, place + field.len())),
                        earlier => {
                            made.put(earlier, row.block, marks)?;
                            Some((place, place + field.len()))
                        }
                    };
                }
                Part::Masked(at) => {
                    made.put(kept.take(), row.block, marks)?;
                    made.delimit(marks);
                    let of = Of { rules, at, promise: rules.promises.get(at)?, backed: None };
                    self.masked(&of, row, field, made, wants)?;
                }
            }
        }
        made.put(kept, row.block, marks)?;
        // What stands there would be taken for a part of the line end.
        if made.text.last() == Some(&b'\r') {
            return None;
        }
        made.text.extend_from_slice(row.layout.end);
        made.rows += 1;
        Some(())
    }

    /// Composes a masked field.
    fn masked(
        &mut self,
        of: &Of<'_>,
        row: &Row<'_, '_>,
        field: &[u8],
        made: &mut Made,
        wants: &Wants,
    ) -> Option<()> {
        let value = row.value(of.promise.from);
        let Some(Step::Mask(step)) = self.steps.get_mut(of.at) else { return None };
        let mut again = std::mem::take(&mut self.again);
        again.clear();
        let outcome = if step.reads.is_empty() {
            runner::cell(step, value, &[], &mut again)
        } else {
            let others: Vec<Option<&[u8]>> = step.reads.iter().map(|at| row.value(*at)).collect();
            runner::cell(step, value, &others, &mut again)
        };
        let null_stays = value.is_some() || !of.promise.keeps_nulls || again.is_empty();
        let as_it_is = outcome != Outcome::Kept || again == value.unwrap_or_default();
        if !(null_stays && as_it_is) {
            return None;
        }
        match outcome {
            Outcome::Masked => {
                runner::disarm(step.plan.output, &mut again, 0);
                let start = made.text.len();
                made.text.extend_from_slice(&again);
                csv::quote(&mut made.text, start, row.layout.marks);
            }
            Outcome::Kept => made.text.extend_from_slice(field),
            Outcome::Null | Outcome::Refused => {}
        }
        if value.is_some() || !of.promise.keeps_nulls {
            let masked = outcome.has_value().then_some(again.as_slice()).filter(|cell| !cell.is_empty());
            self.promised(of, (value, masked), true, &|at| row.value(at), &mut made.found, wants);
        }
        self.again = again;
        Some(())
    }
}

/// A row of the original.
struct Row<'r, 'b> {
    layout: &'r Layout,
    block: &'b [u8],
    /// Its fields as they stand.
    raw: &'r [&'b [u8]],
    /// The values of those that are looked at.
    values: &'r [Cow<'b, [u8]>],
}

impl Row<'_, '_> {
    /// A value, `None` for null.
    fn value(&self, at: usize) -> Option<&[u8]> {
        self.values.get(at).map(AsRef::as_ref).filter(|value| !value.is_empty())
    }
}
