//! Every column with its suggestion and state, ranked.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::correct;
use super::item::{Item, judge};
use super::joins;
use crate::domain::assessment::ColumnScan;
use crate::domain::fold::{ColumnStatus, Fold};
use crate::domain::name::ColumnId;
use crate::domain::purpose::Purpose;
use crate::domain::scan::{DatasetScan, ScanDocument};
use crate::domain::state::State;
use crate::mask::suggest;
use crate::rank::{self, RankContext};
use crate::store::policy::Policy;

/// What a queue is made with.
#[derive(Debug, Clone, Default)]
pub struct QueueOptions {
    /// The policy of the project.
    pub policy: Policy,
    /// What the masked data is for.
    pub purpose: Purpose,
    /// From where to where the data goes.
    pub environment: Option<String>,
    /// The columns of the last approval, by table and path; `None` where nothing was approved yet.
    pub approved: Option<HashSet<(String, String)>>,
}

/// The columns of a review, highest priority first.
#[derive(Debug, Clone, Default)]
pub struct Queue {
    /// The scan without its columns, which are in `items`.
    document: Option<ScanDocument>,
    items: Vec<Item>,
}

impl Queue {
    /// Ranks the columns of a scan under the decisions.
    #[must_use]
    pub fn new(mut document: ScanDocument, fold: &Fold, options: &QueueOptions) -> Self {
        order(&mut document, fold, options);
        let mut items = Vec::with_capacity(document.datasets.iter().map(|d| d.columns.len()).sum());
        for dataset in &mut document.datasets {
            let suggestions = suggest::of_table(&dataset.columns, options.purpose);
            for (scan, suggestion) in std::mem::take(&mut dataset.columns).into_iter().zip(suggestions) {
                let id = id_of(&dataset.table, &scan);
                let mut item = Item {
                    suggestion,
                    is_new: is_new(options, &dataset.table, &scan.column),
                    rows: dataset.rows,
                    state: State::Undecided,
                    status: ColumnStatus::default(),
                    why_changed: None,
                    id,
                    scan: Arc::new(scan),
                };
                item.take(fold.column(&item.id));
                items.push(item);
            }
        }
        joins::share(&mut items, &document.datasets);
        // No two items are equal. In place: the items of a wide table are hundreds of megabytes.
        items.sort_unstable_by(|a: &Item, b: &Item| {
            let order = b.scan.score.total_cmp(&a.scan.score);
            order.then_with(|| (&a.id.table, a.scan.index).cmp(&(&b.id.table, b.scan.index)))
        });
        Self { document: Some(document), items }
    }

    /// The columns, highest priority first.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// Takes the decisions as they are now; says which columns changed.
    pub fn refresh(&mut self, fold: &Fold) -> Vec<usize> {
        let items = self.items.iter_mut().enumerate();
        items.filter_map(|(at, item)| item.take(fold.column(&item.id)).then_some(at)).collect()
    }

    /// The columns that are open.
    pub fn open(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| item.state.is_open())
    }

    /// Digest of the detectors.
    #[must_use]
    pub fn detectors(&self) -> &str {
        self.document.as_ref().map_or("", |d| d.tool.detectors.as_str())
    }

    /// The scan with its columns in ranking order and their states.
    #[must_use]
    pub fn document(&self) -> Option<ScanDocument> {
        let mut document = self.document.clone()?;
        let mut columns: HashMap<&str, Vec<&Item>> = HashMap::new();
        for item in &self.items {
            columns.entry(&item.id.table).or_default().push(item);
        }
        for dataset in &mut document.datasets {
            let items = columns.remove(dataset.table.as_str()).unwrap_or_default();
            dataset.columns = items.into_iter().map(|item| ColumnScan::clone(&item.scan)).collect();
        }
        Some(document)
    }

    /// The tables, their columns left out.
    #[must_use]
    pub fn tables(&self) -> &[DatasetScan] {
        self.document.as_ref().map_or(&[], |d| d.datasets.as_slice())
    }

    /// What could not be read, and how many files were left out by rule.
    #[must_use]
    pub fn incomplete(&self) -> (&[crate::domain::scan::Incomplete], u64) {
        self.document.as_ref().map_or((&[], 0), |d| (d.incomplete.as_slice(), d.excluded))
    }
}

/// The scan with its columns in ranking order and their states, as [`Queue::document`] gives it, without what only a
/// review needs.
#[must_use]
pub fn ranked(mut document: ScanDocument, fold: &Fold, options: &QueueOptions) -> ScanDocument {
    order(&mut document, fold, options);
    if !fold.is_empty() {
        for dataset in &mut document.datasets {
            for scan in &mut dataset.columns {
                let status = fold.column(&id_of(&dataset.table, scan));
                scan.state = status.map_or(State::Undecided, |status| judge(status, scan).0);
            }
        }
    }
    document
}

/// Puts corrections and the policy over what was found, and the columns of each table in ranking order.
fn order(document: &mut ScanDocument, fold: &Fold, options: &QueueOptions) {
    let mut context = RankContext { environment: options.environment.clone(), ..RankContext::default() };
    for dataset in &mut document.datasets {
        for scan in &mut dataset.columns {
            // Most scans are made before anybody decided anything.
            let status = if fold.is_empty() { None } else { fold.column(&id_of(&dataset.table, scan)) };
            if let Some(kind) = status.and_then(|status| status.corrected.as_deref()) {
                correct::set_type(scan, kind);
            }
            correct::apply_policy(scan, &options.policy);
            if is_new(options, &dataset.table, &scan.column) {
                let key = (dataset.table.clone(), scan.column.clone());
                context.changed.insert(key, "new since the last approval".to_owned());
            }
        }
    }
    // The policy is applied above: under it a reviewer's correction counts too.
    rank::rank(&mut document.datasets, &context);
}

/// The key of a column's decisions.
#[must_use]
pub fn id_of(table: &str, scan: &ColumnScan) -> ColumnId {
    ColumnId {
        table: table.to_owned(),
        column: scan.column.clone(),
        occurrence: scan.occurrence,
        dtype: scan.dtype,
    }
}

fn is_new(options: &QueueOptions, table: &str, column: &str) -> bool {
    let approves = |approved: &HashSet<_>| approved.contains(&(table.to_owned(), column.to_owned()));
    options.approved.as_ref().is_some_and(|approved| !approves(approved))
}

#[cfg(test)]
#[path = "queue_tests.rs"]
mod tests;
