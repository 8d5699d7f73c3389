//! Configuration for Presidio: operators for `presidio-anonymizer` and an entity mapping for `presidio-structured`.
//!
//! Presidio's operators are keyed by entity, not by column, so every masked column gets an entity of its own.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::capability::{Report, title};
use super::choice::{Choice, masked};
use super::names;
use super::{Export, Exporter, Fit};
use crate::domain::dtype::DType;
use crate::domain::plan::{Plan, PlanAction, PlanColumn};

/// See the module.
pub struct Presidio;

/// What becomes of a column.
enum Place {
    /// An operator of its own entity.
    Operator(Value),
    /// Analysed as text, with an operator for every entity.
    Text,
    /// Stays.
    Keep,
    /// Must be removed before the data is handed over.
    Remove,
}

impl Exporter for Presidio {
    fn name(&self) -> &'static str {
        "presidio"
    }

    fn title(&self) -> &'static str {
        "Presidio anonymizer operators and presidio-structured mapping (JSON)"
    }

    fn covers(&self) -> &'static str {
        "fixed replacements and free text; no keyed pseudonyms (its hash is salted SHA, not HMAC), no generalising"
    }

    fn extension(&self) -> &'static str {
        "json"
    }

    fn export(&self, plan: &Plan, digest: &str) -> Export {
        let mut report = Report::default();
        let mut tables = Map::new();
        let mut taken = HashSet::new();
        for (dataset, relation) in plan.datasets.iter().zip(names::relations(plan)) {
            let (mut mapping, mut operators) = (Map::new(), Map::new());
            let (mut texts, mut keep, mut remove) = (Vec::new(), Vec::new(), Vec::new());
            // What nothing is said about must not pass through.
            operators.insert("DEFAULT".to_owned(), json!({"type": "redact"}));
            for column in &dataset.columns {
                let (place, fit) = place(column);
                match place {
                    Place::Operator(operator) => {
                        let entity = entity(&relation, &column.column, &mut taken);
                        mapping.insert(column.column.clone(), Value::String(entity.clone()));
                        operators.insert(entity, operator);
                    }
                    Place::Text => texts.push(column.column.clone()),
                    Place::Keep => keep.push(column.column.clone()),
                    Place::Remove => remove.push(column.column.clone()),
                }
                report.add(dataset, column, fit);
            }
            let table = json!({
                "remove_columns": remove,
                "keep_columns": keep,
                "text_columns": texts,
                "text_operators": {"DEFAULT": {"type": "replace"}},
                "entity_mapping": mapping,
                "operators": operators,
            });
            tables.insert(relation, table);
        }
        let document = json!({
            "plan": title(plan, digest),
            "use": "First drop remove_columns. entity_mapping and operators go to presidio-structured; text_columns to \
                    its analyzer with text_operators (or the anonymizer's `anonymizers`).",
            "tables": tables,
        });
        let mut text = format!("{document:#}");
        text.push('\n');
        Export { bytes: text.into_bytes(), capability: report.finish() }
    }
}

/// An entity of its own for a column: `CUSTOMERS_EMAIL`.
fn entity(relation: &str, column: &str, taken: &mut HashSet<String>) -> String {
    let word = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
    let base: String = format!("{relation}_{column}").chars().map(word).collect();
    let mut name = base.clone();
    let mut number = 2;
    while !taken.insert(name.clone()) {
        name = format!("{base}_{number}");
        number += 1;
    }
    name
}

fn place(column: &PlanColumn) -> (Place, Fit) {
    match column.action {
        PlanAction::Drop => return (Place::Remove, Fit::Exact),
        PlanAction::Keep => return (Place::Keep, Fit::Exact),
        PlanAction::Mask if column.when.is_some() => return unsupported("it knows no conditions"),
        PlanAction::Mask => {}
    }
    let choice = match masked(column) {
        Ok(choice) if column.dtype == DType::String => choice,
        Ok(_) => return unsupported("its operators take text columns only"),
        Err(why) => return (Place::Remove, Fit::Unsupported(why)),
    };
    let nulls = if column.nullable { lossy("empty values are replaced too") } else { Fit::Exact };
    match choice {
        Choice::Constant { value } => {
            (Place::Operator(json!({"type": "replace", "new_value": value})), Fit::Exact)
        }
        Choice::Redact { fixed } => (Place::Operator(json!({"type": "replace", "new_value": fixed})), nulls),
        Choice::Null => {
            (Place::Operator(json!({"type": "redact"})), lossy("becomes empty text instead of null"))
        }
        Choice::Partial { fill, .. } => (
            // `chars_to_mask` counts from one end of a value of unknown length: only masking all of it is safe.
            Place::Operator(
                json!({"type": "mask", "masking_char": fill.to_string(), "chars_to_mask": 1_000_000, "from_end": false}),
            ),
            lossy("every character is masked: it cannot keep some of a value of any length"),
        ),
        Choice::RedactEntities => (
            Place::Text,
            lossy(
                "its own recognisers decide what an entity is, its tags are other ones, and it looks at no other column",
            ),
        ),
        Choice::Pseudonym(_) | Choice::EmailDomain { token: Some(_) } | Choice::DateShift { .. } => {
            unsupported("it has no HMAC: its hash is SHA with a salt")
        }
        Choice::Other => unsupported("it does not know the mask"),
        _ => unsupported("it cannot generalise a value"),
    }
}

fn lossy(why: &str) -> Fit {
    Fit::Lossy(why.to_owned())
}

fn unsupported(why: &str) -> (Place, Fit) {
    (Place::Remove, Fit::Unsupported(why.to_owned()))
}
