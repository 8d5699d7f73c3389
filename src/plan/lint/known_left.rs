//! Text that is cleaned without what its own row says.

use std::collections::{HashMap, HashSet};

use super::{ColumnView, Hit, Rule, Severity, View};
use crate::domain::plan::{PlanAction, PlanDataset};
use crate::domain::tier::Tier;

/// See the module.
pub static RULE: Rule = Rule {
    name: "known-left",
    severity: Severity::Warning,
    title: "a text is cleaned without looking for what masked or dropped columns of its row hold",
    check,
};

/// Columns that a hit names; a wide table has tens of thousands.
const NAMED: usize = 64;

fn check(view: &View<'_>, out: &mut Vec<Hit>) {
    let mut tables: Vec<Telling<'_>> = Vec::new();
    for (text, _, plan) in view.masked().filter(|(_, mask, _)| *mask == "redact_entities") {
        let at = tables.iter().position(|table| std::ptr::eq(table.dataset, text.dataset));
        let at = at.unwrap_or_else(|| {
            tables.push(Telling::of(view, text.dataset));
            tables.len() - 1
        });
        let Some(telling) = tables.get(at) else { continue };
        let reads: HashSet<&str> = plan.reads.iter().map(String::as_str).collect();
        let left = telling.left(text, &reads);
        if left == 0 {
            continue;
        }
        let names = telling.columns.iter().filter(|other| !std::ptr::eq(**other, text));
        let names = names.map(|other| other.column.column.as_str()).filter(|name| !reads.contains(name));
        let mut names = names.take(NAMED).collect::<Vec<_>>().join(", ");
        if left > NAMED {
            names.push_str(&format!(" and {} more columns", left - NAMED));
        }
        out.push(text.hit(
            format!("detectors alone clean it, and people write into texts what {names} of the same row say"),
            "name these columns in the mask's parameter `known`",
        ));
    }
}

/// The columns of a table whose values its texts should be searched for.
struct Telling<'v> {
    dataset: &'v PlanDataset,
    columns: Vec<&'v ColumnView<'v>>,
    /// How often each name is among them.
    names: HashMap<&'v str, usize>,
}

impl<'v> Telling<'v> {
    fn of(view: &'v View<'_>, dataset: &'v PlanDataset) -> Self {
        let of_table = view.columns.iter().filter(|other| std::ptr::eq(other.dataset, dataset));
        let columns: Vec<_> = of_table.filter(|other| tells(other)).collect();
        let mut names = HashMap::new();
        columns.iter().for_each(|column| *names.entry(column.column.column.as_str()).or_default() += 1);
        Self { dataset, columns, names }
    }

    /// How many of them, but for a text itself and those of some names.
    fn left(&self, text: &ColumnView<'_>, reads: &HashSet<&str>) -> usize {
        let read: usize = reads.iter().filter_map(|name| self.names.get(name)).sum();
        let own = tells(text) && !reads.contains(text.column.column.as_str());
        self.columns.len() - read - usize::from(own)
    }
}

fn tells(column: &ColumnView<'_>) -> bool {
    column.column.action != PlanAction::Keep
        && column.column.sensitivity >= Tier::Confidential
        && !column.is("free_text_personal")
        && !column.column.column.contains([',', '['])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::plan::PlanColumn;
    use crate::plan::samples;

    #[test]
    fn of_many_columns_some_are_named_and_the_rest_counted() {
        let mut plan = samples::plan();
        let table = &mut plan.datasets[0];
        let like = table.columns.iter().find(|column| column.column == "email").unwrap().clone();
        let more = |number| PlanColumn { column: format!("email_{number}"), ..like.clone() };
        table.columns.extend((0..200).map(more));
        let mut hits = Vec::new();
        check(&View::new(&plan, "2026-11-25"), &mut hits);
        let why = &hits.iter().find(|hit| hit.column.as_deref() == Some("note")).unwrap().why;
        // Eight columns of the sample and those.
        let names: Vec<&str> = why.split_once("what ").unwrap().1.split(", ").collect();
        assert_eq!((names.len(), names[0], names[8]), (NAMED, "email", "email_0"));
        assert_eq!(names[NAMED - 1], "email_55 and 144 more columns of the same row say");
    }
}
