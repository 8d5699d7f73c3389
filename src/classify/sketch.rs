//! How many distinct values a column has: a list while they are a handful, a map while few, then `HyperLogLog`.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::hash::WordHasher;

/// Values in a list; a map takes some hundred bytes before its first one.
const HANDFUL: usize = 64;
/// Values kept exactly.
const EXACT: usize = 2048;
/// Registers of the sketch: a standard error of 1.04 / sqrt(1024) = 3.3 %.
const REGISTERS: usize = 1024;

/// A mergeable counter of distinct 64-bit hashes (Flajolet et al. 2007, with the small-range correction).
#[derive(Debug, Clone)]
pub enum Distinct {
    /// Hashes in no order, and a bit for each of them, from the lowest on: whether it was seen again.
    Handful(Vec<u64>, u64),
    /// Hashes, and whether each was seen again.
    Few(HashMap<u64, bool, BuildHasherDefault<WordHasher>>),
    /// Registers.
    Many(Vec<u8>),
}

impl Default for Distinct {
    fn default() -> Self {
        Self::Handful(Vec::new(), 0)
    }
}

impl Distinct {
    /// Takes hashes that differ from each other, with the times that each was seen.
    pub fn add_different(&mut self, mut hashes: impl ExactSizeIterator<Item = (u64, u64)>) {
        let known = if let Self::Handful(seen, _) = self { seen.len() } else { 0 };
        while let Some((hash, times)) = hashes.next() {
            self.add_beside(hash, times > 1, known, 1 + hashes.len());
        }
    }

    /// Takes a hash that was seen `times` times.
    pub fn add(&mut self, hash: u64, times: u64) {
        self.add_beside(hash, times > 1, HANDFUL, 1);
    }

    /// Takes a hash that was seen once or more often; in a list it may be one of the first `known`, and so many are to
    /// come.
    fn add_beside(&mut self, hash: u64, often: bool, known: usize, coming: usize) {
        match self {
            Self::Handful(seen, again) => {
                if let Some(at) = seen.iter().take(known).position(|known| *known == hash) {
                    *again |= 1 << at;
                } else if seen.len() < HANDFUL {
                    if seen.len() == seen.capacity() {
                        // A wide table has a hundred thousand of these lists: none is longer than it has to be.
                        let least = if coming > 1 { coming } else { seen.len().max(4) };
                        seen.reserve_exact(least.min(HANDFUL - seen.len()));
                    }
                    *again |= u64::from(often) << seen.len();
                    seen.push(hash);
                } else {
                    let of = |(at, hash): (usize, &u64)| (*hash, *again >> at & 1 == 1);
                    let mut few: HashMap<_, _, _> = seen.iter().enumerate().map(of).collect();
                    few.insert(hash, often);
                    *self = Self::Few(few);
                }
            }
            Self::Few(seen) => {
                seen.entry(hash).and_modify(|again| *again = true).or_insert(often);
                if seen.len() > EXACT {
                    self.registers();
                }
            }
            Self::Many(registers) => set(registers, hash),
        }
    }

    /// Takes what another counter saw.
    pub fn merge(&mut self, other: &Self) {
        let times = |again| if again { 2 } else { 1 };
        match other {
            Self::Handful(seen, again) => {
                seen.iter().enumerate().for_each(|(at, hash)| self.add(*hash, times(again >> at & 1 == 1)));
            }
            Self::Few(seen) => seen.iter().for_each(|(hash, again)| self.add(*hash, times(*again))),
            Self::Many(theirs) => {
                self.registers().iter_mut().zip(theirs).for_each(|(a, b)| *a = (*a).max(*b));
            }
        }
    }

    /// The registers, which take the place of the hashes.
    fn registers(&mut self) -> &mut [u8] {
        let mut registers = Vec::new();
        match self {
            Self::Handful(seen, _) => {
                registers.resize(REGISTERS, 0);
                seen.iter().for_each(|hash| set(&mut registers, *hash));
            }
            Self::Few(seen) => {
                registers.resize(REGISTERS, 0);
                seen.keys().for_each(|hash| set(&mut registers, *hash));
            }
            Self::Many(known) => registers = std::mem::take(known),
        }
        *self = Self::Many(registers);
        match self {
            Self::Many(registers) => registers,
            _ => &mut [],
        }
    }

    /// Gives back memory that was kept for more values.
    pub fn shrink(&mut self) {
        if let Self::Handful(seen, _) = self {
            super::profile::trim(seen);
        }
    }

    /// The count, an estimate above 2 048.
    #[must_use]
    pub fn count(&self) -> u64 {
        match self {
            Self::Handful(seen, _) => seen.len() as u64,
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
            Self::Handful(seen, again) => Some(seen.len() as u64 - u64::from(again.count_ones())),
            Self::Few(seen) => Some(seen.values().filter(|again| !**again).count() as u64),
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
        for n in [0, 1, 64, 65, 1000, 2048] {
            assert_eq!((of(0..n).count(), of(0..n).singles()), (n, Some(n)));
        }
        let many = of(0..200_000).count();
        assert!((180_000..220_000).contains(&many), "{many}");
    }

    #[test]
    fn different_hashes_are_added_as_one_by_one() {
        for (first, then) in [(0..40, 20..60), (0..60, 30..90), (0..10, 0..10), (0..3_000, 2_000..4_000)] {
            let (mut once, mut each) = (of(first.clone()), of(first));
            let hashes: Vec<_> =
                then.map(|n: u64| (super::super::hash::hash(&n.to_le_bytes()), n % 3 + 1)).collect();
            once.add_different(hashes.iter().copied());
            hashes.iter().for_each(|(hash, times)| each.add(*hash, *times));
            assert_eq!((once.count(), once.singles()), (each.count(), each.singles()));
        }
    }

    #[test]
    fn halves_merge_to_the_whole() {
        for (a, b, all) in [
            (0..500, 400..900, 0..900),
            (0..50_000, 40_000..90_000, 0..90_000),
            (0..10, 5..60_000, 0..60_000),
            (0..40, 30..64, 0..64),
            (0..40, 30..65, 0..65),
            (0..60_000, 5..10, 0..60_000),
        ] {
            let mut left = of(a.clone());
            left.merge(&of(b.clone()));
            assert_eq!(left.count(), of(all.clone()).count());
            let once = of(a.clone())
                .singles()
                .zip(of(b.clone()).singles())
                .map(|_| all.clone().filter(|n| a.contains(n) != b.contains(n)).count() as u64);
            assert_eq!(left.singles(), once);
        }
    }
}
