//! Missing sign-offs.

use super::{Hit, Rule, Severity, View};

/// See the module.
pub static RULE: Rule = Rule {
    name: "sign-offs-missing",
    severity: Severity::Warning,
    title: "fewer sign-offs than the policy asks for: apply and export refuse the plan",
    check,
};

fn check(view: &View<'_>, out: &mut Vec<Hit>) {
    let (needed, given) = (view.plan.sign_offs.needed, view.plan.sign_offs.given.len());
    if given < needed as usize {
        out.push(Hit {
            table: None,
            column: None,
            why: format!("{given} of {needed} sign-offs are given; apply and export refuse the plan"),
            fix: "have it signed with `vizard plan sign`".to_owned(),
        });
    }
}
