//! presidio-structured: `{"entity_mapping": {"column": "ENTITY"}}`. It gives no score, prevalence or evidence.

use std::path::Path;

use serde_json::Value;

use super::{Assigned, Finding, FindingsError, Imported, Importer, paths, types};
use crate::domain::assessment::Sighting;

/// The importer.
pub struct PresidioStructured;

impl Importer for PresidioStructured {
    fn name(&self) -> &'static str {
        "presidio_structured"
    }

    fn title(&self) -> &'static str {
        "presidio-structured analysis"
    }

    fn covers(&self) -> &'static str {
        "the entity mapping by column, nested keys joined by dots; the table is the one that has the columns, or the report's file name"
    }

    fn claims(&self, values: &[Value]) -> bool {
        values.iter().any(|value| value.get("entity_mapping").is_some_and(Value::is_object))
    }

    fn import(
        &self,
        _: &Path,
        values: &[Value],
        assigned: Option<&Assigned>,
    ) -> Result<Imported, FindingsError> {
        let table = assigned.map(|a| a.table.clone()).unwrap_or_default();
        let maps = values.iter().filter_map(|value| value.get("entity_mapping").and_then(Value::as_object));
        let mut imported = Imported::default();
        for (column, entity) in maps.flatten() {
            let Some(reported) = entity.as_str() else {
                imported.notes.push("an entry of the mapping has no entity name".to_owned());
                continue;
            };
            imported.findings.push(Finding {
                table: table.clone(),
                column: Some(paths::nested(column)),
                index: None,
                sighting: Sighting {
                    scanner: "presidio".to_owned(),
                    reported: reported.to_owned(),
                    kind: types::ours(reported).map(str::to_owned),
                    confidence: None,
                    count: None,
                    incomplete: false,
                },
            });
        }
        Ok(imported)
    }
}
