//! Reads a plan: everything that is not exactly a plan is refused.

use serde_json::Value;

use super::error::{PlanError, Problem};
use super::{content, digest, forbidden, schema, shape};
use crate::domain::plan::{PLAN_FORMAT, Plan};
use crate::domain::safe_text::SafeText;
use crate::domain::spans::FindSpans;

/// Reads and checks a plan. `name` is the file's name for messages; with a `finder`, reasons are searched for personal data.
///
/// # Errors
/// [`PlanError`]: no JSON, another format, a field that may hold a secret, unknown or missing fields, a column twice or
/// left out, a mask that this program does not have or that does not fit, a wrong fingerprint, a key that is not listed.
pub fn parse(bytes: &[u8], name: &str, finder: Option<&dyn FindSpans>) -> Result<Plan, PlanError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let value: Value = serde_json::from_slice(bytes).map_err(|error| not_json(name, &error))?;
    format(&value, name)?;
    if let Some(at) = forbidden::find(&value) {
        return Err(PlanError::Forbidden { name: name.to_owned(), at });
    }
    let invalid = |problems: Vec<Problem>| PlanError::Invalid { name: name.to_owned(), problems };
    let problems = shape::check(&schema(), &value);
    if !problems.is_empty() {
        return Err(invalid(problems));
    }
    // From the bytes once more: a field that stands twice is an error here, while the value holds only the last.
    let plan: Plan = serde_json::from_slice(bytes).map_err(|error| {
        let at = format!("line {}, column {}", error.line(), error.column());
        invalid(vec![Problem { at, what: "a field stands twice or is not of this format".to_owned() }])
    })?;
    let problems = content::check(&plan, finder);
    if problems.is_empty() { Ok(plan) } else { Err(invalid(problems)) }
}

/// Whether `plan` is the revision that follows `before`: same id, its digest as parent.
///
/// # Errors
/// [`PlanError::Parent`] where it is not.
pub fn follows(plan: &Plan, before: &Plan) -> Result<(), PlanError> {
    let next = before.revision.checked_add(1) == Some(plan.revision);
    if plan.id == before.id && next && plan.parent.as_deref() == Some(digest(before).as_str()) {
        Ok(())
    } else {
        Err(PlanError::Parent { id: plan.id.clone(), revision: plan.revision })
    }
}

fn not_json(name: &str, error: &serde_json::Error) -> PlanError {
    PlanError::NotJson { name: name.to_owned(), line: error.line(), column: error.column() }
}

fn format(value: &Value, name: &str) -> Result<(), PlanError> {
    let found = match value.get("format").and_then(Value::as_str) {
        Some(PLAN_FORMAT) => return Ok(()),
        Some(other) if other.starts_with("vizard-") => format!("its format is {}", SafeText::cut(other, 40)),
        _ => "not a vizard plan".to_owned(),
    };
    Err(PlanError::Format { name: name.to_owned(), found })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{canonical, samples};
    use super::*;

    /// Finds every `@`.
    struct Ats;

    impl FindSpans for Ats {
        fn find_spans(&self, text: &[u8], out: &mut Vec<crate::domain::spans::Span>) {
            for (start, byte) in text.iter().enumerate() {
                if *byte == b'@' {
                    out.push(crate::domain::spans::Span { start, end: start + 1, kind: "email" });
                }
            }
        }
    }

    fn error_of(edit: impl FnOnce(&mut Value)) -> String {
        let mut value = serde_json::to_value(samples::plan()).unwrap();
        edit(&mut value);
        let bytes = serde_json::to_vec(&value).unwrap();
        parse(&bytes, "p.json", Some(&Ats)).map_or_else(|error| error.to_string(), |_| "accepted".to_owned())
    }

    fn set(value: &mut Value, pointer: &str, new: Value) {
        let (parent, field) = pointer.rsplit_once('/').unwrap();
        match value.pointer_mut(parent).unwrap() {
            Value::Object(fields) => drop(fields.insert(field.to_owned(), new)),
            other => *other.pointer_mut(&format!("/{field}")).unwrap() = new,
        }
    }

    #[test]
    fn the_sample_plan_is_read_as_it_was_written() {
        let plan = samples::plan();
        assert_eq!(parse(&canonical(&plan), "p.json", Some(&Ats)), Ok(plan));
    }

    #[test]
    fn what_is_not_exactly_a_plan_is_refused_with_its_place() {
        let column = "/datasets/0/columns/1";
        for (pointer, new, says) in [
            ("/format".to_owned(), json!("vizard-plan/2"), "its format is vizard-plan/2"),
            ("/format".to_owned(), json!("x"), "not a vizard plan"),
            ("/salt".to_owned(), json!("abc"), "salt may hold a secret"),
            (
                format!("{column}/mask/params/seed"),
                json!(4),
                "datasets[0].columns[1].mask.params.seed may hold",
            ),
            ("/extra".to_owned(), json!(1), "extra: is not a field of this format"),
            (format!("{column}/index"), json!(7), "has index 7"),
            (format!("{column}/column"), json!("customer_id"), "column customer_id stands twice"),
            (format!("{column}/nullable"), json!("yes"), "columns[1].nullable: must be boolean"),
            (format!("{column}/dtype"), json!("date"), "is not the fingerprint of the columns"),
            (format!("{column}/action"), json!("keep"), "has fields that do not go with its action"),
            (format!("{column}/mask/name"), json!("rot13"), "there is no mask `rot13`"),
            (format!("{column}/mask/version"), json!(99), "version 99 is not in this program"),
            (format!("{column}/mask/params/colour"), json!("red"), "takes no parameter `colour`"),
            (format!("{column}/reason"), json!("ask ana@example.com"), "holds what looks like email"),
            ("/datasets/1/table".to_owned(), json!("customers.csv"), "table customers.csv stands twice"),
            ("/keys".to_owned(), json!([]), "is not among the plan's keys"),
            ("/parent".to_owned(), json!(samples::plan().policy), "must be null for the first revision"),
            ("/revision".to_owned(), json!(2), "is missing for a later revision"),
            (
                "/risk/datasets/0/table".to_owned(),
                json!("other"),
                "about a table that the plan does not have",
            ),
        ] {
            let error = error_of(|value| set(value, &pointer, new));
            assert!(error.contains(says), "{pointer}: {error}");
        }
    }

    #[test]
    fn a_column_left_out_a_missing_key_id_and_a_double_field_are_refused() {
        let removed = |pointer: &str, field: &str| {
            error_of(|value| {
                drop(
                    value
                        .pointer_mut(pointer)
                        .and_then(Value::as_object_mut)
                        .map(|fields| fields.remove(field)),
                );
            })
        };
        let keyed = samples::index_of("customers.csv", "customer_id");
        assert!(removed(&format!("/datasets/0/columns/{keyed}"), "key_id").contains("needs a key_id"));
        assert!(
            removed(&format!("/datasets/0/columns/{keyed}"), "domain").contains("needs a consistency domain")
        );
        let gap = error_of(|value| {
            drop(value.pointer_mut("/datasets/0/columns").unwrap().as_array_mut().unwrap().remove(2));
        });
        assert!(gap.contains("has index 3"), "{gap}");
        let text = String::from_utf8(canonical(&samples::plan())).unwrap();
        let twice = text.replacen("\"revision\":1", "\"revision\":1,\"revision\":1", 1);
        assert!(parse(twice.as_bytes(), "p", None).unwrap_err().to_string().contains("stands twice"));
        assert!(matches!(parse(b"{", "p", None), Err(PlanError::NotJson { .. })));
        assert!(matches!(parse(b"[]", "p", None), Err(PlanError::Format { .. })));
    }

    #[test]
    fn a_revision_follows_the_one_whose_digest_it_names() {
        let first = samples::plan();
        let mut next = Plan { revision: 2, parent: Some(digest(&first)), ..first.clone() };
        assert_eq!(follows(&next, &first), Ok(()));
        next.parent = Some(digest(&next));
        assert!(follows(&next, &first).is_err());
    }
}
