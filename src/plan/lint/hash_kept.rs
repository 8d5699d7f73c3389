//! Hashes that came with the data.

use super::{Hit, Rule, Severity, View};

/// See the module.
pub static RULE: Rule = Rule {
    name: "hash-kept",
    severity: Severity::Warning,
    title: "a column of hashes is released as it is; hashed e-mails and numbers are found by trying",
    check,
};

fn check(view: &View<'_>, out: &mut Vec<Hit>) {
    for column in view.kept().filter(|c| c.is("hash")) {
        out.push(column.hit(
            "hashes of e-mails, phones or ids are undone by trying values, and they join with any other copy",
            "pseudonymise the hashes with a key, or drop them",
        ));
    }
}
