//! Batches that outlive the buffers of their file.

use std::ops::Range;

use crate::domain::table::{Batch, BatchWorker};

/// A cell: where it starts in the text and how long it is.
type Span = (u32, u32);
/// The start of a null.
const NULL: u32 = u32::MAX;

/// Some consecutive rows of a file.
#[derive(Debug, Default)]
pub struct Held {
    rows: usize,
    text: Vec<u8>,
    columns: Vec<HeldColumn>,
    /// It holds more text than a batch may.
    broken: bool,
}

/// One column of them.
#[derive(Debug, Default)]
pub struct HeldColumn {
    cells: Vec<Span>,
    /// The row of each cell, where a row may have none or several.
    rows: Option<Vec<u32>>,
}

impl HeldColumn {
    /// Whether every row has exactly one cell.
    pub const fn is_dense(&self) -> bool {
        self.rows.is_none()
    }

    /// The cells of a row.
    pub fn of_row(&self, row: usize) -> Range<usize> {
        match &self.rows {
            None => row..(row + 1).min(self.cells.len()),
            Some(rows) => {
                let row = row as u32;
                rows.partition_point(|r| *r < row)..rows.partition_point(|r| *r <= row)
            }
        }
    }
}

impl Held {
    /// Rows.
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// Whether it cannot be looked at: a batch of more than 4 GiB.
    pub const fn is_broken(&self) -> bool {
        self.broken
    }

    /// Keeps some rows only.
    pub fn retain(&mut self, keep: impl Fn(usize) -> bool) {
        // The new number of each row that stays.
        let mut kept = 0;
        let places: Vec<Option<u32>> = (0..self.rows)
            .map(|row| {
                kept += u32::from(keep(row));
                keep(row).then(|| kept - 1)
            })
            .collect();
        let place = |row: usize| places.get(row).copied().flatten();
        for column in &mut self.columns {
            let rows = column.rows.take();
            let row = |cell: usize| rows.as_ref().map_or(Some(cell), |rows| Some(*rows.get(cell)? as usize));
            let stays = |cell: usize| row(cell).and_then(place);
            let cells = column.cells.iter().enumerate();
            let cells: Vec<Span> =
                cells.filter(|(cell, _)| stays(*cell).is_some()).map(|(_, span)| *span).collect();
            column.rows = rows.is_some().then(|| (0..column.cells.len()).filter_map(stays).collect());
            column.cells = cells;
        }
        self.rows = kept as usize;
    }

    /// Bytes of text.
    pub const fn bytes(&self) -> usize {
        self.text.len()
    }

    /// A column; `None` where the batch does not have it.
    pub fn column(&self, at: usize) -> Option<&HeldColumn> {
        self.columns.get(at)
    }

    /// A cell of a column by its number there, `None` for null.
    pub fn cell(&self, column: &HeldColumn, at: usize) -> Option<&[u8]> {
        let (start, length) = *column.cells.get(at)?;
        if start == NULL {
            return None;
        }
        self.text.get(start as usize..start as usize + length as usize)
    }

    /// The first cell of a column in a row.
    pub fn first(&self, column: usize, row: usize) -> Option<&[u8]> {
        let column = self.columns.get(column)?;
        let range = column.of_row(row);
        if range.is_empty() { None } else { self.cell(column, range.start) }
    }

    /// Every cell of a column in some rows that holds something.
    pub fn all(&self, column: usize, rows: Range<usize>) -> impl Iterator<Item = &[u8]> {
        let column = self.columns.get(column);
        let range = match column {
            Some(column) if !rows.is_empty() => {
                column.of_row(rows.start).start..column.of_row(rows.end - 1).end
            }
            _ => 0..0,
        };
        range.filter_map(move |at| self.cell(column?, at))
    }
}

/// Makes a [`Held`] of one batch; what stands in `block` is not copied.
pub struct Holder<'b> {
    block: &'b [u8],
    held: Held,
}

impl<'b> Holder<'b> {
    /// For a batch whose cells may stand in a block.
    pub fn new(block: &'b [u8]) -> Self {
        Self { block, held: Held::default() }
    }

    /// The batch, still without its block.
    pub fn into_held(self) -> Held {
        self.held
    }
}

impl Held {
    /// Puts the block in front of what was copied.
    pub fn with_block(mut self, mut block: Vec<u8>) -> Self {
        block.append(&mut self.text);
        self.text = block;
        self
    }
}

impl BatchWorker for Holder<'_> {
    fn batch(&mut self, batch: &Batch<'_>) {
        let (block, held) = (self.block, &mut self.held);
        let start = block.as_ptr().addr();
        held.rows = batch.rows;
        held.columns = Vec::with_capacity(batch.columns.len());
        for column in batch.columns {
            let mut cells = Vec::with_capacity(column.cells.len());
            for cell in column.cells {
                let Some(cell) = cell else {
                    cells.push((NULL, 0));
                    continue;
                };
                let inside = cell.as_ptr().addr().wrapping_sub(start);
                let at = if inside.checked_add(cell.len()).is_some_and(|end| end <= block.len()) {
                    inside
                } else {
                    held.text.extend_from_slice(cell);
                    block.len() + held.text.len() - cell.len()
                };
                match (u32::try_from(at), u32::try_from(cell.len())) {
                    (Ok(at), Ok(length)) if at < NULL => cells.push((at, length)),
                    _ => held.broken = true,
                }
            }
            held.columns.push(HeldColumn { cells, rows: column.rows.map(<[u32]>::to_vec) });
        }
    }

    fn finish(self: Box<Self>) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::table::Column;

    #[test]
    fn cells_of_the_block_and_others_are_held_alike() {
        let block = b"ab,cd\n".to_vec();
        let other = b"quo\"te".to_vec();
        let dense = [Some(&block[0..2]), None, Some(&other[..])];
        let sparse = [Some(&block[3..5]), Some(&other[1..3])];
        let columns = [Column { cells: &dense, rows: None }, Column { cells: &sparse, rows: Some(&[1, 1]) }];
        let mut holder = Holder::new(&block);
        holder.batch(&Batch { first_row: 0, head: true, rows: 3, columns: &columns });
        let held = holder.into_held().with_block(block.clone());
        let cells = |row| (held.first(0, row), held.first(1, row));
        assert_eq!(cells(0), (Some(&b"ab"[..]), None));
        assert_eq!(cells(1), (None, Some(&b"cd"[..])));
        assert_eq!(cells(2), (Some(&b"quo\"te"[..]), None));
        assert_eq!(held.all(1, 0..3).collect::<Vec<_>>(), [b"cd", b"uo"]);
        assert_eq!((held.all(0, 1..1).count(), held.all(9, 0..3).count(), held.rows()), (0, 0, 3));
        assert!(!held.is_broken() && held.bytes() == 6 + 6 + 2);
        let mut held = held;
        held.retain(|row| row != 0);
        let cells = |row| (held.first(0, row), held.all(1, row..row + 1).count());
        assert_eq!((cells(0), cells(1)), ((None, 2), (Some(&b"quo\"te"[..]), 0)));
        assert_eq!((held.rows(), held.all(0, 0..2).count()), (2, 1));
    }
}
