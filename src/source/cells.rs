//! Columns of cells built up row by row, for formats in which rows do not have one cell in every column.

use crate::domain::table::{Batch, BatchWorker, Column};

/// One column: cells and the row of each.
#[derive(Debug, Default)]
struct Spans {
    cells: Vec<(u32, u32)>,
    rows: Vec<u32>,
}

/// Builds batches; its buffers are used again. A cell points into the block that is read or into `owned`.
#[derive(Debug, Default)]
pub struct Cells {
    columns: Vec<Spans>,
    owned: Vec<u8>,
    rows: u32,
}

/// A column and its cells, one a row.
pub type Lent<'a> = (usize, Vec<Option<&'a [u8]>>);

const NULL: u32 = u32::MAX;
/// Set in the start of a cell that lies in `owned`; so a block and `owned` hold less than 2 GiB each.
const OWNED: u32 = 1 << 31;

impl Cells {
    /// Empty columns.
    pub fn new(columns: usize) -> Self {
        Self { columns: (0..columns).map(|_| Spans::default()).collect(), ..Self::default() }
    }

    /// The number of the row that is being filled.
    pub const fn row(&self) -> u32 {
        self.rows
    }

    /// Ends the row.
    pub const fn end_row(&mut self) {
        self.rows += 1;
    }

    /// Takes back every cell of the row that is being filled.
    pub fn undo_row(&mut self) {
        let row = self.rows;
        for column in &mut self.columns {
            while column.rows.last() == Some(&row) {
                column.rows.pop();
                column.cells.pop();
            }
        }
    }

    /// A null in the current row.
    pub fn null(&mut self, column: usize) {
        self.push(column, (NULL, 0));
    }

    /// A cell that is a part of the block.
    pub fn part(&mut self, column: usize, start: usize, length: usize) {
        self.push(column, (start as u32, length as u32));
    }

    /// A cell that `write` appends.
    pub fn owned(&mut self, column: usize, write: impl FnOnce(&mut Vec<u8>)) {
        let start = self.owned.len();
        write(&mut self.owned);
        self.push(column, (start as u32 | OWNED, (self.owned.len() - start) as u32));
    }

    /// A cell of another row than the current one (columns that are filled one after the other).
    pub fn owned_at(&mut self, column: usize, row: u32, write: impl FnOnce(&mut Vec<u8>)) {
        let current = std::mem::replace(&mut self.rows, row);
        self.owned(column, write);
        self.rows = current;
    }

    /// A null of another row than the current one.
    pub fn null_at(&mut self, column: usize, row: u32) {
        let current = std::mem::replace(&mut self.rows, row);
        self.null(column);
        self.rows = current;
    }

    /// Says how many rows there are, where they were not ended one by one.
    pub const fn set_rows(&mut self, rows: u32) {
        self.rows = rows;
    }

    fn push(&mut self, column: usize, span: (u32, u32)) {
        let row = self.rows;
        if let Some(column) = self.columns.get_mut(column) {
            column.cells.push(span);
            column.rows.push(row);
        }
    }

    /// Hands the rows over as one batch and starts again; gives their number.
    pub fn flush(&mut self, block: &[u8], first_row: u64, worker: &mut dyn BatchWorker) -> u64 {
        self.flush_with(block, Vec::new(), first_row, worker)
    }

    /// As [`Self::flush`], with whole columns that lie elsewhere: a cell for each row.
    pub fn flush_with(
        &mut self,
        block: &[u8],
        lent: Vec<Lent<'_>>,
        first_row: u64,
        worker: &mut dyn BatchWorker,
    ) -> u64 {
        let rows = std::mem::take(&mut self.rows);
        if rows > 0 {
            let owned = &self.owned;
            let mut cells: Vec<Vec<Option<&[u8]>>> = self
                .columns
                .iter()
                .map(|column| column.cells.iter().map(|span| cell(*span, block, owned)).collect())
                .collect();
            let mut places: Vec<Option<&[u32]>> =
                self.columns.iter().map(|column| sparse(&column.rows, rows)).collect();
            for (at, whole) in lent {
                if let (Some(cells), Some(place)) = (cells.get_mut(at), places.get_mut(at)) {
                    (*cells, *place) = (whole, None);
                }
            }
            let columns: Vec<Column<'_>> =
                cells.iter().zip(places).map(|(cells, rows)| Column { cells, rows }).collect();
            worker.batch(&Batch { first_row, head: first_row == 0, rows: rows as usize, columns: &columns });
        }
        self.owned.clear();
        for column in &mut self.columns {
            column.cells.clear();
            column.rows.clear();
        }
        u64::from(rows)
    }
}

/// The rows of the cells, `None` where every row has exactly one.
fn sparse(cells: &[u32], rows: u32) -> Option<&[u32]> {
    let dense = cells.len() == rows as usize && (0..rows).zip(cells).all(|(row, at)| row == *at);
    if dense { None } else { Some(cells) }
}

fn cell<'a>((start, length): (u32, u32), block: &'a [u8], owned: &'a [u8]) -> Option<&'a [u8]> {
    if start == NULL {
        return None;
    }
    let (from, text) = if start & OWNED == 0 { (start, block) } else { (start & !OWNED, owned) };
    text.get(from as usize..from as usize + length as usize)
}
