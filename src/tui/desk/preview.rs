//! What an action does to sample rows.

use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::action::Action;
use crate::domain::dtype::DType;
use crate::domain::secret::Secret;
use crate::domain::spans::FindSpans;
use crate::mask::{self, MaskContext, Outcome};
use crate::tui::model::words::percent;
use crate::tui::port::{DeskError, Figure, Preview};

use super::sample::Gathered;

/// Finds the sub-key of a mask: its name and its consistency domain.
pub type SubKey<'a> = &'a dyn Fn(&str, &str) -> Result<Secret<[u8; 32]>, DeskError>;

/// Pairs that a screen shows.
const SHOWN: usize = 12;

/// The other columns that an action reads, by path; they follow the column itself in what is gathered for it.
///
/// # Errors
/// A mask that is unknown or cannot take the type.
pub fn reads(action: &Action, dtype: DType) -> Result<Vec<String>, DeskError> {
    let Action::Mask { mask: choice, .. } = action else { return Ok(Vec::new()) };
    let plan = mask::of_choice(choice).and_then(|mask| mask.plan(&choice.params, dtype));
    plan.map(|plan| plan.reads).map_err(DeskError::from_words)
}

/// Runs an action on the first gathered column; the columns after it are those of [`reads`], in order.
///
/// # Errors
/// A mask that is unknown, cannot take the type, or has no key.
pub fn preview(
    gathered: &Gathered,
    action: &Action,
    dtype: DType,
    sub_key: SubKey<'_>,
    finder: Option<Arc<dyn FindSpans>>,
) -> Result<Preview, DeskError> {
    let before: Vec<Option<&[u8]>> = gathered
        .rows
        .iter()
        .map(|row| row.cells.first().and_then(Option::as_ref).map(|c| c.reveal().as_slice()))
        .collect();
    let mut refused = 0;
    let after: Vec<Option<Vec<u8>>> = match action {
        Action::Keep => before.iter().map(|cell| cell.map(<[u8]>::to_vec)).collect(),
        Action::Drop => vec![None; before.len()],
        Action::Mask { mask: choice, domain } => {
            let found = mask::of_choice(choice).map_err(DeskError::from_words)?;
            let plan = found.plan(&choice.params, dtype).map_err(DeskError::from_words)?;
            let key = plan
                .guarantees
                .keyed
                .then(|| sub_key("mask", domain.as_deref().unwrap_or_default()))
                .transpose()?;
            // The sample stands for the column: groups are smaller than those of the whole one.
            let values = || {
                let mut counts = HashMap::new();
                before.iter().flatten().for_each(|cell| *counts.entry(cell.to_vec()).or_insert(0) += 1);
                Ok(counts)
            };
            let context = MaskContext {
                key: key.as_ref(),
                finder,
                files: Some(&crate::apply::mask_file),
                values: Some(&values),
            };
            let mut runner = found.build(&choice.params, dtype, &context).map_err(DeskError::from_words)?;
            let mut out = Vec::with_capacity(before.len());
            for (cell, row) in before.iter().zip(&gathered.rows) {
                let others: Vec<Option<&[u8]>> =
                    row.cells.iter().skip(1).map(|c| c.as_ref().map(|c| c.reveal().as_slice())).collect();
                let mut masked = Vec::new();
                let outcome = match cell {
                    Some(cell) => runner.mask(cell, &others, &mut masked),
                    None => runner.mask_null(&mut masked),
                };
                refused += u64::from(outcome == Outcome::Refused);
                let null = outcome == Outcome::Null || (outcome == Outcome::Refused && masked.is_empty());
                out.push((!null).then_some(masked));
            }
            out
        }
    };
    let text = |bytes: &[u8]| Secret::new(String::from_utf8_lossy(bytes).into_owned());
    let pairs = before
        .iter()
        .zip(&after)
        .filter(|(before, _)| before.is_some())
        .take(SHOWN)
        .map(|(before, after)| (before.map(text), after.as_deref().map(text)))
        .collect();
    let masked: Vec<Option<&[u8]>> = after.iter().map(Option::as_deref).collect();
    Ok(Preview { pairs, refused, figures: figures(&before, &masked), n: before.len() as u64 })
}

/// What of the values is left: of use to whoever works with them, and to whoever attacks them.
fn figures(before: &[Option<&[u8]>], after: &[Option<&[u8]>]) -> Vec<Figure> {
    let (was, is) = (Counts::of(before), Counts::of(after));
    let same = before.iter().zip(after).filter(|(before, after)| before.is_some() && before == after).count();
    let line = |what: &str, before: String, after: String| Figure { what: what.to_owned(), before, after };
    vec![
        line("distinct values", was.distinct.to_string(), is.distinct.to_string()),
        line("alone in their value", percent(was.alone), percent(is.alone)),
        line("smallest group", was.smallest.to_string(), is.smallest.to_string()),
        line("null", percent(was.null), percent(is.null)),
        line("mean length", format!("{:.1}", was.length), format!("{:.1}", is.length)),
        line("values as they were", percent(1.0), percent(share(same, was.present))),
    ]
}

#[derive(Default)]
struct Counts {
    present: usize,
    distinct: usize,
    smallest: usize,
    alone: f64,
    null: f64,
    length: f64,
}

impl Counts {
    fn of(cells: &[Option<&[u8]>]) -> Self {
        let mut groups: HashMap<&[u8], usize> = HashMap::new();
        let mut length = 0;
        for cell in cells.iter().flatten() {
            *groups.entry(cell).or_default() += 1;
            length += String::from_utf8_lossy(cell).chars().count();
        }
        let present: usize = groups.values().sum();
        Self {
            present,
            distinct: groups.len(),
            smallest: groups.values().copied().min().unwrap_or(0),
            alone: share(groups.values().filter(|n| **n == 1).count(), present),
            null: share(cells.len() - present, cells.len()),
            length: if present == 0 { 0.0 } else { length as f64 / present as f64 },
        }
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::super::sample::Cells;
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

    fn run(action: &Action) -> Preview {
        let no_key = |_: &str, _: &str| Err(DeskError("no key".into()));
        preview(&gathered(&[Some("a"), Some("a"), Some("b"), None]), action, DType::String, &no_key, None)
            .unwrap()
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
        let action = Action::Mask { mask: choice, domain: Some("email".into()) };
        let cells = gathered(&[Some("a"), Some("a"), Some("b"), None]);
        let key = |purpose: &str, domain: &str| {
            assert_eq!((purpose, domain), ("mask", "email"));
            Ok(Secret::new([7; 32]))
        };
        let masked = preview(&cells, &action, DType::String, &key, None).unwrap();
        assert_eq!(figure(&masked, "distinct values"), ("2".into(), "2".into()));
        assert_eq!(figure(&masked, "values as they were"), ("100 %".into(), "0 %".into()));
        assert_eq!(masked.pairs.len(), 3);
        let no_key = |_: &str, _: &str| Err(DeskError("no key; `vizard keys new` makes one".into()));
        let error = preview(&cells, &action, DType::String, &no_key, None).unwrap_err();
        assert!(error.0.contains("vizard keys new"));
    }
}
