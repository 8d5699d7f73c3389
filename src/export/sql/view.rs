//! The select list of a masked view.

use super::expression;
use super::{Cell, Dialect, Made, Other, secret};
use crate::domain::dtype::DType;
use crate::domain::plan::{Plan, PlanAction, PlanColumn, PlanDataset};
use crate::export::capability::Report;
use crate::export::choice::output;
use crate::export::{Fit, names};

/// One item of the select list for every column that is not left out; the report says how well each is expressed.
pub fn select(dialect: &dyn Dialect, plan: &Plan, dataset: &PlanDataset, report: &mut Report) -> Vec<String> {
    let mut items = Vec::new();
    for column in &dataset.columns {
        let (item, fit) = item(dialect, plan, dataset, column);
        items.extend(item);
        report.add(dataset, column, fit);
    }
    items
}

fn item(
    dialect: &dyn Dialect,
    plan: &Plan,
    dataset: &PlanDataset,
    column: &PlanColumn,
) -> (Option<String>, Fit) {
    if column.action == PlanAction::Drop {
        return (None, Fit::Exact);
    }
    let named = names::flat(column).and_then(|name| dialect.ident(&name));
    let ident = match named {
        Ok(ident) => ident,
        Err(why) => return (None, Fit::Unsupported(why)),
    };
    if column.action == PlanAction::Keep {
        return (Some(ident), Fit::Exact);
    }
    let setting = secret::purpose(plan, column).map(|purpose| secret::setting(&purpose));
    let text = as_text(dialect, &ident);
    let other = |path: &str| {
        let found = dataset.columns.iter().find(|other| other.column == path);
        let found = found.ok_or("it reads a column that is not there")?;
        let raw = dialect.ident(&names::flat(found)?)?;
        Ok(Other { text: as_text(dialect, &raw), raw, dtype: found.dtype })
    };
    let (raw, text, setting) = (ident.as_str(), text.as_str(), setting.as_deref());
    let cell = Cell { raw, text, dtype: column.dtype, setting, other: &other };
    match expression::make(dialect, &cell, column) {
        Ok(Made { sql, lossy: None }) => (Some(format!("{sql} AS {ident}")), Fit::Exact),
        Ok(Made { sql, lossy: Some(why) }) => (Some(format!("{sql} AS {ident}")), Fit::Lossy(why)),
        Err(why) => {
            let null = format!("CAST(NULL AS {}) AS {ident}", dialect.type_name(output(column)));
            (Some(null), Fit::Unsupported(why))
        }
    }
}

/// A value as text: what vizard's masks see.
fn as_text(dialect: &dyn Dialect, ident: &str) -> String {
    format!("CAST({ident} AS {})", dialect.type_name(DType::String))
}
