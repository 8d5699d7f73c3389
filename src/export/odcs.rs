//! Data contract by the Open Data Contract Standard 3.1.0: the classification of each column and what is done with it.

use super::capability::{Report, title};
use super::choice::output;
use super::promise::{self, Promise};
use super::yaml::quoted;
use super::{Export, Exporter, Fit, names};
use crate::domain::dtype::DType;
use crate::domain::plan::{Plan, PlanAction, PlanColumn};
use crate::domain::tier::Tier;
use crate::plan::leaves;

/// See the module.
pub struct Odcs;

impl Exporter for Odcs {
    fn name(&self) -> &'static str {
        "odcs"
    }

    fn title(&self) -> &'static str {
        "Open Data Contract Standard 3.1.0 (YAML)"
    }

    fn covers(&self) -> &'static str {
        "classification, transformation and shape checks of the masked copy; masks nothing itself"
    }

    fn extension(&self) -> &'static str {
        "yaml"
    }

    fn releases(&self) -> bool {
        false
    }

    fn export(&self, plan: &Plan, digest: &str) -> Export {
        let mut report = Report::default();
        let mut out = format!(
            "apiVersion: v3.1.0\nkind: DataContract\nid: {}\nversion: {}\nstatus: active\nname: masked data\ndescription:\n  purpose: {}\nschema:\n",
            quoted(&plan.id),
            quoted(&format!("{}.0.0", plan.revision)),
            quoted(&title(plan, digest)),
        );
        for (dataset, relation) in plan.datasets.iter().zip(names::relations(plan)) {
            out.push_str(&format!(
                "  - name: {}\n    logicalType: object\n    properties:\n",
                quoted(&relation)
            ));
            for column in &dataset.columns {
                let fit = match promise::of(column) {
                    Ok((_, Promise::Absent, fit)) => fit,
                    Ok((name, promise, fit)) => {
                        property(&name, column, &promise, digest, &mut out);
                        fit
                    }
                    Err(why) => Fit::Unsupported(why),
                };
                report.add(dataset, column, fit);
            }
        }
        Export { bytes: out.into_bytes(), capability: report.finish() }
    }
}

/// The words by which `datacontract-cli` leaves columns out of its samples of failed rows.
fn classification(column: &PlanColumn) -> &'static str {
    match column.sensitivity {
        Tier::Public => "public",
        Tier::Internal => "internal",
        // What could not be judged is treated like what is known to be confidential.
        Tier::Unknown | Tier::Confidential => "confidential",
        Tier::Restricted => "restricted",
    }
}

fn logical_type(dtype: DType) -> &'static str {
    match dtype {
        DType::Integer => "integer",
        DType::Float | DType::Decimal => "number",
        DType::Boolean => "boolean",
        DType::Date => "date",
        DType::Datetime => "timestamp",
        DType::Time => "time",
        DType::Object => "object",
        DType::String | DType::Duration | DType::Binary | DType::Null => "string",
    }
}

fn property(name: &str, column: &PlanColumn, promise: &Promise, digest: &str, out: &mut String) {
    let action = column.resolved().map_or_else(|| "mask".to_owned(), |action| action.label());
    let output = output(column);
    out.push_str(&format!(
        "      - name: {}\n        logicalType: {}\n        classification: {}\n",
        quoted(name),
        logical_type(output),
        classification(column)
    ));
    if column.action == PlanAction::Mask {
        out.push_str(&format!(
            "        transformLogic: {}\n        transformDescription: {}\n",
            quoted(&action),
            quoted(&leaves(column))
        ));
    }
    out.push_str("        customProperties:\n");
    let mut custom = |property: &str, value: &str| {
        out.push_str(&format!("          - property: {property}\n            value: {}\n", quoted(value)));
    };
    custom("maskingPlanDigest", digest);
    custom("semanticType", column.kind.as_deref().unwrap_or("none"));
    custom("privacyRole", column.role.name());
    if let Some(key_id) = &column.key_id {
        custom("maskingKeyId", key_id);
    }
    if let Promise::Matches(pattern) = promise {
        out.push_str(&format!(
            "        quality:\n          - type: library\n            metric: invalidValues\n            arguments:\n              pattern: {}\n            mustBe: 0\n",
            quoted(pattern)
        ));
    }
}
