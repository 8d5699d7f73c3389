//! Seeded choices: the order of slots, and rows of a stream.

use std::collections::BinaryHeap;

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

/// A uniform sample of records of a stream: those with the smallest keys, a key being drawn for each by seed and number
/// (bottom-k sampling, Cohen and Kaplan 2007). A larger one of the same seed holds the smaller one. Given back in file order.
pub struct Reservoir {
    most: usize,
    seen: u64,
    seed: u64,
    /// By key and number, the largest first.
    kept: BinaryHeap<(u64, u64, Vec<u8>)>,
}

impl Reservoir {
    /// A reservoir of at most `most` records.
    #[must_use]
    pub fn new(most: u64, seed: u64) -> Self {
        let most = usize::try_from(most.max(1)).unwrap_or(usize::MAX);
        let seed = ChaCha8Rng::seed_from_u64(seed).next_u64();
        Self { most, seen: 0, seed, kept: BinaryHeap::new() }
    }

    /// Offers the next record.
    pub fn offer(&mut self, record: &[u8]) {
        let number = self.seen;
        self.seen += 1;
        let key = mix(mix(number.wrapping_add(1)) ^ self.seed);
        if self.kept.len() < self.most {
            self.kept.push((key, number, record.to_vec()));
            return;
        }
        if let Some(mut largest) = self.kept.peek_mut()
            && (key, number) < (largest.0, largest.1)
        {
            *largest = (key, number, record.to_vec());
        }
    }

    /// Records offered.
    #[must_use]
    pub const fn seen(&self) -> u64 {
        self.seen
    }

    /// The kept records in file order, joined to blocks; every record ends in a line end.
    pub fn blocks(self) -> impl Iterator<Item = Vec<u8>> {
        let mut kept = self.kept.into_vec();
        kept.sort_unstable_by_key(|(_, number, _)| *number);
        let mut records = kept.into_iter().peekable();
        std::iter::from_fn(move || {
            records.peek()?;
            let mut block = Vec::new();
            while block.len() < 1 << 20 {
                let Some((_, _, record)) = records.next() else { break };
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

    #[test]
    fn a_larger_sample_holds_the_smaller_one_and_is_uniform() {
        let drawn = |most: u64, seed: u64| {
            let mut reservoir = Reservoir::new(most, seed);
            (0..400).for_each(|n| reservoir.offer(format!("{n:04}\n").as_bytes()));
            let text = String::from_utf8(reservoir.blocks().flatten().collect()).unwrap();
            text.lines().map(|line| line.parse().unwrap()).collect::<Vec<usize>>()
        };
        let (few, many) = (drawn(20, 5), drawn(90, 5));
        assert!(few.iter().all(|n| many.contains(n)));
        assert_eq!(drawn(400, 5), (0..400).collect::<Vec<_>>());
        assert_ne!(few, drawn(20, 6));
        // Every record is drawn by 40 of 400 seeds or so: chi-squared over 400 records, within five deviations.
        let mut times = [0_f64; 400];
        (0..400).flat_map(|seed| drawn(40, seed)).for_each(|n| times[n] += 1.0);
        let chi: f64 = times.iter().map(|t| (t - 40.0).powi(2) / 36.0).sum();
        assert!((chi - 400.0).abs() < 5.0 * 800_f64.sqrt(), "{chi}");
    }
}
