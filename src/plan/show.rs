//! A plan as rows of a table for people.

use serde::Serialize;

use crate::domain::plan::{Plan, PlanColumn};
use crate::mask;

/// One column of a plan, as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShowRow {
    /// Table id.
    pub table: String,
    /// Column path, with `:N` for equally named ones after the first.
    pub column: String,
    /// Semantic type, or `-`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Tier.
    pub sensitivity: &'static str,
    /// Role.
    pub role: &'static str,
    /// `keep`, `drop`, or the mask with its parameters.
    pub action: String,
    /// What somebody who sees the output still learns; empty for dropped columns.
    pub leaves: String,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub reviewer: String,
}

/// The rows of a plan in its own order. Names come from data: print them through `SafeText`.
#[must_use]
pub fn show(plan: &Plan) -> Vec<ShowRow> {
    let rows = plan.datasets.iter().flat_map(|dataset| {
        dataset.columns.iter().map(|column| ShowRow {
            table: dataset.table.clone(),
            column: column_name(column),
            kind: column.kind.clone().unwrap_or_else(|| "-".to_owned()),
            sensitivity: column.sensitivity.name(),
            role: column.role.name(),
            action: column.resolved().map_or_else(|| "mask".to_owned(), |action| action.label()),
            leaves: leaves(column),
            reason: column.reason.clone(),
            reviewer: column.reviewer.clone(),
        })
    });
    rows.collect()
}

/// The column's path, with its number where a path stands more than once.
pub fn column_name(column: &PlanColumn) -> String {
    if column.occurrence == 0 {
        column.column.clone()
    } else {
        format!("{}:{}", column.column, column.occurrence)
    }
}

/// What the output still tells.
pub fn leaves(column: &PlanColumn) -> String {
    use crate::domain::plan::PlanAction;
    match (column.action, &column.mask) {
        (PlanAction::Drop, _) => String::new(),
        (PlanAction::Mask, Some(choice)) => mask::planned(choice, column.when.as_deref(), column.dtype)
            .map_or_else(|error| error.to_string(), |planned| planned.guarantees.leaves),
        _ => "everything".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn every_column_is_one_row_that_says_what_is_left() {
        let plan = samples::plan();
        let rows = show(&plan);
        assert_eq!(rows.len(), plan.datasets.iter().map(|d| d.columns.len()).sum::<usize>());
        for row in rows {
            assert_eq!(row.leaves.is_empty(), row.action == "drop", "{row:?}");
        }
    }
}
