//! Expectation suites for Great Expectations 1.x: the masked copy keeps the plan's promises.

use serde_json::{Value, json};

use super::capability::{Report, title};
use super::promise::{self, Promise};
use super::{Export, Exporter, Fit, names};
use crate::domain::plan::Plan;

/// See the module.
pub struct GreatExpectations;

impl Exporter for GreatExpectations {
    fn name(&self) -> &'static str {
        "great_expectations"
    }

    fn title(&self) -> &'static str {
        "Great Expectations suites that check the masked copy (JSON)"
    }

    fn covers(&self) -> &'static str {
        "checks, no masking: columns that must be there or gone, shapes of masked values, nothing new"
    }

    fn extension(&self) -> &'static str {
        "json"
    }

    fn releases(&self) -> bool {
        false
    }

    fn export(&self, plan: &Plan, digest: &str) -> Export {
        let mut report = Report::default();
        let mut suites = Vec::new();
        for (dataset, relation) in plan.datasets.iter().zip(names::relations(plan)) {
            let mut expectations = Vec::new();
            let mut released = Vec::new();
            for column in &dataset.columns {
                let fit = match promise::of(column) {
                    Ok((name, promise, fit)) => {
                        if promise != Promise::Absent {
                            released.push(name.clone());
                        }
                        expectations.extend(expectation(&name, &promise));
                        fit
                    }
                    Err(why) => Fit::Unsupported(why),
                };
                report.add(dataset, column, fit);
            }
            // Exactly these columns: a dropped one that came back fails here, and so does a new one.
            expectations.insert(
                0,
                entry(
                    "expect_table_columns_to_match_set",
                    &json!({"column_set": released, "exact_match": true}),
                ),
            );
            suites.push(json!({
                "name": format!("{relation}_masked"),
                "expectations": expectations,
                "meta": {"great_expectations_version": "1.24.1", "masking_plan": title(plan, digest)},
            }));
        }
        let mut text = format!("{:#}", Value::Array(suites));
        text.push('\n');
        Export { bytes: text.into_bytes(), capability: report.finish() }
    }
}

fn entry(kind: &str, kwargs: &Value) -> Value {
    json!({"type": kind, "kwargs": kwargs, "severity": "critical", "meta": {}})
}

fn expectation(name: &str, promise: &Promise) -> Option<Value> {
    match promise {
        Promise::Absent | Promise::Present => None,
        Promise::AllNull => Some(entry("expect_column_values_to_be_null", &json!({"column": name}))),
        Promise::Matches(pattern) => {
            Some(entry("expect_column_values_to_match_regex", &json!({"column": name, "regex": pattern})))
        }
    }
}
