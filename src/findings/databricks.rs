//! Databricks: rows of `system.data_classification.results` as JSON. The samples in them are not read.

use std::path::Path;

use serde_json::Value;

use super::{Assigned, Finding, FindingsError, Imported, Importer, paths, text, types};
use crate::domain::assessment::Sighting;

/// The importer.
pub struct Databricks;

impl Importer for Databricks {
    fn name(&self) -> &'static str {
        "databricks"
    }

    fn title(&self) -> &'static str {
        "Databricks data classification results"
    }

    fn covers(&self) -> &'static str {
        "rows of system.data_classification.results: class tag and frequency by column; samples are not read"
    }

    fn claims(&self, values: &[Value]) -> bool {
        rows(values)
            .next()
            .is_some_and(|row| row.get("class_tag").is_some() && row.get("column_name").is_some())
    }

    fn import(&self, _: &Path, values: &[Value], _: Option<&Assigned>) -> Result<Imported, FindingsError> {
        let findings = rows(values).filter_map(|row| {
            let tag = text(row, "class_tag")?;
            let reported = tag.rsplit(['.', '=']).next().unwrap_or(tag);
            let table: Vec<&str> = ["catalog_name", "schema_name", "table_name"]
                .iter()
                .filter_map(|key| text(row, key))
                .collect();
            Some(Finding {
                table: table.join("."),
                column: Some(paths::nested(text(row, "column_name")?)),
                index: None,
                sighting: Sighting {
                    scanner: "databricks".to_owned(),
                    reported: tag.to_owned(),
                    kind: types::ours(reported).map(str::to_owned),
                    confidence: row.get("frequency").and_then(Value::as_f64),
                    count: None,
                    incomplete: false,
                },
            })
        });
        Ok(Imported { findings: findings.collect(), notes: Vec::new() })
    }
}

fn rows(values: &[Value]) -> impl Iterator<Item = &Value> {
    values.iter().flat_map(|value| match value {
        Value::Array(list) => list.iter().collect(),
        other => vec![other],
    })
}
