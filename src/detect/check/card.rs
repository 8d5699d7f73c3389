//! Payment card numbers: ISO/IEC 7812 with the ranges of the brands.

use super::digits::Digits;
use super::luhn::luhn_digits;

/// Whether a value is a card number: a range of a known brand, its length, Luhn, not one repeated digit.
/// Of random 16-digit numbers about 3 % pass.
#[must_use]
pub fn card(value: &[u8]) -> bool {
    let Some(digits) = Digits::of(value) else { return false };
    let count = digits.all().len();
    let (two, three, four, six) =
        (digits.number(0, 2), digits.number(0, 3), digits.number(0, 4), digits.number(0, 6));
    let brand = match two {
        40..=49 => matches!(count, 13 | 16 | 19),
        51..=55 => count == 16,
        22..=27 => matches!(four, 2200..=2204 | 2221..=2720) && count == 16,
        34 | 37 => count == 15,
        36 | 38 | 39 => matches!(count, 14 | 16 | 19),
        30 => (300..=305).contains(&three) && matches!(count, 14 | 16),
        35 => (3528..=3589).contains(&four) && matches!(count, 16 | 19),
        60 => (four == 6011 || (606_282..=608_999).contains(&six)) && matches!(count, 16 | 19),
        62 => matches!(count, 16..=19),
        64 | 65 => matches!(count, 16 | 19),
        50 | 56..=58 | 63 | 67 => matches!(count, 16 | 18 | 19),
        _ => false,
    };
    brand && !digits.all_equal() && luhn_digits(digits.all())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_brands_test_numbers_hold() {
        for good in [
            "4111111111111111",
            "5555 5555 5555 4444",
            "378282246310005",
            "6011111111111117",
            "3530111333300000",
            "30569309025904",
            "2223003122003222",
            "4222222222222",
        ] {
            assert!(card(good.as_bytes()), "{good}");
        }
        for bad in ["4111111111111112", "0000000000000000", "9111111111111111", "411111111111111", ""] {
            assert!(!card(bad.as_bytes()), "{bad}");
        }
    }
}
