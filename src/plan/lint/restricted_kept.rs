//! Restricted columns released as they are.

use super::{Hit, Rule, Severity, View};
use crate::domain::tier::Tier;

/// See the module.
pub static RULE: Rule = Rule {
    name: "restricted-kept",
    severity: Severity::Error,
    title: "a restricted column (government id, payment, credential, health) is released as it is",
    check,
};

fn check(view: &View<'_>, out: &mut Vec<Hit>) {
    for column in view.kept().filter(|c| c.column.sensitivity == Tier::Restricted) {
        out.push(column.hit("restricted data is released as it is", "mask or drop it"));
    }
}
