//! The digits of a value without its separators.

use wide::u8x16;

/// Digits that a value may have.
const MOST: usize = 32;
/// Bytes that one comparison takes.
const LANE: usize = 16;

/// Up to 32 decimal digits.
#[derive(Debug, Clone, Copy)]
pub struct Digits {
    values: [u8; MOST],
    count: usize,
}

impl Digits {
    /// The digits of a value; spaces, hyphens, dots and slashes between them are skipped. `None` where anything else
    /// stands in it or where there are more than 32.
    #[must_use]
    pub fn of(value: &[u8]) -> Option<Self> {
        if let Some(digits) = Self::alone(value) {
            return Some(digits);
        }
        let mut digits = Self { values: [0; MOST], count: 0 };
        for &byte in value {
            match byte {
                b'0'..=b'9' => {
                    *digits.values.get_mut(digits.count)? = byte - b'0';
                    digits.count += 1;
                }
                b' ' | b'-' | b'.' | b'/' => {}
                _ => return None,
            }
        }
        Some(digits)
    }

    /// The digits of a value that holds nothing else, as most do.
    fn alone(value: &[u8]) -> Option<Self> {
        let mut bytes = [b'0'; MOST];
        bytes.get_mut(..value.len())?.copy_from_slice(value);
        let mut values = [0; MOST];
        for (from, to) in bytes.as_chunks::<LANE>().0.iter().zip(values.as_chunks_mut::<LANE>().0) {
            let digits = u8x16::new(*from) - u8x16::splat(b'0');
            if digits.min(u8x16::splat(9)) != digits {
                return None;
            }
            *to = digits.to_array();
        }
        Some(Self { values, count: value.len() })
    }

    /// The digits of a value, if there are exactly that many and not all are equal.
    #[must_use]
    pub fn exactly(value: &[u8], count: usize) -> Option<Self> {
        Self::of(value).filter(|digits| digits.count == count && !digits.all_equal())
    }

    /// The digits, 0 to 9 each.
    #[must_use]
    pub fn all(&self) -> &[u8] {
        self.values.get(..self.count).unwrap_or(&[])
    }

    /// The number that some of the digits make; 0 where they are not there, the largest where it does not fit.
    #[must_use]
    pub fn number(&self, from: usize, to: usize) -> u64 {
        self.all()
            .get(from..to)
            .unwrap_or(&[])
            .iter()
            .fold(0, |n: u64, d| n.saturating_mul(10).saturating_add(u64::from(*d)))
    }

    /// The digit at a place; 0 where there is none.
    #[must_use]
    pub fn at(&self, place: usize) -> u32 {
        self.all().get(place).copied().unwrap_or(0).into()
    }

    /// Whether one digit is repeated all through (a placeholder).
    #[must_use]
    pub fn all_equal(&self) -> bool {
        self.all().windows(2).all(|pair| pair.first() == pair.last())
    }
}

/// The number that eight digits make; `None` where one of them is none.
#[must_use]
pub fn eight(bytes: [u8; 8]) -> Option<u32> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let digits = u64::from_le_bytes(bytes) ^ (0x30 * ONES);
    // No byte above 9: adding 118 to it would set its high bit.
    if (digits | ((digits & (0x7f * ONES)) + 118 * ONES)) & (0x80 * ONES) != 0 {
        return None;
    }
    // The first digit is the lowest byte: pairs, then fours, then all.
    let pairs = (digits * 10 + (digits >> 8)) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs * 100 + (pairs >> 16)) & 0x0000_ffff_0000_ffff;
    Some((fours * 10_000 + (fours >> 32)) as u32)
}

/// Sum of digit times weight.
#[must_use]
pub fn weighted(digits: &[u8], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(d, w)| u32::from(*d) * w).sum()
}

/// 0 to 9 for a digit, 10 to 35 for a letter of either case.
#[must_use]
pub const fn letter_value(byte: u8) -> Option<u32> {
    match byte {
        b'0'..=b'9' => Some((byte - b'0') as u32),
        b'A'..=b'Z' => Some((byte - b'A') as u32 + 10),
        b'a'..=b'z' => Some((byte - b'a') as u32 + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn digits_are_taken_out_from_between_separators(text in "[0-9]{0,34}|[0-9 ./-]{0,20}|[0-9a-f:]{1,12}") {
            let plain: Vec<u8> = text.bytes().filter(|b| !b" -./".contains(b)).collect();
            let fits = plain.len() <= MOST && plain.iter().all(u8::is_ascii_digit);
            let expected = fits.then(|| plain.iter().map(|b| b - b'0').collect::<Vec<_>>());
            prop_assert_eq!(Digits::of(text.as_bytes()).map(|digits| digits.all().to_vec()), expected);
        }

        #[test]
        fn eight_digits_make_their_number(bytes in prop_oneof![
            "[0-9]{8}".prop_map(|text| text.into_bytes().try_into().unwrap()),
            any::<[u8; 8]>(),
            ("[0-9]{8}", 0..8_usize, any::<u8>()).prop_map(|(text, at, byte)| {
                let mut bytes: [u8; 8] = text.into_bytes().try_into().unwrap();
                bytes[at] = byte;
                bytes
            }),
        ]) {
            let digits = bytes.iter().all(u8::is_ascii_digit);
            let number = std::str::from_utf8(&bytes).ok().filter(|_| digits).and_then(|text| text.parse().ok());
            prop_assert_eq!(eight(bytes), number);
        }
    }

    #[test]
    fn separators_are_skipped_and_letters_refused() {
        assert_eq!(Digits::of(b"12-34 5").unwrap().all(), [1, 2, 3, 4, 5]);
        assert!(Digits::of(b"12a").is_none());
        assert!(Digits::of(&[b'1'; 40]).is_none());
        assert!(Digits::exactly(b"1111", 4).is_none());
        assert_eq!(Digits::of(b"19991231").unwrap().number(0, 4), 1999);
        assert_eq!(Digits::of(b"1").unwrap().at(7), 0);
        assert_eq!(Digits::of(&[b'9'; 25]).unwrap().number(0, 25), u64::MAX);
    }
}
