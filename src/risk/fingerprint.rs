//! 64-bit fingerprints of rows' tuples.

use std::collections::hash_map::DefaultHasher;
use std::hash::Hasher;

/// A fingerprint being made: a keyed 64-bit hash (`SipHash`) over cells with their lengths.
///
/// Two different tuples of n classes agree with a chance of about n²/2^65: 3·10^-8 for a million classes.
#[derive(Clone)]
pub struct Fingerprint(DefaultHasher);

impl Fingerprint {
    /// A fingerprint keyed by what nobody can know while writing the cells, for example the digest of their file.
    #[must_use]
    pub fn keyed(key: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        hasher.write(key.as_bytes());
        Self(hasher)
    }

    /// Takes a cell; null is a value of its own, equal to null alone.
    pub fn cell(&mut self, cell: Option<&[u8]>) {
        match cell {
            None => self.0.write_u64(u64::MAX),
            Some(bytes) => {
                self.0.write_u64(bytes.len() as u64);
                self.0.write(bytes);
            }
        }
    }

    /// Says that the next `n` cells are one list: its elements do not run into the next column. One cell needs no saying.
    pub fn list(&mut self, n: usize) {
        // No cell is so long.
        self.0.write_u64(1 << 63 | n as u64);
    }

    /// The fingerprint.
    #[must_use]
    pub fn finish(&self) -> u64 {
        self.0.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tuples_that_read_alike_when_joined_differ() {
        let print = |key: &str, columns: &[&[Option<&str>]]| {
            let mut print = Fingerprint::keyed(key);
            for column in columns {
                if column.len() != 1 {
                    print.list(column.len());
                }
                column.iter().for_each(|cell| print.cell(cell.map(str::as_bytes)));
            }
            print.finish()
        };
        let all = [
            print("k", &[&[Some("ab")], &[Some("c")]]),
            print("k", &[&[Some("a")], &[Some("bc")]]),
            print("k", &[&[Some("a"), Some("bc")]]),
            print("k", &[&[None], &[Some("c")]]),
            print("k", &[&[Some("")], &[Some("c")]]),
            print("k", &[&[], &[Some("c")]]),
            print("other", &[&[Some("ab")], &[Some("c")]]),
        ];
        for (at, one) in all.iter().enumerate() {
            assert!(!all[at + 1..].contains(one), "number {at}");
        }
        assert_eq!(print("k", &[&[None]]), print("k", &[&[None]]));
    }
}
