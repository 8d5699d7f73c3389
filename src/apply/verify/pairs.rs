//! Which values stand for several others: a sample of bounded size, drawn by the values' fingerprints, so that it is the
//! same however the rows were dealt out.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::mark::MarkMap;

/// Values that are remembered.
const MOST: usize = 1 << 18;

/// Values, each with what it was seen beside.
#[derive(Debug, Default)]
pub struct Pairs {
    /// The smallest and the greatest partner of each value; more need not be known.
    seen: MarkMap<u64, (u64, u64)>,
    sample: Sample,
}

/// Which values are in a sample; others than its owner may ask, and hear at worst that a value is which is no more.
#[derive(Debug, Default, Clone)]
pub struct Sample {
    /// Values whose fingerprint starts with fewer zero bits are left out.
    zeros: Arc<AtomicU32>,
}

impl Sample {
    /// Whether a value is in the sample so far.
    pub fn has(&self, value: u64) -> bool {
        value.leading_zeros() >= self.zeros.load(Ordering::Relaxed)
    }
}

impl Pairs {
    /// The sample, as it is at any time.
    pub const fn sample(&self) -> &Sample {
        &self.sample
    }

    /// Notes that a value was seen beside another.
    pub fn note(&mut self, value: u64, partner: u64) {
        if !self.sample.has(value) {
            return;
        }
        let (least, most) = self.seen.entry(value).or_insert((partner, partner));
        (*least, *most) = (partner.min(*least), partner.max(*most));
        while self.seen.len() > MOST {
            self.sample.zeros.fetch_add(1, Ordering::Relaxed);
            let sample = &self.sample;
            self.seen.retain(|value, _| sample.has(*value));
        }
    }

    /// Values of the sample that were seen beside more than one other.
    pub fn several(&self) -> u64 {
        self.seen.values().filter(|(least, most)| least != most).count() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::super::mark::fixed;
    use super::*;

    #[test]
    fn the_sample_is_bounded_and_does_not_depend_on_the_order() {
        let values: Vec<(u64, u64)> =
            (0..3 * MOST as u64).map(|n| (fixed(&(n % (2 * MOST as u64)).to_le_bytes()), n / 7)).collect();
        let mut forward = Pairs::default();
        values.iter().for_each(|(value, partner)| forward.note(*value, *partner));
        let mut backward = Pairs::default();
        values.iter().rev().for_each(|(value, partner)| backward.note(*value, *partner));
        assert!(forward.seen.len() <= MOST && forward.seen.len() > MOST / 4);
        assert_eq!((forward.seen.len(), forward.several()), (backward.seen.len(), backward.several()));
        assert!(forward.several() > 0);
    }

    #[test]
    fn one_value_beside_all_others_is_seen_however_many_there_are() {
        let mut pairs = Pairs::default();
        (0..2 * MOST as u64).for_each(|n| pairs.note(fixed(b"same"), n));
        assert_eq!(pairs.several(), 1);
    }
}
