//! A scan as SARIF 2.1.0 (OASIS): a rule a type, a result for each column above public, the column as logical location.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::detect;
use crate::domain::assessment::ColumnScan;
use crate::domain::digest;
use crate::domain::scan::{DatasetScan, ScanDocument};
use crate::domain::tier::Tier;

/// The document.
pub fn render(document: &ScanDocument) -> Value {
    let mut rules: BTreeMap<String, Value> = BTreeMap::new();
    let mut results = Vec::new();
    for dataset in &document.datasets {
        for column in dataset.columns.iter().filter(|c| c.sensitivity > Tier::Public) {
            let id = column.kind.clone().unwrap_or_else(|| "unknown".to_owned());
            rules.entry(id.clone()).or_insert_with(|| rule(&id));
            results.push(result(dataset, column, &id));
        }
    }
    let notifications: Vec<Value> = document
        .incomplete
        .iter()
        .map(|p| json!({"level": "error", "message": {"text": format!("{}: {}", p.table, p.why)}}))
        .collect();
    let mut run = json!({
        "tool": {"driver": {
            "name": document.tool.name,
            "semanticVersion": document.tool.version,
            "rules": rules.into_values().collect::<Vec<_>>(),
        }},
        "invocations": [{
            "executionSuccessful": document.incomplete.is_empty(),
            "toolExecutionNotifications": notifications,
        }],
        "results": results,
    });
    if let (Some(columns), Some(run)) = (document.columns_left_out, run.as_object_mut()) {
        // Whoever reads the report must see that a filter made it short.
        run.insert("properties".to_owned(), json!({"columnsLeftOut": columns}));
    }
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    })
}

fn rule(id: &str) -> Value {
    let (title, why) = detect::find(id)
        .map_or(("could not be judged", "what could not be judged is not harmless"), |d| (d.title, d.why));
    json!({"id": id, "shortDescription": {"text": title}, "fullDescription": {"text": why}})
}

fn result(dataset: &DatasetScan, column: &ColumnScan, id: &str) -> Value {
    let level = match column.sensitivity {
        Tier::Restricted => "error",
        Tier::Confidential | Tier::Unknown => "warning",
        Tier::Internal | Tier::Public => "note",
    };
    let why: Vec<&str> = column.reasons.iter().take(3).map(|term| term.why.as_str()).collect();
    let name = format!("{}.{}", dataset.table, column.column);
    // The fingerprint names the place and the type, never a score, a line or a value: it survives a new scan.
    let fingerprint = digest::sha256(format!("{name}\n{}\n{id}", column.occurrence).as_bytes());
    json!({
        "ruleId": id,
        "level": level,
        "rank": (column.score.clamp(0.0, 100.0) * 10.0).round() / 10.0,
        "message": {"text": format!("{name} is {} ({}): {}", id, column.sensitivity, why.join("; "))},
        "locations": [{
            "physicalLocation": {"artifactLocation": {"uri": uri(&dataset.path)}},
            "logicalLocations": [{"name": column.column, "fullyQualifiedName": name, "kind": "member"}],
        }],
        "partialFingerprints": {"vizardColumn/v1": fingerprint},
    })
}

/// A path as a relative URI reference (RFC 3986): everything but unreserved characters and `/` in percent form.
fn uri(path: &str) -> String {
    let mut out = String::new();
    for byte in path.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
