//! The Luhn formula, ISO/IEC 7812-1 annex B.

use super::digits::Digits;

/// Whether the digits of a value satisfy the Luhn formula (mod 10); separators are skipped. Random values pass in 10 %.
#[must_use]
pub fn luhn(value: &[u8]) -> bool {
    Digits::of(value).is_some_and(|digits| luhn_digits(digits.all()))
}

/// As [`luhn`], for digits 0 to 9.
#[must_use]
pub fn luhn_digits(digits: &[u8]) -> bool {
    digits.len() > 1 && sum(digits).is_multiple_of(10)
}

fn sum(digits: &[u8]) -> u32 {
    const DOUBLED: [u8; 10] = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
    let doubled = |digit: &u8| u32::from(DOUBLED.get(usize::from(*digit)).copied().unwrap_or_default());
    // From the right every second one counts double.
    let (first, pairs) = digits.as_rchunks::<2>();
    pairs.iter().map(|[left, right]| doubled(left) + u32::from(*right)).sum::<u32>()
        + first.iter().map(|digit| u32::from(*digit)).sum::<u32>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_examples_hold() {
        for good in ["79927398713", "4111 1111 1111 1111", "490154203237518"] {
            assert!(luhn(good.as_bytes()), "{good}");
        }
        for bad in ["79927398710", "4111111111111112", "", "4", "a"] {
            assert!(!luhn(bad.as_bytes()), "{bad}");
        }
    }
}
