//! Where the last whole record of a block ends, 64 bytes at a time, in text whose quotes are all where writers put them.

use wide::u8x16;

use super::split::Marks;

/// Bytes that are looked at together, and by one comparison.
const PART: usize = 64;
const LANE: usize = 16;

/// The end of the last whole record of a block that starts at a record, 0 where none is whole; `None` where a quote
/// stands inside a field that none opened, so that quotes cannot be counted.
///
/// A place is inside quotes where an odd number of them stands before it: those that stand for one come in twos.
#[must_use]
pub fn last_end(block: &[u8], marks: Marks) -> Option<usize> {
    let signs = [marks.delimiter, b'\n', marks.quote].map(u8x16::splat);
    let mut end = 0;
    // Whether the byte before is inside quotes (all bits), and whether a quote may follow it (the lowest bit).
    let (mut inside, mut before) = (0_u64, 1_u64);
    let (parts, rest) = block.as_chunks::<PART>();
    let mut padded = [0; PART];
    padded[..rest.len()].copy_from_slice(rest);
    for (number, part) in parts.iter().chain([&padded]).enumerate() {
        let [delimiters, lines, quotes] = places(part, signs);
        let open = odd(quotes) ^ inside;
        let may_open = delimiters | lines | quotes;
        if quotes & open & !(may_open << 1 | before) != 0 {
            return None;
        }
        let ends = lines & !open;
        if ends != 0 {
            end = number * PART + PART - ends.leading_zeros() as usize;
        }
        inside = 0_u64.wrapping_sub(open >> 63);
        before = may_open >> 63;
    }
    Some(end)
}

/// Where each sign stands in a part, one bit a byte.
fn places(part: &[u8; PART], signs: [u8x16; 3]) -> [u64; 3] {
    let mut found = [0; 3];
    for (lane, bytes) in part.as_chunks::<LANE>().0.iter().enumerate() {
        let bytes = u8x16::new(*bytes);
        for (found, sign) in found.iter_mut().zip(signs) {
            *found |= u64::from(bytes.simd_eq(sign).to_bitmask()) << (lane * LANE);
        }
    }
    found
}

/// The bits up to which, themselves included, an odd number is set.
const fn odd(bits: u64) -> u64 {
    let mut bits = bits;
    bits ^= bits << 1;
    bits ^= bits << 2;
    bits ^= bits << 4;
    bits ^= bits << 8;
    bits ^= bits << 16;
    bits ^ bits << 32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::csv::split;

    proptest::proptest! {
        #[test]
        fn what_is_tidy_ends_where_records_end(text in "([ab]{0,3}|\"([ab,\n]|\"\"){0,70}\"|[a\"]{0,2})([,\n]|\r\n){0,1}(a|b|,|\n|\"[a,\n]{0,90}\"\n|\"\"){0,40}") {
            let (text, marks) = (text.as_bytes(), Marks::default());
            let mut wanted = 0;
            while let Some(next) = split::record_end(text, wanted, marks) {
                wanted = next;
            }
            if let Some(found) = last_end(text, marks) {
                proptest::prop_assert_eq!(found, wanted);
            }
            proptest::prop_assert_eq!(split::last_end(text, marks), wanted);
        }
    }

    #[test]
    fn writers_quotes_are_tidy_and_others_are_not() {
        let marks = Marks::default();
        let row = b"1,\"a \"\"quoted\"\" word,\nand a line\",x\n\"\",\"\"\"\",2\n";
        let text = row.repeat(9);
        for cut in 0..row.len() {
            let wanted = split::record_end(row, 0, marks).filter(|end| *end <= cut).map_or(0, |end| end);
            assert_eq!(last_end(&text[..8 * row.len() + cut], marks), Some(8 * row.len() + wanted), "{cut}");
        }
        for untidy in ["5\" disk,a\n", "\"a\"b\"c\n", "a \"b\" c\n"] {
            assert_eq!(last_end(untidy.as_bytes(), marks), None, "{untidy}");
        }
    }
}
