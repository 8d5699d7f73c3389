//! Some rows of a table, for reveals and previews.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64};

use crate::domain::secret::Secret;
use crate::domain::table::{Batch, BatchSink, BatchWorker, Column};
use crate::source::{self, Input, ReadOptions, Sampling};
use crate::tui::port::{DeskError, Sample, SampleRow};

/// No more bytes of a cell than this are kept: a cell may be 100 MB long.
const LONGEST: usize = 1 << 16;

/// One row of some columns.
pub struct Cells {
    /// 0-based number of the row in the table.
    pub number: u64,
    /// One cell for every column gathered; `None` is null.
    pub cells: Vec<Option<Secret<Vec<u8>>>>,
}

/// Rows of some columns, spread over the table.
pub struct Gathered {
    /// The columns by path, in the order asked for.
    pub paths: Vec<String>,
    /// The rows in the order of the table.
    pub rows: Vec<Cells>,
}

/// Reads about `rows` rows of the columns at these positions of the schema, drawn by `seed` and spread over the table.
///
/// # Errors
/// The table cannot be read.
pub fn gather(input: &Input, columns: &[usize], rows: u64, seed: u64) -> Result<Gathered, DeskError> {
    let mut dataset = source::open(input).map_err(DeskError::from_words)?;
    let sink = Sink { columns, most: rows as usize, rows: Mutex::new(Vec::new()) };
    let options = ReadOptions {
        sampling: Sampling::Rows { rows, seed },
        threads: 1,
        progress: &AtomicU64::new(0),
        cancel: &AtomicBool::new(false),
    };
    let report = dataset.read(&options, &sink).map_err(DeskError::from_words)?;
    let path =
        |at: &usize| report.schema.fields.get(*at).map_or_else(String::new, |field| field.path.clone());
    let mut rows = sink.rows.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    rows.sort_by_key(|row| row.number);
    Ok(Gathered { paths: columns.iter().map(path).collect(), rows })
}

/// The column at a position with `beside` columns next to it, as a screen shows them.
///
/// # Errors
/// The table cannot be read.
pub fn around(input: &Input, index: usize, beside: usize, rows: u64, seed: u64) -> Result<Sample, DeskError> {
    let fields = source::open(input).map_err(DeskError::from_words)?.preview().fields.len();
    let mut columns = vec![index];
    columns.extend((0..fields).filter(|at| *at != index).take(beside));
    let gathered = gather(input, &columns, rows, seed)?;
    let text = |cell: Option<Secret<Vec<u8>>>| {
        cell.map(|bytes| Secret::new(String::from_utf8_lossy(bytes.reveal()).into_owned()))
    };
    let rows = gathered
        .rows
        .into_iter()
        .map(|row| SampleRow { number: row.number + 1, cells: row.cells.into_iter().map(text).collect() })
        .collect();
    Ok(Sample { columns: gathered.paths, at: 0, rows })
}

struct Sink<'a> {
    columns: &'a [usize],
    most: usize,
    rows: Mutex<Vec<Cells>>,
}

impl BatchSink for Sink<'_> {
    fn worker(&self) -> Box<dyn BatchWorker + '_> {
        Box::new(Worker { sink: self, rows: Vec::new() })
    }
}

struct Worker<'a> {
    sink: &'a Sink<'a>,
    rows: Vec<Cells>,
}

impl BatchWorker for Worker<'_> {
    fn batch(&mut self, batch: &Batch<'_>) {
        for row in 0..batch.rows {
            if self.rows.len() >= self.sink.most {
                return;
            }
            let cells = self.sink.columns.iter().map(|at| cell(batch.columns.get(*at), row)).collect();
            self.rows.push(Cells { number: batch.first_row + row as u64, cells });
        }
    }

    fn finish(self: Box<Self>) {
        let mut all = self.sink.rows.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let room = self.sink.most.saturating_sub(all.len());
        all.extend(self.rows.into_iter().take(room));
    }
}

/// The cell of a row; of a list path the first element; a column that this batch does not have is null.
fn cell(column: Option<&Column<'_>>, row: usize) -> Option<Secret<Vec<u8>>> {
    let column = column?;
    let at = match column.rows {
        None => row,
        Some(rows) => {
            let first = rows.partition_point(|r| (*r as usize) < row);
            (rows.get(first).copied()? as usize == row).then_some(first)?
        }
    };
    let bytes = column.cells.get(at).copied().flatten()?;
    Some(Secret::new(bytes.get(..LONGEST).unwrap_or(bytes).to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_column_asked_for_comes_first_with_others_beside() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.csv");
        let mut text = String::from("id,email,city\n");
        for at in 0..500 {
            text.push_str(&format!("{at},user{at}@example.org,\n"));
        }
        std::fs::write(&path, text).unwrap();
        let input = Input { table: "t.csv".into(), path, ..Input::default() };
        let sample = around(&input, 1, 5, 20, 1).unwrap();
        assert_eq!(sample.columns, ["email", "id", "city"]);
        assert_eq!(sample.rows.len(), 20);
        for row in &sample.rows {
            let id: u64 = row.cells[1].as_ref().unwrap().reveal().parse().unwrap();
            assert_eq!(row.cells[0].as_ref().unwrap().reveal(), &format!("user{id}@example.org"));
            assert_eq!(row.cells[2], None, "an empty field is null");
            assert!(row.number >= 1);
        }
    }

    #[test]
    fn lists_give_their_first_element_and_missing_columns_are_null() {
        let cells: [Option<&[u8]>; 3] = [Some(b"a"), Some(b"b"), None];
        let column = Column { cells: &cells, rows: Some(&[0, 0, 2]) };
        let text = |row| cell(Some(&column), row).map(|c| String::from_utf8(c.into_inner()).unwrap());
        assert_eq!(text(0).as_deref(), Some("a"));
        assert_eq!(text(1), None);
        assert_eq!(text(2), None);
        assert_eq!(cell(None, 0), None);
    }
}
