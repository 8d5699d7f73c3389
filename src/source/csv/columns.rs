//! Records of a block as columns of cells that point into it.

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
    /// Byte ranges of the cells of each column, into the block or (with `OWNED`) into `owned`; `NULL` start is null.
    spans: Vec<Vec<(u32, u32)>>,
    owned: Vec<u8>,
    /// What is wrong, and how many more.
    pub troubles: Vec<Trouble>,
    /// Troubles that are not listed.
    pub more: u64,
}

/// Where the split of a block is.
#[derive(Debug, Default)]
struct Record {
    /// Start of the field.
    start: usize,
    /// What its quotes are.
    quotes: Quotes,
    /// Fields of the record before it.
    fields: usize,
    /// Records before this one.
    row: u64,
}

/// The quotes of a field: one opens it only as its first byte.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Quotes {
    #[default]
    None,
    Open,
    Closed,
}

const NULL: u32 = u32::MAX;
const OWNED: u32 = 1 << 31;

impl Splitter {
    /// A splitter for tables of so many columns.
    #[must_use]
    pub fn new(marks: Marks, columns: usize) -> Self {
        Self { marks, spans: vec![Vec::new(); columns], ..Self::default() }
    }

    /// Splits a block of at most 1 GiB and hands it over as one batch, `head` if the table starts with it; gives its
    /// number of rows.
    pub fn batch(&mut self, block: &[u8], first_row: u64, head: bool, worker: &mut dyn BatchWorker) -> u64 {
        let rows = self.split(block);
        if rows == 0 {
            return 0;
        }
        let owned = &self.owned;
        let cells: Vec<Vec<Option<&[u8]>>> = self
            .spans
            .iter()
            .map(|spans| spans.iter().map(|span| cell(*span, block, owned)).collect())
            .collect();
        let columns: Vec<Column<'_>> = cells.iter().map(|cells| Column { cells, rows: None }).collect();
        worker.batch(&Batch {
            first_row,
            head,
            rows: usize::try_from(rows).unwrap_or(usize::MAX),
            columns: &columns,
        });
        rows
    }

    /// One pass over the block, from one delimiter, line end or quote to the next.
    fn split(&mut self, block: &[u8]) -> u64 {
        self.spans.iter_mut().for_each(Vec::clear);
        self.owned.clear();
        let Marks { delimiter, quote } = self.marks;
        let mut record = Record::default();
        // The second of two quotes that stand for one.
        let mut second = usize::MAX;
        for at in memchr::memchr3_iter(delimiter, b'\n', quote, block) {
            let byte = block[at];
            if byte == quote {
                if at == record.start {
                    record.quotes = Quotes::Open;
                } else if record.quotes == Quotes::Open && at != second {
                    if block.get(at + 1) == Some(&quote) {
                        second = at + 1;
                    } else {
                        record.quotes = Quotes::Closed;
                    }
                }
            } else if record.quotes != Quotes::Open {
                self.field(block, at, byte == b'\n', &mut record);
            }
        }
        // The last record may end without a line end.
        if record.start < block.len() || record.fields > 0 {
            if record.quotes == Quotes::Open {
                let why = "a quoted field is opened and never closed; what follows was taken as its text";
                self.trouble(record.row, why.to_owned());
            }
            self.field(block, block.len(), true, &mut record);
        }
        record.row
    }

    /// Ends a field before `end`, and the record if it is the last one.
    fn field(&mut self, block: &[u8], end: usize, last: bool, record: &mut Record) {
        let width = self.spans.len();
        let mut raw = &block[record.start..end];
        if last {
            raw = split::trim_end(raw);
            // A blank line is no record.
            if raw.is_empty() && record.fields == 0 && width != 1 {
                record.start = end + 1;
                return;
            }
        }
        if let Some(column) = self.spans.get_mut(record.fields) {
            let span = match record.quotes {
                Quotes::None => plain(record.start, raw.len()),
                _ => unquoted(record.start, raw, self.marks.quote, &mut self.owned),
            };
            column.push(span);
        }
        record.fields += 1;
        record.start = end + 1;
        record.quotes = Quotes::None;
        if last {
            if record.fields != width {
                self.uneven(record.row, record.fields);
            }
            record.fields = 0;
            record.row += 1;
        }
    }

    /// Fills up a record with too few fields, and lists one with too few or too many.
    fn uneven(&mut self, row: u64, found: usize) {
        let width = self.spans.len();
        for column in self.spans.iter_mut().skip(found) {
            column.push((NULL, 0));
        }
        let then = if found > width {
            "the fields beyond the last column were not read"
        } else {
            "the missing ones were taken as empty"
        };
        self.trouble(row, format!("{found} fields instead of {width}; {then}"));
    }

    fn trouble(&mut self, row: u64, what: String) {
        if self.troubles.len() < MOST_TROUBLES {
            self.troubles.push((row, what));
        } else {
            self.more += 1;
        }
    }
}

/// The span of a value that stands in the block as it is.
const fn plain(start: usize, length: usize) -> (u32, u32) {
    if length == 0 { (NULL, 0) } else { (start as u32, length as u32) }
}

/// The span of a quoted field that starts at `start`.
fn unquoted(start: usize, raw: &[u8], quote: u8, owned: &mut Vec<u8>) -> (u32, u32) {
    let Some(rest) = raw.strip_prefix(&[quote]) else { return plain(start, raw.len()) };
    match rest.strip_suffix(&[quote]) {
        Some(inside) if memchr::memchr(quote, inside).is_none() => plain(start + 1, inside.len()),
        _ => {
            let from = owned.len();
            split::unescape(rest, quote, owned);
            let length = owned.len() - from;
            if length == 0 { (NULL, 0) } else { (from as u32 | OWNED, length as u32) }
        }
    }
}

fn cell<'a>((start, length): (u32, u32), block: &'a [u8], owned: &'a [u8]) -> Option<&'a [u8]> {
    if start == NULL {
        return None;
    }
    let (from, text) = if start & OWNED == 0 { (start, block) } else { (start & !OWNED, owned) };
    text.get(from as usize..from as usize + length as usize)
}
