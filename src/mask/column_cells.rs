//! The values of a whole column in the order of its file, for masks that move them.

/// Every value of a column that is neither null nor empty, in the order of the file, in one buffer.
#[derive(Debug, Clone, Default)]
pub struct ColumnCells {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl ColumnCells {
    /// Adds a value; an empty one is none.
    pub fn push(&mut self, cell: &[u8]) {
        if !cell.is_empty() {
            self.bytes.extend_from_slice(cell);
            self.ends.push(self.bytes.len());
        }
    }

    /// The number of values.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Bytes that are held.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.bytes.len() + self.ends.len() * size_of::<usize>()
    }

    /// A value by its place.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<&[u8]> {
        let start = at.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.bytes.get(start..*self.ends.get(at)?)
    }

    /// All values in order.
    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.len()).filter_map(|at| self.get(at))
    }
}
