//! Findings joined to the columns they are about, by path and name.

use std::path::Path;

use super::{Finding, Imported};
use crate::detect;
use crate::domain::assessment::{ColumnScan, Evidence, Sighting};
use crate::domain::name;
use crate::domain::safe_text::SafeText;
use crate::domain::scan::DatasetScan;
use crate::domain::tier::Tier;

/// Attaches the findings of a report to the columns they are about.
///
/// A table is matched by its path, then by the end of its path, then by its name without folder and extension;
/// a report that names no table is matched by its own file name, else by the one table that has its columns.
/// A column is matched by path, then without regard to case, then by position. Findings about a whole table go to
/// each of its columns only as a note. What matches nothing becomes a dataset without sample, so that it still ranks.
pub fn join(
    datasets: &mut [DatasetScan],
    report: &Path,
    imported: Imported,
) -> (Vec<DatasetScan>, Vec<String>) {
    let Imported { findings, mut notes } = imported;
    let stem = report.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = stem.split('.').next().unwrap_or_default().to_owned();
    let unnamed: Vec<&str> =
        findings.iter().filter(|f| f.table.is_empty()).filter_map(|f| f.column.as_deref()).collect();
    let home = home_of_unnamed(datasets, &stem, &unnamed);
    let mut absent: Vec<DatasetScan> = Vec::new();
    for finding in findings {
        let matched =
            if finding.table.is_empty() { home.clone() } else { matching(datasets, &finding.table) };
        if finding.column.is_none() && finding.index.is_none() {
            notes.push(format!(
                "{}: {} says {} about the table as a whole; no column is named",
                SafeText::cut(&finding.table, 200),
                finding.sighting.scanner,
                SafeText::cut(&finding.sighting.reported, 80)
            ));
            continue;
        }
        let mut placed = false;
        for at in matched {
            if let Some(column) = column_of(&mut datasets[at].columns, &finding) {
                column.seen_by.push(finding.sighting.clone());
                placed = true;
            }
        }
        if !placed {
            let table = if finding.table.is_empty() { stem.clone() } else { finding.table.clone() };
            add_absent(&mut absent, &table, &finding);
        }
    }
    (absent, notes)
}

/// Name without folders and (data and compression) extensions, lower case.
fn plain(table: &str) -> String {
    let file = table.rsplit(['/', '\\']).next().unwrap_or(table).to_lowercase();
    let mut stem = file.as_str();
    for ext in [
        ".gz", ".zst", ".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".json", ".parquet", ".arrow",
        ".feather", ".ipc",
    ] {
        stem = stem.strip_suffix(ext).unwrap_or(stem);
    }
    stem.to_owned()
}

fn matching(datasets: &[DatasetScan], reported: &str) -> Vec<usize> {
    let all = |test: &dyn Fn(&DatasetScan) -> bool| -> Vec<usize> {
        datasets.iter().enumerate().filter(|(_, d)| test(d)).map(|(at, _)| at).collect()
    };
    let ends =
        |long: &str, short: &str| long == short || long.strip_suffix(short).is_some_and(|h| h.ends_with('/'));
    let by_path = all(&|d| ends(&d.table, reported) || ends(reported, &d.table));
    if !by_path.is_empty() {
        return by_path;
    }
    let name = plain(reported);
    let last = name.rsplit('.').next().unwrap_or(&name).to_owned();
    all(&|d| {
        let ours = plain(&d.table);
        ours == name || ours == last
    })
}

fn home_of_unnamed(datasets: &[DatasetScan], stem: &str, columns: &[&str]) -> Vec<usize> {
    let by_name = matching(datasets, stem);
    if !by_name.is_empty() {
        return by_name;
    }
    let has_all =
        |d: &DatasetScan| columns.iter().all(|c| d.columns.iter().any(|have| same(&have.column, c)));
    let having: Vec<usize> =
        datasets.iter().enumerate().filter(|(_, d)| has_all(d)).map(|(at, _)| at).collect();
    if having.len() == 1 { having } else { Vec::new() }
}

fn same(ours: &str, theirs: &str) -> bool {
    ours == theirs || name::bare(ours).to_lowercase() == name::bare(theirs).to_lowercase()
}

fn column_of<'a>(columns: &'a mut [ColumnScan], finding: &Finding) -> Option<&'a mut ColumnScan> {
    let at = match (&finding.column, finding.index) {
        (Some(path), index) => {
            let named = |c: &ColumnScan| same(&c.column, path);
            // Repeated headers: the position decides between them.
            columns
                .iter()
                .position(|c| c.column == *path && index.is_none_or(|i| i == c.index))
                .or_else(|| columns.iter().position(|c| c.column == *path))
                .or_else(|| columns.iter().position(named))
        }
        (None, Some(index)) => columns.iter().position(|c| c.index == index),
        (None, None) => None,
    };
    at.and_then(|at| columns.get_mut(at))
}

fn add_absent(absent: &mut Vec<DatasetScan>, table: &str, finding: &Finding) {
    let at = absent.iter().position(|d| d.table == table).unwrap_or_else(|| {
        absent.push(DatasetScan {
            joins: Vec::new(),
            table: table.to_owned(),
            path: table.to_owned(),
            ..DatasetScan::default()
        });
        absent.len() - 1
    });
    let Some(dataset) = absent.get_mut(at) else { return };
    let column = finding
        .column
        .clone()
        .unwrap_or_else(|| format!("column_{}", finding.index.map_or(0, |index| index + 1)));
    if let Some(known) = dataset.columns.iter_mut().find(|c| c.column == column) {
        let better = reported(&known.column, known.index, &finding.sighting);
        if better.sensitivity > known.sensitivity {
            let seen = std::mem::take(&mut known.seen_by);
            *known = better;
            known.seen_by = seen;
        }
        known.seen_by.push(finding.sighting.clone());
        return;
    }
    let index = finding.index.unwrap_or(dataset.columns.len());
    let mut scan = reported(&column, index, &finding.sighting);
    scan.seen_by.push(finding.sighting.clone());
    dataset.columns.push(scan);
}

/// A column that is known from a report only.
fn reported(column: &str, index: usize, sighting: &Sighting) -> ColumnScan {
    let detector = sighting.kind.as_deref().and_then(detect::find);
    ColumnScan {
        index,
        column: column.to_owned(),
        kind: sighting.kind.clone(),
        family: detector.map(|d| d.family.to_owned()),
        confidence: sighting.confidence.unwrap_or(0.5),
        personal: detector.is_some_and(|d| d.personal),
        sensitivity: detector.map_or(Tier::Unknown, |d| d.tier),
        role: detector.map(|d| d.role).unwrap_or_default(),
        evidence: vec![Evidence {
            kind: sighting.kind.clone().unwrap_or_else(|| sighting.reported.clone()).into(),
            source: "scanner".into(),
            weight: 10.0,
            text: format!(
                "{} reports {}; no sample of the data is loaded",
                sighting.scanner,
                SafeText::cut(&sighting.reported, 80)
            ),
        }],
        ..ColumnScan::default()
    }
}
