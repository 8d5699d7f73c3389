//! What the tests of the formats share: files made on the spot and their rows as text.

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64};

use super::{Input, InputOptions, ReadOptions, ReadReport, Sampling, SourceError, open};
use crate::domain::table::{Batch, BatchSink, BatchWorker};

/// Gathers rows as text with the number of the first: cells joined by `|`, several of a list by `+`, null as `∅`.
#[derive(Default)]
struct Rows(Mutex<Vec<(u64, String)>>);

impl BatchSink for Rows {
    fn worker(&self) -> Box<dyn BatchWorker + '_> {
        Box::new(RowsWorker { sink: self, rows: Vec::new() })
    }
}

struct RowsWorker<'a> {
    sink: &'a Rows,
    rows: Vec<(u64, String)>,
}

impl BatchWorker for RowsWorker<'_> {
    fn batch(&mut self, batch: &Batch<'_>) {
        let mut rows: Vec<Vec<Vec<String>>> = vec![vec![Vec::new(); batch.columns.len()]; batch.rows];
        for (n, column) in batch.columns.iter().enumerate() {
            for (at, cell) in column.cells.iter().enumerate() {
                let row = column.rows.map_or(at, |rows| rows[at] as usize);
                let text = cell.map_or("∅".to_owned(), |b| String::from_utf8_lossy(b).into_owned());
                rows[row][n].push(text);
            }
        }
        for (n, row) in rows.into_iter().enumerate() {
            let cells: Vec<String> = row.into_iter().map(|cells| cells.join("+")).collect();
            self.rows.push((batch.first_row + n as u64, cells.join("|")));
        }
    }

    fn finish(self: Box<Self>) {
        self.sink.0.lock().unwrap().extend(self.rows);
    }
}

/// What a read gave.
pub struct Read {
    pub rows: Vec<String>,
    pub numbers: Vec<u64>,
    pub report: ReadReport,
    pub header: Vec<String>,
}

impl Read {
    /// `path:type` of every column.
    pub fn typed(&self) -> Vec<String> {
        self.report.schema.fields.iter().map(|f| format!("{}:{}", f.path, f.dtype)).collect()
    }

    /// Places and reasons of what could not be read.
    pub fn incomplete(&self) -> String {
        let one =
            |i: &crate::domain::scan::Incomplete| format!("{}: {}", i.at.clone().unwrap_or_default(), i.why);
        self.report.incomplete.iter().map(one).collect::<Vec<_>>().join("\n")
    }
}

/// Reads a file.
pub fn read_path(path: PathBuf, sampling: Sampling, threads: usize) -> Result<Read, SourceError> {
    let input = Input { table: "t".to_owned(), path, options: InputOptions::default() };
    read_input(&input, sampling, threads)
}

/// Reads an input.
pub fn read_input(input: &Input, sampling: Sampling, threads: usize) -> Result<Read, SourceError> {
    let mut dataset = open(input)?;
    let sink = Rows::default();
    let options =
        ReadOptions { sampling, threads, progress: &AtomicU64::new(0), cancel: &AtomicBool::new(false) };
    let report = dataset.read(&options, &sink)?;
    let header = report.schema.fields.iter().map(|f| f.path.clone()).collect();
    let (numbers, rows) = sink.0.into_inner().unwrap().into_iter().unzip();
    Ok(Read { rows, numbers, report, header })
}

/// A file with this content.
pub fn file(bytes: &[u8], suffix: &str) -> tempfile::NamedTempFile {
    let mut file = tempfile::Builder::new().suffix(suffix).tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file
}

/// Reads this content as a whole, in order.
pub fn read(bytes: &[u8], suffix: &str) -> Result<Read, SourceError> {
    let file = file(bytes, suffix);
    read_path(file.path().to_owned(), Sampling::All, 1)
}

/// The error that this content gives.
pub fn error(bytes: &[u8], suffix: &str) -> String {
    match read(bytes, suffix) {
        Ok(read) => panic!("read {} rows", read.rows.len()),
        Err(error) => error.to_string(),
    }
}
