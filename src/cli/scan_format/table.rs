//! A scan for people: every column in ranking order, what was read, what could not be.

use std::collections::BTreeMap;

use crate::cli::print::{Table, grouped};
use crate::domain::assessment::ColumnScan;
use crate::domain::safe_text::SafeText;
use crate::domain::scan::{DatasetScan, ScanDocument};

/// The text.
pub fn render(document: &ScanDocument) -> String {
    let mut columns: Vec<(&DatasetScan, &ColumnScan)> =
        document.datasets.iter().flat_map(|d| d.columns.iter().map(move |c| (d, c))).collect();
    columns.sort_by(|a, b| {
        b.1.score.total_cmp(&a.1.score).then_with(|| (&a.0.table, a.1.index).cmp(&(&b.0.table, b.1.index)))
    });
    let mut table = Table::new(&["SCORE", "TIER", "COLUMN", "TYPE", "IS", "CONTAINS", "STATE"]);
    for (dataset, column) in columns {
        table.row([
            format!("{:5.1}", column.score),
            column.sensitivity.name().to_owned(),
            format!("{}.{}", dataset.table, column.column),
            column.kind.clone().unwrap_or_else(|| "–".to_owned()),
            column.is.map_or_else(|| "–".to_owned(), |is| percent(is.share)),
            contains(column),
            column.state.name().to_owned(),
        ]);
    }
    let mut out = table.render();
    out.push('\n');
    for dataset in &document.datasets {
        out.push_str(&read(dataset));
    }
    if document.excluded > 0 {
        out.push_str(&format!("{} files left out by rule\n", grouped(document.excluded)));
    }
    if let Some(columns) = document.columns_left_out.filter(|columns| *columns > 0) {
        out.push_str(&format!("{} columns left out by the filter\n", grouped(columns)));
    }
    // What it was stands on the standard error, once on a terminal that shows both.
    for (table, things) in not_read(document) {
        let s = if things == 1 { "" } else { "s" };
        out.push_str(&format!("not read: {} thing{s} in {}\n", grouped(things), SafeText::cut(table, 200)));
    }
    out
}

/// The tables of which something was not read, with how many things.
fn not_read(document: &ScanDocument) -> BTreeMap<&str, u64> {
    let mut tables = BTreeMap::new();
    for problem in &document.incomplete {
        *tables.entry(problem.table.as_str()).or_default() += 1;
    }
    tables
}

fn contains(column: &ColumnScan) -> String {
    let parts: Vec<String> = column
        .contains
        .iter()
        .map(|c| format!("{} in {} rows ({})", c.kind, grouped(c.rows), percent(c.share.share)))
        .collect();
    parts.join(", ")
}

fn read(dataset: &DatasetScan) -> String {
    let rows = dataset.rows;
    let table = SafeText::cut(&dataset.table, 200);
    if dataset.schema.is_empty() {
        return format!("{table}: no sample, known from a report only\n");
    }
    if rows.read == 0 && !rows.total_is_exact {
        return format!("{table}: no row could be read\n");
    }
    let total = grouped(rows.total);
    if rows.read >= rows.total && rows.total_is_exact {
        return format!("{table}: all {total} rows read\n");
    }
    let about = if rows.total_is_exact { "" } else { "about " };
    let bound = (3.0 / rows.read.max(1) as f64).min(1.0) * 100.0;
    format!(
        "{table}: {} of {about}{total} rows read; what was not seen is in under {bound:.2} % of rows (95 %)\n",
        grouped(rows.read)
    )
}

/// A share as a percentage with as many digits as it needs to be told from 0 and 100 %.
fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent > 0.0 && percent < 1.0 || percent > 99.0 && percent < 100.0 {
        format!("{percent:.2} %")
    } else {
        format!("{percent:.0} %")
    }
}
