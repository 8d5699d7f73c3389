//! Columns with personal data inside under a mask that lets parts of it through.

use super::{Hit, Rule, Severity, View};

/// See the module.
pub static RULE: Rule = Rule {
    name: "contained-masked",
    severity: Severity::Warning,
    title: "a column in which other types were found has a mask that shows part of the value",
    check,
};

/// Masks that show characters of the value, whatever it holds.
const SHOWING: &[&str] = &[
    "partial",
    "postal_prefix",
    "email_domain",
    "url_strip",
    "ip_truncate",
    "json_fields",
    "card_parts",
    "geo_grid",
];

fn check(view: &View<'_>, out: &mut Vec<Hit>) {
    for (column, mask, _) in view.masked() {
        if !column.column.contains.is_empty() && SHOWING.contains(&mask) {
            let kinds = column.column.contains.join(", ");
            out.push(column.hit(
                format!("some rows hold {kinds}, and mask `{mask}` shows part of every value"),
                "use a mask that shows nothing of the value (pseudonym, redact), or drop it",
            ));
        }
    }
}
