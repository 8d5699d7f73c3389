//! Tokens that anybody can compute.

use super::{Hit, Rule, Severity, View};
use crate::domain::mask::Uniqueness;

/// See the module.
pub static RULE: Rule = Rule {
    name: "unkeyed-hash",
    severity: Severity::Error,
    title: "a deterministic token without a key: whoever tries all values finds the originals",
    check,
};

fn check(view: &View<'_>, out: &mut Vec<Hit>) {
    for (column, mask, planned) in view.masked() {
        let promise = &planned.guarantees;
        // A mask that keeps distinct values apart without a key is a code book that anybody can write down.
        if promise.deterministic && !promise.keyed && promise.uniqueness != Uniqueness::Lost {
            out.push(column.hit(
                format!("mask `{mask}` gives every value a token of its own without a key, so trying values undoes it"),
                "use mask `pseudonym` with a key",
            ));
        }
    }
}
