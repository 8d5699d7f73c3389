//! piicatcher: `{"name", "schemata": [{"name", "tables": [{"name", "columns": [{"name", "pii_type"}]}]}]}`.

use std::path::Path;

use serde_json::Value;

use super::{Assigned, Finding, FindingsError, Imported, Importer, paths, text, types};
use crate::domain::assessment::Sighting;

/// The importer.
pub struct Piicatcher;

impl Importer for Piicatcher {
    fn name(&self) -> &'static str {
        "piicatcher"
    }

    fn title(&self) -> &'static str {
        "piicatcher JSON output"
    }

    fn covers(&self) -> &'static str {
        "the PII type of each column; the format has no confidence and no counts"
    }

    fn claims(&self, values: &[Value]) -> bool {
        values.iter().any(|value| value.get("schemata").is_some_and(Value::is_array))
    }

    fn import(&self, _: &Path, values: &[Value], _: Option<&Assigned>) -> Result<Imported, FindingsError> {
        let mut imported = Imported::default();
        for schema in values.iter().flat_map(|value| list(value, "schemata")) {
            for table in list(schema, "tables") {
                for column in list(table, "columns") {
                    let Some(reported) = text(column, "pii_type") else { continue };
                    let table = format!(
                        "{}.{}",
                        text(schema, "name").unwrap_or_default(),
                        text(table, "name").unwrap_or_default()
                    );
                    imported.findings.push(Finding {
                        table,
                        column: text(column, "name").map(paths::flat),
                        index: None,
                        sighting: Sighting {
                            scanner: "piicatcher".to_owned(),
                            reported: reported.to_owned(),
                            kind: types::ours(reported).map(str::to_owned),
                            confidence: None,
                            count: None,
                            incomplete: false,
                        },
                    });
                }
            }
        }
        Ok(imported)
    }
}

fn list<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}
