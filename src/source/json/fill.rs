//! Records as cells of the columns that their shape made.

use super::shape::{Places, Shape};
use super::token::{Fault, Kind, Part, Taker, unescape};
use crate::source::cells::Cells;

/// Fills cells; the shape is the union over all records, so every key is known.
pub struct Filler<'a> {
    shape: &'a Shape,
    places: &'a [Places],
    /// Member after which the next key is looked for first, by place.
    hints: Vec<usize>,
    name: Vec<u8>,
    /// The cells.
    pub cells: Cells,
}

impl<'a> Filler<'a> {
    /// Empty cells for so many columns.
    pub fn new(shape: &'a Shape, places: &'a [Places], columns: usize) -> Self {
        let hints = vec![0; places.len()];
        Self { shape, places, hints, name: Vec::new(), cells: Cells::new(columns) }
    }

    fn place(&self, at: usize) -> Places {
        self.places.get(at).copied().unwrap_or_default()
    }
}

impl Taker for Filler<'_> {
    fn scalar(&mut self, at: usize, kind: Kind, part: Part, text: &[u8]) {
        let Some(column) = self.place(at).scalar else { return };
        if kind == Kind::Null {
            self.cells.null(column);
        } else if part.escaped {
            let raw = text.get(part.start..part.end).unwrap_or_default();
            self.cells.owned(column, |out| unescape(raw, out));
        } else {
            self.cells.part(column, part.start, part.end - part.start);
        }
    }

    fn object(&mut self, at: usize) -> bool {
        if let Some(hint) = self.hints.get_mut(at) {
            *hint = 0;
        }
        self.place(at).object.is_none()
    }

    fn whole(&mut self, at: usize, part: Part) {
        if let Some(column) = self.place(at).object {
            self.cells.part(column, part.start, part.end - part.start);
        }
    }

    fn member(&mut self, at: usize, key: Part, text: &[u8]) -> Result<usize, Fault> {
        let mut name = text.get(key.start..key.end).unwrap_or_default();
        if key.escaped {
            self.name.clear();
            unescape(name, &mut self.name);
            name = &self.name;
        }
        let hint = self.hints.get_mut(at).ok_or(Fault::Syntax)?;
        // The shape knows every key of a record that it took; another one is a record it refused.
        let (found, to) = self.shape.find_member(at, name, *hint).ok_or(Fault::Keys)?;
        *hint = found + 1;
        Ok(to)
    }

    fn likely(&self, at: usize) -> Option<(&[u8], usize)> {
        self.hints.get(at).and_then(|number| self.shape.nth_member(at, *number))
    }

    fn came(&mut self, at: usize) {
        if let Some(hint) = self.hints.get_mut(at) {
            *hint += 1;
        }
    }

    fn elements(&mut self, at: usize) -> Result<usize, Fault> {
        self.shape.find_elements(at).ok_or(Fault::Keys)
    }
}
