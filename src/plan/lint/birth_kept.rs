//! Age masked while the date of birth is kept, or the other way round.

use super::correlated_kept::kept_beside_hidden;
use super::{Hit, Rule, Severity, View};

/// See the module.
pub static RULE: Rule = Rule {
    name: "birth-kept",
    severity: Severity::Warning,
    title: "age, birth year and date of birth tell each other: masking one of them and keeping another masks nothing",
    check,
};

const BIRTH: &[&str] = &["date_of_birth", "birth_year", "age"];

fn check(view: &View<'_>, out: &mut Vec<Hit>) {
    kept_beside_hidden(view, BIRTH, BIRTH, "tells the age", out);
}
