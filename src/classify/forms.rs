//! The forms of a column's values with their counts.

use std::cmp::Ordering;

use super::form::Form;

/// Forms that are kept apart; a column with more of them is text, in which none is frequent.
const MOST: usize = 1024;

/// Counts by form. Beyond [`MOST`] those with the smallest hashes are kept, so that the counts of those kept are exact in
/// whatever order profiles are merged (bottom-k sampling, Cohen and Kaplan 2007).
#[derive(Debug, Clone, Default)]
pub struct Forms {
    /// By hash.
    kept: Vec<Kept>,
}

/// A form, small: columns of texts have one for nearly every value.
#[derive(Debug, Clone, Copy)]
struct Kept {
    /// The upper half of its hash.
    hash: u32,
    /// Values of it, up to the largest number that fits: only some of the rows are looked at so closely.
    count: u32,
    form: Form,
}

impl Kept {
    /// Where it stands beside a hash.
    fn cmp(&self, hash: u64) -> Ordering {
        let upper = self.hash.cmp(&upper(hash));
        upper.then_with(|| super::hash::hash(self.form.as_ref()).cmp(&hash))
    }
}

const fn upper(hash: u64) -> u32 {
    (hash >> 32) as u32
}

impl Forms {
    /// Counts a form.
    pub fn add(&mut self, form: Form, count: u64) {
        let hash = super::hash::hash(form.as_ref());
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        match self.kept.binary_search_by(|kept| kept.cmp(hash)) {
            Ok(at) => {
                if let Some(kept) = self.kept.get_mut(at) {
                    kept.count = kept.count.saturating_add(count);
                }
            }
            Err(at) if at < MOST => {
                self.kept.truncate(MOST - 1);
                self.kept.insert(at, Kept { hash: upper(hash), count, form });
            }
            Err(_) => {}
        }
    }

    /// Takes what another count saw.
    pub fn merge(&mut self, other: &Self) {
        other.kept.iter().for_each(|kept| self.add(kept.form, u64::from(kept.count)));
    }

    /// The most frequent forms, at most so many, with their counts.
    pub fn most(&self, many: usize) -> Vec<(&[u8], u64)> {
        let mut most: Vec<(&[u8], u64)> = Vec::with_capacity(many + 1);
        for Kept { form, count, .. } in &self.kept {
            let (form, count) = (form.as_ref(), u64::from(*count));
            let place = most.partition_point(|known| (count, known.0) < (known.1, form));
            if place < many {
                most.truncate(many - 1);
                most.insert(place, (form, count));
            }
        }
        most
    }

    /// Gives back memory that was kept for more forms.
    pub fn shrink(&mut self) {
        super::profile::trim(&mut self.kept);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::form;

    /// Forms of `a-`, `a--` … in a seeded order; more than are kept.
    fn many(range: std::ops::Range<usize>) -> Forms {
        let mut forms = Forms::default();
        for n in range {
            let signs: Vec<u8> = (0..11).map(|bit| if n >> bit & 1 == 0 { b'-' } else { b'.' }).collect();
            forms.add(form::of(&signs), 1 + n as u64 % 3);
        }
        forms
    }

    #[test]
    fn halves_merge_to_the_whole() {
        for (a, b, whole) in [(0..10, 5..20, 0..20), (0..700, 600..2000, 0..2000), (0..2000, 0..1, 0..2000)] {
            let twice = a.start.max(b.start)..a.end.min(b.end);
            let mut merged = many(a.clone());
            merged.merge(&many(b.clone()));
            let mut other = many(b);
            other.merge(&many(a));
            let mut all = many(whole);
            all.merge(&many(twice));
            assert_eq!(merged.most(MOST), all.most(MOST));
            assert_eq!(other.most(MOST), all.most(MOST));
            assert!(all.most(5000).len() <= MOST);
        }
    }

    #[test]
    fn the_most_frequent_come_first() {
        let mut forms = Forms::default();
        for (value, count) in [("12", 3), ("ab", 4), ("34", 2), ("A", 4)] {
            forms.add(form::of(value.as_bytes()), count);
        }
        assert_eq!(forms.most(2), [(&b"99"[..], 5), (b"A", 4)]);
    }
}
