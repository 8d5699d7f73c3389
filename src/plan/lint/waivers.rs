//! Waivers that are over, or waive nothing.

use super::{Hit, RULES, Rule, Severity, View};
use crate::domain::plan::Waiver;

/// Waivers whose day is over.
pub static EXPIRED: Rule = Rule {
    name: "waiver-expired",
    severity: Severity::Warning,
    title: "a waiver is over, so its rule speaks again",
    check: check_expired,
};

/// Waivers of rules that are not there.
pub static UNKNOWN: Rule = Rule {
    name: "waiver-unknown",
    severity: Severity::Warning,
    title: "a waiver names a rule that does not exist or cannot be waived, so it silences nothing",
    check: check_unknown,
};

/// Whether the waiver's last day is before today. Dates are `YYYY-MM-DD`; anything else is over.
pub fn expired(waiver: &Waiver, today: &str) -> bool {
    waiver.expires.len() != 10 || waiver.expires.as_str() < today
}

/// Whether a rule can be waived: those about the approval itself cannot.
pub fn can_waive(rule: &Rule) -> bool {
    !["waiver-expired", "waiver-unknown", "sign-offs-missing"].contains(&rule.name)
}

fn hit(why: String, fix: &str) -> Hit {
    Hit { table: None, column: None, why, fix: fix.to_owned() }
}

fn check_expired(view: &View<'_>, out: &mut Vec<Hit>) {
    for waiver in view.plan.waivers.iter().filter(|waiver| expired(waiver, view.today)) {
        out.push(hit(
            format!("the waiver of {} ended on {}", waiver.rule, waiver.expires),
            "mend what it waived, or renew it in vizard.toml",
        ));
    }
}

fn check_unknown(view: &View<'_>, out: &mut Vec<Hit>) {
    for waiver in &view.plan.waivers {
        if !RULES.iter().any(|rule| rule.name == waiver.rule && can_waive(rule)) {
            out.push(hit(
                format!("there is no rule {} that can be waived", waiver.rule),
                "correct its name in vizard.toml or remove it",
            ));
        }
    }
}
