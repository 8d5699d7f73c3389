//! Scans compared with what was approved, or with each other.

use serde::Serialize;

use super::baseline::{Baseline, BaselineColumn, BaselineTable};
use crate::domain::scan::DatasetScan;
use crate::domain::tier::Tier;

/// What kind of change it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The tier is higher than approved.
    TierWorse,
    /// Another type, at least as sensitive.
    TypeWorse,
    /// A type stands inside that did not.
    ContainsNew,
    /// A column that was not there.
    NewColumn,
    /// A table that was not there.
    NewTable,
    /// A column is gone.
    ColumnGone,
    /// The columns are the same but their order, types or nullability are not.
    SchemaChanged,
    /// A table is gone.
    TableGone,
    /// The tier is lower.
    TierBetter,
    /// Another type, less sensitive.
    TypeChanged,
    /// A contained type is gone.
    ContainsLess,
}

impl Kind {
    /// The word used in outputs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::TierWorse => "tier worse",
            Self::TypeWorse => "type worse",
            Self::ContainsNew => "contaminated",
            Self::NewColumn => "new column",
            Self::NewTable => "new table",
            Self::ColumnGone => "column gone",
            Self::SchemaChanged => "schema changed",
            Self::TableGone => "table gone",
            Self::TierBetter => "tier better",
            Self::TypeChanged => "type changed",
            Self::ContainsLess => "less inside",
        }
    }

    /// Whether an approval no longer holds.
    #[must_use]
    pub const fn is_stale(self) -> bool {
        matches!(
            self,
            Self::TierWorse
                | Self::TypeWorse
                | Self::ContainsNew
                | Self::ColumnGone
                | Self::SchemaChanged
                | Self::NewColumn
        )
    }
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Table id.
    pub table: String,
    /// Column path; empty for the table.
    pub column: String,
    /// What kind.
    pub kind: Kind,
    /// For people.
    pub why: String,
}

/// What a scan shows beside what was approved; tables that were not scanned say nothing.
#[must_use]
pub fn since(baseline: &Baseline, scans: &[DatasetScan]) -> Vec<Difference> {
    let mut out = between(baseline, &Baseline::of_scan(scans));
    out.retain(|d| d.kind != Kind::TableGone);
    out
}

/// What differs between two states, the worst first.
#[must_use]
pub fn between(old: &Baseline, new: &Baseline) -> Vec<Difference> {
    let mut out = Vec::new();
    for table in &new.tables {
        match old.tables.iter().find(|t| t.table == table.table) {
            Some(before) => tables(before, table, &mut out),
            None => {
                push(&mut out, &table.table, "", Kind::NewTable, format!("{} columns", table.columns.len()));
            }
        }
    }
    for table in old.tables.iter().filter(|t| !new.tables.iter().any(|n| n.table == t.table)) {
        push(&mut out, &table.table, "", Kind::TableGone, format!("{} columns", table.columns.len()));
    }
    out.sort_by(|a, b| (a.kind, &a.table, &a.column).cmp(&(b.kind, &b.table, &b.column)));
    out
}

fn tables(old: &BaselineTable, new: &BaselineTable, out: &mut Vec<Difference>) {
    let same = |a: &BaselineColumn, b: &BaselineColumn| a.column == b.column && a.occurrence == b.occurrence;
    let before = out.len();
    for column in &new.columns {
        match old.columns.iter().find(|c| same(c, column)) {
            Some(known) => columns(&new.table, known, column, out),
            None => {
                let kind = column.kind.as_deref().unwrap_or("no type");
                push(
                    out,
                    &new.table,
                    &column.column,
                    Kind::NewColumn,
                    format!("{kind}, {}", column.sensitivity),
                );
            }
        }
    }
    for column in old.columns.iter().filter(|c| !new.columns.iter().any(|n| same(c, n))) {
        push(out, &new.table, &column.column, Kind::ColumnGone, "the plan no longer fits".to_owned());
    }
    let named = out[before..].iter().any(|d| matches!(d.kind, Kind::NewColumn | Kind::ColumnGone));
    if old.schema != new.schema && !named {
        let why = "order, logical types or nullability differ; the plan no longer fits".to_owned();
        push(out, &new.table, "", Kind::SchemaChanged, why);
    }
}

fn columns(table: &str, old: &BaselineColumn, new: &BaselineColumn, out: &mut Vec<Difference>) {
    let name = |kind: &Option<String>| kind.clone().unwrap_or_else(|| "none".to_owned());
    if new.sensitivity != old.sensitivity {
        let kind = if new.sensitivity > old.sensitivity { Kind::TierWorse } else { Kind::TierBetter };
        push(out, table, &new.column, kind, format!("was {}, is {}", old.sensitivity, new.sensitivity));
    } else if new.kind != old.kind {
        let kind = if new.sensitivity > Tier::Public { Kind::TypeWorse } else { Kind::TypeChanged };
        push(out, table, &new.column, kind, format!("was {}, is {}", name(&old.kind), name(&new.kind)));
    }
    let missing = |from: &[String], than: &[String]| -> Vec<String> {
        from.iter().filter(|kind| !than.contains(kind)).cloned().collect()
    };
    let more = missing(&new.contains, &old.contains);
    if !more.is_empty() {
        push(out, table, &new.column, Kind::ContainsNew, format!("now contains {}", more.join(", ")));
    }
    let less = missing(&old.contains, &new.contains);
    if !less.is_empty() {
        push(out, table, &new.column, Kind::ContainsLess, format!("no longer contains {}", less.join(", ")));
    }
}

fn push(out: &mut Vec<Difference>, table: &str, column: &str, kind: Kind, why: String) {
    out.push(Difference { table: table.to_owned(), column: column.to_owned(), kind, why });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::dtype::DType;
    use crate::watch::BASELINE_FORMAT;

    fn column(name: &str, kind: &str, tier: Tier, contains: &[&str]) -> BaselineColumn {
        BaselineColumn {
            column: name.to_owned(),
            occurrence: 0,
            dtype: DType::String,
            kind: Some(kind.to_owned()),
            sensitivity: tier,
            contains: contains.iter().map(|c| (*c).to_owned()).collect(),
        }
    }

    fn state(schema: &str, columns: Vec<BaselineColumn>) -> Baseline {
        let table = BaselineTable { table: "t.csv".to_owned(), schema: schema.to_owned(), columns };
        Baseline { format: BASELINE_FORMAT.to_owned(), plan: String::new(), tables: vec![table] }
    }

    #[test]
    fn every_change_is_named_and_the_worst_comes_first() {
        use Kind::*;
        let old = || {
            state(
                "a",
                vec![
                    column("x", "text", Tier::Public, &[]),
                    column("y", "email", Tier::Confidential, &["phone"]),
                ],
            )
        };
        let y = || column("y", "email", Tier::Confidential, &["phone"]);
        let x = |kind, tier, contains: &[&str]| column("x", kind, tier, contains);
        for (new, expected) in [
            (old(), vec![]),
            (state("a", vec![x("text", Tier::Public, &["us_ssn"]), y()]), vec![ContainsNew]),
            (state("a", vec![x("us_ssn", Tier::Restricted, &[]), y()]), vec![TierWorse]),
            (state("a", vec![x("date", Tier::Public, &[]), y()]), vec![TypeChanged]),
            (
                state("a", vec![x("text", Tier::Public, &[]), column("y", "phone", Tier::Confidential, &[])]),
                vec![TypeWorse, ContainsLess],
            ),
            (
                state("b", vec![x("text", Tier::Public, &[]), y(), column("z", "age", Tier::Internal, &[])]),
                vec![NewColumn],
            ),
            (state("b", vec![y()]), vec![ColumnGone]),
            (state("b", vec![y(), x("text", Tier::Public, &[])]), vec![SchemaChanged]),
        ] {
            let kinds: Vec<Kind> = between(&old(), &new).iter().map(|d| d.kind).collect();
            assert_eq!(kinds, expected);
        }
        let other = Baseline { tables: Vec::new(), ..old() };
        assert_eq!(between(&old(), &other)[0].kind, TableGone);
        assert_eq!(between(&other, &old())[0].kind, NewTable);
    }
}
