//! The records of a block, one by one.

use super::fill::Filler;
use super::frames::past;
use super::layout::Layout;
use super::shape::Shape;
use super::token::{Cursor, Fault};

/// At most so many bad records of a block are told apart.
pub const MOST_BAD: usize = 100;

/// What a block held.
#[derive(Debug, Default)]
pub struct Found {
    /// Records that were read.
    pub rows: u64,
    /// Records and lines of any kind, bad and blank ones too.
    pub places: u64,
    /// Bad ones: their place from 0 and why.
    pub bad: Vec<(u64, Fault)>,
    /// Bad ones that are not in `bad`.
    pub more: u64,
    too_many_keys: bool,
}

impl Found {
    /// Whether a record was refused for its keys: then the union is not whole.
    pub fn has_too_many_keys(&self) -> bool {
        self.too_many_keys
    }

    fn bad(&mut self, fault: Fault) {
        self.too_many_keys |= fault == Fault::Keys;
        if self.bad.len() < MOST_BAD {
            self.bad.push((self.places, fault));
        } else {
            self.more += 1;
        }
    }
}

/// Goes over the records; `each` reads one at its cursor.
pub fn each(
    block: &[u8],
    layout: &Layout,
    mut each: impl FnMut(&mut Cursor<'_>) -> Result<(), Fault>,
) -> Found {
    let mut found = Found::default();
    let mut at = 0;
    while at < block.len() {
        let end = if *layout == Layout::Lines { past(block, at, layout) } else { block.len() };
        let mut cursor = Cursor { text: &block[..end], at };
        cursor.space();
        if *layout != Layout::Lines && block.get(cursor.at) == Some(&b',') {
            cursor.at += 1;
            cursor.space();
        }
        if cursor.at >= end {
            // A blank line counts, so that numbers are those of the editor.
            found.places += u64::from(*layout == Layout::Lines);
            at = end;
            continue;
        }
        let start = cursor.at;
        match each(&mut cursor).and_then(|()| after(&mut cursor, layout)) {
            Ok(()) => {
                found.rows += 1;
                at = if *layout == Layout::Lines { end } else { cursor.at };
            }
            Err(fault) => {
                found.bad(fault);
                at = past(block, start, layout).max(start + 1);
            }
        }
        found.places += 1;
    }
    found
}

/// Nothing else stands in the line, or before the next comma.
fn after(cursor: &mut Cursor<'_>, layout: &Layout) -> Result<(), Fault> {
    cursor.space();
    match (layout, cursor.text.get(cursor.at)) {
        (_, None) | (Layout::Values, _) | (Layout::Array { .. }, Some(b',')) => Ok(()),
        _ => Err(Fault::Syntax),
    }
}

/// Adds the shapes of a block's records; bad records leave no trace.
pub fn shape(block: &[u8], layout: &Layout, shape: &mut Shape) -> Found {
    each(block, layout, |cursor| {
        shape.begin();
        let read = cursor.value(shape, 0, 0).and_then(|()| after(&mut cursor.clone(), layout));
        if read.is_err() {
            shape.undo();
        }
        read
    })
}

/// Fills the cells of a block's records.
pub fn fill(block: &[u8], layout: &Layout, filler: &mut Filler<'_>) -> Found {
    each(block, layout, |cursor| {
        let read = cursor.value(filler, 0, 0).and_then(|()| after(&mut cursor.clone(), layout));
        match read {
            Ok(()) => filler.cells.end_row(),
            Err(_) => filler.cells.undo_row(),
        }
        read
    })
}
