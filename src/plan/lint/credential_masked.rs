//! Credentials that are masked where they should go.

use super::{Hit, Rule, Severity, View};

/// See the module.
pub static RULE: Rule = Rule {
    name: "credential-masked",
    severity: Severity::Warning,
    title: "a password, token or key is of no use in a copy, masked or not",
    check,
};

/// Masks that leave nothing of the value.
const NOTHING_LEFT: &[&str] = &["null", "constant", "redact"];

fn check(view: &View<'_>, out: &mut Vec<Hit>) {
    for (column, mask, _) in view.masked() {
        if column.family == "secrets" && !NOTHING_LEFT.contains(&mask) {
            out.push(column.hit(
                format!(
                    "credentials are released under mask `{mask}`, which still tells which rows share one"
                ),
                "drop the column",
            ));
        }
    }
}
