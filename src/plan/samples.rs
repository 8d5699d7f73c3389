//! The shared sample plan for the tests of this room and of the exports: `tests/fixtures/plan.json`.

use super::{BuildColumn, BuildDataset, BuildDecision, BuildInputs};
use crate::domain::plan::{Plan, SignOff};
use crate::domain::state::State;
use crate::domain::table::Field;

/// The sample plan.
pub fn plan() -> Plan {
    let plan: Plan = serde_json::from_slice(include_bytes!("../../tests/fixtures/plan.json")).unwrap();
    super::parse(&super::canonical(&plan), "tests/fixtures/plan.json", None).unwrap()
}

/// What the sample plan is built from.
pub fn inputs() -> BuildInputs<'static> {
    let plan: Plan = serde_json::from_slice(include_bytes!("../../tests/fixtures/plan.json")).unwrap();
    let datasets = plan.datasets.iter().map(|dataset| BuildDataset {
        table: dataset.table.clone(),
        path: dataset.path.clone(),
        digest: dataset.digest.clone(),
        bytes: dataset.bytes,
        rows: dataset.rows,
        sampled: dataset.sampled,
        suppress_under: dataset.suppress_rows.as_ref().map(|rule| rule.k),
        columns: dataset
            .columns
            .iter()
            .map(|column| BuildColumn {
                field: Field {
                    path: column.column.clone(),
                    occurrence: column.occurrence,
                    dtype: column.dtype,
                    nullable: column.nullable,
                },
                kind: column.kind.clone(),
                sensitivity: column.sensitivity,
                role: column.role,
                contains: column.contains.clone(),
                state: State::Decided,
                decision: Some(BuildDecision {
                    action: column.resolved().unwrap(),
                    reason: column.reason.clone(),
                    reviewer: column.reviewer.clone(),
                }),
            })
            .collect(),
    });
    BuildInputs {
        previous: None,
        policy: plan.policy.clone(),
        environment: plan.environment.clone(),
        datasets: datasets.collect(),
        joins: plan.joins.clone(),
        risk: plan.risk.clone(),
        waivers: plan.waivers.clone(),
        sign_offs_needed: plan.sign_offs.needed,
        four_eyes: plan.sign_offs.four_eyes,
        key: plan.keys.first().cloned(),
    }
}

/// The sign-off of the sample plan.
pub fn sign_off() -> SignOff {
    plan().sign_offs.given.pop().unwrap()
}

/// The position of a column of the sample plan.
pub fn index_of(table: &str, column: &str) -> usize {
    let plan = plan();
    let dataset = plan.datasets.iter().find(|dataset| dataset.table == table).unwrap();
    dataset.columns.iter().position(|candidate| candidate.column == column).unwrap()
}
