//! What a plan's content must fulfil beyond its schema.

use std::collections::HashSet;

use super::error::Problem;
use super::show::column_name;
use crate::domain::mask::MaskChoice;
use crate::domain::plan::{NullPolicy, Plan, PlanAction, PlanColumn, PlanDataset};
use crate::domain::safe_text::SafeText;
use crate::domain::spans::{FindSpans, Span};
use crate::domain::table::{Field, Schema};
use crate::mask;

/// Everything that is wrong with the content, in the order of the document.
pub fn check(plan: &Plan, finder: Option<&dyn FindSpans>) -> Vec<Problem> {
    let mut problems = Vec::new();
    revisions(plan, &mut problems);
    keys(plan, &mut problems);
    let mut tables = HashSet::new();
    for (at, dataset) in plan.datasets.iter().enumerate() {
        let place = format!("datasets[{at}]");
        if !tables.insert(dataset.table.as_str()) {
            say(&mut problems, &place, format!("table {} stands twice", shown(&dataset.table)));
        }
        columns(dataset, &place, &mut problems);
        rows(dataset, &place, &mut problems);
        for (index, column) in dataset.columns.iter().enumerate() {
            masking(plan, dataset, column, &format!("{place}.columns[{index}]"), &mut problems);
            conditions(dataset, column, &format!("{place}.columns[{index}]"), &mut problems);
        }
    }
    for (at, join) in plan.joins.iter().enumerate() {
        let there = |table: &str, column: &str| {
            plan.datasets.iter().any(|d| d.table == table && d.columns.iter().any(|c| c.column == column))
        };
        if !there(&join.table, &join.column) || !there(&join.to_table, &join.to_column) {
            say(&mut problems, &format!("joins[{at}]"), "is about a column that the plan does not have");
        }
    }
    for (at, risk) in plan.risk.datasets.iter().enumerate() {
        if !tables.contains(risk.table.as_str()) {
            say(
                &mut problems,
                &format!("risk.datasets[{at}]"),
                "is about a table that the plan does not have",
            );
        }
    }
    if let Some(finder) = finder {
        texts(plan, finder, &mut problems);
    }
    problems
}

fn say(problems: &mut Vec<Problem>, at: &str, what: impl Into<String>) {
    problems.push(Problem { at: at.to_owned(), what: what.into() });
}

fn shown(text: &str) -> SafeText {
    SafeText::cut(text, 80)
}

fn revisions(plan: &Plan, problems: &mut Vec<Problem>) {
    match (plan.revision, &plan.parent) {
        (1, Some(_)) => say(problems, "parent", "must be null for the first revision"),
        (2.., None) => say(problems, "parent", "is missing for a later revision"),
        _ => {}
    }
    let (mut names, mut signers) = (HashSet::new(), HashSet::new());
    if !plan.sign_offs.given.iter().all(|given| names.insert(&given.by) && signers.insert(&given.key_id)) {
        say(problems, "sign_offs.given", "names somebody or a key twice");
    }
}

fn keys(plan: &Plan, problems: &mut Vec<Problem>) {
    let mut ids = HashSet::new();
    for (at, key) in plan.keys.iter().enumerate() {
        if !ids.insert(key.id.as_str()) {
            say(problems, &format!("keys[{at}]"), "stands twice");
        }
    }
}

fn columns(dataset: &PlanDataset, place: &str, problems: &mut Vec<Problem>) {
    let mut seen = HashSet::new();
    for (position, column) in dataset.columns.iter().enumerate() {
        let at = format!("{place}.columns[{position}]");
        if column.index != position {
            say(
                problems,
                &at,
                format!("has index {}; every column stands once, in order, from 0", column.index),
            );
        }
        if !seen.insert((column.column.as_str(), column.occurrence)) {
            say(problems, &at, format!("column {} stands twice", shown(&column.column)));
        }
    }
    if fingerprint(dataset) != dataset.schema {
        say(problems, &format!("{place}.schema"), "is not the fingerprint of the columns");
    }
}

/// Rows are left out by columns that are released, and not where a mask moves values from row to row.
fn rows(dataset: &PlanDataset, place: &str, problems: &mut Vec<Problem>) {
    let Some(rule) = &dataset.suppress_rows else { return };
    let at = format!("{place}.suppress_rows");
    let released = |name: &String| {
        dataset.columns.iter().any(|c| c.action != PlanAction::Drop && column_name(c) == *name)
    };
    for name in rule.columns.iter().filter(|name| !released(name)) {
        say(problems, &at, format!("column {} is not released", shown(name)));
    }
    if let Some(column) = dataset.columns.iter().find(|column| moves_values(column)) {
        say(
            problems,
            &at,
            format!("cannot go with a mask that moves values between rows ({})", shown(&column.column)),
        );
    }
}

/// Whether the mask of a column takes values of one row to another.
pub fn moves_values(column: &PlanColumn) -> bool {
    let planned = |choice| mask::planned(choice, column.when.as_deref(), column.dtype);
    column.mask.as_ref().is_some_and(|choice| planned(choice).is_ok_and(|planned| planned.ordered))
}

/// The fingerprint of the columns as they stand in the plan.
pub fn fingerprint(dataset: &PlanDataset) -> String {
    let field = |column: &PlanColumn| Field {
        path: column.column.clone(),
        occurrence: column.occurrence,
        dtype: column.dtype,
        nullable: column.nullable,
    };
    Schema { fields: dataset.columns.iter().map(field).collect() }.fingerprint()
}

fn masking(plan: &Plan, dataset: &PlanDataset, column: &PlanColumn, at: &str, problems: &mut Vec<Problem>) {
    let choice = match (column.action, &column.mask) {
        (PlanAction::Mask, Some(choice)) => choice,
        (PlanAction::Mask, None) => return say(problems, at, "is masked without a mask"),
        (PlanAction::Keep | PlanAction::Drop, _) => {
            if column.mask.is_some()
                || column.domain.is_some()
                || column.key_id.is_some()
                || column.nulls.is_some()
                || column.when.is_some()
            {
                say(problems, at, "has a mask, domain, key, null policy or condition without being masked");
            }
            return;
        }
    };
    let planned = match mask::planned(choice, column.when.as_deref(), column.dtype) {
        Ok(planned) => planned,
        Err(error) => return say(problems, &format!("{at}.mask"), error.to_string()),
    };
    match (planned.guarantees.keyed, &column.key_id) {
        (true, None) => say(problems, at, format!("mask `{}` needs a key_id", choice.name)),
        (true, Some(id)) if !plan.keys.iter().any(|key| key.id == *id) => {
            say(problems, &format!("{at}.key_id"), "is not among the plan's keys");
        }
        (false, Some(_)) => say(problems, at, format!("mask `{}` takes no key", choice.name)),
        _ => {}
    }
    if planned.guarantees.keyed && column.domain.is_none() {
        say(problems, at, format!("mask `{}` needs a consistency domain", choice.name));
    }
    let nulls = if planned.guarantees.keeps_nulls { NullPolicy::Keep } else { NullPolicy::Mask };
    if column.nulls != Some(nulls) {
        say(problems, &format!("{at}.nulls"), format!("is not what mask `{}` does with nulls", choice.name));
    }
    for read in &planned.reads {
        if !dataset.columns.iter().any(|other| other.column == *read) {
            say(problems, &format!("{at}.mask"), format!("reads column {}, which is not there", shown(read)));
        }
    }
}

/// Conditions look at columns that are not sensitive.
fn conditions(dataset: &PlanDataset, column: &PlanColumn, at: &str, problems: &mut Vec<Problem>) {
    for when in column.when.iter().flat_map(|when| when.chain()) {
        let on = dataset.columns.iter().find(|other| other.column == when.column);
        if let Some(on) = on.filter(|on| !on.sensitivity.allows_conditions()) {
            let what = format!("looks at column {}, which is {}", shown(&on.column), on.sensitivity);
            say(problems, &format!("{at}.when"), what);
        }
    }
}

/// Texts that people wrote must hold no personal data.
fn texts(plan: &Plan, finder: &dyn FindSpans, problems: &mut Vec<Problem>) {
    let mut spans: Vec<Span> = Vec::new();
    let mut look = |text: &str, at: String| {
        spans.clear();
        finder.find_spans(text.as_bytes(), &mut spans);
        if let Some(span) = spans.first() {
            let what = format!("holds what looks like {}; a plan holds no personal data", span.kind);
            problems.push(Problem { at, what });
        }
    };
    for (at, dataset) in plan.datasets.iter().enumerate() {
        for (index, column) in dataset.columns.iter().enumerate() {
            look(&column.reason, format!("datasets[{at}].columns[{index}].reason"));
            for text in column.mask.iter().flat_map(MaskChoice::texts) {
                look(&text, format!("datasets[{at}].columns[{index}].mask"));
            }
            for text in column.when.iter().flat_map(|when| when.texts()) {
                look(&text, format!("datasets[{at}].columns[{index}].when"));
            }
        }
    }
    for (at, waiver) in plan.waivers.iter().enumerate() {
        look(&waiver.reason, format!("waivers[{at}].reason"));
    }
}
