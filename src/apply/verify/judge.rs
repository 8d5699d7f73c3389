//! Looks at every cell beside its original.

use std::collections::HashMap;

use super::balance::Balance;
use super::beside::Beside;
use super::report::Finding;
use super::suspects::{Place, Suspects};
use super::{Expected, VerifyReport, VerifyRequest, forms, shape};
use crate::apply::runner::{self, MaskStep};
use crate::apply::{distinct, in_order};
use crate::domain::mask::Uniqueness;
use crate::domain::plan::PlanAction;
use crate::domain::secret::Secret;
use crate::domain::table::Schema;
use crate::mask::{self, MaskContext, Outcome};

/// Pairs of original and token that are remembered, a column.
const MOST_PAIRS: usize = 1 << 18;

/// The judge of one file.
pub struct Judge<'a> {
    request: &'a VerifyRequest<'a>,
    columns: HashMap<usize, Column>,
    others: Vec<Option<Vec<u8>>>,
    /// The masked file is delimited text, in which formulas are disarmed.
    delimited: bool,
    suspects: Suspects,
    beside: Beside,
    /// Columns that are not released as they are.
    hidden: Vec<usize>,
}

/// What is known of one column.
struct Column {
    name: String,
    /// Computes the mask again; `None` for kept columns and where the key is missing.
    step: Option<MaskStep>,
    choice: Option<crate::domain::mask::MaskChoice>,
    may_equal: bool,
    keeps_nulls: bool,
    deterministic: bool,
    unique: bool,
    kept: bool,
    /// Where values only change rows: whether they are all there.
    moves: Option<Balance>,
    keyless: bool,
    cells: u64,
    changed: u64,
    nulls: u64,
    differs: u64,
    equal: u64,
    form: u64,
    split: u64,
    merged: u64,
    /// Original to masked and masked to original, as hashes.
    pairs: HashMap<u64, u64>,
    backwards: HashMap<u64, u64>,
    /// A text from which values of other columns must be gone too.
    text: bool,
    embedded: u64,
}

impl<'a> Judge<'a> {
    /// A judge for a request.
    pub fn new(request: &'a VerifyRequest<'a>, format: &str) -> Self {
        let mut columns = HashMap::new();
        for (at, column) in request.dataset.columns.iter().enumerate() {
            if column.action == PlanAction::Drop {
                continue;
            }
            let planned = column.mask.as_ref().and_then(|choice| {
                let mask = mask::of_choice(choice).ok()?;
                Some((mask, mask.plan(&choice.params, column.dtype).ok()?))
            });
            let mut keyless = false;
            let step = planned.as_ref().and_then(|(mask, plan)| {
                let key: Option<Secret<[u8; 32]>> = match &column.key_id {
                    Some(id) => match (request.key)(id, column.domain.as_deref().unwrap_or("value")) {
                        Ok(key) => Some(key),
                        Err(_) => {
                            keyless = true;
                            return None;
                        }
                    },
                    None => None,
                };
                let values = || match request.original {
                    Some(original) => distinct::values(original, at, request.cancel),
                    None => Err("the original is not at hand".to_owned()),
                };
                let cells = || match request.original {
                    Some(original) => in_order::cells(original, at, request.cancel),
                    None => Err("the original is not at hand".to_owned()),
                };
                let context = MaskContext {
                    key: key.as_ref(),
                    finder: Some(std::sync::Arc::clone(&request.finder)),
                    files: Some(&crate::apply::mask_file),
                    values: Some(&values),
                    cells: Some(&cells),
                };
                let choice = column.mask.as_ref()?;
                let runner = mask.build(&choice.params, column.dtype, &context).ok()?;
                let place = |path: &String| request.dataset.columns.iter().position(|c| c.column == *path);
                let reads = plan.reads.iter().map(place).collect::<Option<Vec<_>>>()?;
                Some(MaskStep { mask: runner, reads, plan: plan.clone() })
            });
            let moves = planned.as_ref().is_some_and(|(_, plan)| plan.ordered);
            let promises = planned.map(|(_, plan)| plan.guarantees);
            let known = Column {
                name: column.column.clone(),
                step,
                choice: column.mask.clone(),
                may_equal: promises.as_ref().is_none_or(|g| g.may_equal),
                keeps_nulls: promises.as_ref().is_none_or(|g| g.keeps_nulls),
                deterministic: promises.as_ref().is_some_and(|g| g.deterministic),
                unique: promises
                    .as_ref()
                    .is_some_and(|g| g.uniqueness != Uniqueness::Lost && g.bits.is_some_and(|b| b >= 48)),
                kept: column.action == PlanAction::Keep,
                moves: moves.then(Balance::default),
                keyless,
                cells: 0,
                changed: 0,
                nulls: 0,
                differs: 0,
                equal: 0,
                form: 0,
                split: 0,
                merged: 0,
                pairs: HashMap::new(),
                backwards: HashMap::new(),
                text: column.mask.as_ref().is_some_and(|choice| choice.name == "redact_entities"),
                embedded: 0,
            };
            columns.insert(at, known);
        }
        let hidden = request.dataset.columns.iter().enumerate();
        let hidden = hidden.filter(|(_, c)| c.action != PlanAction::Keep).map(|(at, _)| at).collect();
        Self {
            request,
            columns,
            others: Vec::new(),
            delimited: format == "csv",
            suspects: Suspects::default(),
            beside: Beside::of(request, format),
            hidden,
        }
    }

    /// Looks at one cell; `other` gives cells of the original's row.
    pub fn cell<'r>(
        &mut self,
        expected: &Expected<'_>,
        original: Option<&[u8]>,
        masked: Option<&[u8]>,
        other: &dyn Fn(usize) -> Option<&'r [u8]>,
    ) {
        let Some(column) = self.columns.get_mut(&expected.at) else { return };
        column.cells += 1;
        if let Some(cell) = masked.filter(|_| self.beside.wants_cells()) {
            self.beside.cell(&column.name, cell);
        }
        if column.kept {
            if original != masked {
                column.changed += 1;
                self.suspects.differs(&column.name, original, masked);
            }
            return;
        }
        if original.is_none() && column.keeps_nulls {
            if masked.is_some() {
                column.nulls += 1;
                self.suspects.differs(&column.name, None, masked);
            }
            return;
        }
        if let Some(step) = &mut column.step {
            self.others.clear();
            self.others.extend(step.reads.iter().map(|at| other(*at).map(<[u8]>::to_vec)));
            let others: Vec<Option<&[u8]>> = self.others.iter().map(Option::as_deref).collect();
            let mut again = Vec::new();
            let outcome = runner::cell(step, original, &others, &mut again);
            if self.delimited {
                runner::disarm(step.plan.output, &mut again, 0);
            }
            let should = (outcome == Outcome::Masked).then_some(again.as_slice());
            if !same(should, masked) {
                column.differs += 1;
                self.suspects.differs(&column.name, should, masked);
            }
        } else {
            // Values that only change rows stand as often as they did, wherever.
            self.suspects.differs(&column.name, original.filter(|_| column.moves.is_some()), masked);
        }
        if let Some(balance) = &mut column.moves {
            balance.see(original, masked, self.delimited);
        }
        if let (true, Some(masked)) = (column.text, masked) {
            let stands = |at: &usize| {
                let value = other(*at).filter(|value| *at != expected.at && forms::telling(value));
                value.is_some_and(|value| memchr::memmem::find(masked, value).is_some())
            };
            column.embedded += u64::from(self.hidden.iter().any(stands));
        }
        let (Some(original), Some(masked)) = (original, masked) else { return };
        // An empty text has nothing to hide and stays empty.
        column.equal += u64::from(!column.may_equal && original == masked && !original.is_empty());
        if let Some(choice) = &column.choice {
            column.form += u64::from(!shape::fits(choice, masked, &*self.request.finder));
        }
        if column.pairs.len().max(column.backwards.len()) < MOST_PAIRS {
            let (from, to) = (shape::mark(original), shape::mark(masked));
            if column.deterministic {
                column.split += u64::from(*column.pairs.entry(from).or_insert(to) != to);
            }
            if column.unique {
                column.merged += u64::from(*column.backwards.entry(to).or_insert(from) != from);
            }
        }
    }

    /// A row that the original does not have, or a cell of a column that the plan does not know.
    pub fn surplus(&mut self, column: &str, known: bool, cell: &[u8]) {
        let place = if known { Place::Cell } else { Place::UnknownColumn };
        self.suspects.note(place, column, cell, 1);
    }

    /// Writes what was found, and gives what is to be looked up among the originals.
    pub fn finish(mut self, schema: &Schema, report: &mut VerifyReport) -> Suspects {
        let mut columns: Vec<(usize, Column)> = self.columns.into_iter().collect();
        columns.sort_by_key(|(at, _)| *at);
        let before = report.checks.iter().filter(|l| l.finding == Finding::Fail).count();
        let mut n = 0;
        for (_, c) in &columns {
            n += c.cells;
            let lines = [
                ("kept", c.changed, "kept cells differ from the original"),
                ("nulls", c.nulls, "nulls of the original are filled in"),
                (
                    "recomputed",
                    c.differs,
                    "cells are not what the mask gives for the original in the same row",
                ),
                ("unequal", c.equal, "masked cells equal their original"),
                ("form", c.form, "cells do not have the form that the mask gives"),
                ("deterministic", c.split, "equal originals have different tokens"),
                ("unique", c.merged, "different originals have equal tokens, so joins would match too much"),
                (
                    "multiset",
                    c.moves.as_ref().map_or(0, Balance::broken),
                    "the values are not those of the original in other rows",
                ),
                (
                    "leak",
                    c.embedded,
                    "texts hold the value that a masked or dropped column has in the same row",
                ),
            ];
            for (check, count, why) in lines {
                if count > 0 {
                    report.fail(check, &c.name, count, c.cells, why);
                }
            }
            if c.keyless {
                let why = format!(
                    "tokens of {} were not computed again: its key is not at hand (--key-file); all other checks were made",
                    c.name
                );
                report.line("recomputed", &c.name, Finding::NotProven, 0, 0, &why);
            }
        }
        let after = report.checks.iter().filter(|l| l.finding == Finding::Fail).count();
        if before == after {
            report.pass(
                "values",
                n,
                "every cell is what the plan promises, and no masked cell equals its original",
            );
        }
        self.beside.finish(self.request, schema, &mut self.suspects, report);
        self.suspects
    }
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
