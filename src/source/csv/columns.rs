//! Records of a block as columns of cells that point into it.

use super::split::Marks;
use super::walk::{self, Quotes};
use crate::domain::table::{Batch, BatchWorker, Column};

/// Something wrong with a record: its number inside the block and what.
pub type Trouble = (u64, String);

/// At most so many troubles are kept apart; the rest are counted.
pub const MOST_TROUBLES: usize = 100;

/// Turns blocks of whole records into batches; its buffers are used again.
#[derive(Debug, Default)]
pub struct Splitter {
    marks: Marks,
    width: usize,
    /// Where the cells of each column go, where not all columns are asked for.
    places: Option<Vec<Option<u32>>>,
    /// Columns that are asked for.
    taken: usize,
    /// Values that do not stand in the block as they are.
    owned: Vec<u8>,
    /// Room for the cells of the next block.
    spare: Vec<Option<&'static [u8]>>,
    /// What is wrong, and how many more.
    pub troubles: Vec<Trouble>,
    /// Troubles that are not listed.
    pub more: u64,
}

/// The split of one block.
struct Split<'s, 'b> {
    splitter: &'s mut Splitter,
    /// The cells, column by column, with room for so many records.
    cells: Vec<Option<&'b [u8]>>,
    room: usize,
    /// Cells that lie in `owned`: place of the column, row, start, length.
    owned: Vec<(usize, usize, usize, usize)>,
    /// Fields of the record before this one.
    fields: usize,
    /// Records before this one.
    row: usize,
}

impl Splitter {
    /// A splitter for tables of so many columns.
    #[must_use]
    pub fn new(marks: Marks, columns: usize) -> Self {
        Self { marks, width: columns, taken: columns, ..Self::default() }
    }

    /// The same that gives some columns, by place, their cells, and the others none.
    #[must_use]
    pub fn only(mut self, columns: &[usize]) -> Self {
        let mut places = vec![None; self.width];
        self.taken = 0;
        for at in columns {
            if let Some(place @ None) = places.get_mut(*at) {
                *place = u32::try_from(self.taken).ok();
                self.taken += 1;
            }
        }
        Self { places: Some(places), ..self }
    }

    /// Where the cells of a column go.
    fn place(&self, column: usize) -> Option<usize> {
        match &self.places {
            None => Some(column),
            Some(places) => places.get(column).copied().flatten().map(|place| place as usize),
        }
    }

    /// Splits a block and hands it over as one batch, `head` if the table starts with it; gives its number of rows.
    pub fn batch(&mut self, block: &[u8], first_row: u64, head: bool, worker: &mut dyn BatchWorker) -> u64 {
        self.owned.clear();
        let width = self.width;
        // A record is a line or more, and no shorter than its delimiters.
        let room = memchr::memchr_iter(b'\n', block).count().min(block.len() / width.max(1)) + 1;
        let mut cells = emptied(std::mem::take(&mut self.spare));
        cells.resize(self.taken * room, None);
        let mut split = Split { splitter: self, cells, room, owned: Vec::new(), fields: 0, row: 0 };
        walk::fields(block, split.splitter.marks, |raw, quotes, last| split.field(raw, quotes, last));
        let Split { mut cells, room, owned, row: rows, .. } = split;
        if rows == 0 {
            return 0;
        }
        for (column, row, start, length) in owned {
            if let Some(cell) = cells.get_mut(column * room + row) {
                *cell = self.owned.get(start..start + length).filter(|value| !value.is_empty());
            }
        }
        let none: &[Option<&[u8]>] = &[];
        let column = |at| {
            let cells = self.place(at).and_then(|place| cells.get(place * room..place * room + rows));
            Column { cells: cells.unwrap_or(none), rows: None }
        };
        let columns: Vec<Column<'_>> = (0..width).map(column).collect();
        worker.batch(&Batch { first_row, head, rows, columns: &columns });
        self.spare = emptied(cells);
        rows as u64
    }

    fn trouble(&mut self, row: u64, what: String) {
        if self.troubles.len() < MOST_TROUBLES {
            self.troubles.push((row, what));
        } else {
            self.more += 1;
        }
    }
}

/// The room of a list of cells for other ones: a wide table takes tens of megabytes of it for every block.
fn emptied<'b>(mut cells: Vec<Option<&[u8]>>) -> Vec<Option<&'b [u8]>> {
    cells.clear();
    cells.into_iter().map(|_| None).collect()
}

impl<'b> Split<'_, 'b> {
    /// Takes the next field, the last one of its record or not.
    #[inline]
    fn field(&mut self, raw: &'b [u8], quotes: Quotes, last: bool) {
        let width = self.splitter.width;
        // A blank line is no record.
        if last && raw.is_empty() && self.fields == 0 && width != 1 {
            return;
        }
        if self.fields == 0 && self.row == self.room {
            self.grow();
        }
        if quotes == Quotes::Open {
            self.splitter.trouble(self.row as u64, NEVER_CLOSED.to_owned());
        }
        if self.fields < width
            && let Some(place) = self.splitter.place(self.fields)
        {
            let value = if quotes == Quotes::None { raw } else { self.unquoted(raw, place) };
            self.cells[place * self.room + self.row] = Some(value).filter(|value| !value.is_empty());
        }
        self.fields += 1;
        if last {
            if self.fields != width {
                self.splitter.trouble(self.row as u64, uneven(self.fields, width));
            }
            self.fields = 0;
            self.row += 1;
        }
    }

    /// The value of a quoted field; empty for now where it does not stand in the block as it is.
    fn unquoted(&mut self, raw: &'b [u8], place: usize) -> &'b [u8] {
        let owned = &mut self.splitter.owned;
        let start = owned.len();
        match walk::unquoted(raw, self.splitter.marks.quote, owned) {
            Some(inside) => inside,
            None => {
                self.owned.push((place, self.row, start, owned.len() - start));
                &[]
            }
        }
    }

    /// Makes room for twice as many records: many are shorter than their delimiters.
    fn grow(&mut self) {
        let room = self.room * 2;
        let mut cells = vec![None; self.splitter.taken * room];
        for (to, from) in cells.chunks_mut(room).zip(self.cells.chunks(self.room)) {
            to[..from.len()].copy_from_slice(from);
        }
        (self.cells, self.room) = (cells, room);
    }
}

/// What is said of a record with a field that no quote ends.
pub const NEVER_CLOSED: &str =
    "a quoted field is opened and never closed; what follows was taken as its text";

/// What is said of a record with too few fields, which ends in empty ones, or too many.
pub fn uneven(found: usize, width: usize) -> String {
    let then = if found > width {
        "the fields beyond the last column were not read"
    } else {
        "the missing ones were taken as empty"
    };
    format!("{found} fields instead of {width}; {then}")
}
