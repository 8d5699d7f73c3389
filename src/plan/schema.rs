//! The JSON Schema of the plan format.

use serde_json::{Value, json};

use crate::domain::condition::Comparison;
use crate::domain::dtype::DType;
use crate::domain::plan::{MOST_K, PLAN_FORMAT};
use crate::domain::tier::{Role, Tier};

/// The largest whole number that every JSON reader takes exactly (2^53 - 1, RFC 8785 section 3.2.2.3).
const LARGEST: i64 = 9_007_199_254_740_991;

/// Days and points in time as conditions write them.
const MOMENT: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?\
                      (Z|[+-][0-9]{2}(:?[0-9]{2})?)?)?$";

/// Every logical type.
const DTYPES: [DType; 12] = [
    DType::String,
    DType::Integer,
    DType::Float,
    DType::Decimal,
    DType::Boolean,
    DType::Date,
    DType::Datetime,
    DType::Time,
    DType::Duration,
    DType::Binary,
    DType::Object,
    DType::Null,
];

/// Every role.
const ROLES: [Role; 5] = [Role::Direct, Role::Quasi, Role::Sensitive, Role::Key, Role::None];

/// The JSON Schema (draft 2020-12) of `vizard-plan/1`. Strict: no further fields anywhere.
///
/// What a schema cannot say (columns without gaps, fingerprints, parameters of masks) [`super::parse()`] checks.
#[must_use]
pub fn schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:vizard:plan:1",
        "title": "vizard masking plan",
        "description": "What happens with every column of every dataset. Holds no value, key, salt or seed.",
        "type": "object",
        "additionalProperties": false,
        "required": ["format", "id", "revision", "parent", "policy", "datasets", "risk", "waivers", "sign_offs", "keys"],
        "properties": {
            "format": {"const": PLAN_FORMAT},
            "id": {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"},
            "revision": {"type": "integer", "minimum": 1, "maximum": u32::MAX},
            "parent": {"description": "Digest of the revision before; null for the first.",
                       "anyOf": [{"$ref": "#/$defs/digest"}, {"type": "null"}]},
            "policy": {"$ref": "#/$defs/digest"},
            "environment": {"description": "Where the data goes; sub-keys are derived for it. Left out: for none.",
                            "type": "string", "minLength": 1, "maxLength": 200},
            "datasets": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/dataset"}},
            "joins": {"description": "Columns of different tables that hold the same keys.",
                      "type": "array", "items": {"$ref": "#/$defs/join"}},
            "risk": {"type": "object", "additionalProperties": false, "required": ["datasets"],
                     "properties": {"datasets": {"type": "array", "items": {"$ref": "#/$defs/risk"}}}},
            "waivers": {"type": "array", "items": {"$ref": "#/$defs/waiver"}},
            "sign_offs": {"type": "object", "additionalProperties": false, "required": ["needed", "given"],
                          "properties": {"needed": {"type": "integer", "minimum": 0, "maximum": 100},
                                         "four_eyes": {"description": "The sign-off of somebody who decided a column does not count.",
                                                       "type": "boolean"},
                                         "given": {"type": "array", "items": {"$ref": "#/$defs/sign_off"}}}},
            "keys": {"type": "array", "items": {"$ref": "#/$defs/key"}},
        },
        "$defs": {
            "digest": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
            "name": {"type": "string", "minLength": 1, "maxLength": 1000},
            "sentence": {"type": "string", "maxLength": 4000},
            "count": {"type": "integer", "minimum": 0, "maximum": LARGEST},
            "share": {"type": "number", "minimum": 0, "maximum": 1},
            "dataset": dataset(),
            "column": column(),
            "mask": mask(),
            "when": when(),
            "join": join(),
            "risk": risk(),
            "figures": figures(),
            "sign_off": sign_off(),
            "waiver": {"type": "object", "additionalProperties": false, "required": ["rule", "reason", "expires"],
                       "properties": {"rule": {"type": "string", "pattern": "^[a-z][a-z0-9-]{0,63}$"},
                                      "reason": {"type": "string", "minLength": 1, "maxLength": 4000},
                                      "expires": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}}},
            "key": {"description": "Which key a keyed mask needs and how to tell that it is the right one; never the key.",
                    "type": "object", "additionalProperties": false, "required": ["id", "name", "check"],
                    "properties": {"id": {"$ref": "#/$defs/key_id"}, "name": {"$ref": "#/$defs/name"},
                                   "check": {"type": "string", "pattern": "^[0-9a-f]{16}$"}}},
            "key_id": {"type": "string", "pattern": "^k-[0-9a-f]{16}$"},
        },
    })
}

fn sign_off() -> Value {
    json!({
        "description": "An Ed25519 signature over the canonical JSON of {by, at, format, plan}, the plan without sign-offs given.",
        "type": "object", "additionalProperties": false, "required": ["by", "at", "key_id", "signature"],
        "properties": {
            "by": {"$ref": "#/$defs/name"},
            "at": {"type": "string",
                   "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?Z$"},
            "key_id": {"description": "SHA-256 of the public key (DER).", "type": "string", "pattern": "^[0-9a-f]{64}$"},
            "signature": {"description": "64 bytes in base64.", "type": "string", "pattern": "^[A-Za-z0-9+/]{86}==$"},
        },
    })
}

fn dataset() -> Value {
    json!({
        "type": "object", "additionalProperties": false,
        "required": ["table", "path", "digest", "bytes", "rows", "sampled", "schema", "columns"],
        "properties": {
            "table": {"$ref": "#/$defs/name"},
            "path": {"$ref": "#/$defs/name"},
            "digest": {"description": "The file as reviewed: a record, not a condition.",
                       "anyOf": [{"$ref": "#/$defs/digest"}, {"type": "null"}]},
            "bytes": {"anyOf": [{"$ref": "#/$defs/count"}, {"type": "null"}]},
            "rows": {"$ref": "#/$defs/count"},
            "sampled": {"description": "Rows looked at, where not all were.",
                        "anyOf": [{"$ref": "#/$defs/count"}, {"type": "null"}]},
            "schema": {"description": "Fingerprint of the ordered columns: the condition.", "$ref": "#/$defs/digest"},
            "columns": {"description": "Every column exactly once, in file order.",
                        "type": "array", "items": {"$ref": "#/$defs/column"}},
            "suppress_rows": {
                "description": "Leaves out rows whose values of these columns, as masked, fewer than k rows share.",
                "type": "object", "additionalProperties": false, "required": ["k", "columns"],
                "properties": {"k": {"type": "integer", "minimum": 2, "maximum": MOST_K},
                               "columns": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/name"}}},
            },
        },
    })
}

fn column() -> Value {
    json!({
        "type": "object", "additionalProperties": false,
        "required": ["index", "column", "dtype", "nullable", "type", "sensitivity", "role", "action", "reason", "reviewer"],
        "properties": {
            "index": {"$ref": "#/$defs/count"},
            "column": {"type": "string", "minLength": 1},
            "occurrence": {"type": "integer", "minimum": 0, "maximum": u32::MAX},
            "dtype": {"enum": DTYPES.map(DType::name)},
            "nullable": {"type": "boolean"},
            "type": {"anyOf": [{"type": "string", "pattern": "^[a-z][a-z0-9_]{0,63}$"}, {"type": "null"}]},
            "sensitivity": {"enum": Tier::ALL.map(Tier::name)},
            "role": {"enum": ROLES.map(Role::name)},
            "action": {"enum": ["keep", "drop", "mask"]},
            "mask": {"$ref": "#/$defs/mask"},
            "domain": {"description": "Consistency domain: equal values in one domain get equal tokens.",
                       "$ref": "#/$defs/name"},
            "key_id": {"$ref": "#/$defs/key_id"},
            "nulls": {"enum": ["keep", "mask"]},
            "when": {"$ref": "#/$defs/when"},
            "contains": {"type": "array", "items": {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,63}$"}},
            "reason": {"$ref": "#/$defs/sentence"},
            "reviewer": {"$ref": "#/$defs/name"},
        },
        "if": {"required": ["action"], "properties": {"action": {"const": "mask"}}},
        "then": {"required": ["mask", "nulls"]},
        "else": {"not": {"anyOf": [{"required": ["mask"]}, {"required": ["domain"]}, {"required": ["key_id"]},
                                   {"required": ["nulls"]}, {"required": ["when"]}]}},
    })
}

fn mask() -> Value {
    json!({
        "type": "object", "additionalProperties": false, "required": ["name", "version", "params"],
        "properties": {
            "name": {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,63}$"},
            "version": {"type": "integer", "minimum": 1, "maximum": u32::MAX},
            "params": {"type": "object", "additionalProperties": {"anyOf": [
                {"type": "boolean"},
                {"type": "integer", "minimum": -LARGEST, "maximum": LARGEST},
                {"type": "string", "maxLength": 1000},
            ]}},
        },
    })
}

fn when() -> Value {
    json!({
        "description": "Only rows that meet the condition, and those of which it cannot be told, are masked so; \
                        what happens with the others may have a condition again (at most 16).",
        "type": "object", "additionalProperties": false, "required": ["column", "is", "otherwise"],
        "properties": {
            "column": {"description": "The column of the original row that is looked at; internal or public.",
                       "$ref": "#/$defs/name"},
            "is": {"enum": Comparison::ALL.map(Comparison::name)},
            "values": {"description": "Numbers are compared as numbers, dates as dates, texts byte for byte. None for null and not null, \
                                       several for in and not in only.",
                       "type": "array", "minItems": 1,
                       "items": {"anyOf": [{"type": "number", "minimum": -LARGEST, "maximum": LARGEST},
                                           {"type": "object", "additionalProperties": false, "required": ["date"],
                                            "properties": {"date": {"type": "string", "pattern": MOMENT}}},
                                           {"type": "string", "maxLength": 1000}]}},
            "otherwise": {
                "type": "object", "additionalProperties": false, "required": ["action"],
                "properties": {"action": {"enum": ["keep", "mask"]}, "mask": {"$ref": "#/$defs/mask"},
                               "when": {"$ref": "#/$defs/when"}},
                "if": {"required": ["action"], "properties": {"action": {"const": "mask"}}},
                "then": {"required": ["mask"]},
                "else": {"not": {"anyOf": [{"required": ["mask"]}, {"required": ["when"]}]}},
            },
        },
    })
}

fn join() -> Value {
    json!({
        "description": "A column whose values are keys of another table.",
        "type": "object", "additionalProperties": false,
        "required": ["table", "column", "to_table", "to_column", "n"],
        "properties": {
            "table": {"$ref": "#/$defs/name"},
            "column": {"type": "string", "minLength": 1},
            "to_table": {"$ref": "#/$defs/name"},
            "to_column": {"type": "string", "minLength": 1},
            "declared": {"description": "The project's settings say so.", "type": "boolean"},
            "domain": {"$ref": "#/$defs/name"},
            "contained": {"description": "Share of its distinct values that the other column has.", "$ref": "#/$defs/share"},
            "covered": {"description": "The share the other way, where all rows of both were read.", "$ref": "#/$defs/share"},
            "n": {"description": "Distinct values that were looked for.", "$ref": "#/$defs/count"},
        },
    })
}

fn risk() -> Value {
    json!({
        "type": "object", "additionalProperties": false,
        "required": ["table", "quasi_identifiers", "n", "exact", "threshold", "before", "after"],
        "properties": {
            "table": {"$ref": "#/$defs/name"},
            "quasi_identifiers": {"type": "array", "items": {"type": "string"}},
            "n": {"$ref": "#/$defs/count"},
            "exact": {"description": "false: figures are estimated from a sample of classes.", "type": "boolean"},
            "threshold": {"description": "Size under which a class is small.", "$ref": "#/$defs/count"},
            "suppressed": {"description": "Rows left out after masking; the figures after are those of the others.",
                           "$ref": "#/$defs/count"},
            "before": {"$ref": "#/$defs/figures"},
            "after": {"$ref": "#/$defs/figures"},
        },
    })
}

fn figures() -> Value {
    json!({
        "type": "object", "additionalProperties": false,
        "required": ["k", "unique_share", "classes", "small_share", "prosecutor", "marketer"],
        "properties": {
            "k": {"$ref": "#/$defs/count"},
            "unique_share": {"$ref": "#/$defs/share"},
            "classes": {"$ref": "#/$defs/count"},
            "small_share": {"$ref": "#/$defs/share"},
            "prosecutor": {"$ref": "#/$defs/share"},
            "marketer": {"$ref": "#/$defs/share"},
        },
    })
}

#[cfg(test)]
mod tests {
    use super::super::{samples, shape};
    use super::*;

    #[test]
    fn the_sample_plan_is_of_the_schema_and_damaged_ones_are_not() {
        let good = serde_json::to_value(samples::plan()).unwrap();
        assert_eq!(shape::check(&schema(), &good), []);
        for (pointer, value) in [
            ("/format", json!("vizard-plan/2")),
            ("/revision", json!(0)),
            ("/policy", json!("sha256:short")),
            ("/datasets", json!([])),
            ("/datasets/0/rows", json!(LARGEST as f64 * 4.0)),
            ("/datasets/0/columns/0/dtype", json!("money")),
            ("/datasets/0/columns/0/action", json!("hide")),
            ("/risk/datasets/0/after/unique_share", json!(1.5)),
        ] {
            let mut bad = good.clone();
            *bad.pointer_mut(pointer).unwrap() = value;
            assert_ne!(shape::check(&schema(), &bad), [], "{pointer}");
        }
    }

    #[test]
    fn every_object_of_the_schema_is_closed() {
        fn walk(value: &Value, at: &str) {
            if let Value::Object(fields) = value {
                if fields.contains_key("properties") && fields.contains_key("type") {
                    assert_eq!(fields.get("additionalProperties"), Some(&json!(false)), "{at}");
                }
                fields.iter().for_each(|(name, inner)| walk(inner, &format!("{at}/{name}")));
            }
        }
        walk(&schema(), "");
    }
}
