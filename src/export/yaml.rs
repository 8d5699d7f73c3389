//! Scalars of YAML: JSON's quoted strings are YAML's, so nothing from data can act.

/// A text as a double-quoted scalar (YAML 1.2 section 7.3.1 takes every JSON string).
pub fn quoted(text: &str) -> String {
    serde_json::Value::String(text.to_owned()).to_string()
}
