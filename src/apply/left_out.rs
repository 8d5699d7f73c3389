//! The rows that a plan leaves out: those whose quasi-identifiers, as masked, fewer than `k` rows share.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64};

use super::ApplyError;
use super::runner::{self, Ground};
use crate::domain::plan::{PlanAction, PlanColumn, PlanDataset, SuppressRows};
use crate::domain::table::Schema;
use crate::plan::column_name;
use crate::risk::{Release, Released, RowSink};
use crate::source::{self, Input, ReadOptions, Sampling, decode};

/// Rows whose classes are told at once: their fingerprints take 512 MiB.
const MOST: usize = 1 << 25;

/// The rows that are left out, by number from 0.
#[derive(Debug, Clone, Default)]
pub struct LeftOut {
    bits: Vec<u64>,
    /// How many.
    pub count: u64,
}

impl LeftOut {
    fn new(classes: &[u64], k: u64) -> Self {
        let mut sorted = classes.to_vec();
        sorted.sort_unstable();
        let small: Vec<u64> = sorted
            .chunk_by(|a, b| a == b)
            .filter(|class| (class.len() as u64) < k)
            .filter_map(|class| class.first().copied())
            .collect();
        let mut out = Self { bits: vec![0; classes.len().div_ceil(64)], count: 0 };
        for (row, class) in classes.iter().enumerate() {
            if small.binary_search(class).is_ok()
                && let Some(word) = out.bits.get_mut(row / 64)
            {
                *word |= 1 << (row % 64);
                out.count += 1;
            }
        }
        out
    }

    /// Whether a row is left out.
    #[must_use]
    pub fn holds(&self, row: u64) -> bool {
        let word = usize::try_from(row / 64).ok().and_then(|at| self.bits.get(at));
        word.is_some_and(|word| word >> (row % 64) & 1 == 1)
    }
}

/// The rows of an input that its plan leaves out; `None` where the plan leaves out none.
///
/// # Errors
/// A file that cannot be read to its end or has too many rows, a mask that cannot be built.
pub fn rows(ground: &Ground<'_>) -> Result<Option<LeftOut>, ApplyError> {
    let Some(rule) = &ground.dataset.suppress_rows else { return Ok(None) };
    let by_path = runner::by_path(ground.dataset);
    let released = members(ground.dataset, rule)
        .map(|(at, column)| released(ground, at, column, &by_path))
        .collect::<Result<Vec<_>, ApplyError>>()?;
    let classes = classes(ground.input, released, &ground.dataset.schema, ground.cancel)?;
    Ok(Some(LeftOut::new(&classes, rule.k)))
}

/// The columns of a rule with their positions.
fn members<'d>(
    dataset: &'d PlanDataset,
    rule: &'d SuppressRows,
) -> impl Iterator<Item = (usize, &'d PlanColumn)> {
    let columns = dataset.columns.iter().enumerate();
    columns.filter(|(_, c)| c.action != PlanAction::Drop && rule.columns.contains(&column_name(c)))
}

fn released(
    ground: &Ground<'_>,
    at: usize,
    column: &PlanColumn,
    by_path: &HashMap<(String, u32), usize>,
) -> Result<Released, ApplyError> {
    if column.action == PlanAction::Keep {
        return Ok(Released { index: at, release: Release::Same, reads: Vec::new() });
    }
    let step = runner::mask_step(ground, at, column, by_path)?;
    Ok(Released { index: at, release: Release::Masked(step.mask), reads: step.reads })
}

fn classes(
    input: &Input,
    columns: Vec<Released>,
    key: &str,
    cancel: &AtomicBool,
) -> Result<Vec<u64>, ApplyError> {
    let sink = RowSink::new(columns, key, MOST);
    let options = ReadOptions { sampling: Sampling::All, threads: 1, progress: &AtomicU64::new(0), cancel };
    let read = source::open(input)?.read(&options, &sink)?;
    if let Some(problem) = read.incomplete.first() {
        return Err(ApplyError::Broken { what: format!("{}: {}", problem.table, problem.why) });
    }
    sink.into_rows().ok_or_else(|| ApplyError::Broken {
        what: format!(
            "{}: has more than {MOST} rows, so the rows of small classes cannot be told in bounded memory; mask it in parts",
            decode::shown(&input.path)
        ),
    })
}

/// The rows of the smallest class in a masked file, by the columns of its plan's rule; 0 where it has no rows.
///
/// # Errors
/// A file that cannot be read to its end or has too many rows.
pub fn smallest(
    dataset: &PlanDataset,
    rule: &SuppressRows,
    masked: &Input,
    schema: &Schema,
    cancel: &AtomicBool,
) -> Result<u64, ApplyError> {
    let place = |column: &PlanColumn| {
        schema.fields.iter().position(|f| f.path == column.column && f.occurrence == column.occurrence)
    };
    let columns = members(dataset, rule)
        .filter_map(|(_, column)| place(column))
        .map(|index| Released { index, release: Release::Same, reads: Vec::new() })
        .collect();
    let mut classes = classes(masked, columns, &dataset.schema, cancel)?;
    classes.sort_unstable();
    Ok(classes.chunk_by(|a, b| a == b).map(|class| class.len() as u64).min().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rows_of_small_classes_are_left_out_and_no_others() {
        let classes: Vec<u64> = (0..200).map(|row| if row % 10 == 0 { row } else { row % 3 }).collect();
        let out = LeftOut::new(&classes, 5);
        let size = |class: u64| classes.iter().filter(|c| **c == class).count();
        for (row, class) in (0_u64..).zip(&classes) {
            assert_eq!(out.holds(row), size(*class) < 5, "{row}");
        }
        assert_eq!(out.count, (0..200).filter(|row| out.holds(*row)).count() as u64);
        assert!(!out.holds(200) && !out.holds(u64::MAX));
        assert_eq!(LeftOut::new(&[], 5).count, 0);
    }
}
