//! Checks a document against a JSON Schema: the part of draft 2020-12 that the plan's schema uses.
//!
//! Messages name places and what is allowed, never what stands there.

use std::collections::HashMap;

use regex::Regex;
use serde_json::{Map, Value};

use super::error::Problem;
use crate::domain::safe_text::SafeText;

/// What differs from the schema; empty where nothing does.
pub fn check(schema: &Value, document: &Value) -> Vec<Problem> {
    let mut checker = Checker { root: schema, patterns: HashMap::new(), problems: Vec::new() };
    checker.value(schema, document, "");
    checker.problems
}

struct Checker<'s> {
    root: &'s Value,
    patterns: HashMap<&'s str, Option<Regex>>,
    problems: Vec<Problem>,
}

impl<'s> Checker<'s> {
    fn say(&mut self, at: &str, what: impl Into<String>) {
        self.problems.push(Problem { at: at.to_owned(), what: what.into() });
    }

    fn value(&mut self, schema: &'s Value, value: &Value, at: &str) {
        let Some(rules) = schema.as_object() else { return };
        if let Some(target) = rules.get("$ref").and_then(Value::as_str) {
            match self.root.pointer(target.trim_start_matches('#')) {
                Some(target) => self.value(target, value, at),
                None => self.say(at, "the schema refers to nothing"),
            }
        }
        if let Some(kinds) = rules.get("type") {
            let fits = match kinds {
                Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).any(|kind| is_a(value, kind)),
                kind => kind.as_str().is_some_and(|kind| is_a(value, kind)),
            };
            if !fits {
                self.say(at, format!("must be {}", words(kinds)));
                return;
            }
        }
        if rules.get("const").is_some_and(|only| only != value) {
            self.say(at, format!("must be {}", words(rules.get("const").unwrap_or(&Value::Null))));
        }
        if let Some(Value::Array(allowed)) = rules.get("enum")
            && !allowed.contains(value)
        {
            self.say(at, format!("must be one of {}", words(&Value::Array(allowed.clone()))));
        }
        match value {
            Value::Object(fields) => self.object(rules, fields, at),
            Value::Array(items) => {
                if let Some(schema) = rules.get("items") {
                    for (index, item) in items.iter().enumerate() {
                        self.value(schema, item, &format!("{at}[{index}]"));
                    }
                }
                if rules
                    .get("minItems")
                    .and_then(Value::as_u64)
                    .is_some_and(|least| (items.len() as u64) < least)
                {
                    self.say(at, "must not be empty");
                }
            }
            Value::String(text) => self.text(rules, text, at),
            Value::Number(number) => self.number(rules, number, at),
            Value::Null | Value::Bool(_) => {}
        }
        self.conditions(rules, value, at);
    }

    fn object(&mut self, rules: &'s Map<String, Value>, fields: &Map<String, Value>, at: &str) {
        let known = rules.get("properties").and_then(Value::as_object);
        for name in
            rules.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
        {
            if !fields.contains_key(name) {
                self.say(at, format!("field `{name}` is missing"));
            }
        }
        for (name, inner) in fields {
            let shown = SafeText::cut(name, 40);
            let place = if at.is_empty() { shown.to_string() } else { format!("{at}.{shown}") };
            match (known.and_then(|known| known.get(name)), rules.get("additionalProperties")) {
                (Some(schema), _) | (None, Some(schema @ Value::Object(_))) => {
                    self.value(schema, inner, &place);
                }
                (None, Some(Value::Bool(false))) => self.say(&place, "is not a field of this format"),
                (None, _) => {}
            }
        }
    }

    fn text(&mut self, rules: &'s Map<String, Value>, text: &str, at: &str) {
        if let Some(most) = rules.get("maxLength").and_then(Value::as_u64)
            && text.chars().count() as u64 > most
        {
            self.say(at, format!("must have at most {most} characters"));
        }
        if rules
            .get("minLength")
            .and_then(Value::as_u64)
            .is_some_and(|least| (text.chars().count() as u64) < least)
        {
            self.say(at, "must not be empty");
        }
        if let Some(pattern) = rules.get("pattern").and_then(Value::as_str) {
            let compiled = self.patterns.entry(pattern).or_insert_with(|| Regex::new(pattern).ok());
            if !compiled.as_ref().is_some_and(|regex| regex.is_match(text)) {
                self.say(at, format!("must match {pattern}"));
            }
        }
    }

    fn number(&mut self, rules: &'s Map<String, Value>, number: &serde_json::Number, at: &str) {
        let value = number.as_f64().unwrap_or(f64::INFINITY);
        if let Some(least) = rules.get("minimum").and_then(Value::as_f64)
            && value < least
        {
            self.say(at, format!("must be at least {least}"));
        }
        if let Some(most) = rules.get("maximum").and_then(Value::as_f64)
            && value > most
        {
            self.say(at, format!("must be at most {most}"));
        }
    }

    fn conditions(&mut self, rules: &'s Map<String, Value>, value: &Value, at: &str) {
        for part in rules.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            self.value(part, value, at);
        }
        if let Some(not) = rules.get("not")
            && self.holds(not, value)
        {
            self.say(at, "has fields that do not go with its action");
        }
        if let Some(condition) = rules.get("if") {
            let branch = if self.holds(condition, value) { "then" } else { "else" };
            if let Some(schema) = rules.get(branch) {
                self.value(schema, value, at);
            }
        }
        if let Some(parts) = rules.get("anyOf") {
            let fits = parts.as_array().is_some_and(|parts| parts.iter().any(|part| self.holds(part, value)));
            if !fits {
                self.say(at, "fits none of the allowed forms");
            }
        }
    }

    fn holds(&mut self, schema: &'s Value, value: &Value) -> bool {
        // A pattern is compiled once for all columns of a plan.
        let patterns = std::mem::take(&mut self.patterns);
        let mut inner = Checker { root: self.root, patterns, problems: Vec::new() };
        inner.value(schema, value, "");
        self.patterns = inner.patterns;
        inner.problems.is_empty()
    }
}

fn is_a(value: &Value, kind: &str) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "number" => value.is_number(),
        // A plan's numbers stand as whole numbers, so that every reader takes them the same.
        "integer" => value.is_i64() || value.is_u64(),
        _ => false,
    }
}

fn words(value: &Value) -> String {
    match value {
        Value::Array(items) => items.iter().map(words).collect::<Vec<_>>().join(", "),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_differs_is_named_by_place_and_never_by_value() {
        let schema = json!({
            "type": "object", "additionalProperties": false, "required": ["a"],
            "properties": {
                "a": {"type": "integer", "minimum": 1, "maximum": 9},
                "b": {"type": ["string", "null"], "pattern": "^x+$"},
                "c": {"type": "array", "items": {"$ref": "#/$defs/c"}, "minItems": 1},
            },
            "if": {"required": ["a"], "properties": {"a": {"const": 2}}}, "then": {"required": ["b"]},
            "$defs": {"c": {"enum": ["one", "two"]}},
        });
        for (document, problems) in [
            (json!({"a": 1, "b": "xx", "c": ["one"]}), vec![]),
            (json!({"a": 1, "b": null}), vec![]),
            (json!([]), vec!["must be object"]),
            (json!({}), vec!["field `a` is missing"]),
            (json!({"a": "4929 1234"}), vec!["a: must be integer"]),
            (json!({"a": 0}), vec!["a: must be at least 1"]),
            (json!({"a": 10}), vec!["a: must be at most 9"]),
            (json!({"a": 1, "b": "y"}), vec!["b: must match ^x+$"]),
            (json!({"a": 1, "d": 1}), vec!["d: is not a field of this format"]),
            (json!({"a": 1, "c": []}), vec!["c: must not be empty"]),
            (json!({"a": 1, "c": ["one", "3"]}), vec!["c[1]: must be one of one, two"]),
            (json!({"a": 2}), vec!["field `b` is missing"]),
        ] {
            let found: Vec<String> = check(&schema, &document).iter().map(ToString::to_string).collect();
            assert_eq!(found, problems, "{document}");
        }
    }
}
