//! JSON Lines: one record a line.

use std::path::Path;

use super::json::Table;
use super::json::layout::Layout;
use super::json::token::{Cursor, Nobody};
use super::{Dataset, Input, Source, SourceError};

/// The format.
pub struct Jsonl;

impl Source for Jsonl {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn title(&self) -> &'static str {
        "JSON Lines (NDJSON): one object a line"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson", "jsonlines"]
    }

    fn claims(&self, head: &[u8], path: &Path) -> bool {
        let named = super::extension(path).is_some_and(|ext| self.extensions().contains(&ext.as_str()));
        if named {
            // One bad line does not make a file another format.
            let mut lines = head.split(|b| *b == b'\n').map(<[u8]>::trim_ascii).filter(|l| !l.is_empty());
            return lines.next().is_some_and(|l| l.starts_with(b"{")) || lines.take(9).any(is_value);
        }
        Layout::sniff(head, head.len() < super::decode::HEAD) == Some(Layout::Lines)
    }

    fn open(&self, input: &Input) -> Result<Box<dyn Dataset>, SourceError> {
        Ok(Box::new(Table::open(input, self.name(), Some(Layout::Lines))?))
    }
}

fn is_value(line: &[u8]) -> bool {
    let mut cursor = Cursor { text: line, at: 0 };
    matches!(line.first(), Some(b'{' | b'[' | b'"'))
        && cursor.value(&mut Nobody, 0, 0).is_ok()
        && cursor.at == line.len()
}
