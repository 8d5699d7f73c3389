//! What was found of a whole file, put together from its parts in their order.

use super::VerifyReport;
use super::balance::Balance;
use super::pairs::{Pairs, Sample};
use super::report::Finding;
use super::rules::Promise;
use super::suspects::Suspects;

/// Counts of one column.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Cells that were looked at.
    pub cells: u64,
    /// Kept cells that differ.
    pub changed: u64,
    /// Nulls that were filled in.
    pub nulls: u64,
    /// Cells that are not what the mask gives.
    pub differs: u64,
    /// Masked cells that equal their original.
    pub equal: u64,
    /// Cells without the mask's form.
    pub form: u64,
    /// Texts that hold another column's value.
    pub embedded: u64,
    /// Where values only change rows: whether they are all there.
    pub balance: Balance,
}

/// Which promise a pair of fingerprints is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pair {
    /// An original and its tokens: there should be one.
    Split,
    /// A token and its originals: there should be one.
    Merged,
}

/// What was found of some rows.
#[derive(Default)]
pub struct Found {
    /// By promise.
    pub counts: Vec<Counts>,
    /// Pairs with the promise, value and partner.
    pub pairs: Vec<(Pair, usize, u64, u64)>,
    /// Texts to be looked up.
    pub suspects: Suspects,
    /// Rows that could not be looked at.
    pub broken: u64,
}

impl Found {
    /// Nothing yet of so many columns.
    pub fn new(columns: usize) -> Self {
        Self { counts: vec![Counts::default(); columns], ..Self::default() }
    }
}

/// Which pairs are of use, for those who find them.
pub struct Wants {
    split: Vec<Sample>,
    merged: Vec<Sample>,
}

impl Wants {
    /// Whether a pair with this value is of use.
    pub fn has(&self, pair: Pair, column: usize, value: u64) -> bool {
        let samples = match pair {
            Pair::Split => &self.split,
            Pair::Merged => &self.merged,
        };
        samples.get(column).is_some_and(|sample| sample.has(value))
    }
}

/// What was found so far.
pub struct Totals {
    counts: Vec<Counts>,
    split: Vec<Pairs>,
    merged: Vec<Pairs>,
    suspects: Suspects,
    broken: u64,
}

impl Totals {
    /// Nothing yet but what stands beside the cells.
    pub fn new(columns: usize, suspects: Suspects) -> Self {
        let pairs = || (0..columns).map(|_| Pairs::default()).collect();
        Self {
            counts: vec![Counts::default(); columns],
            split: pairs(),
            merged: pairs(),
            suspects,
            broken: 0,
        }
    }

    /// Which pairs are of use.
    pub fn wants(&self) -> Wants {
        let samples = |pairs: &[Pairs]| pairs.iter().map(|pairs| pairs.sample().clone()).collect();
        Wants { split: samples(&self.split), merged: samples(&self.merged) }
    }

    /// Adds what was found of the next rows.
    pub fn merge(&mut self, found: Found) {
        for (all, part) in self.counts.iter_mut().zip(&found.counts) {
            all.cells += part.cells;
            all.changed += part.changed;
            all.nulls += part.nulls;
            all.differs += part.differs;
            all.equal += part.equal;
            all.form += part.form;
            all.embedded += part.embedded;
            all.balance.add(part.balance);
        }
        for (pair, column, value, partner) in found.pairs {
            let pairs = match pair {
                Pair::Split => self.split.get_mut(column),
                Pair::Merged => self.merged.get_mut(column),
            };
            if let Some(pairs) = pairs {
                pairs.note(value, partner);
            }
        }
        self.suspects.merge(found.suspects);
        self.broken += found.broken;
    }

    /// Writes what was found, and gives what is to be looked up among the originals.
    pub fn finish(self, promises: &[Promise], report: &mut VerifyReport) -> Suspects {
        let failed =
            |report: &VerifyReport| report.checks.iter().filter(|line| line.finding == Finding::Fail).count();
        let before = failed(report);
        let mut n = 0;
        for ((promise, c), (split, merged)) in
            promises.iter().zip(&self.counts).zip(self.split.iter().zip(&self.merged))
        {
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
                ("deterministic", split.several(), "originals have several tokens"),
                (
                    "unique",
                    merged.several(),
                    "tokens stand for several originals, so joins would match too much",
                ),
                ("multiset", c.balance.broken(), "the values are not those of the original in other rows"),
                (
                    "leak",
                    c.embedded,
                    "texts hold the value that a masked or dropped column has in the same row",
                ),
            ];
            for (check, count, why) in lines {
                if count > 0 {
                    report.fail(check, &promise.name, count, c.cells, why);
                }
            }
            if let Some(unproven) = &promise.unproven {
                let name = &promise.name;
                let why = format!(
                    "tokens of {name} were not computed again: {unproven}; all other checks were made"
                );
                report.line("recomputed", name, Finding::NotProven, 0, 0, &why);
            }
        }
        if self.broken > 0 {
            let why = "rows were not looked at: a batch of them holds more than 4 GiB";
            report.fail("rows", "", self.broken, self.broken, why);
        }
        if before == failed(report) {
            report.pass(
                "values",
                n,
                "every cell is what the plan promises, and no masked cell equals its original",
            );
        }
        self.suspects
    }
}
