//! pdscan: one JSON object a line with `identifier`, `name`, `match_type`, `confidence`. Matches shown by `--show-data` are not read.

use std::path::Path;

use serde_json::Value;

use super::{Assigned, Finding, FindingsError, Imported, Importer, paths, text, types};
use crate::domain::assessment::Sighting;

/// The importer.
pub struct Pdscan;

impl Importer for Pdscan {
    fn name(&self) -> &'static str {
        "pdscan"
    }

    fn title(&self) -> &'static str {
        "pdscan ndjson output"
    }

    fn covers(&self) -> &'static str {
        "matches by schema.table.column with their confidence; file matches name no column; the match count is of unique values and is not taken for rows"
    }

    fn claims(&self, values: &[Value]) -> bool {
        values.first().is_some_and(|v| text(v, "identifier").is_some() && text(v, "match_type").is_some())
    }

    fn import(&self, _: &Path, values: &[Value], _: Option<&Assigned>) -> Result<Imported, FindingsError> {
        let mut imported = Imported::default();
        for value in values {
            let (Some(identifier), Some(reported)) = (text(value, "identifier"), text(value, "name")) else {
                imported.notes.push("an entry without identifier or name".to_owned());
                continue;
            };
            let is_file = identifier.contains(['/', '\\']);
            let (table, column) = match identifier.rsplit_once('.') {
                Some((table, column)) if !is_file => (table.to_owned(), Some(paths::flat(column))),
                _ => (identifier.to_owned(), None),
            };
            imported.findings.push(Finding {
                table,
                column,
                index: None,
                sighting: Sighting {
                    scanner: "pdscan".to_owned(),
                    reported: reported.to_owned(),
                    kind: types::ours(reported).map(str::to_owned),
                    confidence: match text(value, "confidence") {
                        Some("high") => Some(0.9),
                        Some("medium") => Some(0.6),
                        Some("low") => Some(0.3),
                        _ => None,
                    },
                    count: None,
                    incomplete: false,
                },
            });
        }
        Ok(imported)
    }
}
