//! Tables as every room sees them: a schema and batches of columns.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::digest;
use super::dtype::DType;

/// One column of a schema.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// The path of the column: a flat header as one quoted-if-needed segment, or `address.city`, `phones[].number`.
    pub path: String,
    /// 0 for the first column of that path, 1 for the second …
    pub occurrence: u32,
    /// Logical type.
    pub dtype: DType,
    /// Whether nulls may occur.
    pub nullable: bool,
}

/// The ordered columns of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Schema {
    /// The columns in file order.
    pub fields: Vec<Field>,
}

impl Schema {
    /// The schema fingerprint: a digest over the ordered path, logical type and nullability of every column.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut text = String::from("vizard-schema/1\n");
        for field in &self.fields {
            // Debug quoting makes the line unambiguous whatever the header holds.
            text.push_str(&format!("{:?} {} {}\n", field.path, field.dtype, field.nullable));
        }
        digest::sha256(text.as_bytes())
    }

    /// Gives repeated paths their occurrence numbers, in order.
    pub fn number_occurrences(&mut self) {
        let mut seen = HashMap::<&str, u32>::with_capacity(self.fields.len());
        let mut occurrences = Vec::with_capacity(self.fields.len());
        for field in &self.fields {
            let count = seen.entry(&field.path).or_insert(0);
            occurrences.push(*count);
            *count += 1;
        }
        for (field, occurrence) in self.fields.iter_mut().zip(occurrences) {
            field.occurrence = occurrence;
        }
    }
}

/// A borrowed column of one batch: the text of each value, `None` for null.
///
/// Typed values come as their canonical text (integers in decimal, floats shortest round-trip, dates ISO 8601,
/// booleans `true`/`false`). An empty CSV field is null.
#[derive(Debug, Clone, Copy)]
pub struct Column<'a> {
    /// Values (of a list path: elements) in row order.
    pub cells: &'a [Option<&'a [u8]>],
    /// For paths through a list or of missing keys: the row inside the batch of each cell, ascending. `None`: cell i is row i.
    pub rows: Option<&'a [u32]>,
}

/// Some consecutive rows of a table, column by column; columns are indexed like the schema.
#[derive(Debug, Clone, Copy)]
pub struct Batch<'a> {
    /// 0-based number of the first row in the table (data rows only).
    pub first_row: u64,
    /// The table starts with this batch.
    pub head: bool,
    /// Rows in this batch.
    pub rows: usize,
    /// The columns; JSON batches may have fewer than the final schema (later keys were not seen yet).
    pub columns: &'a [Column<'a>],
}

/// Makes workers that take batches, one worker a thread.
pub trait BatchSink: Sync {
    /// A new worker; its [`BatchWorker::finish`] merges what it gathered into the sink.
    fn worker(&self) -> Box<dyn BatchWorker + '_>;
    /// Whether columns may come apart from each other: the cells of a column in batches that hold none of the others, so
    /// that a format that stores columns one by one can be read so.
    fn takes_columns_apart(&self) -> bool {
        false
    }
}

/// Takes batches on one thread.
pub trait BatchWorker: Send {
    /// Takes one batch.
    fn batch(&mut self, batch: &Batch<'_>);
    /// Takes neighbouring columns of a wide table, from the `first` on: only for sinks that take columns apart, and those of
    /// one column always by the same worker.
    fn columns(&mut self, first: usize, batch: &Batch<'_>) {
        let mut columns = vec![Column { cells: &[], rows: None }; first];
        columns.extend_from_slice(batch.columns);
        self.batch(&Batch { columns: &columns, ..*batch });
    }
    /// Merges what was gathered into the sink.
    fn finish(self: Box<Self>);
}
