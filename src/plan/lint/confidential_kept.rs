//! Confidential columns kept without a reason.

use super::{Hit, Rule, Severity, View};
use crate::domain::tier::{Role, Tier};

/// See the module.
pub static RULE: Rule = Rule {
    name: "confidential-kept",
    severity: Severity::Warning,
    title: "a confidential column is released as it is and nobody says why",
    check,
};

/// Shortest reason that says anything.
const SHORTEST: usize = 8;

fn check(view: &View<'_>, out: &mut Vec<Hit>) {
    for column in view.kept().filter(|c| c.column.sensitivity == Tier::Confidential) {
        let unexplained = column.column.reason.trim().chars().count() < SHORTEST;
        if unexplained && column.column.role != Role::Direct {
            out.push(column.hit(
                "confidential data is released as it is without a reason",
                "mask it, or decide it again with `--reason`",
            ));
        }
    }
}
