//! The cells of a file, to plant values into.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::sync::{Mutex, PoisonError};

use super::form::Delimited;
use crate::classify::Engine;
use crate::classify::selftest::{Base, Cells, Form, Size};
use crate::cli::exit::End;
use crate::domain::name;
use crate::domain::table::{Batch, BatchSink, BatchWorker};
use crate::source::{self, Input, ReadOptions, Sampling};

/// Columns that are looked at: more would only repeat the context that they give.
const MOST_COLUMNS: usize = 64;

/// Reads about as many rows of a file as the test's columns have.
///
/// # Errors
/// A file that cannot be read, or that holds no text to plant into.
pub(super) fn base(engine: &Engine, path: &Path, size: Size) -> Result<Base, End> {
    let table = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let input = Input { table: table.clone(), path: path.to_owned(), ..Input::default() };
    let usage = |e: source::SourceError| End::usage(e.to_string());
    let mut dataset = source::open(&input).map_err(usage)?;
    let delimited = dataset.format() == "csv";
    let kept = Kept::new(size.rows, MOST_COLUMNS);
    let (progress, cancel) = (AtomicU64::new(0), AtomicBool::new(false));
    let sampling = Sampling::Rows { rows: size.rows as u64, seed: size.seed };
    let options = ReadOptions { sampling, threads: 1, progress: &progress, cancel: &cancel };
    let mut schema = dataset.read(&options, &kept).map_err(usage)?.schema;
    schema.fields.truncate(MOST_COLUMNS);
    let mut columns = kept.into_columns();
    columns.resize_with(schema.fields.len(), Vec::new);
    // A typed format has no dialect, and its text is UTF-8.
    let form: Option<Box<dyn Form>> = if delimited {
        let headers: Vec<String> = schema.fields.iter().map(|field| name::leaf(&field.path)).collect();
        Some(Box::new(Delimited::of(path, &headers).map_err(usage)?))
    } else {
        None
    };
    let base = Base::of_table(engine, &table, schema, columns).in_form(form);
    if base.holds_text() {
        return Ok(base);
    }
    Err(End::usage(format!(
        "{}: has no column of text to plant values into; give a table with one, or none for invented texts",
        path.display()
    )))
}

/// Keeps the first rows of what is read.
pub(super) struct Kept {
    rows: usize,
    width: usize,
    columns: Mutex<Vec<Cells>>,
}

impl Kept {
    /// Keeps so many rows and columns at most.
    pub(super) const fn new(rows: usize, width: usize) -> Self {
        Self { rows, width, columns: Mutex::new(Vec::new()) }
    }

    /// What was kept.
    pub(super) fn into_columns(self) -> Vec<Cells> {
        self.columns.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Keeper<'a>(&'a Kept);

impl BatchSink for Kept {
    fn worker(&self) -> Box<dyn BatchWorker + '_> {
        Box::new(Keeper(self))
    }
}

impl BatchWorker for Keeper<'_> {
    fn batch(&mut self, batch: &Batch<'_>) {
        let mut columns = self.0.columns.lock().unwrap_or_else(PoisonError::into_inner);
        let width = batch.columns.len().min(self.0.width);
        if columns.len() < width {
            columns.resize_with(width, Vec::new);
        }
        for (kept, column) in columns.iter_mut().zip(batch.columns) {
            let room = self.0.rows.saturating_sub(kept.len());
            kept.extend(column.cells.iter().take(room).map(|cell| cell.map(<[u8]>::to_vec)));
        }
    }

    fn finish(self: Box<Self>) {}
}
