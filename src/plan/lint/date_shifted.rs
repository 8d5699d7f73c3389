//! Dates shifted beside dates that are not.

use super::{ColumnView, Hit, Rule, Severity, View};

/// See the module.
pub static RULE: Rule = Rule {
    name: "date-unshifted",
    severity: Severity::Warning,
    title: "one date of a row is shifted and another is kept: their distance gives the shift away",
    check,
};

fn check(view: &View<'_>, out: &mut Vec<Hit>) {
    let shifted: Vec<(&str, usize)> = view
        .masked()
        .filter(|(_, mask, _)| *mask == "date_shift")
        .map(|(column, _, _)| (column.dataset.table.as_str(), column.column.index))
        .collect();
    let beside = |c: &ColumnView<'_>| {
        shifted.iter().any(|(table, at)| *table == c.dataset.table && *at != c.column.index)
    };
    for column in view.kept().filter(|c| beside(c)) {
        if column.column.dtype.is_date() || column.is("date") {
            out.push(column.hit(
                "it is kept while another date of the row is shifted, and known intervals give the shift away",
                "shift it by the same column, or truncate it",
            ));
        }
    }
}
