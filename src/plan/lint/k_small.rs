//! Groups that stay small after masking.

use super::{Hit, Rule, Severity, View};

/// See the module.
pub static RULE: Rule = Rule {
    name: "k-small",
    severity: Severity::Warning,
    title: "after masking, fewer than five rows share their quasi-identifiers somewhere",
    check,
};

/// The smallest group that is enough. Health agencies ask for 5 to 20 (El Emam and others, BMC Med Inform 2011;11:53).
pub const ENOUGH: u64 = 5;

fn check(view: &View<'_>, out: &mut Vec<Hit>) {
    for risk in view.plan.risk.datasets.iter().filter(|risk| risk.after.k > 0 && risk.after.k < ENOUGH) {
        out.push(Hit {
            table: Some(risk.table.clone()),
            column: None,
            why: format!(
                "after masking the smallest group by {} has {} rows and {:.2} % of rows are alone (of {} looked at)",
                risk.quasi_identifiers.join(", "),
                risk.after.k,
                risk.after.unique_share * 100.0,
                risk.n
            ),
            fix: "generalise further, or drop one of these columns".to_owned(),
        });
    }
}
