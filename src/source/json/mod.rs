//! JSON: an array of records, alone or in an object, or records one after the other.

pub mod fill;
pub mod frames;
pub mod layout;
mod read;
pub mod records;
mod sample;
pub mod shape;
#[cfg(test)]
mod tests;
pub mod token;

use std::path::Path;

use super::decode::{self, Opened};
use super::{Dataset, Input, ReadOptions, ReadReport, Sampling, Source, SourceError};
use crate::domain::scan::Incomplete;
use crate::domain::table::{BatchSink, Schema};
use layout::Layout;
use shape::Shape;
use token::{Cursor, Fault, Nobody};

/// The format.
pub struct Json;

impl Source for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn title(&self) -> &'static str {
        "JSON: an array of objects (alone or in an object), objects one after the other"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json", "geojson"]
    }

    fn claims(&self, head: &[u8], path: &Path) -> bool {
        let named = super::extension(path).is_some_and(|ext| self.extensions().contains(&ext.as_str()));
        let mut first = Cursor { text: head, at: 0 };
        let json = first.value(&mut Nobody, 0, 0) != Err(Fault::Syntax);
        (named || json) && Layout::sniff(head, head.len() < decode::HEAD).is_some()
    }

    fn open(&self, input: &Input) -> Result<Box<dyn Dataset>, SourceError> {
        Ok(Box::new(Table::open(input, self.name(), None)?))
    }
}

/// An opened JSON table.
pub struct Table {
    input: Input,
    opened: Option<Opened>,
    format: &'static str,
    layout: Layout,
    schema: Schema,
    bytes: Option<u64>,
}

impl Table {
    /// Opens a table; its layout is sniffed unless it is given.
    ///
    /// # Errors
    /// A file that cannot be read or holds no JSON.
    pub fn open(input: &Input, format: &'static str, layout: Option<Layout>) -> Result<Self, SourceError> {
        let opened = decode::open(&input.path, &input.options)?;
        let layout = layout
            .or_else(|| Layout::sniff(&opened.head, opened.head.len() < decode::HEAD))
            .ok_or_else(|| malformed(input, "it is not JSON", "look at its first characters"))?;
        let start = if let Layout::Array { start, .. } = layout { start } else { 0 };
        let mut shape = Shape::default();
        // The last record of the head is mostly cut off; what is wrong with records is said when they are read.
        let _ = records::shape(opened.head.get(start..).unwrap_or_default(), &layout, &mut shape);
        let (schema, _) = shape.columns();
        let bytes = opened.bytes;
        Ok(Self { input: input.clone(), format, layout, schema, bytes, opened: Some(opened) })
    }

    /// Where the records stand.
    #[must_use]
    pub const fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The stream from its start: the one opened first, or opened again for another pass.
    fn stream(&mut self) -> Result<Opened, SourceError> {
        match self.opened.take() {
            Some(opened) => Ok(opened),
            None => decode::open(&self.input.path, &self.input.options),
        }
    }

    /// `line 7` or `record 7`, from 1.
    fn place(&self, number: u64) -> String {
        let word = if self.layout == Layout::Lines { "line" } else { "record" };
        format!("{word} {}", number + 1)
    }

    fn incomplete(&self, at: Option<String>, why: String) -> Incomplete {
        Incomplete { table: self.input.table.clone(), at, why }
    }

    /// The keys beside the array of records.
    fn beside(&self, tail: &[u8]) -> Option<Incomplete> {
        let Layout::Array { envelope: Some(envelope), .. } = &self.layout else { return None };
        let mut others = envelope.others.clone();
        let mut cursor = Cursor { text: tail, at: 1 };
        loop {
            cursor.space();
            if tail.get(cursor.at) != Some(&b',') {
                break;
            }
            cursor.at += 1;
            cursor.space();
            if tail.get(cursor.at) != Some(&b'"') {
                break;
            }
            let Ok(key) = cursor.string() else { break };
            others.push(String::from_utf8_lossy(&tail[key.start..key.end]).into_owned());
            cursor.space();
            cursor.at += 1;
            if cursor.value(&mut Nobody, 0, 1).is_err() {
                break;
            }
        }
        others.dedup();
        if others.is_empty() {
            return None;
        }
        let names = crate::domain::safe_text::SafeText::cut(&others.join(", "), 200);
        let why = format!(
            "only the records under `{}` were read, not the keys beside them: {names}",
            crate::domain::safe_text::SafeText::cut(&envelope.key, 80)
        );
        Some(self.incomplete(None, why))
    }
}

fn malformed(input: &Input, what: &str, hint: &str) -> SourceError {
    SourceError::Malformed {
        path: decode::shown(&input.path),
        at: String::new(),
        what: what.to_owned(),
        hint: hint.to_owned(),
    }
}

/// Ends a read in which a record brought more keys than a table has columns.
fn too_many_keys(input: &Input) -> SourceError {
    malformed(
        input,
        "the records have more than 200 000 different keys",
        "such keys are data: make them values of one key",
    )
}

impl Dataset for Table {
    fn preview(&self) -> &Schema {
        &self.schema
    }

    fn bytes(&self) -> Option<u64> {
        self.bytes
    }

    fn format(&self) -> &'static str {
        self.format
    }

    fn read(&mut self, options: &ReadOptions<'_>, sink: &dyn BatchSink) -> Result<ReadReport, SourceError> {
        match options.sampling {
            Sampling::Rows { rows, seed } => sample::read(self, options, rows, seed, sink),
            Sampling::All => read::read(self, options, sink),
        }
    }
}
