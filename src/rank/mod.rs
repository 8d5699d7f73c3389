//! Priority as named additive terms.

mod explain;
mod terms;

use std::collections::HashMap;

pub use explain::{Explanation, explain};

use terms::Table;

use crate::classify::spread;
use crate::detect;
use crate::domain::assessment::{ColumnScan, Evidence};
use crate::domain::scan::DatasetScan;
use crate::domain::tier::{Role, Tier};

/// What is known beside the scans.
#[derive(Debug, Clone, Default)]
pub struct RankContext {
    /// From where to where the data goes, for example `production → training`.
    pub environment: Option<String>,
    /// Tier by semantic type, in place of the type's own; a general type speaks for its children.
    pub tiers: std::collections::BTreeMap<String, Tier>,
    /// Columns (table, path) that are new or got worse since the last approval, with the reason.
    pub changed: HashMap<(String, String), String>,
}

/// Gives every column its score with the terms it is made of, and puts the columns of each table in ranking order.
///
/// Tier base points are spaced so that tiers never overlap; the other terms stay under 20 points together.
pub fn rank(datasets: &mut [DatasetScan], context: &RankContext) {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    for dataset in datasets.iter_mut() {
        for column in &mut dataset.columns {
            apply_policy(column, context);
            listen_to_others(column);
        }
        let quasi: Vec<String> = dataset
            .columns
            .iter()
            .filter(|c| c.role == Role::Quasi && c.personal)
            .map(|c| c.column.clone())
            .collect();
        let personal = dataset.columns.iter().filter(|c| c.personal).count();
        let others = dataset.columns.len().saturating_sub(1).max(1) as f64;
        let table = Table {
            rows: dataset.rows,
            quasi: &quasi,
            linkage: dataset.linkage.as_ref(),
            linked: dataset.linkage.iter().flat_map(|l| l.columns.iter().map(String::as_str)).collect(),
            environment: context.environment.as_deref(),
        };
        let reasons = spread::map(threads, &dataset.columns, &|_, column| {
            let changed = if context.changed.is_empty() {
                None
            } else {
                context.changed.get(&(dataset.table.clone(), column.column.clone()))
            };
            let persons = (personal - usize::from(column.personal)) as f64 / others;
            terms::of(column, &table, persons, changed)
        });
        for (column, reasons) in dataset.columns.iter_mut().zip(reasons) {
            column.reasons = reasons;
            // Rounded terms sum to the rounded score exactly.
            column.score = column.reasons.iter().map(|t| (t.points * 10.0).round()).sum::<f64>() / 10.0;
        }
        sort(&mut dataset.columns);
    }
}

/// Puts the columns of a table in ranking order: by score, then as in the file. Their places are sorted and not they,
/// which are large.
fn sort(columns: &mut [ColumnScan]) {
    let mut order: Vec<(f64, usize, usize)> =
        columns.iter().enumerate().map(|(at, column)| (column.score, column.index, at)).collect();
    order.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    for place in 0..order.len() {
        let place_of = |at: usize| order.get(at).map_or(at, |(.., at)| *at);
        // What stood there before went to the place from which another one was taken.
        let mut at = place_of(place);
        while at < place {
            at = place_of(at);
        }
        columns.swap(place, at);
    }
}

fn apply_policy(column: &mut ColumnScan, context: &RankContext) {
    let Some(kind) = column.kind.as_ref().filter(|_| !context.tiers.is_empty()) else { return };
    let tier =
        context.tiers.get(kind).or_else(|| detect::parent(kind).and_then(|parent| context.tiers.get(parent)));
    if let Some(tier) = tier {
        column.sensitivity = *tier;
    }
}

/// What another scanner found and vizard did not raises a column at least to unknown: two judges disagree.
fn listen_to_others(column: &mut ColumnScan) {
    if column.sensitivity >= Tier::Unknown {
        return;
    }
    let heard = column.seen_by.iter().find(|s| {
        let tier = s.kind.as_deref().and_then(detect::find).map_or(Tier::Unknown, |d| d.tier);
        tier > Tier::Internal && s.confidence.is_none_or(|c| c >= 0.3)
    });
    if let Some(sighting) = heard {
        let text = format!(
            "{} reports {} where vizard sees {}: unknown until somebody decides",
            sighting.scanner,
            sighting.reported,
            column.kind.as_deref().unwrap_or("nothing")
        );
        let kind = sighting.kind.clone().unwrap_or_else(|| sighting.reported.clone());
        column.sensitivity = Tier::Unknown;
        if !column.evidence.iter().any(|e| e.source == "scanner" && e.text == text) {
            column.evidence.push(Evidence {
                kind: kind.into(),
                source: "scanner".into(),
                weight: 10.0,
                text,
            });
        }
    }
}

#[cfg(test)]
mod tests;
