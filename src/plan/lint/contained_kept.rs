//! Columns with personal data inside, released as they are.

use super::{Hit, Rule, Severity, View};

/// See the module.
pub static RULE: Rule = Rule {
    name: "contained-kept",
    severity: Severity::Error,
    title: "a column in which other types were found is released as it is",
    check,
};

fn check(view: &View<'_>, out: &mut Vec<Hit>) {
    for column in view.kept().filter(|c| !c.column.contains.is_empty()) {
        let kinds = column.column.contains.join(", ");
        out.push(column.hit(
            format!("some rows hold {kinds}, and it is released as it is"),
            "use mask `redact_entities`, or drop it",
        ));
    }
}
