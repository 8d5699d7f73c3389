//! Where a delimiter, a line end or a quote stands: the places of three bytes in a block, 64 bytes at a time.

use wide::u8x16;

/// Bytes that are compared before the places among them are given.
const PART: usize = 64;
/// Bytes that one comparison takes.
const LANE: usize = 16;

/// The places of three bytes, ascending.
pub struct Signs<'a> {
    block: &'a [u8],
    three: [u8; 3],
    wide: [u8x16; 3],
    /// Bytes before the part that `found` is about.
    base: usize,
    /// One bit for each place in the part that was not given yet.
    found: u64,
    /// Bytes before the next part.
    next: usize,
}

impl<'a> Signs<'a> {
    /// The places of the signs in a block.
    pub fn new(block: &'a [u8], signs: [u8; 3]) -> Self {
        Self { block, three: signs, wide: signs.map(u8x16::splat), base: 0, found: 0, next: 0 }
    }

    /// The places in the next part, one bit each; `None` at the end of the block.
    fn part(&self) -> Option<u64> {
        let rest = self.block.get(self.next..).filter(|rest| !rest.is_empty())?;
        let Some((part, _)) = rest.split_first_chunk::<PART>() else {
            let bit = |(at, byte): (usize, &u8)| u64::from(self.three.contains(byte)) << at;
            return Some(rest.iter().enumerate().map(bit).sum());
        };
        let mut found = 0;
        for (lane, bytes) in part.as_chunks::<LANE>().0.iter().enumerate() {
            let bytes = u8x16::new(*bytes);
            let [a, b, c] = self.wide.map(|sign| bytes.simd_eq(sign));
            found |= u64::from((a | b | c).to_bitmask()) << (lane * LANE);
        }
        Some(found)
    }
}

impl Iterator for Signs<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.found == 0 {
            self.found = self.part()?;
            self.base = self.next;
            self.next += PART;
        }
        let at = self.base + self.found.trailing_zeros() as usize;
        self.found &= self.found - 1;
        Some(at)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_place_is_given_once(block in prop::collection::vec(prop::sample::select(b",\n\"ab".to_vec()), 0..300)) {
            let given: Vec<usize> = Signs::new(&block, *b",\n\"").collect();
            let there: Vec<usize> = memchr::memchr3_iter(b',', b'\n', b'"', &block).collect();
            prop_assert_eq!(given, there);
        }
    }
}
