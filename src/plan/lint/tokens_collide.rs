//! Tokens too short for the number of rows.

use super::{Hit, Rule, Severity, View};

/// See the module.
pub static RULE: Rule = Rule {
    name: "tokens-collide",
    severity: Severity::Warning,
    title: "tokens are so short that two different values of a table of this size probably share one",
    check,
};

/// Chance of any collision that is accepted.
const ACCEPTED: f64 = 0.001;

fn check(view: &View<'_>, out: &mut Vec<Hit>) {
    for (column, _, planned) in view.masked() {
        let Some(bits) = planned.guarantees.bits else { continue };
        // Birthday bound: at most n (n - 1) / 2 pairs, each equal with chance 2^-bits. Rows bound the distinct values.
        let n = column.dataset.rows as f64;
        let chance = (n * (n - 1.0).max(0.0) / 2.0) * (-f64::from(bits)).exp2();
        if chance > ACCEPTED {
            out.push(column.hit(
                format!(
                    "tokens of {bits} bits for up to {} values: the chance that two share one is up to {:.2}",
                    column.dataset.rows,
                    chance.min(1.0)
                ),
                "use longer tokens, or `pseudonym` where values must stay distinct",
            ));
        }
    }
}
