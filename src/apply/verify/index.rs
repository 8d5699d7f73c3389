//! Texts that could be original values, looked up by the originals.

use std::sync::atomic::{AtomicU8, Ordering};

use super::forms::{self, Form, Key, Wanted};
use super::mark::{MarkMap, mark};

/// No original has been found.
const NONE: u8 = u8::MAX;
/// Originals that a worker remembers to have looked up, a power of two.
const SEEN: usize = 1 << 14;

/// Texts by the keys of their forms.
pub struct Index {
    texts: MarkMap<u64, Vec<(usize, Form)>>,
    filter: Filter,
    wanted: Wanted,
    /// The plainest form in which each text was found, as its number.
    found: Vec<AtomicU8>,
}

/// What one worker keeps from one look to the next.
pub struct Look {
    room: Vec<u8>,
    /// Fingerprints of originals that were looked up: once is enough.
    seen: Vec<u64>,
}

impl Default for Look {
    fn default() -> Self {
        Self { room: Vec::new(), seen: vec![0; SEEN] }
    }
}

impl Index {
    /// An index of texts, each given by its keys.
    pub fn new<'k>(texts: impl Iterator<Item = &'k [(Form, Key)]> + Clone) -> Self {
        let keys = texts.clone().flatten();
        let mut filter = Filter::new(keys.clone().count());
        let wanted = Wanted::of(keys.map(|(_, key)| key));
        let mut by_key: MarkMap<u64, Vec<(usize, Form)>> = MarkMap::default();
        let mut found = Vec::new();
        for (at, keys) in texts.enumerate() {
            for (form, key) in keys {
                filter.add(key.mark());
                by_key.entry(key.mark()).or_default().push((at, *form));
            }
            found.push(AtomicU8::new(NONE));
        }
        Self { texts: by_key, filter, wanted, found }
    }

    /// Looks up an original value.
    pub fn look(&self, value: &[u8], look: &mut Look) {
        let mut room = std::mem::take(&mut look.room);
        if forms::may_be_wanted(value, &self.wanted) {
            let own = mark(value);
            let place = own as usize & (SEEN - 1);
            if let Some(last) = look.seen.get_mut(place).filter(|last| **last != own) {
                *last = own;
                forms::of_original(value, &self.wanted, &mut room, &mut |mark| self.hit(mark));
            }
        }
        look.room = room;
    }

    fn hit(&self, mark: u64) {
        if !self.filter.may_have(mark) {
            return;
        }
        for (at, form) in self.texts.get(&mark).into_iter().flatten() {
            if let Some(best) = self.found.get(*at) {
                best.fetch_min(*form as u8, Ordering::Relaxed);
            }
        }
    }

    /// The plainest form in which an original stands in a text, by the text's number.
    pub fn found(&self, at: usize) -> Option<Form> {
        let number = self.found.get(at)?.load(Ordering::Relaxed);
        Form::ALL.get(usize::from(number)).copied()
    }
}

/// A blocked Bloom filter: two bits of one word a key, eight bits a key or more.
struct Filter {
    words: Vec<u64>,
}

impl Filter {
    fn new(keys: usize) -> Self {
        Self { words: vec![0; (keys / 8).next_power_of_two()] }
    }

    /// The word of a key and its bits.
    fn place(&self, key: u64) -> (usize, u64) {
        let word = (key >> 12) as usize & (self.words.len() - 1);
        (word, 1 << (key & 63) | 1 << (key >> 6 & 63))
    }

    fn add(&mut self, key: u64) {
        let (word, bits) = self.place(key);
        if let Some(word) = self.words.get_mut(word) {
            *word |= bits;
        }
    }

    fn may_have(&self, key: u64) -> bool {
        let (word, bits) = self.place(key);
        self.words.get(word).is_some_and(|word| word & bits == bits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_by_their_originals_and_by_no_others() {
        let texts: Vec<String> = (0..5000).map(|n| format!("Person{n}@example.com")).collect();
        let keys = |text: &String| {
            let mut keys = Vec::new();
            forms::of_text(text.as_bytes(), &mut |form, key| keys.push((form, key)));
            keys
        };
        let keys: Vec<Vec<(Form, Key)>> = texts.iter().map(keys).collect();
        let index = Index::new(keys.iter().map(Vec::as_slice));
        let mut look = Look::default();
        for n in (0..5000).step_by(2) {
            for _ in 0..2 {
                index.look(format!("person{n}@EXAMPLE.com").as_bytes(), &mut look);
                index.look(format!("nobody{n}@example.com").as_bytes(), &mut look);
            }
        }
        index.look(b"Person7@example.com", &mut look);
        for n in 0..5000 {
            let wanted = match n {
                7 => Some(Form::Same),
                n if n % 2 == 0 => Some(Form::Folded),
                _ => None,
            };
            assert_eq!(index.found(n), wanted, "{n}");
        }
    }
}
