//! The re-identification risk of reviewed tables, before masking and under the decisions as they stand.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64};

use super::error::ReviewError;
use super::item::Item;
use crate::apply;
use crate::domain::action::Action;
use crate::domain::plan::{DatasetRisk, PlanRisk};
use crate::domain::scan::DatasetScan;
use crate::domain::spans::FindSpans;
use crate::domain::tier::Role;
use crate::risk::{self, RiskSink, Tools};
use crate::source::{self, ReadOptions, Sampling};
use crate::store::project::Project;

/// How risk is measured.
#[derive(Clone)]
pub struct Measuring {
    /// Threads, at least 1.
    pub threads: usize,
    /// No more rows of a table than these are read; `None`: as many as were reviewed.
    pub rows: Option<u64>,
    /// Finds entities, for masks that look into texts.
    pub finder: Option<Arc<dyn FindSpans>>,
}

/// The seed of samples that the review did not draw.
const SEED: u64 = 1;

/// The figures of every table with quasi-identifiers, by table id. Columns that are open count as kept.
///
/// A table that is known from a report only, or that came by a pipe (it can be read once), has none.
///
/// # Errors
/// A table that cannot be read, a mask that cannot be run.
pub fn measure(
    project: &Project,
    tables: &[DatasetScan],
    items: &[Item],
    how: &Measuring,
) -> Result<PlanRisk, ReviewError> {
    let mut datasets = Vec::new();
    let here = |table: &&DatasetScan| !table.schema.is_empty() && Path::new(&table.path).is_file();
    for table in tables.iter().filter(here) {
        let mut columns: Vec<&Item> = items.iter().filter(|item| item.id.table == table.table).collect();
        columns.sort_by_key(|item| item.scan.index);
        datasets.extend(one(project, table, &columns, how)?);
    }
    datasets.sort_by(|a, b| a.table.cmp(&b.table));
    Ok(PlanRisk { datasets })
}

fn one(
    project: &Project,
    table: &DatasetScan,
    columns: &[&Item],
    how: &Measuring,
) -> Result<Option<DatasetRisk>, ReviewError> {
    let quasi: Vec<&&Item> = columns.iter().filter(|item| item.scan.role == Role::Quasi).collect();
    if quasi.is_empty() {
        return Ok(None);
    }
    let place = |path: &str| columns.iter().find(|item| item.id.column == path).map(|item| item.scan.index);
    let input = project.input(&table.table, Path::new(&table.path));
    let cancel = AtomicBool::new(false);
    let values = |column: usize| apply::column_values(&input, column, &cancel);
    let tools = Tools { finder: how.finder.as_ref(), files: Some(&apply::mask_file), values: Some(&values) };
    let released = quasi
        .iter()
        .map(|item| {
            let action = item.action().unwrap_or(&Action::Keep);
            risk::release(item.scan.index, action, item.id.dtype, &place, tools)
        })
        .collect::<Result<_, _>>()?;
    let mut dataset = source::open(&input)?;
    // Fingerprints of different tables have nothing to do with each other.
    let sink = RiskSink::new(released, &format!("{} {}", table.schema, table.table), risk::MOST);
    dataset.read(
        &ReadOptions {
            sampling: sampling(table, how.rows),
            threads: how.threads.max(1),
            progress: &AtomicU64::new(0),
            cancel: &cancel,
        },
        &sink,
    )?;
    let mut counted = sink.into_counted();
    // A table whose quasi-identifiers are all dropped has one class, and the plan leaves nothing out.
    let released = quasi.iter().any(|item| item.action() != Some(&Action::Drop));
    let suppressed = match project.suppress_under(&table.table).filter(|_| released) {
        Some(least) => {
            let (left, gone) = counted.after.without_small(least);
            counted.after = left;
            Some(gone)
        }
        None => None,
    };
    let threshold = project.settings().policy.min_group();
    Ok(Some(DatasetRisk {
        table: table.table.clone(),
        quasi_identifiers: quasi.iter().map(|item| item.id.column.clone()).collect(),
        n: counted.before.rows(),
        exact: counted.before.is_exact() && counted.after.is_exact(),
        threshold,
        suppressed,
        before: risk::of_classes(&counted.before, threshold),
        after: risk::of_classes(&counted.after, threshold),
    }))
}

/// The rows that were reviewed, unless fewer are asked for.
fn sampling(table: &DatasetScan, most: Option<u64>) -> Sampling {
    let reviewed = table.rows.seed.map(|seed| (table.rows.read.max(1), seed));
    match (reviewed, most) {
        (None, None) => Sampling::All,
        (Some((rows, seed)), None) => Sampling::Rows { rows, seed },
        (Some((read, seed)), Some(most)) => Sampling::Rows { rows: most.min(read), seed },
        (None, Some(rows)) => Sampling::Rows { rows, seed: SEED },
    }
}
