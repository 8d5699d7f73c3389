//! Check digits modulo 11: weighted sums and the pure and hybrid systems of ISO 7064.

use super::digits::{letter_value, weighted};

/// The check digit `11 - sum mod 11`, 11 taken as 0; `None` where it would be 10.
#[must_use]
pub fn check_11(digits: &[u8], weights: &[u32]) -> Option<u8> {
    match 11 - weighted(digits, weights) % 11 {
        11 => Some(0),
        10 => None,
        digit => Some(digit as u8),
    }
}

/// ISO 7064 MOD 11,10 (hybrid): whether the last digit checks the others. Random values pass in 10 %.
#[must_use]
pub fn iso7064_11_10(digits: &[u8]) -> bool {
    let Some((check, rest)) = digits.split_last() else { return false };
    let mut product = 10_u32;
    for digit in rest {
        let sum = (u32::from(*digit) + product) % 10;
        product = (if sum == 0 { 10 } else { sum }) * 2 % 11;
    }
    !rest.is_empty() && (11 - product) % 10 == u32::from(*check)
}

/// ISO 7064 MOD 11-2 (pure): digits with a last digit or `X`. Random values pass in 9.1 %.
#[must_use]
pub fn iso7064_11_2(value: &[u8]) -> bool {
    let Some((last, rest)) = value.split_last() else { return false };
    let mut state = 0_u32;
    for byte in rest {
        match letter_value(*byte) {
            Some(digit @ 0..=9) => state = (state + digit) * 2 % 11,
            _ => return false,
        }
    }
    let check = match last {
        b'X' | b'x' => 10,
        b'0'..=b'9' => u32::from(last - b'0'),
        _ => return false,
    };
    !rest.is_empty() && (state + check) % 11 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_examples_hold() {
        // ISO 7064: 0794 with check digit 5 under MOD 11,10; 0794 with check 0 under MOD 11-2.
        assert!(iso7064_11_10(&[0, 7, 9, 4, 5]));
        assert!(!iso7064_11_10(&[0, 7, 9, 4, 4]));
        assert!(iso7064_11_2(b"07940"));
        assert!(iso7064_11_2(b"079X"));
        assert!(!iso7064_11_2(b"07941"));
        assert!(!iso7064_11_2(b""));
        assert!(!iso7064_11_10(&[]));
    }
}
