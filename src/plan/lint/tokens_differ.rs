//! One type, different tokens: joins between tables break.

use std::collections::BTreeMap;

use super::{ColumnView, Hit, Rule, Severity, View};

/// See the module.
pub static RULE: Rule = Rule {
    name: "tokens-differ",
    severity: Severity::Warning,
    title: "one type is pseudonymised differently in two tables, so equal values no longer join",
    check,
};

fn check(view: &View<'_>, out: &mut Vec<Hit>) {
    let mut first: BTreeMap<&str, &ColumnView<'_>> = BTreeMap::new();
    for (column, _, planned) in view.masked() {
        if column.kind.is_empty() || !planned.guarantees.keeps_join {
            continue;
        }
        let general =
            if column.parent.is_empty() || column.parent == "none" { &column.kind } else { column.parent };
        let other = *first.entry(general).or_insert(column);
        let (a, b) = (&column.column, &other.column);
        if (&a.mask, &a.domain, &a.key_id) != (&b.mask, &b.domain, &b.key_id) {
            out.push(column.hit(
                format!(
                    "{general} is pseudonymised differently than column {} of {}, so equal values get different tokens",
                    b.column, other.dataset.table
                ),
                "use the same mask, parameters and domain, or waive this where joins are not wanted",
            ));
        }
    }
}
