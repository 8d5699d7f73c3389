//! How a scan is printed: one file per format.

mod csv;
mod indent;
mod json;
mod sarif;
mod table;

use super::exit::End;
use super::print;
use crate::domain::scan::ScanDocument;

/// The formats of `vizard scan`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ScanFormat {
    /// For people.
    Table,
    /// `vizard-scan/1`.
    Json,
    /// One JSON object a column.
    Ndjson,
    /// One row a column.
    Csv,
    /// SARIF 2.1.0, one result for each column above public.
    Sarif,
}

/// Prints a scan.
///
/// # Errors
/// Where stdout cannot be written.
pub fn print(document: &ScanDocument, format: ScanFormat) -> Result<(), End> {
    match format {
        ScanFormat::Table => print::out(&table::render(document)),
        ScanFormat::Json => json::print(document),
        ScanFormat::Ndjson => print::out(&ndjson(document)?),
        ScanFormat::Csv => print::out(&csv::render(document)),
        ScanFormat::Sarif => print::json(&sarif::render(document)),
    }
}

fn ndjson(document: &ScanDocument) -> Result<String, End> {
    let mut out = String::new();
    for dataset in &document.datasets {
        for column in &dataset.columns {
            let mut value = serde_json::to_value(column)
                .map_err(|e| End::incomplete(format!("cannot write the result as JSON: {e}")))?;
            if let Some(object) = value.as_object_mut() {
                object.insert("table".to_owned(), dataset.table.clone().into());
            }
            out.push_str(&value.to_string());
            out.push('\n');
        }
    }
    Ok(out)
}
