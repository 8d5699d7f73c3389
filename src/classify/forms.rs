//! The forms of a column's values with their counts.

use super::form::Form;

/// Forms that are kept apart; a column with more of them is text, in which none is frequent.
const MOST: usize = 1024;

/// Counts by form. Beyond [`MOST`] those with the smallest hashes are kept, so that the counts of those kept are exact in
/// whatever order profiles are merged (bottom-k sampling, Cohen and Kaplan 2007).
#[derive(Debug, Clone, Default)]
pub struct Forms {
    /// Hash, form and count, by hash.
    kept: Vec<(u64, Form, u64)>,
}

impl Forms {
    /// Counts a form.
    pub fn add(&mut self, form: Form, count: u64) {
        let hash = super::hash::hash(form.as_ref());
        match self.kept.binary_search_by_key(&hash, |(known, ..)| *known) {
            Ok(at) => {
                if let Some((.., total)) = self.kept.get_mut(at) {
                    *total += count;
                }
            }
            Err(at) if at < MOST => {
                self.kept.truncate(MOST - 1);
                self.kept.insert(at, (hash, form, count));
            }
            Err(_) => {}
        }
    }

    /// Takes what another count saw.
    pub fn merge(&mut self, other: &Self) {
        other.kept.iter().for_each(|(_, form, count)| self.add(*form, *count));
    }

    /// The most frequent forms, at most so many, with their counts.
    pub fn most(&self, many: usize) -> Vec<(&[u8], u64)> {
        let mut all: Vec<_> = self.kept.iter().map(|(_, form, count)| (form.as_ref(), *count)).collect();
        all.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        all.truncate(many);
        all
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
