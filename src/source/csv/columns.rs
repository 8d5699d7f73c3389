//! Records of a block as columns of cells that point into it.

use super::split::{self, Marks, Stop};
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

const NULL: u32 = u32::MAX;
const OWNED: u32 = 1 << 31;

impl Splitter {
    /// A splitter for tables of so many columns.
    #[must_use]
    pub fn new(marks: Marks, columns: usize) -> Self {
        Self { marks, spans: vec![Vec::new(); columns], ..Self::default() }
    }

    /// Splits a block of at most 1 GiB and hands it over as one batch; gives its number of rows.
    pub fn batch(&mut self, block: &[u8], first_row: u64, worker: &mut dyn BatchWorker) -> u64 {
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
            rows: usize::try_from(rows).unwrap_or(usize::MAX),
            columns: &columns,
        });
        rows
    }

    /// One pass over the block: a field ends where its record may end too.
    fn split(&mut self, block: &[u8]) -> u64 {
        self.spans.iter_mut().for_each(Vec::clear);
        self.owned.clear();
        let width = self.spans.len();
        let origin = block.as_ptr() as usize;
        let mut rows = 0_u64;
        let mut at = 0;
        while at < block.len() {
            let mut found = 0_usize;
            loop {
                let (field, next, stop) = split::field(block, at, self.marks);
                at = next;
                if field.is_empty() && found == 0 && stop != Stop::Delimiter && width != 1 {
                    // A blank line.
                    break;
                }
                if let Some(column) = self.spans.get_mut(found) {
                    column.push(span(field, origin, self.marks.quote, &mut self.owned));
                }
                found += 1;
                if stop == Stop::Open {
                    let why = "a quoted field is opened and never closed; what follows was taken as its text";
                    self.trouble(rows, why.to_owned());
                }
                if stop != Stop::Delimiter {
                    break;
                }
            }
            if found == 0 {
                continue;
            }
            if found != width {
                self.uneven(rows, found);
            }
            rows += 1;
        }
        rows
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

/// The span of a raw field's value.
fn span(field: &[u8], origin: usize, quote: u8, owned: &mut Vec<u8>) -> (u32, u32) {
    let at = |value: &[u8]| {
        if value.is_empty() {
            (NULL, 0)
        } else {
            ((value.as_ptr() as usize - origin) as u32, value.len() as u32)
        }
    };
    let Some(rest) = field.strip_prefix(&[quote]) else { return at(field) };
    match rest.strip_suffix(&[quote]) {
        Some(inside) if memchr::memchr(quote, inside).is_none() => at(inside),
        _ => {
            let start = owned.len();
            split::unescape(rest, quote, owned);
            let length = owned.len() - start;
            if length == 0 { (NULL, 0) } else { (start as u32 | OWNED, length as u32) }
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
