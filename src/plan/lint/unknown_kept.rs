//! Columns that could not be judged, released as they are.

use super::{Hit, Rule, Severity, View};
use crate::domain::tier::Tier;

/// See the module.
pub static RULE: Rule = Rule {
    name: "unknown-kept",
    severity: Severity::Warning,
    title: "a column that could not be judged is released as it is; unknown is not harmless",
    check,
};

fn check(view: &View<'_>, out: &mut Vec<Hit>) {
    for column in view.kept().filter(|c| c.column.sensitivity == Tier::Unknown) {
        out.push(column.hit(
            "its content could not be judged, and it is released as it is",
            "look at it and set its type with `vizard decide --set-type`, or drop it",
        ));
    }
}
