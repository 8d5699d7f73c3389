//! The terms of a score: each named, additive, with its reason.

use std::collections::HashSet;

use crate::detect;
use crate::domain::assessment::ColumnScan;
use crate::domain::priority::Term;
use crate::domain::scan::{Linkage, RowsRead, SmallSet};
use crate::domain::tier::{Role, Tier};

/// Points of a tier: 20 apart, the other terms together less.
pub const fn base(tier: Tier) -> f64 {
    match tier {
        Tier::Restricted => 80.0,
        Tier::Confidential => 60.0,
        Tier::Unknown => 40.0,
        Tier::Internal => 20.0,
        Tier::Public => 0.0,
    }
}

/// What the terms of a column need to know about its table.
pub struct Table<'a> {
    /// Row counts.
    pub rows: RowsRead,
    /// Its personal quasi-identifiers.
    pub quasi: &'a [String],
    /// How far they together single rows out, where that was measured.
    pub linkage: Option<&'a Linkage>,
    /// The columns of that.
    pub linked: HashSet<&'a str>,
    /// From where to where the data goes.
    pub environment: Option<&'a str>,
}

/// All terms of a column, those without points left out; `persons` is the share of the table's other columns that are
/// about persons, from 0 to 1.
pub fn of(column: &ColumnScan, table: &Table<'_>, persons: f64, changed: Option<&String>) -> Vec<Term> {
    let rows = table.rows;
    let tier = column.sensitivity;
    let mut terms = vec![term("tier", base(tier), tier_why(column))];
    if matches!(tier, Tier::Public | Tier::Unknown) {
        terms.extend(doubt(column));
    } else {
        terms.push(term(
            "certainty",
            4.0 * column.confidence,
            format!("{:.0} % sure of the type", column.confidence * 100.0),
        ));
    }
    if tier == Tier::Public && persons > 0.0 {
        let why = format!("{:.0} % of the other columns are about persons", persons * 100.0);
        terms.push(term("table", 2.0 * persons, why));
    }
    if rows.total > 0 && tier > Tier::Public {
        // Less than half a point for every factor of ten, at most 2.5: size never outweighs certainty.
        let points = ((rows.total as f64).log10() * 0.4).clamp(0.0, 2.5);
        let about = if rows.total_is_exact { "" } else { "about " };
        terms.push(term("rows", points, format!("{about}{} rows", rows.total)));
    }
    if tier > Tier::Public && column.stats.unique_share > 0.5 {
        terms.push(term(
            "uniqueness",
            2.0 * column.stats.unique_share,
            format!("{:.0} % of the values are unique", column.stats.unique_share * 100.0),
        ));
    }
    if let Some(worst) = column.contains.first() {
        let share = column.contains.iter().map(|c| c.share.share).fold(0.0, f64::max);
        let names: Vec<&str> = column.contains.iter().map(|c| c.kind.as_str()).collect();
        let highest = column.contains.iter().filter_map(|c| detect::find(&c.kind)).map(|d| d.tier).max();
        let step = highest.map_or(0.0, |t| (base(t) - base(tier)).clamp(0.0, 40.0) / 40.0);
        let points = (1.0 + 1.5 * share + 1.5 * step).min(4.0);
        terms.push(term("contains", points, format!("{} in {} rows", names.join(", "), worst.rows)));
    }
    if column.role == Role::Quasi && column.personal {
        terms.extend(together(column, table));
    }
    if let Some(environment) = table.environment.filter(|e| tier > Tier::Internal && leaves_production(e)) {
        terms.push(term("environment", 1.0, format!("goes {environment}")));
    }
    scanners(column, &mut terms);
    if let Some(why) = changed {
        terms.push(term("change", 1.5, why.clone()));
    }
    terms.retain(|t| t.term == "tier" || t.points.abs() >= 0.05);
    terms
}

fn term(name: &'static str, points: f64, mut why: String) -> Term {
    why.shrink_to_fit();
    Term { term: name.into(), points: (points * 10.0).round() / 10.0, why }
}

/// What a column that was taken for nothing sensitive might be after all: at most 4 points.
fn doubt(column: &ColumnScan) -> Option<Term> {
    let sensitive = |kind: &str| detect::find(kind).filter(|d| d.tier >= Tier::Confidential);
    let (d, confidence) = column
        .alternates
        .iter()
        .filter_map(|a| Some((sensitive(&a.kind)?, a.confidence)))
        .max_by(|a, b| a.1.total_cmp(&b.1))?;
    let why = format!("might be {}: {:.0} %", d.title.to_lowercase(), confidence * 100.0);
    Some(term("doubt", 4.0 * confidence, why))
}

/// What a quasi-identifier tells together with others: measured where that could be (at most 3 points), else by their
/// number (at most 2).
fn together(column: &ColumnScan, table: &Table<'_>) -> Option<Term> {
    let mut company = table.quasi.iter().filter(|q| **q != column.column).map(String::as_str);
    // Of a table with tens of thousands of them, a few are named.
    let shown: Vec<&str> = company.by_ref().take(3).collect();
    if shown.is_empty() {
        return None;
    }
    let by_number = 0.7 * table.quasi.len().saturating_sub(1).max(1) as f64;
    if let Some(linkage) = table.linkage.filter(|_| table.linked.contains(column.column.as_str())) {
        let points = by_number.min(1.0) + 2.0 * linkage.unique_share;
        let mut names =
            linkage.columns.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(" + ");
        if linkage.columns.len() > NAMED {
            names.push_str(&format!(" + {} more", linkage.columns.len() - NAMED));
        }
        let own = |set: &&SmallSet| set.columns.contains(&column.column);
        let smallest = linkage.smallest.iter().filter(own);
        // Where the whole combination is the only one, it is named already.
        let smallest = smallest.filter(|set| set.columns.len() < linkage.columns.len());
        let sets: Vec<String> = smallest.take(2).map(in_words).collect();
        let sets = if sets.is_empty() { String::new() } else { format!("; {} already", sets.join(", ")) };
        let text = format!(
            "{names} together leave {:.1} % of rows alone, smallest group {} (sample, n {}){sets}",
            linkage.unique_share * 100.0,
            linkage.k,
            linkage.n
        );
        return Some(term("linkage", points, text));
    }
    let shown = shown.join(", ");
    Some(term("company", by_number.min(2.0), format!("quasi-identifier together with {shown}")))
}

/// A set of columns with the share of rows that it leaves alone.
fn in_words(set: &SmallSet) -> String {
    format!("{} {:.1} %", set.columns.join(" + "), set.unique_share * 100.0)
}

/// Columns of a combination that are named.
const NAMED: usize = 8;

fn tier_why(column: &ColumnScan) -> String {
    let what = column.kind.as_deref().and_then(detect::find).map_or("no type was recognised", |d| d.title);
    format!("{}: {}", column.sensitivity, what.to_lowercase())
}

fn leaves_production(environment: &str) -> bool {
    let lower = environment.to_lowercase();
    lower.starts_with("prod") && (lower.contains('→') || lower.contains("->"))
}

/// Other scanners that agree or not.
fn scanners(column: &ColumnScan, terms: &mut Vec<Term>) {
    if column.seen_by.is_empty() {
        return;
    }
    let ours = column.kind.as_deref().and_then(detect::parent);
    let agrees = |kind: &Option<String>| {
        kind.as_deref().is_some_and(|k| detect::parent(k).is_some() && detect::parent(k) == ours)
    };
    let names = |agree: bool| {
        let mut list: Vec<String> = column
            .seen_by
            .iter()
            .filter(|s| agrees(&s.kind) == agree)
            .map(|s| format!("{} ({})", s.scanner, s.reported))
            .collect();
        list.sort();
        list.dedup();
        list
    };
    let (with, against) = (names(true), names(false));
    if !with.is_empty() {
        terms.push(term(
            "scanners",
            0.8 * (with.len() as f64).min(2.0),
            format!("seen too by {}", with.join(", ")),
        ));
    }
    if !against.is_empty() {
        terms.push(term("scanners", 0.6, format!("seen otherwise by {}", against.join(", "))));
    }
}
