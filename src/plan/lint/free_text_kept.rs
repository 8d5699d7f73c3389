//! Free text released as it is.

use super::{Hit, Rule, Severity, View};
use crate::domain::tier::Tier;

/// See the module.
pub static RULE: Rule = Rule {
    name: "free-text-kept",
    severity: Severity::Warning,
    title: "free text is released as it is: what nobody found in it is still there",
    check,
};

fn check(view: &View<'_>, out: &mut Vec<Hit>) {
    // Where types were found inside, `contained-kept` says so already.
    for column in view.kept().filter(|c| c.column.contains.is_empty()) {
        let personal = column.is("free_text_personal");
        if personal || (column.is("text") && column.column.sensitivity > Tier::Public) {
            out.push(column.hit(
                "people write names and stories into free text, and it is released as it is",
                "use mask `redact_entities`, or drop it",
            ));
        }
    }
}
