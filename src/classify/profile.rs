//! What one pass learns about a column: counts and small sketches, mergeable.

use super::forms::Forms;
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
    /// Whole-cell hits by detector.
    pub(super) hits: Vec<Hit>,
    /// Rows with an entity of the detector inside a longer text.
    pub(super) inside: Vec<(u16, u64)>,
    /// Values that were searched for entities.
    pub(super) searched: u64,
    /// Values by shape, in the order of the shapes.
    pub(super) shapes: [u64; 16],
    /// Values that were looked at closely: forms, words, word lists.
    pub(super) closely: u64,
    /// Values looked up in word lists.
    pub(super) looked_up: u64,
    /// Members of the detectors' word lists among them.
    pub(super) members: Vec<(u16, u64)>,
    /// Bytes of the shortest and longest value.
    pub(super) length: (u32, u32),
    /// Values by length, in powers of two.
    pub(super) lengths: [u64; 16],
    /// Values with two blanks or more, of those looked at closely.
    pub(super) texts: u64,
    /// Words in the values that were looked at closely.
    pub(super) words: u64,
    /// Distinct values.
    pub(super) distinct: Distinct,
    /// Forms of the values that were looked at closely, with their counts.
    pub(super) forms: Forms,
    /// Whole numbers: steps upwards by one, leading zeros.
    pub(super) numbers: Numbers,
}

/// Whole-cell hits of one detector.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Hit {
    /// Place in the registry.
    pub(super) detector: u16,
    /// Values that match a pattern.
    pub(super) form: u64,
    /// Values of those that the check was made on: all, but for types that only a header can tell.
    pub(super) tested: u64,
    /// Values of those that pass the check as well.
    pub(super) pass: u64,
}

impl Hit {
    /// Adds hits of the same detector.
    pub(super) const fn add(&mut self, more: Self) {
        self.form += more.form;
        self.tested += more.tested;
        self.pass += more.pass;
    }

    /// Values that match and pass: counted, or by the share of those tested.
    pub(super) fn passes(&self) -> u64 {
        if self.tested == self.form {
            self.pass
        } else {
            (self.pass as f64 / self.tested.max(1) as f64 * self.form as f64).round() as u64
        }
    }
}

/// What whole numbers look like in order, in the values that are looked at closely.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Numbers {
    /// Pairs looked at.
    pub(super) pairs: u64,
    /// Pairs whose second is the first plus one.
    pub(super) next: u64,
    /// Numbers with a leading zero.
    pub(super) zeros: u64,
}

impl Numbers {
    /// Looks at values in order.
    pub(super) fn follow(&mut self, cells: &[Option<&[u8]>]) {
        let mut last: Option<i64> = None;
        for value in cells.iter().flatten() {
            let number = whole(value);
            if let Some(number) = number {
                self.zeros += u64::from(value.len() > 1 && value[0] == b'0');
                if let Some(before) = last {
                    self.pairs += 1;
                    self.next += u64::from(number - 1 == before);
                }
            }
            last = number;
        }
    }

    fn merge(&mut self, other: &Self) {
        self.pairs += other.pairs;
        self.next += other.next;
        self.zeros += other.zeros;
    }
}

/// A whole number of at most 18 characters.
fn whole(value: &[u8]) -> Option<i64> {
    if !value.last()?.is_ascii_digit() || value.len() > 18 {
        return None;
    }
    std::str::from_utf8(value).ok()?.parse().ok()
}

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

    /// As [`Self::merge`], without a copy where this one is empty.
    pub(super) fn absorb(&mut self, other: Self) {
        if self.detail.is_some() {
            return self.merge(&other);
        }
        self.values += other.values;
        self.nulls += other.nulls;
        self.detail = other.detail;
    }

    /// Gives back memory that was kept for more: a wide table has a hundred thousand of these.
    pub(super) fn shrink(&mut self) {
        if let Some(detail) = &mut self.detail {
            detail.shrink();
        }
    }
}

impl Detail {
    fn merge(&mut self, other: &Self) {
        for hit in &other.hits {
            self.hit(*hit);
        }
        for (detector, rows) in &other.inside {
            add(&mut self.inside, *detector, *rows);
        }
        for (detector, count) in &other.members {
            add(&mut self.members, *detector, *count);
        }
        self.searched += other.searched;
        self.closely += other.closely;
        self.looked_up += other.looked_up;
        self.shapes.iter_mut().zip(other.shapes).for_each(|(a, b)| *a += b);
        self.lengths.iter_mut().zip(other.lengths).for_each(|(a, b)| *a += b);
        self.length = (self.length.0.min(other.length.0), self.length.1.max(other.length.1));
        self.texts += other.texts;
        self.words += other.words;
        self.distinct.merge(&other.distinct);
        self.numbers.merge(&other.numbers);
        self.forms.merge(&other.forms);
    }

    fn shrink(&mut self) {
        trim(&mut self.hits);
        trim(&mut self.inside);
        trim(&mut self.members);
        self.distinct.shrink();
        self.forms.shrink();
    }

    /// Counts the length of a value, in bytes.
    pub(super) fn measure(&mut self, length: usize, times: u64) {
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        if self.length == (0, 0) {
            self.length = (length, length);
        }
        self.length = (self.length.0.min(length), self.length.1.max(length));
        let bucket = (32 - length.leading_zeros()).min(15) as usize;
        self.lengths[bucket] += times;
    }

    /// Share of the values that are texts of three words or more, 0 to 1.
    pub(super) fn text_share(&self) -> f64 {
        self.texts as f64 / self.closely.max(1) as f64
    }

    /// Words a value.
    pub(super) fn words_each(&self) -> f64 {
        self.words as f64 / self.closely.max(1) as f64
    }

    /// Share of the values that could stand in a word list at all, 0 to 1.
    pub(super) fn wordy(&self) -> f64 {
        self.looked_up as f64 / self.closely.max(1) as f64
    }

    /// Counts whole-cell hits of a detector.
    pub(super) fn hit(&mut self, more: Hit) {
        match self.hits.iter_mut().find(|hit| hit.detector == more.detector) {
            Some(hit) => hit.add(more),
            None => self.hits.push(more),
        }
    }
}

/// Gives back memory of a list with much room, but for some: what comes next would soon ask for it again.
pub(super) fn trim<T>(list: &mut Vec<T>) {
    if list.capacity() > list.len() + list.len() / 4 + 2 {
        list.shrink_to(list.len() + list.len() / 8);
    }
}

/// Adds to a short list of counts.
pub(super) fn add(list: &mut Vec<(u16, u64)>, key: u16, count: u64) {
    match list.iter_mut().find(|(known, _)| *known == key) {
        Some((_, total)) => *total += count,
        None => list.push((key, count)),
    }
}
