//! The one table behind all lists.

use std::io::Read as _;
use std::sync::OnceLock;

use super::fold::fold;
use super::lists::{Content, LISTS, List};

/// Hash of a word and the set of lists that hold it; 0 as hash: free.
#[derive(Clone, Copy, Default)]
struct Slot {
    hash: u64,
    lists: u64,
}

/// Open addressing with linear probing; the words themselves are not kept: among some 300 000 words the chance that
/// a word outside shares the 64-bit hash of one inside is below 10^-13.
struct Index {
    slots: Vec<Slot>,
    shift: u32,
    words: usize,
}

impl Index {
    fn build() -> Self {
        let mut text = String::new();
        let mut entries: Vec<Slot> = Vec::with_capacity(400_000);
        for list in LISTS {
            text.clear();
            match list.content {
                Content::Plain(plain) => text.push_str(plain),
                Content::Packed(bytes) => {
                    // A list that does not unpack is a broken build: the tests prove that each one does.
                    let _ = flate2::read::GzDecoder::new(bytes).read_to_string(&mut text);
                }
            }
            let words = text.lines().filter(|line| !line.starts_with('#'));
            entries.extend(words.map(|word| Slot { hash: hash(word), lists: list.list.bit() }));
        }
        let bits = (entries.len() * 3 / 2).next_power_of_two().max(16).trailing_zeros();
        let mut index = Self { slots: vec![Slot::default(); 1 << bits], shift: 64 - bits, words: 0 };
        for entry in entries {
            index.insert(entry);
        }
        index
    }

    fn place(&self, hash: u64) -> usize {
        (hash >> self.shift) as usize
    }

    fn insert(&mut self, entry: Slot) {
        let mask = self.slots.len() - 1;
        let mut at = self.place(entry.hash);
        while let Some(slot) = self.slots.get_mut(at) {
            if slot.hash == 0 {
                *slot = entry;
                self.words += 1;
                return;
            }
            if slot.hash == entry.hash {
                slot.lists |= entry.lists;
                return;
            }
            at = (at + 1) & mask;
        }
    }

    fn find(&self, hash: u64) -> u64 {
        let mask = self.slots.len() - 1;
        let mut at = self.place(hash);
        while let Some(slot) = self.slots.get(at) {
            if slot.hash == hash {
                return slot.lists;
            }
            if slot.hash == 0 {
                return 0;
            }
            at = (at + 1) & mask;
        }
        0
    }
}

/// FNV-1a over the folded bytes, mixed at the end (the finaliser of `MurmurHash3`); never 0.
fn hash(word: &str) -> u64 {
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    let step = |state: u64, byte: u8| (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    // Most words are ASCII letters and digits, which fold one by one.
    let mut state = START;
    let mut plain = true;
    for byte in word.bytes() {
        plain &= byte.is_ascii_alphanumeric();
        state = step(state, byte | 0x20);
    }
    if !plain {
        state = START;
        fold(word, |byte| state = step(state, byte));
    }
    state ^= state >> 33;
    state = state.wrapping_mul(0xff51_afd7_ed55_8ccd);
    state ^= state >> 33;
    state = state.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    (state ^ (state >> 33)) | 1
}

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(Index::build)
}

/// The lists that hold the word, as a set of [`List::bit`](super::List::bit)s: one probe for all of them.
#[must_use]
pub fn memberships(word: &str) -> u64 {
    if word.is_empty() || word.len() > 120 {
        return 0;
    }
    index().find(hash(word))
}

/// The folded words of the lists that are kept as plain text.
pub(super) fn words_of(list: List) -> impl Iterator<Item = &'static str> {
    LISTS.iter().filter(move |source| source.list == list).flat_map(|source| {
        let text = match source.content {
            Content::Plain(text) => text,
            Content::Packed(_) => "",
        };
        text.lines().filter(|line| !line.starts_with('#'))
    })
}

/// Number of different words over all lists.
#[must_use]
pub fn word_count() -> usize {
    index().words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_unpacks_and_holds_its_own_words() {
        for list in LISTS {
            let mut text = String::new();
            match list.content {
                Content::Plain(plain) => text.push_str(plain),
                Content::Packed(bytes) => {
                    flate2::read::GzDecoder::new(bytes).read_to_string(&mut text).unwrap();
                }
            }
            let words: Vec<_> =
                text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
            assert!(words.len() >= 5, "{:?} is short", list.list);
            for word in words.iter().step_by(101).filter(|word| word.len() <= 120) {
                assert!(memberships(word) & list.list.bit() != 0, "{:?} lost {word}", list.list);
            }
        }
        assert!(word_count() > 150_000);
    }

    #[test]
    fn nothing_is_a_member_of_nothing() {
        for word in ["", "xq", "qwrtzpsdfg", "  ", "...", &"x".repeat(500)] {
            assert_eq!(memberships(word), 0, "{word}");
        }
    }
}
