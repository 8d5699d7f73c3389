//! What the types of `vizard.toml` cannot say.

use std::path::Path;

use super::error::StoreError;
use super::project::ProjectSettings;
use super::toml_file;
use crate::domain::plan::MOST_K;

/// Looks at delimiters, encodings, joins, globs, the environment and types of a policy.
///
/// # Errors
/// What cannot be, with its place in the file.
pub fn check(path: &Path, settings: &ProjectSettings) -> Result<(), StoreError> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let wrong =
        |word: &str, what: String| Err(toml_file::at(path, &text, text.find(word).unwrap_or_default(), what));
    for input in &settings.input {
        if let Some(delimiter) = input.delimiter
            && (!delimiter.is_ascii() || matches!(delimiter, '"' | '\n' | '\r' | '\0'))
        {
            return wrong("delimiter", "`delimiter` is one ASCII character, no quote or line end".to_owned());
        }
        if let Some(label) = &input.encoding
            && encoding_rs::Encoding::for_label(label.as_bytes()).is_none()
        {
            return wrong(
                label,
                format!("`{label}` is no encoding; for example utf-8, utf-16le, windows-1252"),
            );
        }
    }
    for join in &settings.join {
        if join.columns.len() < 2 {
            return wrong("[[join]]", "`columns` of a [[join]] names at least two columns".to_owned());
        }
        if join.domain.as_ref().is_some_and(|domain| domain.trim().is_empty() || domain.len() > 1000) {
            return wrong("[[join]]", "`domain` of a [[join]] is 1 to 1000 bytes of text".to_owned());
        }
    }
    for (glob, least) in &settings.suppress_rows {
        if globset::Glob::new(glob).is_err() {
            return wrong(glob, format!("`{glob}` is not a glob; write it like `crm/*` or `people.csv`"));
        }
        if !(2..=MOST_K).contains(least) {
            return wrong(glob, format!("`suppress_rows` takes the fewest rows of a class, 2 to {MOST_K}"));
        }
    }
    if settings.environment.as_ref().is_some_and(|to| to.trim().is_empty() || to.len() > 200) {
        return wrong(
            "environment",
            "`environment` is 1 to 200 bytes of text; leave it out for none".to_owned(),
        );
    }
    for kind in settings.policy.tiers.keys() {
        let known = crate::detect::DETECTORS.iter().any(|d| d.id == kind || d.parent == kind);
        if !known && !super::detectors::names(path.parent().unwrap_or(path), kind) {
            // A misspelled type would leave the tier as it is without a word.
            return wrong(kind, format!("there is no type `{kind}`; `vizard types` lists them"));
        }
    }
    Ok(())
}
