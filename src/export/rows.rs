//! Tables that leave out rows: no target counts classes, so a target that releases data gets nothing of them.

use super::{Capability, Export, Exporter, Fit};
use crate::domain::plan::Plan;
use crate::plan::column_name;

/// The export of a plan; tables that leave out rows are left out of targets that release data, and the report says so.
#[must_use]
pub fn export(exporter: &dyn Exporter, plan: &Plan, digest: &str) -> Export {
    let (rows, whole): (Vec<_>, Vec<_>) =
        plan.datasets.iter().cloned().partition(|dataset| dataset.suppress_rows.is_some());
    if !exporter.releases() || rows.is_empty() {
        return exporter.export(plan, digest);
    }
    let mut out = exporter.export(&Plan { datasets: whole, ..plan.clone() }, digest);
    for dataset in rows {
        let why = "the plan leaves out the rows of small classes, which this target cannot; nothing of the table is released; use `vizard apply`";
        out.capability.extend(dataset.columns.iter().map(|column| Capability {
            table: dataset.table.clone(),
            column: column_name(column),
            fit: Fit::Unsupported(why.to_owned()),
        }));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::EXPORTERS;
    use super::*;
    use crate::domain::plan::SuppressRows;
    use crate::plan::digest;

    #[test]
    fn a_table_that_leaves_out_rows_is_not_released_and_every_column_is_reported() {
        let mut plan = crate::plan::samples::plan();
        let columns: usize = plan.datasets.iter().map(|dataset| dataset.columns.len()).sum();
        plan.datasets[0].suppress_rows = Some(SuppressRows { k: 5, columns: vec!["city".to_owned()] });
        let table = plan.datasets[0].table.clone();
        for exporter in EXPORTERS {
            let export = export(*exporter, &plan, &digest(&plan));
            assert_eq!(export.capability.len(), columns, "{}", exporter.name());
            let mut of_table = export.capability.iter().filter(|entry| entry.table == table);
            let refused = of_table.all(|entry| matches!(entry.fit, Fit::Unsupported(_)));
            assert_eq!(refused, exporter.releases(), "{}", exporter.name());
        }
    }
}
