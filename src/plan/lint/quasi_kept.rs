//! Quasi-identifiers that are all kept although few people share them.

use super::{Hit, Rule, Severity, View};
use crate::domain::plan::PlanAction;

/// See the module.
pub static RULE: Rule = Rule {
    name: "quasi-kept",
    severity: Severity::Warning,
    title: "every quasi-identifier is released as it is, and some people stand out by them",
    check,
};

fn check(view: &View<'_>, out: &mut Vec<Hit>) {
    for risk in &view.plan.risk.datasets {
        let of_table = |c: &&super::ColumnView<'_>| c.dataset.table == risk.table;
        let quasi = |c: &&super::ColumnView<'_>| risk.quasi_identifiers.contains(&c.column.column);
        let mut columns = view.columns.iter().filter(of_table).filter(quasi).peekable();
        let any = columns.peek().is_some();
        if any && risk.before.k < risk.threshold && columns.all(|c| c.column.action == PlanAction::Keep) {
            out.push(Hit {
                table: Some(risk.table.clone()),
                column: None,
                why: format!(
                    "{} are all released as they are; the smallest group has {} of {} rows looked at",
                    risk.quasi_identifiers.join(", "),
                    risk.before.k,
                    risk.n
                ),
                fix: "generalise at least one of them (bucket, date_truncate, postal_prefix)".to_owned(),
            });
        }
    }
}
