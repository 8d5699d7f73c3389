//! What pandas writes about a table beside it (<https://pandas.pydata.org/docs/development/developer.html>), made anew
//! for the masked copy: which columns are its index, and the types that pandas gives the columns.
//!
//! Nothing is copied but names of columns that are written, names of types, and the plain count that stands for no index.

use polars_arrow::datatypes::{ArrowDataType, Field, TimeUnit};
use serde_json::{Map, Value, json};

/// The key of the metadata.
pub const KEY: &str = "pandas";
/// Longer names of types are none.
const LONGEST: usize = 40;

/// The metadata of a copy with these columns, each with the type of its original; `None` where there is nothing that
/// could be made anew. Where rows are left out, a plain count of them no longer holds.
pub fn rebuilt(original: &str, columns: &[(Field, ArrowDataType)], all_rows: bool) -> Option<String> {
    let original: Value = serde_json::from_str(original).ok()?;
    let described = original.get("columns")?.as_array()?;
    let entry = |name: &str| described.iter().find(|entry| text(entry, "field_name") == Some(name));
    let index: Vec<Value> = original
        .get("index_columns")
        .and_then(Value::as_array)?
        .iter()
        .filter(|index| match index {
            Value::String(name) => columns.iter().any(|(field, _)| field.name == name.as_str()),
            index => all_rows && is_plain_count(index),
        })
        .cloned()
        .collect();
    let levels =
        original.get("column_indexes").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let document = json!({
        "index_columns": index,
        "column_indexes": levels.iter().map(level).collect::<Vec<_>>(),
        "columns": columns.iter().map(|(field, theirs)| column(field, theirs, entry(&field.name))).collect::<Vec<_>>(),
        "attributes": {},
        "partition_columns": [],
        "creator": {"library": "vizard", "version": env!("CARGO_PKG_VERSION")},
        "pandas_version": version(text(&original, "pandas_version")),
    });
    Some(document.to_string())
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key)?.as_str()
}

/// Whether an index is no more than the numbers of the rows.
fn is_plain_count(index: &Value) -> bool {
    let number = |key: &str| index.get(key).and_then(Value::as_i64);
    text(index, "kind") == Some("range")
        && index.get("name").is_none_or(Value::is_null)
        && (number("start"), number("step")) == (Some(0), Some(1))
        && number("stop").is_some()
        && index.as_object().is_some_and(|index| index.len() <= 5)
}

/// A version as numbers and dots.
fn version(found: Option<&str>) -> &str {
    found
        .filter(|v| v.len() < LONGEST && v.bytes().all(|b| b.is_ascii_digit() || b == b'.'))
        .unwrap_or("1.0.0")
}

/// The name of a type, if it can be one.
fn kind<'v>(entry: &'v Value, key: &str) -> Option<&'v str> {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'[' | b']' | b'_' | b'-');
    text(entry, key).filter(|name| name.len() <= LONGEST && name.bytes().all(known))
}

/// A level of the columns' labels, without its name: no reviewer has seen that.
fn level(entry: &Value) -> Value {
    let pandas = kind(entry, "pandas_type").unwrap_or("unicode");
    let metadata = if pandas == "unicode" { json!({"encoding": "UTF-8"}) } else { Value::Null };
    json!({
        "name": null,
        "field_name": null,
        "pandas_type": pandas,
        "numpy_type": kind(entry, "numpy_type").unwrap_or("object"),
        "metadata": metadata,
    })
}

fn column(field: &Field, theirs: &ArrowDataType, entry: Option<&Value>) -> Value {
    // The kind of text says nothing to pandas.
    let same = field.dtype == *theirs || (is_text(&field.dtype) && is_text(theirs));
    let known = entry.filter(|_| same).and_then(|entry| {
        Some((kind(entry, "pandas_type")?.to_owned(), kind(entry, "numpy_type")?.to_owned()))
    });
    let (pandas, numpy) = known.unwrap_or_else(|| types(&field.dtype));
    let unnamed = entry.is_some_and(|entry| entry.get("name").is_some_and(Value::is_null));
    let metadata = match &field.dtype {
        ArrowDataType::Timestamp(_, Some(zone)) => json!({"timezone": zone.as_str()}),
        ArrowDataType::Dictionary(_, _, ordered) => json!({"ordered": ordered}),
        ArrowDataType::Decimal(precision, scale) => json!({"precision": precision, "scale": scale}),
        _ => Value::Null,
    };
    let mut described = Map::new();
    let name = if unnamed { Value::Null } else { json!(field.name.as_str()) };
    described.insert("name".to_owned(), name);
    described.insert("field_name".to_owned(), json!(field.name.as_str()));
    described.insert("pandas_type".to_owned(), json!(pandas));
    described.insert("numpy_type".to_owned(), json!(numpy));
    described.insert("metadata".to_owned(), metadata);
    Value::Object(described)
}

const fn is_text(dtype: &ArrowDataType) -> bool {
    matches!(dtype, ArrowDataType::Utf8 | ArrowDataType::LargeUtf8 | ArrowDataType::Utf8View)
}

/// What pandas calls a type: for itself and for numpy.
fn types(dtype: &ArrowDataType) -> (String, String) {
    let both = |name: &str| (name.to_owned(), name.to_owned());
    let object = |name: &str| (name.to_owned(), "object".to_owned());
    match dtype {
        ArrowDataType::Boolean => both("bool"),
        ArrowDataType::Int8 => both("int8"),
        ArrowDataType::Int16 => both("int16"),
        ArrowDataType::Int32 => both("int32"),
        ArrowDataType::Int64 => both("int64"),
        ArrowDataType::UInt8 => both("uint8"),
        ArrowDataType::UInt16 => both("uint16"),
        ArrowDataType::UInt32 => both("uint32"),
        ArrowDataType::UInt64 => both("uint64"),
        ArrowDataType::Float32 => both("float32"),
        ArrowDataType::Float64 => both("float64"),
        ArrowDataType::Date32 => object("date"),
        ArrowDataType::Timestamp(unit, zone) => {
            let unit = match unit {
                TimeUnit::Second => "s",
                TimeUnit::Millisecond => "ms",
                TimeUnit::Microsecond => "us",
                TimeUnit::Nanosecond => "ns",
            };
            let pandas = if zone.is_some() { "datetimetz" } else { "datetime" };
            (pandas.to_owned(), format!("datetime64[{unit}]"))
        }
        dtype if is_text(dtype) => object("unicode"),
        ArrowDataType::Dictionary(..) => ("categorical".to_owned(), "int8".to_owned()),
        ArrowDataType::Decimal(..) => object("decimal"),
        _ => object("object"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &str, dtype: ArrowDataType) -> (Field, ArrowDataType) {
        (Field::new(name.into(), dtype.clone(), true), dtype)
    }

    fn original(index: &Value) -> String {
        json!({
            "index_columns": [index],
            "column_indexes": [{"name": "Ana", "field_name": "Ana", "pandas_type": "unicode", "numpy_type": "object"}],
            "columns": [
                {"name": "a", "field_name": "a", "pandas_type": "int64", "numpy_type": "Int64", "metadata": {"x": "Ana"}},
                {"name": "b", "field_name": "b", "pandas_type": "int64", "numpy_type": "int64"},
                {"name": null, "field_name": "__index_level_0__", "pandas_type": "unicode", "numpy_type": "object"},
            ],
            "attributes": {"who": "Ana"},
            "creator": {"library": "Ana", "version": "1"},
            "pandas_version": "2.3.3",
        })
        .to_string()
    }

    #[test]
    fn the_index_stays_where_it_is_written_and_nothing_else_does() {
        let text = original(&json!("__index_level_0__"));
        let masked = (Field::new("b".into(), ArrowDataType::Utf8, true), ArrowDataType::Int64);
        let index = field("__index_level_0__", ArrowDataType::Utf8);
        let made = rebuilt(&text, &[field("a", ArrowDataType::Int64), masked.clone(), index], true).unwrap();
        assert!(!made.contains("Ana"), "{made}");
        let made: Value = serde_json::from_str(&made).unwrap();
        assert_eq!(made["index_columns"], json!(["__index_level_0__"]));
        assert_eq!(made["columns"][0]["numpy_type"], "Int64");
        assert_eq!(made["columns"][1]["pandas_type"], "unicode");
        assert_eq!(made["columns"][2]["name"], Value::Null);
        let without: Value = serde_json::from_str(&rebuilt(&text, &[masked], true).unwrap()).unwrap();
        assert_eq!(without["index_columns"], json!([]));
    }

    #[test]
    fn a_count_of_the_rows_is_no_value_but_any_other_range_is() {
        let range = |start: i64, name: Value| {
            original(&json!({"kind": "range", "name": name, "start": start, "stop": 9, "step": 1}))
        };
        let kept = |text: &str, all: bool| {
            let made: Value = serde_json::from_str(&rebuilt(text, &[], all).unwrap()).unwrap();
            made["index_columns"].as_array().unwrap().len()
        };
        assert_eq!(kept(&range(0, Value::Null), true), 1);
        assert_eq!(kept(&range(0, Value::Null), false), 0);
        assert_eq!(kept(&range(4711, Value::Null), true), 0);
        assert_eq!(kept(&range(0, json!("Ana")), true), 0);
        assert!(rebuilt("{", &[], true).is_none());
    }
}
