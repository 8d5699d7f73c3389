//! What one pass learns about a column: counts and small sketches, mergeable.

use super::sketch::Distinct;

/// The profile of one column. Two halves of a file merge to the profile of the whole.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// Values that are not null.
    pub(super) values: u64,
    /// Nulls.
    pub(super) nulls: u64,
    /// Everything else, once there is a value.
    pub(super) detail: Option<Box<Detail>>,
}

/// What the values are like.
#[derive(Debug, Clone, Default)]
pub(super) struct Detail {
    /// Whole-cell hits by detector: place in the registry, values of the form, values that pass the check too.
    pub(super) hits: Vec<Hit>,
    /// Rows with an entity of the detector inside a longer text.
    pub(super) inside: Vec<(u16, u64)>,
    /// Values that were searched for entities.
    pub(super) searched: u64,
    /// Values by shape, in the order of the shapes.
    pub(super) shapes: [u64; 16],
    /// Values looked up in word lists.
    pub(super) looked_up: u64,
    /// Members of the detectors' word lists among them.
    pub(super) members: Vec<(u16, u64)>,
    /// Bytes of the shortest and longest value.
    pub(super) length: (u32, u32),
    /// Values by length, in powers of two.
    pub(super) lengths: [u64; 16],
    /// Values with two blanks or more.
    pub(super) texts: u64,
    /// Words in all values.
    pub(super) words: u64,
    /// Distinct values.
    pub(super) distinct: Distinct,
    /// Most frequent forms.
    pub(super) forms: std::collections::HashMap<Box<[u8]>, u64>,
    /// Whole numbers: count, steps upwards by one, steps upwards, with leading zero.
    pub(super) numbers: Numbers,
}

/// Whole-cell hits of one detector.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Hit {
    /// Place in the registry.
    pub(super) detector: u16,
    /// Values that match a pattern.
    pub(super) form: u64,
    /// Values that pass the check as well.
    pub(super) pass: u64,
}

/// What whole numbers look like in order.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Numbers {
    /// How many there are.
    pub(super) count: u64,
    /// Pairs looked at.
    pub(super) pairs: u64,
    /// Pairs whose second is larger.
    pub(super) up: u64,
    /// Pairs whose second is the first plus one.
    pub(super) next: u64,
    /// With a leading zero.
    pub(super) zeros: u64,
    /// Smallest.
    pub(super) min: Option<i64>,
    /// Largest.
    pub(super) max: Option<i64>,
}

impl Numbers {
    fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.pairs += other.pairs;
        self.up += other.up;
        self.next += other.next;
        self.zeros += other.zeros;
        self.min = [self.min, other.min].into_iter().flatten().min();
        self.max = [self.max, other.max].into_iter().flatten().max();
    }
}

/// Forms that are kept apart.
pub(super) const MOST_FORMS: usize = 64;

impl Profile {
    /// Takes what another profile of the same column saw; the order of merging does not matter.
    pub fn merge(&mut self, other: &Self) {
        self.values += other.values;
        self.nulls += other.nulls;
        let Some(theirs) = &other.detail else { return };
        match &mut self.detail {
            None => self.detail = Some(theirs.clone()),
            Some(ours) => ours.merge(theirs),
        }
    }
}

impl Detail {
    fn merge(&mut self, other: &Self) {
        for hit in &other.hits {
            self.hit(hit.detector, hit.form, hit.pass);
        }
        for (detector, rows) in &other.inside {
            add(&mut self.inside, *detector, *rows);
        }
        for (detector, count) in &other.members {
            add(&mut self.members, *detector, *count);
        }
        self.searched += other.searched;
        self.looked_up += other.looked_up;
        self.shapes.iter_mut().zip(other.shapes).for_each(|(a, b)| *a += b);
        self.lengths.iter_mut().zip(other.lengths).for_each(|(a, b)| *a += b);
        self.length = (self.length.0.min(other.length.0), self.length.1.max(other.length.1));
        self.texts += other.texts;
        self.words += other.words;
        self.distinct.merge(&other.distinct);
        self.numbers.merge(&other.numbers);
        for (form, count) in &other.forms {
            self.form(form, *count);
        }
    }

    /// Counts whole-cell hits of a detector.
    pub(super) fn hit(&mut self, detector: u16, form: u64, pass: u64) {
        match self.hits.iter_mut().find(|hit| hit.detector == detector) {
            Some(hit) => {
                hit.form += form;
                hit.pass += pass;
            }
            None => self.hits.push(Hit { detector, form, pass }),
        }
    }

    /// Counts a form; the most frequent ones are kept.
    pub(super) fn form(&mut self, form: &[u8], count: u64) {
        if let Some(known) = self.forms.get_mut(form) {
            *known += count;
        } else if self.forms.len() < MOST_FORMS {
            self.forms.insert(form.into(), count);
        }
    }
}

/// Adds to a short list of counts.
pub(super) fn add(list: &mut Vec<(u16, u64)>, key: u16, count: u64) {
    match list.iter_mut().find(|(known, _)| *known == key) {
        Some((_, total)) => *total += count,
        None => list.push((key, count)),
    }
}
