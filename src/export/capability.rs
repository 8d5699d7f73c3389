//! Gathers the capability report while an export is written.

use super::{Capability, Fit};
use crate::domain::plan::{Plan, PlanColumn, PlanDataset};
use crate::plan::column_name;

/// The capability report of an export in the making: one entry a column, in the plan's order.
#[derive(Debug, Default)]
pub struct Report(Vec<Capability>);

impl Report {
    /// Adds what the target makes of a column.
    pub fn add(&mut self, dataset: &PlanDataset, column: &PlanColumn, fit: Fit) {
        self.0.push(Capability { table: dataset.table.clone(), column: column_name(column), fit });
    }

    /// The whole report.
    pub fn finish(self) -> Vec<Capability> {
        self.0
    }
}

/// The title line of an export: which plan it is of.
pub fn title(plan: &Plan, digest: &str) -> String {
    format!("vizard plan {} revision {} {digest}", plan.id, plan.revision)
}
