//! Numbers drawn from a value by key: the same value draws the same numbers.

use super::support::Keyed;

/// A stream of numbers: the bytes of HMAC-SHA256 of the value, then of HMAC-SHA256 of those 32 bytes, and so on.
pub struct Draw<'a> {
    keyed: &'a Keyed,
    block: [u8; 32],
    at: usize,
}

impl<'a> Draw<'a> {
    /// The stream of a value.
    pub fn new(keyed: &'a Keyed, value: &[u8]) -> Self {
        Self { keyed, block: keyed.of(value), at: 0 }
    }

    /// The next 8 bytes as a big-endian number.
    pub fn next(&mut self) -> u64 {
        if self.at == self.block.len() {
            self.block = self.keyed.of(&self.block);
            self.at = 0;
        }
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&self.block[self.at..self.at + 8]);
        self.at += 8;
        u64::from_be_bytes(bytes)
    }

    /// A number below `n` (at least 1): the next number modulo `n`, so that the bias is below n / 2^64.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    /// One of a list; empty where the list is.
    pub fn pick<'l>(&mut self, list: &[&'l str]) -> &'l str {
        list.get(self.below(list.len())).copied().unwrap_or_default()
    }

    /// A number in the open interval from 0 to 1: the next 53 bits and a half.
    pub fn unit(&mut self) -> f64 {
        ((self.next() >> 11) as f64 + 0.5) / 9_007_199_254_740_992.0
    }
}
