//! Rows written as delimited text or as JSON.

use super::{Column, Form};
use crate::apply::ApplyError;
use crate::apply::output::{Target, TextWriter};
use crate::apply::runner;
use crate::domain::dtype::DType;
use crate::source::decode::{TextEncoding, shown};

/// Bytes that are handed over at once.
const PART: usize = 1 << 20;

/// A file of text that grows row by row.
pub struct TextRows {
    writer: TextWriter,
    form: Form,
    columns: Vec<Column>,
    /// The keys of JSON in quotes, each with what stands before its value.
    keys: Vec<String>,
    first: bool,
    text: Vec<u8>,
}

impl TextRows {
    /// A file with its header.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn new(
        target: &Target,
        encoding: TextEncoding,
        form: Form,
        columns: Vec<Column>,
        headless: bool,
    ) -> Result<Self, ApplyError> {
        let keys = columns.iter().enumerate().map(|(at, column)| {
            let before = if at == 0 { "" } else { ", " };
            format!("{before}{}: ", serde_json::Value::String(column.name.clone()))
        });
        let keys = keys.collect();
        let writer = TextWriter::new(target, encoding)?;
        let mut rows = Self { writer, form, columns, keys, first: true, text: Vec::new() };
        if let (Form::Delimited(delimiter), false) = (form, headless) {
            for (at, column) in rows.columns.iter().enumerate() {
                if at > 0 {
                    rows.text.push(delimiter);
                }
                field(column.name.as_bytes(), delimiter, &mut rows.text);
            }
            rows.text.push(b'\n');
        }
        Ok(rows)
    }

    /// Writes a row.
    ///
    /// # Errors
    /// A number that JSON does not have, what the system refuses.
    pub fn row<'c>(
        &mut self,
        target: &Target,
        cells: impl Iterator<Item = Option<&'c [u8]>>,
    ) -> Result<(), ApplyError> {
        match self.form {
            Form::Delimited(delimiter) => self.delimited(delimiter, cells),
            form => {
                if form == Form::Array {
                    self.text.extend_from_slice(if self.first { b"[\n" } else { b",\n" });
                }
                self.object(target, cells)?;
                if form == Form::Lines {
                    self.text.push(b'\n');
                }
            }
        }
        self.first = false;
        if self.text.len() >= PART { self.hand_over(target) } else { Ok(()) }
    }

    fn delimited<'c>(&mut self, delimiter: u8, cells: impl Iterator<Item = Option<&'c [u8]>>) {
        let start = self.text.len();
        let mut room = Vec::new();
        for (at, (cell, column)) in cells.zip(&self.columns).enumerate() {
            if at > 0 {
                self.text.push(delimiter);
            }
            match (cell, column.masked) {
                (Some(cell), None) => field(cell, delimiter, &mut self.text),
                (Some(cell), Some(given)) => {
                    room.clear();
                    room.extend_from_slice(cell);
                    runner::disarm(given, &mut room, 0);
                    field(&room, delimiter, &mut self.text);
                }
                (None, _) => {}
            }
        }
        // An empty line is no row.
        if self.text.len() == start {
            self.text.extend_from_slice(b"\"\"");
        }
        self.text.push(b'\n');
    }

    fn object<'c>(
        &mut self,
        target: &Target,
        cells: impl Iterator<Item = Option<&'c [u8]>>,
    ) -> Result<(), ApplyError> {
        self.text.push(b'{');
        for ((cell, column), key) in cells.zip(&self.columns).zip(&self.keys) {
            self.text.extend_from_slice(key.as_bytes());
            match cell {
                None => self.text.extend_from_slice(b"null"),
                Some(cell) if column.dtype.is_number() || column.dtype == DType::Boolean => {
                    if !plain(cell) {
                        let what = format!("column {} holds what is no number in JSON", column.name);
                        return Err(ApplyError::Convert { path: shown(target.path()), what });
                    }
                    self.text.extend_from_slice(cell);
                }
                Some(cell) => {
                    let quoted = serde_json::Value::String(String::from_utf8_lossy(cell).into_owned());
                    self.text.extend_from_slice(quoted.to_string().as_bytes());
                }
            }
        }
        self.text.push(b'}');
        Ok(())
    }

    fn hand_over(&mut self, target: &Target) -> Result<(), ApplyError> {
        self.writer.text(&self.text).map_err(|e| ApplyError::io(target.path(), "write", e))?;
        self.text.clear();
        Ok(())
    }

    /// Ends the file.
    ///
    /// # Errors
    /// What the system refuses.
    pub fn finish(mut self, target: &Target) -> Result<(), ApplyError> {
        if self.form == Form::Array {
            self.text.extend_from_slice(if self.first { b"[]\n" } else { b"\n]\n" });
        }
        self.hand_over(target)?;
        self.writer.finish().map_err(|e| ApplyError::io(target.path(), "write", e))
    }
}

/// Whether a text is a number or truth value of JSON.
fn plain(cell: &[u8]) -> bool {
    serde_json::from_slice::<serde_json::Value>(cell)
        .is_ok_and(|value| value.is_number() || value.is_boolean())
}

/// A field, in quotes where it needs them (RFC 4180); an empty text is not null.
fn field(cell: &[u8], delimiter: u8, out: &mut Vec<u8>) {
    let special = |byte: &u8| matches!(byte, b'"' | b'\n' | b'\r') || *byte == delimiter;
    if !cell.is_empty() && !cell.iter().any(special) {
        out.extend_from_slice(cell);
        return;
    }
    out.push(b'"');
    for byte in cell {
        if *byte == b'"' {
            out.push(b'"');
        }
        out.push(*byte);
    }
    out.push(b'"');
}
