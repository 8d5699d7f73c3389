//! Columns that hold the same keys and are not masked alike.

use super::{ColumnView, Hit, Rule, Severity, View};
use crate::domain::plan::PlanAction;

/// See the module.
pub static RULE: Rule = Rule {
    name: "join-broken",
    severity: Severity::Warning,
    title: "two columns hold the same keys, declared or found, and are not masked alike, so they no longer join",
    check,
};

fn check(view: &View<'_>, out: &mut Vec<Hit>) {
    for join in &view.plan.joins {
        let end = |table: &str, column: &str| {
            view.columns
                .iter()
                .find(|c| c.dataset.table == table && c.column.column == column && c.column.occurrence == 0)
        };
        let ends = end(&join.table, &join.column).zip(end(&join.to_table, &join.to_column));
        let Some((a, b)) =
            ends.filter(|(a, b)| a.column.action != PlanAction::Drop && b.column.action != PlanAction::Drop)
        else {
            continue;
        };
        if let Some(why) = differs(view, a, b) {
            out.push(a.hit(
                format!("it joins {}.{} ({}), and {why}", join.to_table, join.to_column, join.figures()),
                "use the same join-keeping mask, parameters and domain for both, or waive this where the join is not wanted",
            ));
        }
    }
}

/// Why two released columns join no longer; nothing where they do.
fn differs(view: &View<'_>, a: &ColumnView<'_>, b: &ColumnView<'_>) -> Option<String> {
    if a.column.action != b.column.action {
        return Some("one is masked and the other is kept".to_owned());
    }
    let under = |c: &ColumnView<'_>| {
        view.columns
            .iter()
            .filter(|o| o.dataset.table == c.dataset.table && o.column.index == c.column.index)
            .count()
            > 1
    };
    if under(a) || under(b) {
        return Some("what happens with it depends on a condition".to_owned());
    }
    if (&a.column.mask, &a.column.key_id) != (&b.column.mask, &b.column.key_id) {
        return Some("the masks differ".to_owned());
    }
    if a.column.domain != b.column.domain {
        return Some("the consistency domains differ".to_owned());
    }
    let keeps = |c: &ColumnView<'_>| c.mask.as_ref().is_none_or(|mask| mask.guarantees.keeps_join);
    (!keeps(a) || !keeps(b)).then(|| "the mask does not keep equal values equal".to_owned())
}
