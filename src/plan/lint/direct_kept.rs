//! Direct identifiers released as they are.

use super::{Hit, Rule, Severity, View};
use crate::domain::tier::{Role, Tier};

/// See the module.
pub static RULE: Rule = Rule {
    name: "direct-kept",
    severity: Severity::Error,
    title: "a direct identifier is released as it is, so every row names its person",
    check,
};

fn check(view: &View<'_>, out: &mut Vec<Hit>) {
    // Restricted ones are another rule's.
    let direct =
        view.kept().filter(|c| c.column.role == Role::Direct && c.column.sensitivity < Tier::Restricted);
    for column in direct {
        out.push(column.hit("identifies a person and is released as it is", "pseudonymise or drop it"));
    }
}
