//! Text that is cleaned without what its own row says.

use super::{Hit, Rule, Severity, View};
use crate::domain::plan::PlanAction;
use crate::domain::tier::Tier;

/// See the module.
pub static RULE: Rule = Rule {
    name: "known-left",
    severity: Severity::Warning,
    title: "a text is cleaned without looking for what masked or dropped columns of its row hold",
    check,
};

fn check(view: &View<'_>, out: &mut Vec<Hit>) {
    for (text, _, plan) in view.masked().filter(|(_, mask, _)| *mask == "redact_entities") {
        let left: Vec<&str> = view
            .columns
            .iter()
            .filter(|other| std::ptr::eq(other.dataset, text.dataset) && !std::ptr::eq(*other, text))
            .filter(|other| other.column.action != PlanAction::Keep)
            .filter(|other| other.column.sensitivity >= Tier::Confidential && !other.is("free_text_personal"))
            .map(|other| other.column.column.as_str())
            .filter(|name| !name.contains([',', '[']) && !plan.reads.iter().any(|read| read == name))
            .collect();
        if !left.is_empty() {
            let names = left.join(", ");
            out.push(text.hit(
                format!(
                    "detectors alone clean it, and people write into texts what {names} of the same row say"
                ),
                "name these columns in the mask's parameter `known`",
            ));
        }
    }
}
