//! Rules about plans: what is allowed but probably not meant, with reasons. One file a rule.

use serde::Serialize;

use crate::domain::plan::Plan;

mod birth_kept;
mod card_partial;
mod confidential_kept;
mod contained_kept;
mod contained_masked;
mod correlated_kept;
mod credential_masked;
mod date_shifted;
mod direct_kept;
mod free_text_kept;
mod hash_kept;
mod join_broken;
mod join_lossy;
mod k_small;
mod known_left;
mod partial_reveals;
mod quasi_kept;
mod restricted_kept;
mod risk_missing;
mod sampled;
mod sign_offs;
mod tokens_collide;
mod tokens_differ;
mod unkeyed_hash;
mod unknown_kept;
mod view;
mod waivers;

#[cfg(test)]
mod tests;

pub use view::{ColumnView, Hit, View};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know.
    Note,
    /// Probably not meant.
    Warning,
    /// Releases what should not be released.
    Error,
}

/// A rule.
pub struct Rule {
    /// Permanent name, for waivers.
    pub name: &'static str,
    /// How bad a hit is.
    pub severity: Severity,
    /// What it looks for and why, one sentence.
    pub title: &'static str,
    /// Looks for hits.
    pub check: fn(&View<'_>, &mut Vec<Hit>),
}

/// One finding of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lint {
    /// Name of the rule.
    pub rule: &'static str,
    /// How bad.
    pub severity: Severity,
    /// Table id; `None`: the plan as a whole.
    pub table: Option<String>,
    /// Column path; `None`: the table as a whole.
    pub column: Option<String>,
    /// What is wrong, one sentence.
    pub why: String,
    /// What to do.
    pub fix: String,
    /// The waiver's reason where one is in force: shown, but no reason to fail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waived: Option<String>,
}

/// Every rule, the worst first.
pub static RULES: &[&Rule] = &[
    &restricted_kept::RULE,
    &direct_kept::RULE,
    &contained_kept::RULE,
    &unkeyed_hash::RULE,
    &card_partial::RULE,
    &unknown_kept::RULE,
    &free_text_kept::RULE,
    &hash_kept::RULE,
    &quasi_kept::RULE,
    &k_small::RULE,
    &known_left::RULE,
    &confidential_kept::RULE,
    &contained_masked::RULE,
    &credential_masked::RULE,
    &partial_reveals::RULE,
    &birth_kept::RULE,
    &correlated_kept::RULE,
    &date_shifted::RULE,
    &tokens_differ::RULE,
    &tokens_collide::RULE,
    &join_broken::RULE,
    &join_lossy::RULE,
    &sampled::RULE,
    &sign_offs::RULE,
    &waivers::EXPIRED,
    &waivers::UNKNOWN,
    &risk_missing::RULE,
];

/// Checks a plan. `today` is a date such as `2026-11-25`: a waiver holds up to and including its day of expiry.
///
/// Waivers silence rules, but neither the rules about waivers nor that about sign-offs. The worst findings come first.
#[must_use]
pub fn lint(plan: &Plan, today: &str) -> Vec<Lint> {
    let view = View::new(plan, today);
    let mut out = Vec::new();
    for rule in RULES {
        let mut hits = Vec::new();
        (rule.check)(&view, &mut hits);
        // Several ways of one column may be wrong for the same reason.
        let mut said = Vec::new();
        hits.retain(|hit| {
            !said.contains(hit) && {
                said.push(hit.clone());
                true
            }
        });
        let waiver = plan.waivers.iter().find(|w| w.rule == rule.name && !waivers::expired(w, today));
        let reason = waiver.filter(|_| waivers::can_waive(rule)).map(|waiver| waiver.reason.clone());
        out.extend(hits.into_iter().map(|hit| Lint {
            rule: rule.name,
            severity: rule.severity,
            table: hit.table,
            column: hit.column,
            why: hit.why,
            fix: hit.fix,
            waived: reason.clone(),
        }));
    }
    out.sort_by(|a, b| b.severity.cmp(&a.severity).then_with(|| a.table.cmp(&b.table)));
    out
}
