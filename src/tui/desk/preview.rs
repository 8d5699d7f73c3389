//! What an action does to sample rows.

use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::action::Action;
use crate::domain::dtype::DType;
use crate::domain::secret::Secret;
use crate::domain::spans::FindSpans;
use crate::mask::{self, CellMask, ColumnCells, MaskContext, Outcome};
use crate::tui::port::{DeskError, Preview};

use super::sample::{Cells, Gathered};
use super::utility;

/// Finds the sub-key of a mask: its name and its consistency domain.
pub type SubKey<'a> = &'a dyn Fn(&str, &str) -> Result<Secret<[u8; 32]>, DeskError>;

/// Pairs that a screen shows.
const SHOWN: usize = 12;

/// The other columns that an action reads, by path; they follow the column itself in what is gathered for it.
///
/// # Errors
/// A mask that is unknown or cannot take the type.
pub fn reads(action: &Action, dtype: DType) -> Result<Vec<String>, DeskError> {
    let Action::Mask { mask: choice, when, .. } = action else { return Ok(Vec::new()) };
    let plan = mask::planned(choice, when.as_deref(), dtype);
    plan.map(|plan| plan.reads).map_err(DeskError::from_words)
}

/// The cells of one gathered column.
#[must_use]
pub fn cells_of(gathered: &Gathered, at: usize) -> Vec<Option<&[u8]>> {
    gathered.rows.iter().map(|row| cell_of(row, at)).collect()
}

/// The distinct values of a gathered column with their rows.
pub fn counted(gathered: &Gathered, at: usize) -> HashMap<Vec<u8>, u64> {
    let mut counts = HashMap::new();
    for cell in cells_of(gathered, at).into_iter().flatten() {
        *counts.entry(cell.to_vec()).or_insert(0) += 1;
    }
    counts
}

fn cell_of(row: &Cells, at: usize) -> Option<&[u8]> {
    row.cells.get(at).and_then(Option::as_ref).map(|cell| cell.reveal().as_slice())
}

/// Runs a mask over the gathered column at `at`; `reads` are the gathered columns that it reads. Counts what it refused.
pub fn masked_by(
    mask: &mut dyn CellMask,
    gathered: &Gathered,
    at: usize,
    reads: &[usize],
) -> (Vec<Option<Vec<u8>>>, u64) {
    let mut refused = 0;
    let others: Vec<Vec<Option<&[u8]>>> = reads.iter().map(|read| cells_of(gathered, *read)).collect();
    let mut read = Vec::with_capacity(reads.len());
    let out = cells_of(gathered, at).into_iter().enumerate().map(|(row, cell)| {
        read.clear();
        read.extend(others.iter().map(|cells| cells.get(row).copied().flatten()));
        let mut masked = Vec::new();
        let outcome = match cell {
            Some(cell) => mask.mask(cell, &read, &mut masked),
            None => mask.mask_null(&read, &mut masked),
        };
        refused += u64::from(outcome == Outcome::Refused);
        let null = outcome == Outcome::Null || (outcome == Outcome::Refused && masked.is_empty());
        (!null).then_some(masked)
    });
    let out = out.collect();
    (out, refused)
}

/// What an action makes of the first gathered column, and how many values its mask refused.
///
/// # Errors
/// A mask that is unknown, cannot take the type, or has no key.
pub fn run(
    gathered: &Gathered,
    action: &Action,
    dtype: DType,
    reads: &[usize],
    sub_key: SubKey<'_>,
    finder: Option<Arc<dyn FindSpans>>,
) -> Result<(Vec<Option<Vec<u8>>>, u64), DeskError> {
    let Action::Mask { mask: choice, domain, when } = action else {
        let keep = *action == Action::Keep;
        let cells = cells_of(gathered, 0).into_iter();
        return Ok((cells.map(|cell| cell.filter(|_| keep).map(<[u8]>::to_vec)).collect(), 0));
    };
    let when = when.as_deref();
    let plan = mask::planned(choice, when, dtype).map_err(DeskError::from_words)?;
    let key =
        plan.guarantees.keyed.then(|| sub_key("mask", domain.as_deref().unwrap_or_default())).transpose()?;
    // The sample stands for the column: groups are smaller than those of the whole one.
    let values = || Ok(counted(gathered, 0));
    let cells = || {
        let mut cells = ColumnCells::default();
        cells_of(gathered, 0).into_iter().flatten().for_each(|cell| cells.push(cell));
        Ok(cells)
    };
    let context = MaskContext {
        key: key.as_ref(),
        finder,
        files: Some(&crate::apply::mask_file),
        values: Some(&values),
        cells: Some(&cells),
    };
    let mut runner = mask::runner(choice, when, dtype, &context).map_err(DeskError::from_words)?;
    Ok(masked_by(runner.as_mut(), gathered, 0, reads))
}

/// The pairs and figures of the first gathered column and what an action made of it.
#[must_use]
pub fn preview(gathered: &Gathered, after: &[Option<&[u8]>], refused: u64) -> Preview {
    let before = cells_of(gathered, 0);
    let text = |bytes: &[u8]| Secret::new(String::from_utf8_lossy(bytes).into_owned());
    let pairs = before
        .iter()
        .zip(after)
        .filter(|(before, _)| before.is_some())
        .take(SHOWN)
        .map(|(before, after)| (before.map(text), after.map(text)))
        .collect();
    Preview {
        pairs,
        refused,
        figures: utility::figures(&before, after),
        n: before.len() as u64,
        ..Preview::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gathered(cells: &[Option<&str>]) -> Gathered {
        let rows = cells
            .iter()
            .enumerate()
            .map(|(at, cell)| Cells {
                number: at as u64,
                cells: vec![cell.map(|c| Secret::new(c.as_bytes().to_vec()))],
            })
            .collect();
        Gathered { paths: vec!["c".into()], rows }
    }

    fn previewed(cells: &Gathered, action: &Action, key: SubKey<'_>) -> Result<Preview, DeskError> {
        let (after, refused) = super::run(cells, action, DType::String, &[], key, None)?;
        Ok(preview(cells, &after.iter().map(Option::as_deref).collect::<Vec<_>>(), refused))
    }

    fn run(action: &Action) -> Preview {
        let no_key = |_: &str, _: &str| Err(DeskError("no key".into()));
        previewed(&gathered(&[Some("a"), Some("a"), Some("b"), None]), action, &no_key).unwrap()
    }

    fn figure(preview: &Preview, what: &str) -> (String, String) {
        let figure = preview.figures.iter().find(|figure| figure.what == what).unwrap();
        (figure.before.clone(), figure.after.clone())
    }

    #[test]
    fn keep_changes_nothing_and_drop_leaves_nothing() {
        let kept = run(&Action::Keep);
        assert_eq!(kept.n, 4);
        assert_eq!(figure(&kept, "distinct values"), ("2".into(), "2".into()));
        assert_eq!(figure(&kept, "values as they were"), ("100 %".into(), "100 %".into()));
        let dropped = run(&Action::Drop);
        assert!(dropped.pairs.iter().all(|(before, after)| before.is_some() && after.is_none()));
        assert_eq!(figure(&dropped, "null"), ("25 %".into(), "100 %".into()));
        assert_eq!(figure(&dropped, "values as they were"), ("100 %".into(), "0 %".into()));
    }

    #[test]
    fn a_token_keeps_groups_and_says_nothing_and_without_key_there_is_an_error() {
        let choice = mask::params::choice("pseudonym", &crate::domain::mask::Params::new()).unwrap();
        let action = Action::mask(choice, Some("email".into()));
        let cells = gathered(&[Some("a"), Some("a"), Some("b"), None]);
        let key = |purpose: &str, domain: &str| {
            assert_eq!((purpose, domain), ("mask", "email"));
            Ok(Secret::new([7; 32]))
        };
        let masked = previewed(&cells, &action, &key).unwrap();
        assert_eq!(figure(&masked, "distinct values"), ("2".into(), "2".into()));
        assert_eq!(figure(&masked, "values as they were"), ("100 %".into(), "0 %".into()));
        assert_eq!(masked.pairs.len(), 3);
        let no_key = |_: &str, _: &str| Err(DeskError("no key; `vizard keys new` makes one".into()));
        let error = previewed(&cells, &action, &no_key).unwrap_err();
        assert!(error.0.contains("vizard keys new"));
    }
}
