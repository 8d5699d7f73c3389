//! Seeded choices: the order of slots, and rows of a stream.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

/// The numbers 0 to `count` in an order that the seed fixes, each once, without memory for all of them:
/// a permutation by a Feistel network over the next even number of bits, numbers outside are passed over.
pub fn order(count: u64, seed: u64) -> impl Iterator<Item = u64> {
    let bits = (64 - count.max(2).saturating_sub(1).leading_zeros()).div_ceil(2) * 2;
    let half = bits / 2;
    let mask = (1_u64 << half) - 1;
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let keys = [random.next_u64(), random.next_u64(), random.next_u64(), random.next_u64()];
    (0..1_u64 << bits)
        .map(move |n| {
            let (mut left, mut right) = (n >> half, n & mask);
            for key in keys {
                (left, right) = (right, left ^ (mix(right ^ key) & mask));
            }
            left << half | right
        })
        .filter(move |n| *n < count)
}

/// The finaliser of splitmix64 (Steele, Lea, Flood 2014).
const fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// A uniform sample of records of a stream (Vitter 1985, algorithm R), given back in file order.
pub struct Reservoir {
    most: u64,
    seen: u64,
    random: ChaCha8Rng,
    kept: Vec<(u64, Vec<u8>)>,
}

impl Reservoir {
    /// A reservoir of at most `most` records.
    #[must_use]
    pub fn new(most: u64, seed: u64) -> Self {
        Self { most: most.max(1), seen: 0, random: ChaCha8Rng::seed_from_u64(seed), kept: Vec::new() }
    }

    /// Offers the next record.
    pub fn offer(&mut self, record: &[u8]) {
        let number = self.seen;
        self.seen += 1;
        if number < self.most {
            self.kept.push((number, record.to_vec()));
            return;
        }
        let at = self.random.next_u64() % self.seen;
        if let Some(place) =
            usize::try_from(at).ok().filter(|_| at < self.most).and_then(|at| self.kept.get_mut(at))
        {
            *place = (number, record.to_vec());
        }
    }

    /// Records offered.
    #[must_use]
    pub const fn seen(&self) -> u64 {
        self.seen
    }

    /// The kept records in file order, joined to blocks; every record ends in a line end.
    pub fn blocks(mut self) -> impl Iterator<Item = Vec<u8>> {
        self.kept.sort_unstable_by_key(|(number, _)| *number);
        let mut records = self.kept.into_iter().peekable();
        std::iter::from_fn(move || {
            records.peek()?;
            let mut block = Vec::new();
            while block.len() < 1 << 20 {
                let Some((_, record)) = records.next() else { break };
                block.extend_from_slice(&record);
                if !record.ends_with(b"\n") {
                    block.push(b'\n');
                }
            }
            Some(block)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_a_permutation_that_the_seed_fixes() {
        for count in [1, 2, 3, 17, 1000] {
            let mut all: Vec<u64> = order(count, 7).collect();
            assert_eq!(all, order(count, 7).collect::<Vec<_>>());
            all.sort_unstable();
            assert_eq!(all, (0..count).collect::<Vec<_>>());
        }
        assert_ne!(order(1000, 1).take(5).collect::<Vec<_>>(), order(1000, 2).take(5).collect::<Vec<_>>());
    }

    #[test]
    fn a_reservoir_keeps_file_order_and_counts() {
        let mut reservoir = Reservoir::new(10, 3);
        for n in 0..1000 {
            reservoir.offer(format!("{n:04}\n").as_bytes());
        }
        assert_eq!(reservoir.seen(), 1000);
        let text = String::from_utf8(reservoir.blocks().flatten().collect()).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 10);
        assert!(lines.is_sorted());
    }
}
