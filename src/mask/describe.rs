//! A mask as `vizard masks --format json` describes it.

use serde_json::{Value, json};

use super::Mask;
use crate::domain::dtype::DType;
use crate::domain::mask::{Param, Params};

/// Name, title, class, technique, promises with default parameters, parameters, and the types it takes.
#[must_use]
pub fn describe(mask: &dyn Mask) -> Value {
    let dtype = mask.applies_to().first().copied().unwrap_or(DType::String);
    let planned = mask.plan(&defaults(mask), dtype);
    let (class, guarantees) = match &planned {
        Ok(plan) => {
            let g = &plan.guarantees;
            let kept = [
                ("type", g.keeps_type),
                ("length", g.keeps_length),
                ("order", g.keeps_order),
                ("nulls", g.keeps_nulls),
                ("join", g.keeps_join),
            ];
            let keeps: Vec<&str> = kept.iter().filter(|(_, keeps)| *keeps).map(|(name, _)| *name).collect();
            (
                json!(plan.class),
                json!({
                    "keyed": g.keyed, "deterministic": g.deterministic, "reversible": g.reversible,
                    "keeps": keeps, "may_equal": g.may_equal, "uniqueness": g.uniqueness, "leaves": g.leaves,
                }),
            )
        }
        Err(error) => (Value::Null, json!({"error": error.to_string()})),
    };
    json!({
        "name": mask.name(),
        "title": mask.title(),
        "version": mask.version(),
        "class": class,
        "iso_20889": mask.technique(),
        "guarantees": guarantees,
        "params": mask.params(),
        "applies_to": mask.applies_to(),
    })
}

/// Parameters that make the mask plan: its defaults, and an example for what must be given.
#[must_use]
pub fn defaults(mask: &dyn Mask) -> Params {
    let needed = mask.params().iter().filter(|spec| spec.required);
    needed
        .map(|spec| {
            let value = match spec.range {
                Some((_, high)) => Param::Number(high.min(100)),
                None => Param::Text("id".to_owned()),
            };
            (spec.name.to_owned(), value)
        })
        .collect()
}
