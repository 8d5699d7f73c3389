//! Records of a block as columns of cells that point into it.

use super::signs::Signs;
use super::split::{self, Marks};
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
    /// Values that do not stand in the block as they are.
    owned: Vec<u8>,
    /// What is wrong, and how many more.
    pub troubles: Vec<Trouble>,
    /// Troubles that are not listed.
    pub more: u64,
}

/// The split of one block.
struct Split<'s, 'b> {
    splitter: &'s mut Splitter,
    block: &'b [u8],
    /// The cells, column by column, with room for so many records.
    cells: Vec<Option<&'b [u8]>>,
    room: usize,
    /// Cells that lie in `owned`: column, row, start, length.
    owned: Vec<(usize, usize, usize, usize)>,
    /// Start of the field.
    start: usize,
    /// What its quotes are.
    quotes: Quotes,
    /// Fields of the record before it.
    fields: usize,
    /// Records before this one.
    row: usize,
}

/// The quotes of a field: one opens it only as its first byte.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Quotes {
    #[default]
    None,
    Open,
    Closed,
}

impl Splitter {
    /// A splitter for tables of so many columns.
    #[must_use]
    pub fn new(marks: Marks, columns: usize) -> Self {
        Self { marks, width: columns, ..Self::default() }
    }

    /// Splits a block and hands it over as one batch, `head` if the table starts with it; gives its number of rows.
    pub fn batch(&mut self, block: &[u8], first_row: u64, head: bool, worker: &mut dyn BatchWorker) -> u64 {
        self.owned.clear();
        let width = self.width;
        // A record is a line or more, and no shorter than its delimiters.
        let room = memchr::memchr_iter(b'\n', block).count().min(block.len() / width.max(1)) + 1;
        let mut split = Split {
            splitter: self,
            block,
            cells: vec![None; width * room],
            room,
            owned: Vec::new(),
            start: 0,
            quotes: Quotes::None,
            fields: 0,
            row: 0,
        };
        split.all();
        let Split { mut cells, room, owned, row: rows, .. } = split;
        if rows == 0 {
            return 0;
        }
        for (column, row, start, length) in owned {
            if let Some(cell) = cells.get_mut(column * room + row) {
                *cell = self.owned.get(start..start + length).filter(|value| !value.is_empty());
            }
        }
        let columns: Vec<Column<'_>> =
            cells.chunks(room).map(|cells| Column { cells: &cells[..rows], rows: None }).collect();
        worker.batch(&Batch { first_row, head, rows, columns: &columns });
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

impl<'b> Split<'_, 'b> {
    /// One pass over the block, from one delimiter, line end or quote to the next.
    fn all(&mut self) {
        let Marks { delimiter, quote } = self.splitter.marks;
        // The second of two quotes that stand for one.
        let mut second = usize::MAX;
        for at in Signs::new(self.block, [delimiter, b'\n', quote]) {
            let byte = self.block[at];
            if byte == quote {
                if at == self.start {
                    self.quotes = Quotes::Open;
                } else if self.quotes == Quotes::Open && at != second {
                    if self.block.get(at + 1) == Some(&quote) {
                        second = at + 1;
                    } else {
                        self.quotes = Quotes::Closed;
                    }
                }
            } else if self.quotes != Quotes::Open {
                self.field(at, byte == b'\n');
            }
        }
        // The last record may end without a line end.
        if self.start < self.block.len() || self.fields > 0 {
            if self.quotes == Quotes::Open {
                let why = "a quoted field is opened and never closed; what follows was taken as its text";
                self.splitter.trouble(self.row as u64, why.to_owned());
            }
            self.field(self.block.len(), true);
        }
    }

    /// Ends a field before `end`, and the record if it is the last one.
    fn field(&mut self, end: usize, last: bool) {
        let width = self.splitter.width;
        let mut raw = &self.block[self.start..end];
        self.start = end + 1;
        if last {
            raw = split::trim_end(raw);
            // A blank line is no record.
            if raw.is_empty() && self.fields == 0 && width != 1 {
                return;
            }
        }
        if self.fields < width {
            let value = if self.quotes == Quotes::None { raw } else { self.unquoted(raw) };
            if self.row == self.room {
                self.grow();
            }
            self.cells[self.fields * self.room + self.row] = Some(value).filter(|value| !value.is_empty());
        }
        self.fields += 1;
        self.quotes = Quotes::None;
        if last {
            if self.fields != width {
                self.uneven();
            }
            self.fields = 0;
            self.row += 1;
        }
    }

    /// The value of a quoted field; empty for now where it does not stand in the block as it is.
    fn unquoted(&mut self, raw: &'b [u8]) -> &'b [u8] {
        let quote = self.splitter.marks.quote;
        let Some(rest) = raw.strip_prefix(&[quote]) else { return raw };
        match rest.strip_suffix(&[quote]) {
            Some(inside) if memchr::memchr(quote, inside).is_none() => inside,
            _ => {
                let owned = &mut self.splitter.owned;
                let start = owned.len();
                split::unescape(rest, quote, owned);
                self.owned.push((self.fields, self.row, start, owned.len() - start));
                &[]
            }
        }
    }

    /// Makes room for twice as many records: many are shorter than their delimiters.
    fn grow(&mut self) {
        let room = self.room * 2;
        let mut cells = vec![None; self.splitter.width * room];
        for (to, from) in cells.chunks_mut(room).zip(self.cells.chunks(self.room)) {
            to[..from.len()].copy_from_slice(from);
        }
        (self.cells, self.room) = (cells, room);
    }

    /// Lists a record with too few fields, which ends in empty ones, or too many.
    fn uneven(&mut self) {
        let (width, found) = (self.splitter.width, self.fields);
        let then = if found > width {
            "the fields beyond the last column were not read"
        } else {
            "the missing ones were taken as empty"
        };
        self.splitter.trouble(self.row as u64, format!("{found} fields instead of {width}; {then}"));
    }
}
