//! Groups that stay small after masking.

use super::{Hit, Rule, Severity, View};
use crate::domain::plan::DatasetRisk;

/// See the module.
pub static RULE: Rule = Rule {
    name: "k-small",
    severity: Severity::Warning,
    title: "after masking, fewer rows than the policy asks for (5) share their quasi-identifiers somewhere",
    check,
};

fn check(view: &View<'_>, out: &mut Vec<Hit>) {
    let small = |risk: &&DatasetRisk| risk.after.k > 0 && risk.after.k < risk.threshold;
    for risk in view.plan.risk.datasets.iter().filter(small) {
        out.push(Hit {
            table: Some(risk.table.clone()),
            column: None,
            why: format!(
                "after masking the smallest group by {} has {} rows, {:.2} % of rows are in groups under {} and {:.2} % are alone (of {} looked at)",
                risk.quasi_identifiers.join(", "),
                risk.after.k,
                risk.after.small_share * 100.0,
                risk.threshold,
                risk.after.unique_share * 100.0,
                risk.n
            ),
            fix: "generalise further, or drop one of these columns".to_owned(),
        });
    }
}
