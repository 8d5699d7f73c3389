//! Snowflake `SYSTEM$CLASSIFY`: `{"classification_result": {"COLUMN": {"recommendation": {…}}}}`.

use std::path::Path;

use serde_json::Value;

use super::{Assigned, Finding, FindingsError, Imported, Importer, paths, text, types};
use crate::domain::assessment::Sighting;

/// The importer.
pub struct Snowflake;

impl Importer for Snowflake {
    fn name(&self) -> &'static str {
        "snowflake"
    }

    fn title(&self) -> &'static str {
        "Snowflake SYSTEM$CLASSIFY result"
    }

    fn covers(&self) -> &'static str {
        "the recommended semantic category of each column with its confidence; the table is the one that has the columns, or --report TABLE.COLUMN=FILE"
    }

    fn claims(&self, values: &[Value]) -> bool {
        values.iter().any(|value| value.get("classification_result").is_some_and(Value::is_object))
    }

    fn import(
        &self,
        _: &Path,
        values: &[Value],
        assigned: Option<&Assigned>,
    ) -> Result<Imported, FindingsError> {
        let table = assigned.map(|a| a.table.clone()).unwrap_or_default();
        let mut imported = Imported::default();
        let results = values.iter().filter_map(|v| v.get("classification_result").and_then(Value::as_object));
        for (column, result) in results.flatten() {
            let Some(recommendation) = result.get("recommendation") else { continue };
            let Some(reported) = text(recommendation, "semantic_category") else { continue };
            let confidence = match text(recommendation, "confidence") {
                Some("HIGH") => Some(0.9),
                Some("MEDIUM") => Some(0.6),
                Some("LOW") => Some(0.3),
                _ => None,
            };
            imported.findings.push(Finding {
                table: table.clone(),
                column: Some(paths::flat(column)),
                index: None,
                sighting: Sighting {
                    scanner: "snowflake".to_owned(),
                    reported: reported.to_owned(),
                    kind: types::ours(reported).map(str::to_owned),
                    confidence,
                    count: None,
                    incomplete: false,
                },
            });
        }
        Ok(imported)
    }
}
