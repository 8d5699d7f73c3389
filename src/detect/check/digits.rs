//! The digits of a value without its separators.

/// Up to 32 decimal digits.
#[derive(Debug, Clone, Copy)]
pub struct Digits {
    values: [u8; 32],
    count: usize,
}

impl Digits {
    /// The digits of a value; spaces, hyphens, dots and slashes between them are skipped. `None` where anything else
    /// stands in it or where there are more than 32.
    #[must_use]
    pub fn of(value: &[u8]) -> Option<Self> {
        let mut digits = Self { values: [0; 32], count: 0 };
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
    use super::*;

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
