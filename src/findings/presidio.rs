//! Microsoft Presidio analyzer results: a bare list (which names no column) or the results of a dictionary analysis.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use super::{Assigned, Finding, FindingsError, Imported, Importer, paths, text, types};
use crate::domain::assessment::Sighting;
use crate::domain::safe_text::SafeText;

/// The importer.
pub struct Presidio;

impl Importer for Presidio {
    fn name(&self) -> &'static str {
        "presidio"
    }

    fn title(&self) -> &'static str {
        "Presidio analyzer results"
    }

    fn covers(&self) -> &'static str {
        "results of analyze_dict by key, nested too; a bare list of results names no column and needs --report TABLE.COLUMN=FILE; values are not read"
    }

    fn claims(&self, values: &[Value]) -> bool {
        first(values).is_some_and(|entry| is_result(entry) || entry.get("recognizer_results").is_some())
    }

    fn import(
        &self,
        path: &Path,
        values: &[Value],
        assigned: Option<&Assigned>,
    ) -> Result<Imported, FindingsError> {
        let mut tally = Tally::default();
        let start = assigned.map(|a| a.column.clone()).unwrap_or_default();
        for value in values {
            tally.walk(value, &start);
        }
        if tally.0.keys().any(|(column, _)| column.is_empty()) {
            return Err(FindingsError::NeedsColumn {
                path: SafeText::new(&path.to_string_lossy()).to_string(),
            });
        }
        let table = assigned.map(|a| a.table.clone()).unwrap_or_default();
        let findings = tally.0.into_iter().map(|((column, reported), (hits, score))| Finding {
            table: table.clone(),
            column: Some(column),
            index: None,
            sighting: Sighting {
                scanner: "presidio".to_owned(),
                kind: types::ours(&reported).map(str::to_owned),
                reported,
                confidence: Some(score),
                count: Some(hits),
                incomplete: false,
            },
        });
        Ok(Imported { findings: findings.collect(), notes: Vec::new() })
    }
}

fn is_result(value: &Value) -> bool {
    value.get("entity_type").is_some() && value.get("score").is_some() && value.get("start").is_some()
}

/// The first object, through lists and `null`s.
fn first(values: &[Value]) -> Option<&Value> {
    values.iter().find_map(|value| match value {
        Value::Array(list) => first(list),
        Value::Object(_) => Some(value),
        _ => None,
    })
}

/// Hits and best score by column path and entity type.
#[derive(Default)]
struct Tally(BTreeMap<(String, String), (u64, f64)>);

impl Tally {
    fn walk(&mut self, value: &Value, column: &str) {
        match value {
            Value::Array(list) => list.iter().for_each(|item| self.walk(item, column)),
            Value::Object(_) if is_result(value) => {
                let reported =
                    SafeText::cut(text(value, "entity_type").unwrap_or("unnamed"), 120).to_string();
                let score = value.get("score").and_then(Value::as_f64).unwrap_or(0.0).clamp(0.0, 1.0);
                let entry = self.0.entry((column.to_owned(), reported)).or_insert((0, 0.0));
                entry.0 += 1;
                entry.1 = entry.1.max(score);
            }
            Value::Object(_) => {
                // A DictAnalyzerResult: its `value` is data and is not looked at.
                let Some(results) = value.get("recognizer_results") else { return };
                let key = text(value, "key").map(paths::flat).unwrap_or_default();
                let inner = if column.is_empty() || key.is_empty() {
                    format!("{column}{key}")
                } else {
                    format!("{column}.{key}")
                };
                self.walk(results, &inner);
            }
            _ => {}
        }
    }
}
