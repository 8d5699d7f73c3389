//! Hashes of folded words.

use super::fold::{fold, fold_ascii};

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
pub fn hash(word: &[u8]) -> Option<u64> {
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
