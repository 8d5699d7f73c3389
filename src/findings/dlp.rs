//! Google Sensitive Data Protection (DLP) inspect results: the REST response or rows exported to `BigQuery` as JSON lines.
//!
//! 64-bit integers are strings, enums names or numbers, keys camel or snake case, array fields carry an index.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use super::{Assigned, Finding, FindingsError, Imported, Importer, paths, types};
use crate::domain::assessment::Sighting;
use crate::domain::safe_text::SafeText;

/// The importer.
pub struct Dlp;

/// `VERY_UNLIKELY` … `VERY_LIKELY` of the `Likelihood` enum, 1 to 5, as a confidence.
const LIKELIHOODS: &[(&str, u64, f64)] = &[
    ("VERY_UNLIKELY", 1, 0.1),
    ("UNLIKELY", 2, 0.3),
    ("POSSIBLE", 3, 0.5),
    ("LIKELY", 4, 0.75),
    ("VERY_LIKELY", 5, 0.95),
];

impl Importer for Dlp {
    fn name(&self) -> &'static str {
        "dlp"
    }

    fn title(&self) -> &'static str {
        "Google DLP inspect findings"
    }

    fn covers(&self) -> &'static str {
        "inspect responses and BigQuery finding rows; one sighting per column and infoType with its number of findings; quotes are not read"
    }

    fn claims(&self, values: &[Value]) -> bool {
        entries(values).next().is_some_and(|entry| {
            either(entry, "infoType", "info_type").is_some() && entry.get("likelihood").is_some()
        })
    }

    fn import(
        &self,
        _: &Path,
        values: &[Value],
        assigned: Option<&Assigned>,
    ) -> Result<Imported, FindingsError> {
        let mut counted: BTreeMap<(String, Option<String>, String), (u64, f64)> = BTreeMap::new();
        let mut unplaced = 0_u64;
        for entry in entries(values) {
            let kind =
                either(entry, "infoType", "info_type").and_then(|t| t.get("name")).and_then(Value::as_str);
            let (table, column) = place(entry);
            let column = column.or_else(|| assigned.map(|a| a.column.clone()));
            let table = if table.is_empty() { assigned.map_or(table, |a| a.table.clone()) } else { table };
            unplaced += u64::from(column.is_none());
            let tally =
                counted.entry((table, column, kind.unwrap_or("unnamed").to_owned())).or_insert((0, 0.0));
            tally.0 += 1;
            tally.1 = tally.1.max(likelihood(entry));
        }
        let cut = values.iter().any(|value| {
            let result = value.get("result").unwrap_or(value);
            either(result, "findingsTruncated", "findings_truncated")
                .and_then(Value::as_bool)
                .unwrap_or(false)
        });
        let mut imported = Imported::default();
        if unplaced > 0 {
            imported.notes.push(format!(
                "{unplaced} findings name no field; they count for the table (or give --report TABLE.COLUMN=FILE)"
            ));
        }
        for ((table, column, reported), (hits, confidence)) in counted {
            let sighting = Sighting {
                scanner: "dlp".to_owned(),
                kind: types::ours(&reported).map(str::to_owned),
                reported: SafeText::cut(&reported, 120).to_string(),
                confidence: Some(confidence),
                count: Some(hits),
                incomplete: cut,
            };
            imported.findings.push(Finding { table, column, index: None, sighting });
        }
        Ok(imported)
    }
}

fn either<'a>(value: &'a Value, camel: &str, snake: &str) -> Option<&'a Value> {
    value.get(camel).or_else(|| value.get(snake))
}

fn entries(values: &[Value]) -> impl Iterator<Item = &Value> {
    values.iter().flat_map(|value| {
        let value = value.get("result").unwrap_or(value);
        match value.get("findings").unwrap_or(value) {
            Value::Array(list) => list.iter().collect(),
            other => vec![other],
        }
    })
}

fn likelihood(entry: &Value) -> f64 {
    let found = match entry.get("likelihood") {
        Some(Value::String(name)) => LIKELIHOODS.iter().find(|(word, ..)| word == name),
        Some(Value::Number(number)) => LIKELIHOODS.iter().find(|(_, n, _)| number.as_u64() == Some(*n)),
        _ => None,
    };
    found.map_or(0.5, |(.., confidence)| *confidence)
}

/// Table and column of a finding.
fn place(entry: &Value) -> (String, Option<String>) {
    let locations = entry.get("location").and_then(|l| either(l, "contentLocations", "content_locations"));
    let location = match locations {
        Some(Value::Array(list)) => list.first(),
        other => other,
    };
    let Some(location) = location else { return (String::new(), None) };
    let record = either(location, "recordLocation", "record_location");
    let reference = record
        .and_then(|r| either(r, "recordKey", "record_key"))
        .and_then(|k| either(k, "bigQueryKey", "big_query_key"))
        .and_then(|k| either(k, "tableReference", "table_reference"));
    let part = |camel: &str, snake: &str| {
        reference.and_then(|r| either(r, camel, snake)).and_then(Value::as_str).filter(|s| !s.is_empty())
    };
    let named: Vec<&str> =
        [part("projectId", "project_id"), part("datasetId", "dataset_id"), part("tableId", "table_id")]
            .into_iter()
            .flatten()
            .collect();
    let container = either(location, "containerName", "container_name").and_then(Value::as_str);
    let table = if named.is_empty() { container.unwrap_or_default().to_owned() } else { named.join(".") };
    let field = record.and_then(|r| either(r, "fieldId", "field_id")).and_then(|f| f.get("name"));
    (table, field.and_then(Value::as_str).filter(|s| !s.is_empty()).map(paths::nested))
}
