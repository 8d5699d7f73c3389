//! The Verhoeff check (J. Verhoeff, Error Detecting Decimal Codes, 1969): dihedral group D5.

use super::digits::Digits;

const PRODUCT: [[u8; 10]; 10] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
    [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
    [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
    [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
    [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
    [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
    [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
    [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
    [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
];

const PERMUTATION: [[u8; 10]; 8] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    [1, 5, 7, 6, 2, 8, 3, 0, 9, 4],
    [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
    [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
    [9, 4, 5, 3, 1, 2, 6, 8, 7, 0],
    [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
    [2, 7, 9, 3, 8, 0, 6, 4, 1, 5],
    [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
];

/// Whether the digits of a value satisfy Verhoeff's check; separators are skipped. Random values pass in 10 %.
#[must_use]
pub fn verhoeff(value: &[u8]) -> bool {
    let Some(digits) = Digits::of(value).filter(|digits| digits.all().len() > 1) else { return false };
    let mut state = 0_u8;
    for (place, digit) in digits.all().iter().rev().enumerate() {
        let Some(moved) = PERMUTATION.get(place % 8).and_then(|row| row.get(usize::from(*digit))) else {
            return false;
        };
        let Some(next) = PRODUCT.get(usize::from(state)).and_then(|row| row.get(usize::from(*moved))) else {
            return false;
        };
        state = *next;
    }
    state == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_examples_hold() {
        assert!(verhoeff(b"2363"));
        assert!(verhoeff(b"1234567890120"));
        assert!(!verhoeff(b"2364"));
        assert!(!verhoeff(b""));
    }
}
