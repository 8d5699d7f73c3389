//! Documents that vizard writes: plans, scans, baselines. They say so by their key `format`.

use std::io::Read as _;

use super::decode::{HEAD, Opened};
use super::json::token::{Cursor, Fault, Nobody};

/// Documents are smaller than this.
const LONGEST: u64 = 64 << 20;

/// The `format` of a document of vizard; `None` for anything else.
///
/// In the canonical form of JSON keys are sorted, so `format` may come after all of the data: an object that goes beyond
/// the head is read on.
#[must_use]
pub fn format(opened: Opened) -> Option<String> {
    match key(&opened.head) {
        Ok(found) => found,
        Err(Fault::Ends) if opened.head.len() >= HEAD => {
            let mut text = Vec::new();
            opened.reader.take(LONGEST).read_to_end(&mut text).ok()?;
            key(&text).ok().flatten()
        }
        Err(_) => None,
    }
}

/// The value of the member `format` of the first object, where it is one of ours.
fn key(text: &[u8]) -> Result<Option<String>, Fault> {
    let mut cursor = Cursor { text, at: 0 };
    cursor.space();
    if text.get(cursor.at) != Some(&b'{') {
        return Ok(None);
    }
    cursor.at += 1;
    loop {
        cursor.space();
        match text.get(cursor.at) {
            Some(b'"') => {}
            None => return Err(Fault::Ends),
            _ => return Ok(None),
        }
        let name = cursor.string()?;
        cursor.space();
        cursor.at += 1;
        cursor.space();
        let start = cursor.at;
        cursor.value(&mut Nobody, 0, 0)?;
        if text.get(name.start..name.end) == Some(b"format") {
            let value = String::from_utf8_lossy(text.get(start..cursor.at).unwrap_or_default()).into_owned();
            let value = value.trim_matches('"');
            return Ok(value.starts_with("vizard-").then(|| value.to_owned()));
        }
        cursor.space();
        if text.get(cursor.at) == Some(&b',') {
            cursor.at += 1;
        }
    }
}
