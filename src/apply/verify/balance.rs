//! Whether the values of a column are those of the original, in whatever rows.

use super::mark::mark;
use crate::apply::runner;
use crate::domain::dtype::DType;

/// The sum of the marks of the original's values less that of the masked ones; 0 where the multisets are equal.
///
/// Marks are keyed at random by the process, so that unequal multisets have equal sums with a chance of 2^-64.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Balance {
    marks: u64,
    originals: u64,
    cells: i64,
}

impl Balance {
    /// Takes a row's cell of original and masked file; empty is null.
    pub fn see(&mut self, original: Option<&[u8]>, masked: Option<&[u8]>, delimited: bool) {
        if let Some(cell) = original.filter(|cell| !cell.is_empty()) {
            let mut cell = cell.to_vec();
            if delimited {
                runner::disarm(DType::String, &mut cell, 0);
            }
            self.marks = self.marks.wrapping_add(mark(&cell));
            self.originals += 1;
            self.cells += 1;
        }
        if let Some(cell) = masked.filter(|cell| !cell.is_empty()) {
            self.marks = self.marks.wrapping_sub(mark(cell));
            self.cells -= 1;
        }
    }

    /// Adds what was seen in other rows.
    pub const fn add(&mut self, other: Self) {
        self.marks = self.marks.wrapping_add(other.marks);
        self.originals += other.originals;
        self.cells += other.cells;
    }

    /// At least how many values differ: 0 where none does.
    ///
    /// A value that has no other row to go to is refused, so that it is not there.
    pub fn broken(&self) -> u64 {
        if (self.originals, self.cells) == (1, 1) {
            return 0;
        }
        self.cells.unsigned_abs().max(u64::from(self.marks != 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(original: &[&str], masked: &[&str]) -> u64 {
        let mut balance = Balance::default();
        for (a, b) in original.iter().zip(masked) {
            balance.see(Some(a.as_bytes()), Some(b.as_bytes()), true);
        }
        balance.broken()
    }

    #[test]
    fn order_is_nothing_and_every_value_counts() {
        assert_eq!(broken(&["a", "b", "b", "=c"], &["b", "'=c", "a", "b"]), 0);
        assert_eq!(broken(&["a", "b", "b"], &["b", "a", "a"]), 1);
        assert_eq!(broken(&["a", "b", "b"], &["b", "", ""]), 2);
        assert_eq!(broken(&["a", ""], &["", ""]), 0);
    }
}
