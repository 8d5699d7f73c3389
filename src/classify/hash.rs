//! A fast 64-bit hash of cells for counting distinct values; not for secrets.

use std::hash::Hasher;

const K: u64 = 0x9e37_79b9_7f4a_7c15;

/// Multiply-and-fold over 8 bytes at a time.
pub fn hash(bytes: &[u8]) -> u64 {
    let mut state = K ^ bytes.len() as u64;
    let (words, tail) = bytes.as_chunks::<8>();
    for word in words {
        state = fold(state ^ u64::from_le_bytes(*word));
    }
    let mut last = [0; 8];
    last[..tail.len()].copy_from_slice(tail);
    fold(fold(state ^ u64::from_le_bytes(last)) ^ K)
}

fn fold(x: u64) -> u64 {
    let wide = u128::from(x ^ K).wrapping_mul(0xa076_1d64_78bd_642f_e703_7ed1_a0b4_28db);
    (wide >> 64) as u64 ^ wide as u64
}

/// A hasher for keys that are one number: hashes of cells, states of automata.
#[derive(Debug, Default, Clone, Copy)]
pub struct WordHasher(u64);

impl Hasher for WordHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash(bytes) ^ self.0.rotate_left(5);
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0 ^ number).wrapping_mul(K);
        self.0 ^= self.0 >> 32;
    }
}
