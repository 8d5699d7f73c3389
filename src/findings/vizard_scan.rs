//! vizard's own `vizard-scan/1`, for example of another machine or of the time before.

use std::path::Path;

use serde_json::Value;

use super::{Assigned, Finding, FindingsError, Imported, Importer, text};
use crate::domain::assessment::Sighting;
use crate::domain::safe_text::SafeText;
use crate::domain::scan::{SCAN_FORMAT, ScanDocument};
use crate::domain::tier::Tier;

/// The importer.
pub struct VizardScan;

impl Importer for VizardScan {
    fn name(&self) -> &'static str {
        "vizard"
    }

    fn title(&self) -> &'static str {
        "vizard-scan/1"
    }

    fn covers(&self) -> &'static str {
        "the type of every column with its confidence, and the types contained in it; columns found public are left out"
    }

    fn claims(&self, values: &[Value]) -> bool {
        values.first().and_then(|value| text(value, "format")).is_some_and(|f| f.starts_with("vizard-scan/"))
    }

    fn import(&self, path: &Path, values: &[Value], _: Option<&Assigned>) -> Result<Imported, FindingsError> {
        let malformed = |what: String| FindingsError::Malformed {
            path: SafeText::new(&path.to_string_lossy()).to_string(),
            what,
        };
        let mut imported = Imported::default();
        for value in values {
            let format = text(value, "format").unwrap_or_default();
            if format != SCAN_FORMAT {
                return Err(malformed(format!(
                    "format `{}` is not {SCAN_FORMAT}; scan again with this version",
                    SafeText::cut(format, 40)
                )));
            }
            let document: ScanDocument = serde_json::from_value(value.clone())
                .map_err(|_| malformed(format!("a {SCAN_FORMAT} with a missing or wrong field")))?;
            for dataset in &document.datasets {
                for column in dataset.columns.iter().filter(|c| c.sensitivity > Tier::Public) {
                    let mut add = |kind: Option<String>, confidence, count| {
                        imported.findings.push(Finding {
                            table: dataset.table.clone(),
                            column: Some(column.column.clone()),
                            index: Some(column.index),
                            sighting: Sighting {
                                scanner: "vizard".to_owned(),
                                reported: kind.clone().unwrap_or_else(|| column.sensitivity.to_string()),
                                kind,
                                confidence,
                                count,
                                incomplete: dataset.rows.read < dataset.rows.total,
                            },
                        });
                    };
                    add(column.kind.clone(), Some(column.confidence), None);
                    for contained in &column.contains {
                        add(Some(contained.kind.clone()), Some(contained.share.share), Some(contained.rows));
                    }
                }
            }
        }
        Ok(imported)
    }
}
