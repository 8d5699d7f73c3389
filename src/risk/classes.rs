//! Sizes of equivalence classes in bounded memory.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Classes that are counted exactly (about 140 MiB); beyond, classes are sampled.
pub const MOST: usize = 1 << 22;

/// Counts rows by the fingerprint of their class.
///
/// Exact up to a number of classes. Beyond it, one class in 2, then one in 4 and so on is kept by its fingerprint, each with
/// its whole count: distinct sampling (Gibbons, VLDB 2001, pages 541-550). The kept classes are a uniform sample of all.
#[derive(Debug, Clone)]
pub struct Classes {
    sizes: HashMap<u64, u64, BuildHasherDefault<Plain>>,
    level: u32,
    most: usize,
    rows: u64,
}

impl Classes {
    /// A counter that keeps at most `most` classes.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self { sizes: HashMap::default(), level: 0, most: most.max(1), rows: 0 }
    }

    /// Counts one row for each fingerprint. The order of rows makes no difference.
    pub fn extend(&mut self, fingerprints: &[u64]) {
        for print in fingerprints {
            self.rows += 1;
            if !kept(*print, self.level) {
                continue;
            }
            *self.sizes.entry(*print).or_default() += 1;
            while self.sizes.len() > self.most && self.level < 32 {
                self.level += 1;
                let level = self.level;
                self.sizes.retain(|print, _| kept(*print, level));
            }
        }
    }

    /// The classes without those under a size, and how many rows those have: an estimate where classes are sampled.
    #[must_use]
    pub fn without_small(mut self, least: u64) -> (Self, u64) {
        let small: u64 = self.sizes.values().filter(|size| **size < least).sum();
        let gone = (small * self.stands_for()).min(self.rows);
        self.sizes.retain(|_, size| *size >= least);
        self.rows -= gone;
        (self, gone)
    }

    /// Rows counted.
    #[must_use]
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    /// Sizes of the kept classes, in no order.
    pub fn sizes(&self) -> impl Iterator<Item = u64> + '_ {
        self.sizes.values().copied()
    }

    /// How many classes each kept one stands for: 1 where all are kept.
    #[must_use]
    pub const fn stands_for(&self) -> u64 {
        1 << self.level
    }

    /// Whether every class is kept.
    #[must_use]
    pub const fn is_exact(&self) -> bool {
        self.level == 0
    }
}

/// The upper half decides, so that the lower half still spreads over the table.
const fn kept(print: u64, level: u32) -> bool {
    (print >> 32) & ((1 << level) - 1) == 0
}

/// Fingerprints are spread evenly already.
#[derive(Default)]
struct Plain(u64);

impl Hasher for Plain {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::risk::of_classes;

    /// Spreads small numbers over 64 bits (splitmix64, Steele and others, OOPSLA 2014).
    fn spread(n: u64) -> u64 {
        let mut z = n.wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    #[test]
    fn beyond_the_bound_the_estimate_is_near_and_memory_is_kept() {
        // 40 000 classes of one row, 40 000 of three, in room for 4 096.
        let mut rows: Vec<u64> = (0..40_000).map(spread).collect();
        for _ in 0..3 {
            rows.extend((40_000..80_000).map(spread));
        }
        let mut classes = Classes::new(4_096);
        classes.extend(&rows);
        assert!(!classes.is_exact() && classes.sizes().count() <= 4_096);
        let figures = of_classes(&classes, 5);
        // The sample holds 2 500 classes at least: 5 % is more than two standard errors.
        assert!((figures.classes as f64 / 80_000.0 - 1.0).abs() < 0.05, "{figures:?}");
        assert!((figures.unique_share / 0.25 - 1.0).abs() < 0.08, "{figures:?}");
        assert_eq!(figures.k, 1);
    }

    #[test]
    fn what_is_left_of_the_classes_has_no_small_one() {
        let mut classes = Classes::new(50);
        classes.extend(&[1, 1, 1, 2, 3, 3].map(spread));
        let (left, gone) = classes.without_small(3);
        assert_eq!((left.rows(), gone, left.sizes().collect::<Vec<_>>()), (3, 3, vec![3]));
    }

    proptest! {
        #[test]
        fn the_order_of_rows_makes_no_difference(mut rows in prop::collection::vec(0_u64..300, 0..400), most in 1_usize..50) {
            let count = |rows: &[u64]| {
                let mut classes = Classes::new(most);
                classes.extend(&rows.iter().map(|n| spread(*n)).collect::<Vec<_>>());
                let mut sizes: Vec<u64> = classes.sizes().collect();
                sizes.sort_unstable();
                (sizes, classes.stands_for(), classes.rows())
            };
            let forward = count(&rows);
            rows.reverse();
            prop_assert_eq!(forward, count(&rows));
        }

        #[test]
        fn within_the_bound_sizes_are_those_of_a_plain_count(rows in prop::collection::vec(0_u64..50, 0..400)) {
            let mut classes = Classes::new(50);
            classes.extend(&rows.iter().map(|n| spread(*n)).collect::<Vec<_>>());
            let mut want = std::collections::BTreeMap::<u64, u64>::new();
            for row in &rows {
                *want.entry(*row).or_default() += 1;
            }
            let (mut got, mut want): (Vec<u64>, Vec<u64>) = (classes.sizes().collect(), want.into_values().collect());
            got.sort_unstable();
            want.sort_unstable();
            prop_assert!(classes.is_exact());
            prop_assert_eq!(got, want);
        }
    }
}
