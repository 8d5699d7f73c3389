//! The one table behind all lists, made when the program was compiled (`build.rs`).

use super::hash::hash;
use super::table;

/// Slots, eight bytes each.
static SLOTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.slots"));
/// Most words are of no list, and this is small enough to be near.
static KNOWN: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.known"));
/// The count of words, then sets of lists.
static SETS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.sets"));

/// The number at a place.
fn number(table: &[u8], at: usize) -> Option<u64> {
    table.as_chunks::<8>().0.get(at).map(|bytes| u64::from_le_bytes(*bytes))
}

/// The lists that hold the word of a hash.
fn find(hash: u64) -> u64 {
    let (byte, bit) = table::bit(hash);
    if KNOWN.get(byte).is_none_or(|byte| byte & bit == 0) {
        return 0;
    }
    let places = SLOTS.len() / 8;
    let mut at = table::place(hash, places.trailing_zeros());
    while let Some(slot) = number(SLOTS, at).filter(|slot| *slot != 0) {
        if slot & !table::SET == hash & !table::SET {
            return number(SETS, (slot & table::SET) as usize).unwrap_or_default();
        }
        at = (at + 1) & (places - 1);
    }
    0
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
    hash(word).map_or(0, find)
}

/// Number of different words over all lists.
#[must_use]
pub fn word_count() -> usize {
    number(SETS, 0).unwrap_or_default() as usize
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::super::lists::{Content, LISTS};
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
