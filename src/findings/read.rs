//! Reading a report file: JSON or one JSON value a line, then the importer that claims it.

use std::fs::File;
use std::io::{BufReader, Read as _};
use std::path::Path;

use serde_json::Value;

use super::{Assigned, FindingsError, IMPORTERS, Imported};
use crate::domain::safe_text::SafeText;

/// Reports are held in memory while they are imported; a larger one is refused, not cut.
const LARGEST: u64 = 512 << 20;

/// Words that stand in the head of a report of a known scanner and hardly in data.
const MARKS: &[&[&str]] = &[
    &["\"vizard-scan/1\""],
    &["\"classificationDetails\""],
    &["\"schemaVersion\"", "\"SensitiveData:"],
    &["\"entity_mapping\""],
    &["\"entity_type\"", "\"score\"", "\"start\""],
    &["\"recognizer_results\""],
    &["\"infoType\"", "\"likelihood\""],
    &["\"info_type\"", "\"likelihood\""],
    &["\"column_profile\""],
    &["\"columnProfile\""],
    &["\"pii_type\""],
    &["\"match_type\"", "\"identifier\""],
    &["\"classification_result\""],
    &["\"class_tag\"", "\"table_name\""],
];

/// Whether the head of a JSON file looks like a report that an importer knows, so that a folder walk does not take it for data.
#[must_use]
pub fn looks_like_report(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&head[..head.len().min(64 << 10)]);
    if !head.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[']) {
        return false;
    }
    MARKS.iter().any(|words| words.iter().all(|word| head.contains(word)))
}

/// Reads a report; gives the importer's name and what the report says.
///
/// # Errors
/// A file that cannot be read, is larger than 512 MiB, is not JSON, or that no importer claims.
pub fn read(path: &Path, assigned: Option<&Assigned>) -> Result<(&'static str, Imported), FindingsError> {
    let shown = || SafeText::new(&path.to_string_lossy()).to_string();
    let io = |source| FindingsError::Io { path: shown(), source };
    let malformed = |what: String| FindingsError::Malformed { path: shown(), what };
    let file = File::open(path).map_err(io)?;
    let size = file.metadata().map_err(io)?.len();
    if size > LARGEST {
        let what = format!("the report has {} MiB, more than the 512 that are read; split it", size >> 20);
        return Err(malformed(what));
    }
    let mut bytes = Vec::new();
    BufReader::new(file.take(LARGEST + 1)).read_to_end(&mut bytes).map_err(io)?;
    let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let mut values = Vec::new();
    for value in serde_json::Deserializer::from_slice(body).into_iter::<Value>() {
        // serde_json's message may quote the text around the error: only its place is passed on.
        values.push(
            value.map_err(|e| malformed(format!("not JSON at line {}, column {}", e.line(), e.column())))?,
        );
    }
    if values.is_empty() {
        return Err(malformed("the report is empty".to_owned()));
    }
    let importer = IMPORTERS
        .iter()
        .find(|importer| importer.claims(&values))
        .ok_or_else(|| malformed("not a report of a scanner that vizard knows".to_owned()))?;
    Ok((importer.name(), importer.import(path, &values, assigned)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn file(text: &str) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file
    }

    #[test]
    fn what_is_no_report_is_refused_without_quoting_it() {
        for (text, says) in [
            ("", "empty"),
            ("{\"a\": \"planted-4111\", ", "not JSON at line 1"),
            ("planted-4111", "not JSON"),
            ("{\"hello\": \"planted-4111\"}", "not a report"),
        ] {
            let error = read(file(text).path(), None).unwrap_err().to_string();
            assert!(error.contains(says), "{error}");
            assert!(!error.contains("planted"), "{error}");
        }
        assert!(matches!(read(Path::new("/nowhere/r.json"), None), Err(FindingsError::Io { .. })));
    }

    #[test]
    fn data_is_not_taken_for_a_report() {
        assert!(looks_like_report(br#"{"entity_mapping": {"email": "EMAIL_ADDRESS"}}"#));
        assert!(looks_like_report(b"\xef\xbb\xbf [{\"entity_type\": \"X\", \"start\": 1, \"score\": 1}]"));
        assert!(!looks_like_report(br#"[{"email": "a@example.com", "score": 3}]"#));
        assert!(!looks_like_report(b"entity_mapping,email"));
    }
}
