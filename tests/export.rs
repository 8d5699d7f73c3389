//! Exports of the shared sample plan against golden files. `UPDATE_GOLDEN=1 cargo test export` writes them anew.

use std::collections::HashSet;
use std::fs;
use std::path::PathBuf;

use serde_json::{Map, Value};
use vizard::domain::plan::{Plan, PlanAction, PlanColumn};
use vizard::export::{EXPORTERS, Fit};
use vizard::mask::{self, MaskContext};
use vizard::plan;
use vizard::store::keys::Keys;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn sample() -> Plan {
    let path = root().join("fixtures/plan.json");
    plan::parse(&fs::read(&path).unwrap(), "tests/fixtures/plan.json", None).unwrap()
}

fn golden(name: &str, bytes: &[u8]) {
    let path = root().join("golden/export").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, bytes).unwrap();
    }
    let expected = fs::read(&path).unwrap_or_default();
    assert!(
        expected == bytes,
        "{name} differs from its golden file; look at it with UPDATE_GOLDEN=1 and git diff:\n{}",
        String::from_utf8_lossy(bytes)
    );
}

#[test]
fn every_target_writes_its_golden_file() {
    let (plan, digest) = (sample(), plan::digest(&sample()));
    for exporter in EXPORTERS {
        let export = exporter.export(&plan, &digest);
        golden(&format!("{}.{}", exporter.name(), exporter.extension()), &export.bytes);
        let mut lines = String::new();
        for entry in &export.capability {
            let fit = match &entry.fit {
                Fit::Exact => "exact".to_owned(),
                Fit::Lossy(why) => format!("lossy: {why}"),
                Fit::Unsupported(why) => format!("unsupported: {why}"),
            };
            lines.push_str(&format!("{}\t{}\t{fit}\n", entry.table, entry.column));
        }
        golden(&format!("{}.fit.tsv", exporter.name()), lines.as_bytes());
    }
}

#[test]
fn the_schema_of_plans_is_the_golden_one() {
    let mut text = serde_json::to_string_pretty(&plan::schema()).unwrap();
    text.push('\n');
    golden("../plan.schema.json", text.as_bytes());
}

#[test]
fn every_capability_report_names_every_column_once_and_in_order() {
    let plan = sample();
    let columns: Vec<(String, String)> = plan
        .datasets
        .iter()
        .flat_map(|d| d.columns.iter().map(|c| (d.table.clone(), c.column.clone())))
        .collect();
    for exporter in EXPORTERS {
        let named: Vec<_> = exporter
            .export(&plan, &plan::digest(&plan))
            .capability
            .into_iter()
            .map(|entry| (entry.table, entry.column))
            .collect();
        assert_eq!(named, columns, "{}", exporter.name());
    }
}

#[test]
fn every_export_names_the_plan_it_is_of() {
    let plan = sample();
    let digest = plan::digest(&plan);
    for exporter in EXPORTERS {
        let text = String::from_utf8(exporter.export(&plan, &digest).bytes).unwrap();
        assert!(text.contains(&digest), "{} does not hold the digest", exporter.name());
    }
}

#[test]
fn names_are_unique_and_everything_is_described() {
    let mut names = HashSet::new();
    for exporter in EXPORTERS {
        assert!(names.insert(exporter.name()));
        assert!(
            !exporter.title().is_empty() && !exporter.covers().is_empty() && !exporter.extension().is_empty()
        );
        assert!(vizard::export::find(exporter.name()).is_some());
    }
}

/// Hostile names must not act in any target: they are quoted, shown as symbols, or their column is left out.
#[test]
fn hostile_names_stay_names() {
    let mut plan = sample();
    for dataset in &mut plan.datasets {
        for column in &mut dataset.columns {
            if column.action == PlanAction::Keep {
                column.column = "\"x\"\"; DROP TABLE y; -- $$ ` ' \u{202e}\"".to_owned();
                "\n-- | </td> <script>".clone_into(&mut column.reason);
            }
        }
    }
    for exporter in EXPORTERS {
        let text = String::from_utf8(exporter.export(&plan, "sha256:0").bytes).unwrap();
        for line in text.lines() {
            assert!(!line.starts_with("-- | </td>"), "{}: a reason begins a line", exporter.name());
        }
        assert!(!text.contains("<script>") || exporter.extension() != "md", "{}", exporter.name());
        // No quoted name is closed by the name itself.
        assert!(!text.contains("x\"; DROP"), "{}: {text}", exporter.name());
    }
}

/// The key file of the tests: 32 bytes of 1.
const KEY_FILE: &str = r#"{"format":"vizard-key/1","id":"k-639722fc2ee35262","name":"default","created":"",
"key":"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=","check":"e577cbd1f2a7f4e3"}"#;

/// Masks one row of a table as `vizard apply` does; `None`: left out of the comparison (it needs the detectors).
fn masked(column: &PlanColumn, row: &Map<String, Value>, key: &vizard::store::keys::Key) -> Option<Value> {
    let choice = match column.action {
        PlanAction::Drop => return None,
        PlanAction::Keep => return Some(row[&column.column].clone()),
        PlanAction::Mask => column.mask.clone().unwrap(),
    };
    if choice.name == "redact_entities" {
        return None;
    }
    let sub_key = column.domain.as_ref().map(|domain| key.sub_key("mask", domain, None));
    let context = MaskContext { key: sub_key.as_ref(), ..MaskContext::default() };
    let when = column.when.as_deref();
    let planned = mask::planned(&choice, when, column.dtype).unwrap();
    let mut runner = mask::runner(&choice, when, column.dtype, &context).unwrap();
    let others: Vec<Option<&[u8]>> =
        planned.reads.iter().map(|path| row[path].as_str().map(str::as_bytes)).collect();
    let mut out = Vec::new();
    let outcome = match row[&column.column].as_str() {
        Some(cell) => runner.mask(cell.as_bytes(), &others, &mut out),
        None => runner.mask_null(&others, &mut out),
    };
    Some(if outcome.has_value() { Value::String(String::from_utf8(out).unwrap()) } else { Value::Null })
}

/// What the masks make of some rows, for the checks of `tests/peers` that run the exports in their own systems.
#[test]
fn the_rows_that_exports_are_compared_with_are_those_of_the_masks() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("default.json");
    fs::write(&path, KEY_FILE).unwrap();
    #[cfg(unix)]
    fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let key = Keys::from_file(&path).unwrap();
    let tables: Map<String, Value> =
        serde_json::from_slice(&fs::read(root().join("fixtures/export_rows.json")).unwrap()).unwrap();
    let mut out = Map::new();
    for dataset in &sample().datasets {
        let rows = tables[&dataset.table].as_array().unwrap().iter().map(|row| {
            let row = row.as_object().unwrap();
            let cells =
                dataset.columns.iter().filter_map(|c| Some((c.column.clone(), masked(c, row, &key)?)));
            Value::Object(cells.collect())
        });
        out.insert(dataset.table.clone(), Value::Array(rows.collect()));
    }
    let mut text = serde_json::to_string_pretty(&out).unwrap();
    text.push('\n');
    golden("rows.masked.json", text.as_bytes());
}

/// What the targets that check a copy ask for is what the masks give.
#[test]
fn the_checks_hold_on_what_the_masks_give() {
    let read = |name: &str| -> Value {
        serde_json::from_slice(&fs::read(root().join("golden/export").join(name)).unwrap()).unwrap()
    };
    let (rows, suites) = (read("rows.masked.json"), read("great_expectations.json"));
    let mut checked = 0;
    for (dataset, suite) in sample().datasets.iter().zip(suites.as_array().unwrap()) {
        for expectation in suite["expectations"].as_array().unwrap() {
            let arguments = &expectation["kwargs"];
            let Some(column) = arguments["column"].as_str() else { continue };
            let pattern = arguments["regex"].as_str().map(|pattern| regex::Regex::new(pattern).unwrap());
            for row in rows[&dataset.table].as_array().unwrap() {
                let good = match (&pattern, row[column].as_str()) {
                    (Some(pattern), Some(value)) => pattern.is_match(value),
                    (_, value) => value.is_none(),
                };
                assert!(good, "{}.{column}: {} against {arguments}", dataset.table, row[column]);
                checked += 1;
            }
        }
    }
    assert!(checked > 100, "only {checked} cells were checked");
}
