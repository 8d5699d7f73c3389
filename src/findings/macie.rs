//! AWS Macie: sensitive data findings (schema 1.0), alone, in `{"findings": […]}`, or wrapped by `EventBridge`.
//!
//! A finding is about an object: it is taken apart into object × column × type. At most 15 occurrences are located,
//! so counts come from `count`, never from the number of cells.

use std::path::Path;

use serde_json::Value;

use super::{Assigned, Finding, FindingsError, Imported, Importer, count, paths, text, types};
use crate::domain::assessment::Sighting;
use crate::domain::safe_text::SafeText;

/// The importer.
pub struct Macie;

impl Importer for Macie {
    fn name(&self) -> &'static str {
        "macie"
    }

    fn title(&self) -> &'static str {
        "AWS Macie sensitive data findings"
    }

    fn covers(&self) -> &'static str {
        "findings of get-findings, EventBridge events and JSON lines; columns from cells and JSON paths; policy findings are noted, occurrences in plain text name no column"
    }

    fn claims(&self, values: &[Value]) -> bool {
        entries(values).next().is_some_and(|entry| {
            entry.get("classificationDetails").is_some()
                || (entry.get("schemaVersion").is_some() && entry.get("resourcesAffected").is_some())
        })
    }

    fn import(&self, _: &Path, values: &[Value], _: Option<&Assigned>) -> Result<Imported, FindingsError> {
        let mut imported = Imported::default();
        for entry in entries(values) {
            one(entry, &mut imported);
        }
        Ok(imported)
    }
}

/// The findings whatever they are wrapped in.
fn entries(values: &[Value]) -> impl Iterator<Item = &Value> {
    values.iter().flat_map(|value| {
        let value = value.get("detail").unwrap_or(value);
        match value.get("findings").unwrap_or(value) {
            Value::Array(list) => list.iter().collect(),
            other => vec![other],
        }
    })
}

fn one(entry: &Value, imported: &mut Imported) {
    let object = entry.pointer("/resourcesAffected/s3Object");
    let table = object
        .and_then(|object| text(object, "path").or_else(|| text(object, "key")))
        .unwrap_or_default()
        .to_owned();
    let shown = SafeText::cut(&table, 200);
    let Some(result) = entry.pointer("/classificationDetails/result") else {
        let kind = SafeText::cut(text(entry, "type").unwrap_or("policy"), 80);
        imported.notes.push(format!("{shown}: `{kind}` is about the storage, not about columns"));
        return;
    };
    let complete =
        result.pointer("/status/code").and_then(Value::as_str).is_none_or(|code| code == "COMPLETE");
    let more = result.get("additionalOccurrences").and_then(Value::as_bool).unwrap_or(false);
    let managed = result.get("sensitiveData").and_then(Value::as_array).into_iter().flatten();
    let detections = managed
        .flat_map(|group| group.get("detections").and_then(Value::as_array).into_iter().flatten())
        .map(|d| (text(d, "type"), d));
    let custom = result.pointer("/customDataIdentifiers/detections").and_then(Value::as_array);
    let custom = custom.into_iter().flatten().map(|d| (text(d, "name"), d));
    for (kind, detection) in detections.chain(custom) {
        let reported = kind.unwrap_or("unnamed").to_owned();
        let sighting = Sighting {
            scanner: "macie".to_owned(),
            kind: types::ours(&reported).map(str::to_owned),
            reported,
            confidence: None,
            count: count(detection.get("count")),
            incomplete: more || !complete,
        };
        let places = places(detection);
        if places.is_empty() {
            imported.notes.push(format!(
                "{shown}: {} located in no column; it counts for the table",
                SafeText::cut(&sighting.reported, 80)
            ));
            imported.findings.push(Finding { table: table.clone(), column: None, index: None, sighting });
            continue;
        }
        // With several columns the report does not say how many hits are in which.
        let single = places.len() == 1;
        for (column, index) in places {
            let mut sighting = sighting.clone();
            sighting.count = sighting.count.filter(|_| single);
            imported.findings.push(Finding { table: table.clone(), column, index, sighting });
        }
    }
}

/// The columns of a detection: header or JSON path, and 0-based position.
fn places(detection: &Value) -> Vec<(Option<String>, Option<usize>)> {
    let list = |key: &str| {
        detection.pointer(&format!("/occurrences/{key}")).and_then(Value::as_array).into_iter().flatten()
    };
    let mut places = Vec::new();
    for cell in list("cells") {
        // Columns are 1-based; the name is null where the file has no header.
        let index =
            count(cell.get("column")).and_then(|n| usize::try_from(n).ok()).and_then(|n| n.checked_sub(1));
        let place = (text(cell, "columnName").map(paths::flat), index);
        if (place.0.is_some() || place.1.is_some()) && !places.contains(&place) {
            places.push(place);
        }
    }
    for record in list("records") {
        let Some(path) = text(record, "jsonPath") else { continue };
        let place = (Some(paths::nested(path)), None);
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}
