//! Partial masks on identifiers that show too much.

use super::{Hit, Rule, Severity, View};
use crate::domain::tier::{Role, Tier};

/// See the module.
pub static RULE: Rule = Rule {
    name: "partial-reveals",
    severity: Severity::Warning,
    title: "a partial mask shows more than four characters of a direct identifier",
    check,
};

/// Characters of an identifier that may be shown.
const MOST: i64 = 4;

fn check(view: &View<'_>, out: &mut Vec<Hit>) {
    for (column, mask, _) in view.masked() {
        let identifies = column.column.role == Role::Direct || column.column.sensitivity == Tier::Restricted;
        let shown = column.number("first").unwrap_or(0) + column.number("last").unwrap_or(0);
        // Cards have their own rule.
        if mask == "partial" && identifies && !column.is("credit_card") && shown > MOST {
            out.push(column.hit(
                format!("{shown} characters of every identifier are shown"),
                "show at most four, or use mask `pseudonym`",
            ));
        }
    }
}
