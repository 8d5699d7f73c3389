//! Fields that a plan must never have.

use serde_json::Value;

use crate::domain::safe_text::SafeText;

/// Words of a field name that speak of secrets.
const WORDS: &[&str] = &[
    "key",
    "keys",
    "salt",
    "salts",
    "seed",
    "seeds",
    "secret",
    "secrets",
    "password",
    "passphrase",
    "pepper",
];

/// The place of the first field whose name speaks of a secret, but for the plan's own `keys` and `key_id`.
pub fn find(plan: &Value) -> Option<String> {
    walk(plan, "")
}

fn walk(value: &Value, at: &str) -> Option<String> {
    match value {
        Value::Object(fields) => fields.iter().find_map(|(name, inner)| {
            let own = name == "key_id" || (name == "keys" && at.is_empty());
            let place = if at.is_empty() {
                SafeText::cut(name, 40).to_string()
            } else {
                format!("{at}.{}", SafeText::cut(name, 40))
            };
            if !own && speaks_of_secrets(name) { Some(place) } else { walk(inner, &place) }
        }),
        Value::Array(items) => {
            items.iter().enumerate().find_map(|(index, inner)| walk(inner, &format!("{at}[{index}]")))
        }
        _ => None,
    }
}

/// Splits at anything but letters and at capitals, so that `apiKey`, `API_KEY` and `key-hex` are all found.
fn speaks_of_secrets(name: &str) -> bool {
    let mut words = vec![String::new()];
    let mut before_was_lower = false;
    for c in name.chars() {
        let breaks = !c.is_alphabetic() || (c.is_uppercase() && before_was_lower);
        if breaks {
            words.push(String::new());
        }
        if c.is_alphabetic()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
        before_was_lower = c.is_lowercase();
    }
    words.iter().any(|word| WORDS.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_found_by_the_name_of_their_field() {
        for (plan, place) in [
            (serde_json::json!({"salt": "x"}), Some("salt")),
            (serde_json::json!({"datasets": [{"apiKey": 1}]}), Some("datasets[0].apiKey")),
            (serde_json::json!({"mask": {"params": {"hmac_key": ""}}}), Some("mask.params.hmac_key")),
            (serde_json::json!({"mask": {"keys": []}}), Some("mask.keys")),
            (serde_json::json!({"API_KEY": 1}), Some("API_KEY")),
            (serde_json::json!({"key_id": "k-1", "keys": [{"id": "k-1"}]}), None),
            (serde_json::json!({"monkey": 1, "keyed": 2, "column": "password"}), None),
        ] {
            assert_eq!(find(&plan).as_deref(), place);
        }
    }
}
