//! What the values of a column came to, for those that come again in later batches: names and dates mostly do.

use super::bits::Bits;

/// Values of a column that are remembered.
const MOST: usize = 8 << 10;
/// Places of the table; a power of two, so that it is at most half full.
const PLACES: usize = 2 * MOST;
/// Longer values are not remembered.
const LONGEST: usize = 64;
/// Values after which it must have been worth it …
const TRIAL: u64 = 16 << 10;
/// … which it is where at least one in so many was known.
const WORTH: u64 = 2;
/// Types found inside that are remembered; a value with more of them is looked at again.
const INSIDE: usize = 4;
/// Columns whose values a worker remembers at once: each takes up to a megabyte.
const COLUMNS: usize = 24;
/// Columns of a table of which any is remembered.
const MOST_COLUMNS: usize = 256;

/// What a value came to where it is not looked at closely.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The set of its patterns; 0: none.
    pub set: u32,
    /// A bit for each checked detector of the set that it passes.
    pub passes: u64,
    /// It was searched for entities.
    pub searched: bool,
    inside: [u16; INSIDE],
    found: u8,
}

impl Outcome {
    /// Adds types found inside; `false` where there are too many.
    pub fn hold(&mut self, inside: &[u16]) -> bool {
        let Some(places) = self.inside.get_mut(..inside.len()) else { return false };
        places.copy_from_slice(inside);
        self.found = inside.len() as u8;
        true
    }

    /// The types found inside.
    pub fn inside(&self) -> &[u16] {
        self.inside.get(..usize::from(self.found)).unwrap_or_default()
    }
}

#[derive(Debug)]
struct Entry {
    hash: u64,
    start: u32,
    length: u32,
    outcome: Outcome,
}

/// The memos of a table's columns.
#[derive(Debug, Default)]
pub struct Memos(Vec<Option<Memo>>);

impl Memos {
    /// The memo of a column, as long as it is worth it and there are few of them.
    pub fn of(&mut self, column: usize, columns: usize) -> Option<&mut Memo> {
        if columns > MOST_COLUMNS || column >= columns {
            return None;
        }
        if self.0.len() < columns {
            self.0.resize_with(columns, || None);
        }
        if self.0.get(column)?.is_none() {
            if self.0.iter().flatten().filter(|memo| memo.is_kept()).count() >= COLUMNS {
                return None;
            }
            self.0[column] = Some(Memo::new());
        }
        self.0.get_mut(column)?.as_mut().filter(|memo| memo.is_kept())
    }
}

/// The values of one column and what they came to.
#[derive(Debug, Default)]
pub struct Memo {
    /// For each place the number of an entry, from 1; 0: none. No places: nothing is remembered any more.
    places: Box<[u16]>,
    entries: Vec<Entry>,
    values: Vec<u8>,
    /// What was not searched for; another such set makes other outcomes.
    excused: Bits,
    asked: u64,
    known: u64,
}

impl Memo {
    /// Nothing yet.
    pub fn new() -> Self {
        Self { places: vec![0; PLACES].into(), ..Self::default() }
    }

    /// Whether it is worth it.
    fn is_kept(&self) -> bool {
        !self.places.is_empty()
    }

    /// Says what the values of the next batch are not searched for.
    pub fn under(&mut self, excused: Bits) {
        if self.excused != excused {
            self.excused = excused;
            self.places.fill(0);
            self.entries.clear();
            self.values.clear();
        }
    }

    /// What a value came to; `None` where it is not known.
    pub fn of(&mut self, hash: u64, value: &[u8]) -> Option<Outcome> {
        if !self.is_kept() {
            return None;
        }
        self.asked += 1;
        if self.asked >= TRIAL && self.known * WORTH < self.asked {
            *self = Self::default();
            return None;
        }
        let outcome = self.entry(*self.places.get(self.place(hash, value)?)?)?.outcome;
        self.known += 1;
        Some(outcome)
    }

    /// Remembers what a value came to.
    pub fn put(&mut self, hash: u64, value: &[u8], outcome: Outcome) {
        if !self.is_kept() || self.entries.len() == MOST || value.len() > LONGEST {
            return;
        }
        let number = self.entries.len() as u16 + 1;
        let Some(at) = self.place(hash, value) else { return };
        let Some(place) = self.places.get_mut(at).filter(|place| **place == 0) else { return };
        *place = number;
        let start = self.values.len() as u32;
        self.values.extend_from_slice(value);
        self.entries.push(Entry { hash, start, length: value.len() as u32, outcome });
    }

    fn entry(&self, number: u16) -> Option<&Entry> {
        self.entries.get(usize::from(number).checked_sub(1)?)
    }

    /// The place of a value, or the free one where it would stand.
    fn place(&self, hash: u64, value: &[u8]) -> Option<usize> {
        let mut at = (hash >> 32) as usize % PLACES;
        loop {
            let Some(entry) = self.entry(*self.places.get(at)?) else { return Some(at) };
            let start = entry.start as usize;
            if entry.hash == hash && self.values.get(start..start + entry.length as usize) == Some(value) {
                return Some(at);
            }
            at = (at + 1) % PLACES;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::hash::hash;
    use super::*;

    fn value(n: usize) -> Vec<u8> {
        format!("value {n}").into_bytes()
    }

    fn outcome(n: usize) -> Outcome {
        let mut outcome = Outcome { set: n as u32, ..Outcome::default() };
        assert!(outcome.hold(&[1, 2, 3, 4][..n % 5]) && !outcome.hold(&[0; 5]));
        outcome
    }

    #[test]
    fn a_value_comes_to_what_it_came_to_before() {
        let mut memo = Memo::new();
        for round in 0..3 {
            for n in 0..MOST + 100 {
                let (value, known) = (value(n), round > 0 && n < MOST);
                // The first round is not asked for: none could be known, and that is how memos are given up.
                if round > 0 {
                    assert_eq!(memo.of(hash(&value), &value), known.then(|| outcome(n)), "{n}");
                }
                if !known {
                    memo.put(hash(&value), &value, outcome(n));
                }
            }
        }
        assert_eq!(outcome(7).inside(), [1, 2]);
    }

    #[test]
    fn values_of_one_hash_are_told_apart() {
        let mut memo = Memo::new();
        memo.put(7, b"one", outcome(1));
        memo.put(7, b"two", outcome(2));
        assert_eq!((memo.of(7, b"two"), memo.of(7, b"one")), (Some(outcome(2)), Some(outcome(1))));
        assert_eq!(memo.of(7, b"three"), None);
        memo.put(8, &[b'x'; LONGEST + 1], outcome(3));
        assert_eq!(memo.of(8, &[b'x'; LONGEST + 1]), None);
    }

    #[test]
    fn another_search_is_another_outcome() {
        let mut memo = Memo::new();
        let mut some = Bits::default();
        some.add(3);
        memo.put(7, b"one", outcome(1));
        memo.under(Bits::default());
        assert_eq!(memo.of(7, b"one"), Some(outcome(1)));
        memo.under(some);
        assert_eq!(memo.of(7, b"one"), None);
    }

    #[test]
    fn what_hardly_repeats_is_not_remembered() {
        let mut memo = Memo::new();
        for n in 0..2 * TRIAL as usize {
            memo.of(hash(&value(n)), &value(n));
            memo.put(hash(&value(n)), &value(n), outcome(n));
        }
        assert!(!memo.is_kept() && memo.entries.is_empty());
    }

    #[test]
    fn few_columns_are_remembered_at_once() {
        let mut memos = Memos::default();
        assert!((0..COLUMNS).all(|column| memos.of(column, 100).is_some()));
        assert!(memos.of(COLUMNS, 100).is_none() && memos.of(0, MOST_COLUMNS + 1).is_none());
        // One that was given up makes room.
        memos.0[3] = Some(Memo::default());
        assert!(memos.of(3, 100).is_none() && memos.of(COLUMNS, 100).is_some());
    }
}
