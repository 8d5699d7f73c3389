//! Keys that no longer join.

use super::{Hit, Rule, Severity, View};
use crate::domain::tier::Role;

/// See the module.
pub static RULE: Rule = Rule {
    name: "join-lossy",
    severity: Severity::Warning,
    title: "a key that stands in several tables has a mask that does not keep joins",
    check,
};

fn check(view: &View<'_>, out: &mut Vec<Hit>) {
    for (column, mask, planned) in view.masked() {
        let key = column.column.role == Role::Key || column.is_one_of(&["person_key", "record_id"]);
        let elsewhere = view.columns.iter().any(|other| {
            other.dataset.table != column.dataset.table && other.column.column == column.column.column
        });
        if key && elsewhere && !planned.guarantees.keeps_join {
            out.push(column.hit(
                format!("it stands in other tables too, and mask `{mask}` does not keep equal values equal"),
                "use mask `pseudonym` with one domain in every table",
            ));
        }
    }
}
