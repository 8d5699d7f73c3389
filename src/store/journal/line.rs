//! One line of a journal: an event whose id is the digest of the rest of the line.
//!
//! The line is `{"id":"sha256:<64 hex digits>",` and the other fields. The digest is taken over the bytes of the line
//! without `"id":"…",`, so that it does not depend on how numbers are read and written again.

use crate::domain::decision::{Change, Event};
use crate::domain::digest;
use crate::store::error::StoreError;

/// What stands before the digest.
const HEAD: &str = "{\"id\":\"";
/// Length of `{"id":"sha256:<64>",`.
const HEAD_LENGTH: usize = HEAD.len() + 7 + 64 + 2;

/// Makes an event and its line (without line end).
pub(super) fn encode(
    prev: Option<&str>,
    time: &str,
    reviewer: &str,
    step: &str,
    change: Change,
) -> Result<(Event, String), StoreError> {
    let mut event = Event {
        id: format!("sha256:{}", "0".repeat(64)),
        prev: prev.map(str::to_owned),
        time: time.to_owned(),
        reviewer: reviewer.to_owned(),
        step: step.to_owned(),
        change,
    };
    let blank =
        serde_json::to_string(&event).map_err(|source| StoreError::Json { what: "a decision", source })?;
    let rest = blank.get(HEAD_LENGTH..).unwrap_or_default();
    event.id = digest_of(rest);
    let line = format!("{HEAD}{}\",{rest}", event.id);
    Ok((event, line))
}

/// Reads a line that must follow the event `prev`.
///
/// # Errors
/// What is wrong, without the line's content.
pub(super) fn decode(line: &[u8], prev: Option<&str>) -> Result<Event, String> {
    let text = std::str::from_utf8(line).map_err(|_| "not UTF-8 text".to_owned())?;
    if ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| text.starts_with(mark)) {
        return Err("holds the mark of an unresolved merge".to_owned());
    }
    let event: Event =
        serde_json::from_str(text).map_err(|e| format!("is no decision event (column {})", e.column()))?;
    let rest = text.get(HEAD_LENGTH..).unwrap_or_default();
    if !text.starts_with(HEAD) || digest_of(rest) != event.id {
        return Err("was changed after it was written (its digest does not match)".to_owned());
    }
    if event.prev.as_deref() != prev {
        return Err(
            "does not follow the line before it (a line is missing, added or out of order)".to_owned()
        );
    }
    Ok(event)
}

/// The digest of a line from what follows `"id":"…",`.
fn digest_of(rest: &str) -> String {
    let mut digest = digest::Digester::new();
    digest.update(b"{");
    digest.update(rest.as_bytes());
    digest.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::name::ColumnId;

    fn change() -> Change {
        let column = ColumnId { table: "t.csv".to_owned(), column: "c".to_owned(), ..column() };
        Change::Comment { column, text: "fine".to_owned() }
    }

    fn column() -> ColumnId {
        ColumnId {
            table: String::new(),
            column: String::new(),
            occurrence: 0,
            dtype: crate::domain::dtype::DType::default(),
        }
    }

    #[test]
    fn a_line_is_read_back_and_every_change_of_it_is_noticed() {
        let (event, line) = encode(None, "2026-01-01T00:00:00.000Z", "ana", "s", change()).unwrap();
        assert_eq!(decode(line.as_bytes(), None).unwrap(), event);
        assert!(decode(line.as_bytes(), Some("sha256:x")).unwrap_err().contains("follow"));
        for (at, byte) in line.bytes().enumerate() {
            let mut broken = line.clone().into_bytes();
            broken[at] = if byte == b'7' { b'8' } else { b'7' };
            assert!(decode(&broken, None).is_err(), "byte {at} of {line}");
        }
        assert!(decode(b"<<<<<<< HEAD", None).unwrap_err().contains("merge"));
    }

    #[test]
    fn the_digest_is_that_of_the_line_without_its_id() {
        let (event, line) = encode(Some("sha256:p"), "t", "ana", "s", change()).unwrap();
        let without = line.replace(&format!("\"id\":\"{}\",", event.id), "");
        assert_eq!(event.id, digest::sha256(without.as_bytes()));
    }
}
