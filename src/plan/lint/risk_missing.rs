//! Tables with quasi-identifiers and no figures about them.

use super::{Hit, Rule, Severity, View};
use crate::domain::plan::PlanAction;
use crate::domain::tier::Role;

/// See the module.
pub static RULE: Rule = Rule {
    name: "risk-missing",
    severity: Severity::Note,
    title: "a table releases quasi-identifiers, but the plan holds no figure about how many people share them",
    check,
};

fn check(view: &View<'_>, out: &mut Vec<Hit>) {
    for dataset in &view.plan.datasets {
        let quasi =
            dataset.columns.iter().filter(|c| c.role == Role::Quasi && c.action != PlanAction::Drop).count();
        if quasi > 0 && !view.plan.risk.datasets.iter().any(|risk| risk.table == dataset.table) {
            out.push(Hit {
                table: Some(dataset.table.clone()),
                column: None,
                why: format!("{quasi} quasi-identifiers are released and their risk was not measured"),
                fix: "build the plan from the data itself, so that the risk is measured".to_owned(),
            });
        }
    }
}
