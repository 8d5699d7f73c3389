//! Fingerprints of values: 64 bits, fast, good enough that a chance hit need not be feared.

use std::hash::{BuildHasher as _, BuildHasherDefault, Hasher, RandomState};
use std::sync::OnceLock;

/// A map whose keys hold fingerprints.
pub type MarkMap<K, V> = std::collections::HashMap<K, V, BuildHasherDefault<MarkHasher>>;

const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
/// The seeds of [`fixed`]: digits of pi, as good as any others.
const FIXED: [u64; 2] = [0x2436_f6a8_885a_308d, 0x3131_98a2_e037_0734];

/// A fingerprint that only this process can compute: its seeds are drawn at the start.
pub fn mark(value: &[u8]) -> u64 {
    static SEEDS: OnceLock<[u64; 2]> = OnceLock::new();
    let seeds = SEEDS.get_or_init(|| {
        let state = RandomState::new();
        [state.hash_one(0), state.hash_one(1)]
    });
    of(*seeds, value)
}

/// A fingerprint that is the same in every run, by which samples are drawn.
pub fn fixed(value: &[u8]) -> u64 {
    of(FIXED, value)
}

/// Two words at a time, multiplied to 128 bits and folded (the construction of wyhash).
fn of(seeds: [u64; 2], value: &[u8]) -> u64 {
    let [first, second] = seeds;
    let mut state = first ^ (value.len() as u64).wrapping_mul(ODD);
    let (pairs, tail) = value.as_chunks::<16>();
    for pair in pairs {
        state = fold(word(&pair[..8]) ^ second, word(&pair[8..]) ^ state);
    }
    let (low, high) = match tail.len() {
        0..8 => (tail.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)), 0),
        length => (word(&tail[..8]), word(&tail[length - 8..])),
    };
    fold(fold(low ^ second, high ^ state) ^ first, ODD)
}

/// Eight bytes as a number.
fn word(bytes: &[u8]) -> u64 {
    bytes.first_chunk::<8>().map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

fn fold(a: u64, b: u64) -> u64 {
    let wide = u128::from(a) * u128::from(b);
    (wide >> 64) as u64 ^ wide as u64
}

/// Hashes what is made of fingerprints, which need no more than to be put together.
#[derive(Debug, Default, Clone, Copy)]
pub struct MarkHasher(u64);

impl Hasher for MarkHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = fold(self.0.rotate_left(5) ^ number ^ ODD, ODD);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn values_that_differ_in_one_place_or_in_length_have_different_marks() {
        let mut values: HashSet<Vec<u8>> = HashSet::new();
        for length in 0..70 {
            for at in 0..length.max(1) {
                for byte in [0, 1, b'a', 0xff] {
                    let mut value = vec![b'x'; length];
                    if let Some(place) = value.get_mut(at) {
                        *place = byte;
                    }
                    values.insert(value);
                }
            }
        }
        for of in [mark, fixed] {
            let marks: HashSet<u64> = values.iter().map(|value| of(value)).collect();
            assert_eq!(marks.len(), values.len());
            // The top bits choose samples: they must be even.
            let top = marks.iter().filter(|mark| *mark >> 63 == 0).count();
            assert!((marks.len() * 2 / 5..marks.len() * 3 / 5).contains(&top), "{top} of {}", marks.len());
        }
        assert_eq!(mark(b"abc"), mark(b"abc"));
        assert_ne!(mark(b"abc"), fixed(b"abc"));
    }
}
