//! The words of a text, 64 bytes at a time.

use wide::u8x16;

/// Bytes that are looked at before words among them are given.
const PART: usize = 64;
/// Bytes that one comparison takes.
const LANE: usize = 16;
/// What stands between words.
const BREAKS: [u8; 8] = *b" ,;\n\t()/";

/// Gives the words of a text, and of each whether all of its bytes are ASCII letters, until `each` says `true`; whether it
/// did.
pub fn words(text: &[u8], mut each: impl FnMut(&[u8], bool) -> bool) -> bool {
    let (mut from, mut base, mut letters) = (0, 0, true);
    while base <= text.len() {
        // Beyond the end there are breaks, so that the last word ends as all others do.
        let (mut breaks, others) = marks(text, base);
        let mut done = 0;
        while breaks != 0 {
            let place = breaks.trailing_zeros();
            breaks &= breaks - 1;
            let end = base + place as usize;
            if end > text.len() {
                return false;
            }
            let within = others & !(u64::MAX << place) & (u64::MAX << done);
            if end > from && each(&text[from..end], letters && within == 0) {
                return true;
            }
            (from, letters, done) = (end + 1, true, place);
        }
        letters &= others & (u64::MAX << done) == 0;
        base += PART;
    }
    false
}

/// The breaks in a part of a text, and what is neither a break nor a letter: a bit each.
fn marks(text: &[u8], base: usize) -> (u64, u64) {
    let mut buffer = [b' '; PART];
    let rest = text.get(base..).unwrap_or_default();
    let part = match rest.first_chunk::<PART>() {
        Some(part) => part,
        None => {
            buffer[..rest.len()].copy_from_slice(rest);
            &buffer
        }
    };
    let (mut breaks, mut letters) = (0, 0);
    for (lane, bytes) in part.as_chunks::<LANE>().0.iter().enumerate() {
        let bytes = u8x16::new(*bytes);
        let mut between = bytes.simd_eq(u8x16::splat(BREAKS[0]));
        for sign in &BREAKS[1..] {
            between |= bytes.simd_eq(u8x16::splat(*sign));
        }
        let places = (bytes | u8x16::splat(0x20)) - u8x16::splat(b'a');
        let letter = places.min(u8x16::splat(25)).simd_eq(places);
        breaks |= u64::from(between.to_bitmask()) << (lane * LANE);
        letters |= u64::from(letter.to_bitmask()) << (lane * LANE);
    }
    (breaks, !(breaks | letters))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn words_are_what_stands_between_breaks(text in prop_oneof!["[aZ0. ,;()/\n\t@`\\[{é-]{0,200}", "[a-z]{50,140} ?[0-9a-z]{0,140}"]) {
            let mut given = Vec::new();
            let stopped = words(text.as_bytes(), |word, letters| {
                given.push((word.to_vec(), letters));
                false
            });
            let there: Vec<_> = text
                .split([' ', ',', ';', '\n', '\t', '(', ')', '/'])
                .filter(|word| !word.is_empty())
                .map(|word| (word.as_bytes().to_vec(), word.bytes().all(|byte| byte.is_ascii_alphabetic())))
                .collect();
            prop_assert!(!stopped);
            prop_assert_eq!(&given, &there);
            let mut count = 0;
            let stopped = words(text.as_bytes(), |_, _| { count += 1; count == 2 });
            prop_assert_eq!((stopped, count), (there.len() > 1, there.len().min(2)));
        }
    }
}
