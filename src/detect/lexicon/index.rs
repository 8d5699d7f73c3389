//! The one table behind all lists.

use std::io::Read as _;
use std::sync::OnceLock;

use super::fold::{fold, fold_ascii};
use super::lists::{Content, LISTS, List};

/// Bits that tell which hashes are there: half a megabyte, about a dozen a word.
const KNOWN: usize = 1 << 22;

/// Where the bit of a hash stands: its word and itself.
const fn bit(hash: u64) -> (usize, u64) {
    let at = (hash >> 1) as usize % KNOWN;
    (at / 64, 1 << (at % 64))
}

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
    /// A bit for each hash that is there, by its lower half: most words are of no list, and this is small enough to be near.
    known: Vec<u64>,
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
            let hashes = words.filter_map(|word| hash(word.as_bytes()));
            entries.extend(hashes.map(|hash| Slot { hash, lists: list.list.bit() }));
        }
        let bits = (entries.len() * 3 / 2).next_power_of_two().max(16).trailing_zeros();
        let mut index = Self {
            slots: vec![Slot::default(); 1 << bits],
            known: vec![0; KNOWN / 64],
            shift: 64 - bits,
            words: 0,
        };
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
        let (word, bit) = bit(entry.hash);
        if let Some(word) = self.known.get_mut(word) {
            *word |= bit;
        }
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
        let (word, bit) = bit(hash);
        if self.known.get(word).is_none_or(|word| word & bit == 0) {
            return 0;
        }
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

/// A hash of the folded bytes, eight at a time, mixed at the end (the finaliser of `MurmurHash3`); never 0.
#[derive(Default)]
struct Hasher {
    state: u64,
    /// Bytes that are not yet eight.
    word: u64,
    count: u32,
}

impl Hasher {
    fn byte(&mut self, byte: u8) {
        self.word |= u64::from(byte) << (self.count % 8 * 8);
        self.count += 1;
        if self.count.is_multiple_of(8) {
            let word = std::mem::take(&mut self.word);
            self.mix(word);
        }
    }

    fn mix(&mut self, word: u64) {
        self.state = (self.state ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.state ^= self.state >> 32;
    }

    fn finish(mut self) -> u64 {
        let last = self.word;
        self.mix(last);
        let mut state = self.state ^ u64::from(self.count);
        state ^= state >> 33;
        state = state.wrapping_mul(0xff51_afd7_ed55_8ccd);
        state ^= state >> 33;
        state = state.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        (state ^ (state >> 33)) | 1
    }
}

/// The hash of a word; `None` for bytes that are no text.
fn hash(word: &[u8]) -> Option<u64> {
    if let Some(hash) = plain(word) {
        return Some(hash);
    }
    let mut hasher = Hasher::default();
    if word.is_ascii() {
        fold_ascii(word, |byte| hasher.byte(byte));
    } else {
        fold(std::str::from_utf8(word).ok()?, |byte| hasher.byte(byte));
    }
    Some(hasher.finish())
}

/// The hash of a word of ASCII letters and digits, which most are and which fold one by one.
fn plain(word: &[u8]) -> Option<u64> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    const LOWER: u64 = 0x20 * ONES;
    // The high bit of each byte that is at least `low` and below `high`; no byte has it before.
    let within = |bytes: u64, low: u64, high: u64| {
        (bytes + (0x80 - low) * ONES) & !(bytes + (0x80 - high) * ONES) & HIGH
    };
    let mut hasher = Hasher::default();
    let (words, rest) = word.as_chunks::<8>();
    for bytes in words {
        let bytes = u64::from_le_bytes(*bytes);
        if bytes & HIGH != 0 {
            return None;
        }
        let lower = bytes | LOWER;
        if within(lower, 0x61, 0x7b) | within(bytes, 0x30, 0x3a) != HIGH {
            return None;
        }
        hasher.mix(lower);
    }
    let mut last = 0;
    for (at, byte) in rest.iter().enumerate() {
        if !byte.is_ascii_alphanumeric() {
            return None;
        }
        last |= u64::from(byte | 0x20) << (at * 8);
    }
    hasher.word = last;
    hasher.count = word.len() as u32;
    Some(hasher.finish())
}

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(Index::build)
}

/// The lists that hold the word, as a set of [`List::bit`](super::List::bit)s: one probe for all of them.
#[must_use]
pub fn memberships(word: &str) -> u64 {
    memberships_of(word.as_bytes())
}

/// As [`memberships`], of bytes; none where they are no text.
#[must_use]
pub fn memberships_of(word: &[u8]) -> u64 {
    if word.is_empty() || word.len() > 120 {
        return 0;
    }
    hash(word).map_or(0, |hash| index().find(hash))
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
    fn plain_words_hash_as_they_fold() {
        for word in ["a", "Anna", "Maria12", "Gonzalez", "Gonzaleza", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"]
        {
            let mut hasher = Hasher::default();
            fold(word, |byte| hasher.byte(byte));
            assert_eq!(plain(word.as_bytes()), Some(hasher.finish()), "{word}");
        }
        for word in
            ["Gonz@lez", "Gonz\x10lez", "O'Brien", "a b", "Jürgenss", "abcdefgh/", "[bracket", "`", "{"]
        {
            assert_eq!(plain(word.as_bytes()), None, "{word}");
        }
    }

    #[test]
    fn nothing_is_a_member_of_nothing() {
        for word in ["", "xq", "qwrtzpsdfg", "  ", "...", &"x".repeat(500)] {
            assert_eq!(memberships(word), 0, "{word}");
        }
    }
}
