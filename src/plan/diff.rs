//! What differs between two plans.

use std::collections::HashMap;

use serde::Serialize;

use crate::domain::plan::{Plan, PlanAction, PlanColumn, PlanDataset};
use crate::domain::tier::{Role, Tier};

/// The differences of two plans; everything empty where they say the same.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct PlanDiff {
    /// Facts of the plan as a whole.
    pub facts: Vec<PlanFact>,
    /// Tables that only the new plan has.
    pub added: Vec<String>,
    /// Tables that only the old plan has.
    pub removed: Vec<String>,
    /// Columns, in the order of the new plan, then what is gone.
    pub columns: Vec<ColumnDiff>,
    /// Tables of which rows stay that were left out before.
    pub more_rows: Vec<String>,
}

/// A fact of a plan or of one of its tables that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanFact {
    /// Table id; `None` for the plan.
    pub table: Option<String>,
    /// `policy`, `key`, `waiver`, `rows`, `file`, `sampled` …
    pub what: &'static str,
    /// Before; empty where there was none.
    pub from: String,
    /// Now; empty where there is none.
    pub to: String,
}

/// What differs in one column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ColumnDiff {
    /// Table id.
    pub table: String,
    /// Column path.
    pub column: String,
    /// Which one of equally named columns.
    #[serde(skip_serializing_if = "crate::domain::name::is_zero")]
    pub occurrence: u32,
    /// What.
    #[serde(flatten)]
    pub change: ColumnChange,
    /// Less is protected than before: more is released, or what is released is more sensitive.
    pub weaker: bool,
}

/// One change of a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum ColumnChange {
    /// The column is new.
    Added {
        /// What happens with it.
        action: String,
    },
    /// The column is gone.
    Removed {
        /// What happened with it.
        action: String,
    },
    /// Keep, drop or mask.
    Action {
        /// Before.
        from: String,
        /// Now.
        to: String,
    },
    /// Another mask, version or parameters.
    Mask {
        /// Before.
        from: String,
        /// Now.
        to: String,
    },
    /// Another consistency domain or key: tokens no longer fit those given out before.
    Tokens {
        /// Before: domain and key id.
        from: String,
        /// Now.
        to: String,
    },
    /// Another logical or semantic type.
    Type {
        /// Before.
        from: String,
        /// Now.
        to: String,
    },
    /// Another tier.
    Tier {
        /// Before.
        from: Tier,
        /// Now.
        to: Tier,
        /// Whether it went up.
        up: bool,
    },
    /// Another role.
    Role {
        /// Before.
        from: Role,
        /// Now.
        to: Role,
    },
    /// Other contained types.
    Contains {
        /// New ones.
        added: Vec<String>,
        /// Those no longer found.
        gone: Vec<String>,
    },
}

impl PlanDiff {
    /// Whether the plans say the same (revision, parent, reasons and reviewers aside).
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether anything is protected less than before.
    #[must_use]
    pub fn weaker(&self) -> bool {
        !self.more_rows.is_empty() || self.columns.iter().any(|column| column.weaker)
    }
}

/// Compares two plans by table id and column path.
#[must_use]
pub fn diff(old: &Plan, new: &Plan) -> PlanDiff {
    let mut out = PlanDiff { facts: plan_facts(old, new), ..PlanDiff::default() };
    let before: HashMap<&str, &PlanDataset> = old.datasets.iter().map(|d| (d.table.as_str(), d)).collect();
    for dataset in &new.datasets {
        match before.get(dataset.table.as_str()) {
            Some(old) => {
                dataset_facts(old, dataset, &mut out.facts);
                columns(old, dataset, &mut out.columns);
                if more_rows(old, dataset) {
                    out.more_rows.push(dataset.table.clone());
                }
            }
            None => out.added.push(dataset.table.clone()),
        }
    }
    let gone = |table: &str| !new.datasets.iter().any(|dataset| dataset.table == table);
    out.removed = old.datasets.iter().map(|d| d.table.clone()).filter(|table| gone(table)).collect();
    out
}

fn plan_facts(old: &Plan, new: &Plan) -> Vec<PlanFact> {
    let mut out = Vec::new();
    let mut fact = |what, from: String, to: String| {
        if from != to {
            out.push(PlanFact { table: None, what, from, to });
        }
    };
    fact("plan", old.id.clone(), new.id.clone());
    fact("policy", old.policy.clone(), new.policy.clone());
    let environment = |plan: &Plan| plan.environment.clone().unwrap_or_else(|| "none".to_owned());
    fact("environment", environment(old), environment(new));
    fact("sign-offs needed", old.sign_offs.needed.to_string(), new.sign_offs.needed.to_string());
    let eyes = |plan: &Plan| if plan.sign_offs.four_eyes { "four eyes" } else { "anybody" }.to_owned();
    fact("who may sign", eyes(old), eyes(new));
    let keys = |plan: &Plan| plan.keys.iter().map(|key| key.id.as_str()).collect::<Vec<_>>().join(", ");
    fact("key", keys(old), keys(new));
    let waivers = |plan: &Plan| {
        plan.waivers.iter().map(|w| format!("{} until {}", w.rule, w.expires)).collect::<Vec<_>>().join(", ")
    };
    fact("waivers", waivers(old), waivers(new));
    out
}

/// Whether small classes stay that were left out: a smaller `k`, or fewer columns to tell classes by.
fn more_rows(old: &PlanDataset, new: &PlanDataset) -> bool {
    match (&old.suppress_rows, &new.suppress_rows) {
        (Some(old), Some(new)) => new.k < old.k || old.columns.iter().any(|c| !new.columns.contains(c)),
        (old, _) => old.is_some(),
    }
}

/// Which rows are left out, in words; empty where none are.
fn left_out(dataset: &PlanDataset) -> String {
    let rule = dataset.suppress_rows.as_ref();
    rule.map_or_else(String::new, |rule| format!("classes under {} by {}", rule.k, rule.columns.join(", ")))
}

fn dataset_facts(old: &PlanDataset, new: &PlanDataset, out: &mut Vec<PlanFact>) {
    let mut fact = |what, from: String, to: String| {
        if from != to {
            out.push(PlanFact { table: Some(new.table.clone()), what, from, to });
        }
    };
    let number = |number: Option<u64>| number.map(|n| n.to_string()).unwrap_or_default();
    fact("file", old.digest.clone().unwrap_or_default(), new.digest.clone().unwrap_or_default());
    fact("path", old.path.clone(), new.path.clone());
    fact("rows", old.rows.to_string(), new.rows.to_string());
    fact("rows sampled", number(old.sampled), number(new.sampled));
    fact("rows left out", left_out(old), left_out(new));
    fact("schema", old.schema.clone(), new.schema.clone());
}

fn columns(old: &PlanDataset, new: &PlanDataset, out: &mut Vec<ColumnDiff>) {
    let key = |column: &PlanColumn| (column.column.clone(), column.occurrence);
    let before: HashMap<_, &PlanColumn> = old.columns.iter().map(|column| (key(column), column)).collect();
    let now: HashMap<_, &PlanColumn> = new.columns.iter().map(|column| (key(column), column)).collect();
    let mut push = |column: &PlanColumn, change: ColumnChange, weaker: bool| {
        let (table, occurrence) = (new.table.clone(), column.occurrence);
        out.push(ColumnDiff { table, column: column.column.clone(), occurrence, change, weaker });
    };
    for column in &new.columns {
        if let Some(old) = before.get(&key(column)) {
            changes(old, column, &mut |change, weaker| push(column, change, weaker));
        } else {
            let weaker = column.action == PlanAction::Keep && column.sensitivity > Tier::Internal;
            push(column, ColumnChange::Added { action: label(column) }, weaker);
        }
    }
    for column in old.columns.iter().filter(|column| !now.contains_key(&key(column))) {
        push(column, ColumnChange::Removed { action: label(column) }, false);
    }
}

fn changes(old: &PlanColumn, new: &PlanColumn, push: &mut dyn FnMut(ColumnChange, bool)) {
    let released = new.action != PlanAction::Drop;
    if old.action != new.action {
        let strength = |action| match action {
            PlanAction::Keep => 0,
            PlanAction::Mask => 1,
            PlanAction::Drop => 2,
        };
        let weaker = strength(new.action) < strength(old.action);
        push(ColumnChange::Action { from: label(old), to: label(new) }, weaker);
    } else if (&old.mask, &old.when) != (&new.mask, &new.when) {
        // Which of two masks protects more is for the reviewer to say; rows that are now released are less protected.
        let weaker = new.keeps_some() && !old.keeps_some();
        push(ColumnChange::Mask { from: label(old), to: label(new) }, weaker);
    }
    let tokens = |column: &PlanColumn| {
        let part = |part: &Option<String>| part.clone().unwrap_or_else(|| "-".to_owned());
        format!("{} {}", part(&column.domain), part(&column.key_id))
    };
    if old.action == new.action && tokens(old) != tokens(new) {
        push(ColumnChange::Tokens { from: tokens(old), to: tokens(new) }, false);
    }
    let kind =
        |column: &PlanColumn| format!("{} ({})", column.kind.as_deref().unwrap_or("none"), column.dtype);
    if kind(old) != kind(new) {
        push(ColumnChange::Type { from: kind(old), to: kind(new) }, false);
    }
    if old.sensitivity != new.sensitivity {
        let up = new.sensitivity > old.sensitivity;
        push(ColumnChange::Tier { from: old.sensitivity, to: new.sensitivity, up }, up && released);
    }
    if old.role != new.role {
        push(ColumnChange::Role { from: old.role, to: new.role }, false);
    }
    let only = |a: &PlanColumn, b: &PlanColumn| -> Vec<String> {
        a.contains.iter().filter(|kind| !b.contains.contains(kind)).cloned().collect()
    };
    let (added, gone) = (only(new, old), only(old, new));
    if !added.is_empty() || !gone.is_empty() {
        let weaker = !added.is_empty() && released;
        push(ColumnChange::Contains { added, gone }, weaker);
    }
}

fn label(column: &PlanColumn) -> String {
    column.resolved().map_or_else(|| "mask".to_owned(), |action| action.label())
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn equal_plans_do_not_differ() {
        let plan = samples::plan();
        let later = Plan { revision: 2, parent: Some("sha256:0".to_owned()), ..plan.clone() };
        assert!(diff(&plan, &later).is_empty());
    }

    #[test]
    fn every_kind_of_change_is_named_and_weakenings_are_marked() {
        let old = samples::plan();
        let mut new = old.clone();
        let at = |column: &str| samples::index_of("customers.csv", column);
        let columns = &mut new.datasets[0].columns;
        columns[at("email")] = PlanColumn {
            action: PlanAction::Keep,
            mask: None,
            domain: None,
            key_id: None,
            nulls: None,
            ..columns[at("email")].clone()
        };
        columns[at("customer_id")].domain = Some("other".to_owned());
        columns[at("status")].sensitivity = Tier::Confidential;
        columns[at("status")].contains = vec!["phone".to_owned()];
        columns[at("city")].role = Role::None;
        columns[at("city")].kind = Some("state".to_owned());
        let gone = columns.pop().unwrap();
        new.datasets[1].rows += 5;
        let found = diff(&old, &new);
        let lines: Vec<String> = found
            .columns
            .iter()
            .map(|c| {
                format!(
                    "{} {} {}",
                    c.column,
                    serde_json::to_value(&c.change).unwrap()["change"].as_str().unwrap(),
                    c.weaker
                )
            })
            .collect();
        for line in [
            "email action true",
            "customer_id tokens false",
            "status tier true",
            "status contains true",
            "city role false",
            "city type false",
            &format!("{} removed false", gone.column),
        ] {
            assert!(lines.iter().any(|l| l == line), "{line}: {lines:?}");
        }
        assert!(found.weaker());
        assert_eq!(found.facts.len(), 1, "{:?}", found.facts);
        let back = diff(&new, &old);
        assert!(back.columns.iter().any(|c| matches!(c.change, ColumnChange::Added { .. })));
        assert!(!back.weaker(), "{back:?}");
        new.datasets.pop();
        assert_eq!(diff(&old, &new).removed.len(), 1);
        assert_eq!(diff(&new, &old).added.len(), 1);
    }
}
