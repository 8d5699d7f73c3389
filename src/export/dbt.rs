//! dbt properties: classification in `meta`, and data tests that hold the masked models to the plan.

use super::capability::{Report, title};
use super::promise::{self, Promise};
use super::yaml::quoted;
use super::{Export, Exporter, Fit, names};
use crate::domain::plan::{Plan, PlanColumn};

/// See the module.
pub struct Dbt;

impl Exporter for Dbt {
    fn name(&self) -> &'static str {
        "dbt"
    }

    fn title(&self) -> &'static str {
        "dbt model properties with classification and data tests (YAML)"
    }

    fn covers(&self) -> &'static str {
        "classification and checks of the masked models (regex tests of the package dbt_expectations); masks nothing itself"
    }

    fn extension(&self) -> &'static str {
        "yml"
    }

    fn export(&self, plan: &Plan, digest: &str) -> Export {
        let mut report = Report::default();
        let mut out = String::from("version: 2\nmodels:\n");
        for (dataset, relation) in plan.datasets.iter().zip(names::relations(plan)) {
            let mut columns = String::new();
            let mut released = Vec::new();
            for column in &dataset.columns {
                let fit = match promise::of(column) {
                    Ok((_, Promise::Absent, fit)) => fit,
                    Ok((name, promise, fit)) => {
                        entry(&name, column, &promise, digest, &mut columns);
                        released.push(quoted(&name));
                        fit
                    }
                    Err(why) => Fit::Unsupported(why),
                };
                report.add(dataset, column, fit);
            }
            out.push_str(&format!(
                "  - name: {}\n    config:\n      meta:\n        masking_plan: {}\n    data_tests:\n      \
                 - dbt_expectations.expect_table_columns_to_match_set:\n          arguments:\n            \
                 column_list: [{}]\n    columns:\n{columns}",
                quoted(&format!("{relation}_masked")),
                quoted(&title(plan, digest)),
                released.join(", "),
            ));
        }
        Export { bytes: out.into_bytes(), capability: report.finish() }
    }
}

fn entry(name: &str, column: &PlanColumn, promise: &Promise, digest: &str, out: &mut String) {
    out.push_str(&format!(
        "      - name: {}\n        config:\n          meta: {{classification: {}, semantic_type: {}, privacy_role: {}, \
         masking: {}, masking_plan: {}}}\n",
        quoted(name),
        column.sensitivity,
        quoted(column.kind.as_deref().unwrap_or("none")),
        column.role.name(),
        quoted(&column.resolved().map_or_else(|| "mask".to_owned(), |action| action.label())),
        quoted(digest),
    ));
    match promise {
        Promise::Absent | Promise::Present => {}
        Promise::AllNull => out.push_str(
            "        data_tests:\n          - dbt_expectations.expect_column_values_to_be_null:\n              \
             config: {severity: error}\n",
        ),
        Promise::Matches(pattern) => out.push_str(&format!(
            "        data_tests:\n          - dbt_expectations.expect_column_values_to_match_regex:\n              \
             arguments: {{regex: {}}}\n              config: {{severity: error}}\n",
            quoted(pattern)
        )),
    }
}
