//! Keys that no longer join.

use std::collections::HashMap;

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
    // The first table of each name of a column, and whether it stands in others.
    let mut tables: HashMap<&str, (&str, bool)> = HashMap::new();
    for column in &view.columns {
        let table = column.dataset.table.as_str();
        let (first, others) = tables.entry(&column.column.column).or_insert((table, false));
        *others |= *first != table;
    }
    for (column, mask, planned) in view.masked() {
        let key = column.column.role == Role::Key || column.is_one_of(&["person_key", "record_id"]);
        let elsewhere = tables.get(column.column.column.as_str()).is_some_and(|(_, others)| *others);
        if key && elsewhere && !planned.guarantees.keeps_join {
            out.push(column.hit(
                format!("it stands in other tables too, and mask `{mask}` does not keep equal values equal"),
                "use mask `pseudonym` with one domain in every table",
            ));
        }
    }
}
