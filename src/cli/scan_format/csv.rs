//! A scan as CSV (RFC 4180), one row a column.

use crate::domain::scan::ScanDocument;

/// The text, with a header.
pub fn render(document: &ScanDocument) -> String {
    let mut out = String::from(
        "table,column_index,column,dtype,type,family,confidence,personal,sensitivity,role,is_share,is_low,is_high,is_n,contains,score,state\n",
    );
    for dataset in &document.datasets {
        for column in &dataset.columns {
            let contains: Vec<String> =
                column.contains.iter().map(|c| format!("{}:{}", c.kind, c.rows)).collect();
            let number = |n: Option<f64>| n.map(|n| format!("{n:.6}")).unwrap_or_default();
            let cells = [
                dataset.table.clone(),
                column.index.to_string(),
                column.column.clone(),
                column.dtype.to_string(),
                column.kind.clone().unwrap_or_default(),
                column.family.clone().unwrap_or_default(),
                format!("{:.4}", column.confidence),
                column.personal.to_string(),
                column.sensitivity.to_string(),
                column.role.name().to_owned(),
                number(column.is.map(|s| s.share)),
                number(column.is.map(|s| s.low)),
                number(column.is.map(|s| s.high)),
                column.is.map(|s| s.n.to_string()).unwrap_or_default(),
                contains.join(" "),
                format!("{:.2}", column.score),
                column.state.name().to_owned(),
            ];
            let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
            out.push_str(&cells.join(","));
            out.push('\n');
        }
    }
    out
}

/// Quotes where needed; a header that a spreadsheet would run as a formula gets an apostrophe in front.
fn quoted(cell: &str) -> String {
    let guarded =
        if cell.starts_with(['=', '+', '-', '@', '\t']) { format!("'{cell}") } else { cell.to_owned() };
    if guarded.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_formulas_disarmed() {
        for (cell, text) in
            [("a", "a"), ("a,b", "\"a,b\""), ("=1+1", "'=1+1"), ("say \"x\"", "\"say \"\"x\"\"\"")]
        {
            assert_eq!(quoted(cell), text);
        }
    }
}
