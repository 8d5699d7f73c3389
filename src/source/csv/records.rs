//! The records of a block one after the other, each as its raw fields, found in one pass.

use super::signs::Signs;
use super::split::{self, Marks};

/// The records of a block.
pub struct Records<'a> {
    block: &'a [u8],
    signs: Signs<'a>,
    marks: Marks,
    /// Where the next field starts.
    start: usize,
    /// The second of two quotes that stand for one.
    second: usize,
}

/// How a record ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// By a line end.
    Line,
    /// By the end of the block.
    Block,
}

impl<'a> Records<'a> {
    /// The records of a block that starts at a record.
    pub fn new(block: &'a [u8], marks: Marks) -> Self {
        let signs = Signs::new(block, [marks.delimiter, b'\n', marks.quote]);
        Self { block, signs, marks, start: 0, second: usize::MAX }
    }

    /// Puts the raw fields (quotes included) of the next record into `raw`; `None` where there is none.
    ///
    /// The same as [`split::record_end`] and [`split::fields`] one after the other.
    #[inline]
    pub fn next(&mut self, raw: &mut Vec<&'a [u8]>) -> Option<End> {
        raw.clear();
        if self.start >= self.block.len() {
            return None;
        }
        let Marks { quote, .. } = self.marks;
        // A quote opens a field only as its first byte; what follows the one that closes it is text.
        let (mut open, mut closed) = (false, false);
        for at in self.signs.by_ref() {
            let byte = self.block[at];
            if byte == quote {
                if at == self.start {
                    open = true;
                } else if open && !closed && at != self.second {
                    if self.block.get(at + 1) == Some(&quote) {
                        self.second = at + 1;
                    } else {
                        closed = true;
                    }
                }
                continue;
            }
            if open && !closed {
                continue;
            }
            let field = &self.block[self.start..at];
            self.start = at + 1;
            if byte == b'\n' {
                raw.push(split::trim_end(field));
                return Some(End::Line);
            }
            raw.push(field);
            (open, closed) = (false, false);
        }
        raw.push(split::trim_end(&self.block[self.start..]));
        self.start = self.block.len();
        Some(End::Block)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn records_are_those_of_one_by_one(text in "[ab,\"\r\n]{0,120}") {
            let (text, marks) = (text.as_bytes(), Marks::default());
            let (mut records, mut raw, mut wanted) = (Records::new(text, marks), Vec::new(), Vec::new());
            let mut at = 0;
            while at < text.len() {
                let end = split::record_end(text, at, marks);
                wanted.clear();
                split::fields(&text[at..end.unwrap_or(text.len())], marks, |field| wanted.push(field));
                let found = records.next(&mut raw);
                proptest::prop_assert_eq!(found, Some(if end.is_some() { End::Line } else { End::Block }));
                proptest::prop_assert_eq!(&raw, &wanted);
                at = end.unwrap_or(text.len());
            }
            proptest::prop_assert_eq!(records.next(&mut raw), None);
        }
    }
}
