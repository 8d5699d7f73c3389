//! Which columns hold the same keys: declared in `vizard.toml`, or found by containment.
//!
//! A column is found to refer to another one where that is a key of its table (nearly every row has its own value) and
//! nearly all distinct values of the column stand there too. Values are compared by keyed fingerprints of a sample; where
//! only a share f of the other table was read, a contained value is met with probability f, so hits are divided by it.
//! Numbers that run through (1, 2, 3 …) contain each other by chance: such columns must be called alike, too. The key may stand
//! in the same table (`manager` and `employee`).

mod known;
mod names;
mod prints;
mod share;

use std::collections::HashSet;

use super::load::Progress;
use super::select::{Place, Selector};
use crate::domain::assessment::{ColumnScan, ValueClass};
use crate::domain::dtype::DType;
use crate::domain::join::Join;
use crate::domain::scan::DatasetScan;
use crate::domain::tier::Role;
use crate::source::{Input, SourceError};
use crate::store::cache::Cache;
use crate::store::project::JoinSetting;
use known::Known;
use prints::Prints;

pub use share::share;

/// Fewest distinct values that are looked for: of columns that are called alike, and of others. Fewer are a vocabulary.
const LEAST: (usize, usize) = (30, 100);
/// Fewest that must be met.
const HITS: usize = 20;
/// From this share of values that chance would contain on, columns must be called alike.
const CHANCE: f64 = 0.05;
/// Least share of distinct values that stands in the other column; less where it is an estimate.
const CONTAINED: (f64, f64) = (0.9, 0.7);
/// Least share of a key's values that are distinct.
const KEY: f64 = 0.95;
/// Most columns of a table that are compared.
const MOST: usize = 64;

/// A column of a table with its fingerprints.
struct End<'a> {
    table: &'a str,
    column: &'a str,
    prints: Prints,
}

/// The place of a table, and its columns to be compared.
type Wanted<'a> = (usize, Vec<&'a ColumnScan>);

/// Finds the joins of tables that were scanned and notes each at the table of the column that refers.
///
/// Joins of the same files are taken from the cache, if there is one, beside the digest of the detectors.
///
/// # Errors
/// Cancelled. What else goes wrong is noted: a table that cannot be read again has no joins.
pub fn find(
    datasets: &mut [DatasetScan],
    inputs: &[Input],
    declared: &[JoinSetting],
    cache: Option<(&Cache, &str)>,
    threads: usize,
    progress: &Progress,
) -> Result<(), SourceError> {
    let mut joins = of_settings(datasets, declared, progress);
    let wanted: Vec<Wanted<'_>> = datasets
        .iter()
        .enumerate()
        .map(|(at, dataset)| {
            let named = |c: &ColumnScan| joins.iter().any(|join| join.is_end(&dataset.table, &c.column));
            let mut columns: Vec<&ColumnScan> =
                dataset.columns.iter().filter(|c| c.occurrence == 0 && (named(c) || may_be_key(c))).collect();
            columns.sort_by(|a, b| {
                let order =
                    named(b).cmp(&named(a)).then(b.stats.unique_share.total_cmp(&a.stats.unique_share));
                order.then(a.index.cmp(&b.index))
            });
            columns.truncate(MOST);
            (at, columns)
        })
        .filter(|(_, columns)| !columns.is_empty())
        .collect();
    let known =
        cache.and_then(|(cache, detectors)| Known::of(cache, detectors, inputs, datasets, &wanted, &joins));
    if let Some(found) = known.as_ref().and_then(Known::get) {
        joins = found;
    } else if wanted.len() > 1 || wanted.iter().any(|(_, columns)| may_join_inside(columns)) {
        let key = prints::key();
        let (mut ends, mut whole) = (Vec::new(), true);
        for (at, columns) in &wanted {
            let dataset = &datasets[*at];
            let Some(input) = inputs.iter().find(|input| input.table == dataset.table) else { continue };
            let all = prints::of(input, dataset, columns, &key, threads, progress)?;
            whole &= all.len() == columns.len();
            let named = columns.iter().zip(all);
            ends.extend(named.map(|(c, prints)| End { table: &dataset.table, column: &c.column, prints }));
        }
        measure(&mut joins, &ends);
        joins.extend(found(&ends, &joins));
        if let Some(known) = known.filter(|_| whole) {
            known.put(&joins, progress);
        }
    }
    for join in joins {
        if let Some(dataset) = datasets.iter_mut().find(|dataset| dataset.table == join.table) {
            dataset.joins.push(join);
        }
    }
    Ok(())
}

/// Whether one of these columns of a table may hold keys that another one has, as far as their statistics tell: a table
/// alone is read again only then.
fn may_join_inside(columns: &[&ColumnScan]) -> bool {
    let alike = |a: &ColumnScan, b: &ColumnScan| {
        let (x, y) = (&a.stats, &b.stats);
        x.values_are == y.values_are
            && x.values_are != ValueClass::Integer
            && (y.length.0..=y.length.1).contains(&x.length.0)
            && x.length.1 <= y.length.1
            && x.shapes.first().is_none_or(|(shape, _)| y.shapes.iter().any(|(other, _)| other == shape))
    };
    columns
        .iter()
        .filter(|b| b.stats.unique_share >= KEY)
        .any(|b| columns.iter().any(|a| a.index != b.index && a.dtype == b.dtype && alike(a, b)))
}

/// Whether a column may hold keys: text or whole numbers, several and short.
fn may_be_key(column: &ColumnScan) -> bool {
    let detector = column.kind.as_deref().and_then(crate::detect::find);
    // Words that many tables use are no keys.
    let words = ["names", "location", "demography", "birth", "special", "text"];
    let words_of_health =
        |family: &str| family == "health" && !matches!(column.role, Role::Key | Role::Direct);
    let never = ["date", "timestamp", "measure", "category", "currency", "boolean", "product"];
    matches!(column.dtype, DType::String | DType::Integer)
        && column.stats.distinct >= LEAST.0 as u64
        && column.stats.length.1 <= 100
        && detector.is_none_or(|d| {
            !words_of_health(d.family)
                && !words.contains(&d.family)
                && !never.contains(&d.id)
                && !never.contains(&d.parent)
        })
        && !matches!(
            column.stats.values_are,
            ValueClass::Decimal
                | ValueClass::Boolean
                | ValueClass::Date
                | ValueClass::Timestamp
                | ValueClass::Text
        )
}

/// The joins that the settings name, between the first column of each and the others.
fn of_settings(datasets: &[DatasetScan], declared: &[JoinSetting], progress: &Progress) -> Vec<Join> {
    let places: Vec<Place<'_>> = datasets
        .iter()
        .flat_map(|d| d.columns.iter().map(|c| Place { table: &d.table, column: &c.column, index: c.index }))
        .collect();
    let mut joins = Vec::new();
    for setting in declared {
        let mut ends: Vec<&Place<'_>> = Vec::new();
        for text in &setting.columns {
            match Selector::parse(text).and_then(|selector| selector.select(&places)) {
                Ok(found) => ends.extend(found.into_iter().filter_map(|at| places.get(at))),
                Err(error) => progress.note(format!("[[join]] of vizard.toml: {error}")),
            }
        }
        let Some((first, others)) = ends.split_first() else { continue };
        joins.extend(others.iter().map(|other| Join {
            table: other.table.to_owned(),
            column: other.column.to_owned(),
            to_table: first.table.to_owned(),
            to_column: first.column.to_owned(),
            declared: true,
            domain: setting.domain.clone(),
            contained: None,
            covered: None,
            n: 0,
        }));
    }
    joins
}

/// Puts figures to the joins that were declared.
fn measure(joins: &mut [Join], ends: &[End<'_>]) {
    for join in joins {
        let end = |table: &str, column: &str| {
            ends.iter().find(|end| end.table == table && end.column == column).map(|end| &end.prints)
        };
        if let Some((a, b)) = end(&join.table, &join.column).zip(end(&join.to_table, &join.to_column))
            && !a.distinct.is_empty()
        {
            let (contained, covered, _) = contained(a, b);
            (join.contained, join.covered, join.n) = (Some(contained), covered, a.distinct.len() as u64);
        }
    }
}

/// Share of the distinct values of `a` that stand in `b`, the share the other way where both were read whole, and hits.
fn contained(a: &Prints, b: &Prints) -> (f64, Option<f64>, usize) {
    let hits = a.distinct.keys().filter(|print| b.distinct.contains_key(print)).count();
    let share = hits as f64 / (a.distinct.len().max(1) as f64 * b.read);
    let covered = (a.read >= 1.0 && b.read >= 1.0).then(|| hits as f64 / b.distinct.len().max(1) as f64);
    (share.min(1.0), covered, hits)
}

/// The joins that the values show, the best one of each column, beside those that are known.
fn found(ends: &[End<'_>], known: &[Join]) -> Vec<Join> {
    let mut out: Vec<Join> = Vec::new();
    let mut linked: HashSet<(usize, usize)> = HashSet::new();
    for (at, a) in ends.iter().enumerate() {
        let mut best: Option<(f64, usize, Join)> = None;
        for (place, b) in ends.iter().enumerate().filter(|(place, _)| *place != at) {
            let is_known = known.iter().any(|j| j.is_end(a.table, a.column) && j.is_end(b.table, b.column));
            if is_known || linked.contains(&(place, at)) || !b.prints.is_key(KEY) {
                continue;
            }
            let (share, covered, hits) = contained(&a.prints, &b.prints);
            let least = if b.prints.read >= 1.0 { CONTAINED.0 } else { CONTAINED.1 };
            if hits < HITS || share < least {
                continue;
            }
            let alike = names::alike((a.table, a.column), (b.table, b.column));
            let n = a.prints.distinct.len();
            if n < LEAST.0 || (!alike && (n < LEAST.1 || a.prints.by_chance(&b.prints) >= CHANCE)) {
                continue;
            }
            let join = Join {
                table: a.table.to_owned(),
                column: a.column.to_owned(),
                to_table: b.table.to_owned(),
                to_column: b.column.to_owned(),
                declared: false,
                domain: None,
                contained: Some(share),
                covered,
                n: n as u64,
            };
            let rank = share + covered.unwrap_or_default() + f64::from(u8::from(alike));
            if best.as_ref().is_none_or(|(most, ..)| rank > *most) {
                best = Some((rank, place, join));
            }
        }
        if let Some((_, place, join)) = best {
            linked.insert((at, place));
            out.push(join);
        }
    }
    out
}

#[cfg(test)]
mod tests;
