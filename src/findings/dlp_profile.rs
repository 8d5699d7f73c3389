//! Google Sensitive Data Protection data profiles: rows with a `column_profile`, as exported to `BigQuery`.

use std::path::Path;

use serde_json::Value;

use super::{Assigned, Finding, FindingsError, Imported, Importer, paths, text, types};
use crate::domain::assessment::Sighting;

/// The importer.
pub struct DlpProfile;

impl Importer for DlpProfile {
    fn name(&self) -> &'static str {
        "dlp_profile"
    }

    fn title(&self) -> &'static str {
        "Google DLP column data profiles"
    }

    fn covers(&self) -> &'static str {
        "column profiles: the predicted infoType and the other matches with their estimated prevalence; table and file store profiles are noted"
    }

    fn claims(&self, values: &[Value]) -> bool {
        rows(values).next().is_some_and(|row| {
            ["column_profile", "columnProfile", "table_profile", "file_store_profile"]
                .iter()
                .any(|key| row.get(key).is_some())
        })
    }

    fn import(&self, _: &Path, values: &[Value], _: Option<&Assigned>) -> Result<Imported, FindingsError> {
        let mut imported = Imported::default();
        let mut others = 0_u64;
        for row in rows(values) {
            match row.get("column_profile").or_else(|| row.get("columnProfile")) {
                Some(profile) => column(profile, &mut imported),
                None => others += 1,
            }
        }
        if others > 0 {
            imported
                .notes
                .push(format!("{others} profiles are of whole tables or file stores, not of columns"));
        }
        Ok(imported)
    }
}

fn rows(values: &[Value]) -> impl Iterator<Item = &Value> {
    values.iter().flat_map(|value| match value {
        Value::Array(list) => list.iter().collect(),
        other => vec![other],
    })
}

fn field<'a>(profile: &'a Value, snake: &str, camel: &str) -> Option<&'a Value> {
    profile.get(snake).or_else(|| profile.get(camel))
}

fn column(profile: &Value, imported: &mut Imported) {
    let part = |snake: &str, camel: &str| field(profile, snake, camel).and_then(Value::as_str);
    let table: Vec<&str> = [
        part("dataset_project_id", "datasetProjectId"),
        part("dataset_id", "datasetId"),
        part("table_id", "tableId"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let name = part("column", "column").unwrap_or_default();
    let name_of = |match_: &Value| {
        field(match_, "info_type", "infoType").and_then(|t| text(t, "name")).map(str::to_owned)
    };
    let complete = part("state", "state").is_none_or(|state| state == "DONE");
    let mut add = |reported: String, prevalence: Option<f64>| {
        imported.findings.push(Finding {
            table: table.join("."),
            column: Some(paths::nested(name)),
            index: None,
            sighting: Sighting {
                scanner: "dlp".to_owned(),
                kind: types::ours(&reported).map(str::to_owned),
                reported,
                confidence: prevalence,
                count: None,
                incomplete: !complete,
            },
        });
    };
    if let Some(reported) = field(profile, "column_info_type", "columnInfoType").and_then(name_of) {
        add(reported, None);
    }
    for other in
        field(profile, "other_matches", "otherMatches").and_then(Value::as_array).into_iter().flatten()
    {
        let prevalence = field(other, "estimated_prevalence", "estimatedPrevalence").and_then(Value::as_f64);
        if let Some(reported) = name_of(other) {
            // A percentage of the non-null rows.
            add(reported, prevalence.map(|percent| (percent / 100.0).clamp(0.0, 1.0)));
        }
    }
}
