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
    let last = match (bytes.last_chunk::<8>(), tail) {
        (_, []) => 0,
        (Some(end), _) => u64::from_le_bytes(*end) >> (64 - 8 * tail.len()),
        (None, _) => short(tail),
    };
    fold(fold(state ^ last) ^ K)
}

/// Fewer than eight bytes as one number, the first one lowest.
fn short(bytes: &[u8]) -> u64 {
    let count = bytes.len();
    if let (Some(start), Some(end)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        return u64::from(u32::from_le_bytes(*start))
            | u64::from(u32::from_le_bytes(*end)) << (8 * (count - 4));
    }
    // The first, the middle and the last of up to three: some of them are the same one.
    [0, count / 2, count.saturating_sub(1)]
        .iter()
        .map(|at| bytes.get(*at).map_or(0, |byte| u64::from(*byte) << (8 * at)))
        .fold(0, |all, byte| all | byte)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_bytes_are_taken_as_if_zeros_followed() {
        let bytes: Vec<u8> = (1..=30).collect();
        for length in 0..=30 {
            let (words, tail) = bytes[..length].as_chunks::<8>();
            let mut last = [0; 8];
            last[..tail.len()].copy_from_slice(tail);
            let state = words.iter().fold(K ^ length as u64, |s, w| fold(s ^ u64::from_le_bytes(*w)));
            assert_eq!(hash(&bytes[..length]), fold(fold(state ^ u64::from_le_bytes(last)) ^ K), "{length}");
        }
    }
}
