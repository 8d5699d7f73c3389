//! How many distinct values a column has: exact while few, then `HyperLogLog`.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::hash::WordHasher;

/// Values kept exactly.
const EXACT: usize = 2048;
/// Registers of the sketch: a standard error of 1.04 / sqrt(1024) = 3.3 %.
const REGISTERS: usize = 1024;

/// A mergeable counter of distinct 64-bit hashes (Flajolet et al. 2007, with the small-range correction).
#[derive(Debug, Clone)]
pub enum Distinct {
    /// Hashes with their counts.
    Few(HashMap<u64, u32, BuildHasherDefault<WordHasher>>),
    /// Registers.
    Many(Vec<u8>),
}

impl Default for Distinct {
    fn default() -> Self {
        Self::Few(HashMap::default())
    }
}

impl Distinct {
    /// Takes a hash that was seen `times` times.
    pub fn add(&mut self, hash: u64, times: u64) {
        match self {
            Self::Few(seen) => {
                let count = seen.entry(hash).or_insert(0);
                *count = count.saturating_add(u32::try_from(times).unwrap_or(u32::MAX));
                if seen.len() > EXACT {
                    let mut registers = vec![0; REGISTERS];
                    seen.keys().for_each(|hash| set(&mut registers, *hash));
                    *self = Self::Many(registers);
                }
            }
            Self::Many(registers) => set(registers, hash),
        }
    }

    /// Takes what another counter saw.
    pub fn merge(&mut self, other: &Self) {
        match other {
            Self::Few(seen) => seen.iter().for_each(|(hash, times)| self.add(*hash, u64::from(*times))),
            Self::Many(theirs) => {
                if let Self::Few(seen) = self {
                    let mut registers = vec![0; REGISTERS];
                    seen.keys().for_each(|hash| set(&mut registers, *hash));
                    *self = Self::Many(registers);
                }
                if let Self::Many(ours) = self {
                    ours.iter_mut().zip(theirs).for_each(|(a, b)| *a = (*a).max(*b));
                }
            }
        }
    }

    /// The count, an estimate above 2 048.
    #[must_use]
    pub fn count(&self) -> u64 {
        match self {
            Self::Few(seen) => seen.len() as u64,
            Self::Many(registers) => {
                let m = REGISTERS as f64;
                let sum: f64 = registers.iter().map(|r| 0.5_f64.powi(i32::from(*r))).sum();
                let raw = 0.7213 / (1.0 + 1.079 / m) * m * m / sum;
                let empty = registers.iter().filter(|r| **r == 0).count();
                let estimate = if raw <= 2.5 * m && empty > 0 { m * (m / empty as f64).ln() } else { raw };
                estimate.round() as u64
            }
        }
    }

    /// Values seen exactly once; `None` where they are no longer counted one by one.
    #[must_use]
    pub fn singles(&self) -> Option<u64> {
        match self {
            Self::Few(seen) => Some(seen.values().filter(|count| **count == 1).count() as u64),
            Self::Many(_) => None,
        }
    }
}

fn set(registers: &mut [u8], hash: u64) {
    let at = (hash >> 54) as usize;
    let rank = ((hash << 10) | (1 << 9)).leading_zeros() as u8 + 1;
    if let Some(register) = registers.get_mut(at) {
        *register = (*register).max(rank);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(range: std::ops::Range<u64>) -> Distinct {
        let mut distinct = Distinct::default();
        range.for_each(|n| distinct.add(super::super::hash::hash(&n.to_le_bytes()), 1));
        distinct
    }

    #[test]
    fn few_are_exact_and_many_are_near() {
        assert_eq!(of(0..1000).count(), 1000);
        let many = of(0..200_000).count();
        assert!((180_000..220_000).contains(&many), "{many}");
    }

    #[test]
    fn halves_merge_to_the_whole() {
        for (a, b, all) in [
            (0..500, 400..900, 0..900),
            (0..50_000, 40_000..90_000, 0..90_000),
            (0..10, 5..60_000, 0..60_000),
        ] {
            let mut left = of(a);
            left.merge(&of(b));
            assert_eq!(left.count(), of(all).count());
        }
    }
}
