//! ISO 13616 (IBAN) and the mod 97 rule of ISO 7064.

use super::digits::{eight, letter_value};

/// Countries of the SWIFT IBAN registry with the length of their numbers.
const LENGTHS: &[(&[u8; 2], usize)] = &[
    (b"AD", 24),
    (b"AE", 23),
    (b"AL", 28),
    (b"AT", 20),
    (b"AZ", 28),
    (b"BA", 20),
    (b"BE", 16),
    (b"BG", 22),
    (b"BH", 22),
    (b"BI", 27),
    (b"BR", 29),
    (b"BY", 28),
    (b"CH", 21),
    (b"CR", 22),
    (b"CY", 28),
    (b"CZ", 24),
    (b"DE", 22),
    (b"DJ", 27),
    (b"DK", 18),
    (b"DO", 28),
    (b"EE", 20),
    (b"EG", 29),
    (b"ES", 24),
    (b"FI", 18),
    (b"FK", 18),
    (b"FO", 18),
    (b"FR", 27),
    (b"GB", 22),
    (b"GE", 22),
    (b"GI", 23),
    (b"GL", 18),
    (b"GR", 27),
    (b"GT", 28),
    (b"HN", 28),
    (b"HR", 21),
    (b"HU", 28),
    (b"IE", 22),
    (b"IL", 23),
    (b"IQ", 23),
    (b"IS", 26),
    (b"IT", 27),
    (b"JO", 30),
    (b"KW", 30),
    (b"KZ", 20),
    (b"LB", 28),
    (b"LC", 32),
    (b"LI", 21),
    (b"LT", 20),
    (b"LU", 20),
    (b"LV", 21),
    (b"LY", 25),
    (b"MC", 27),
    (b"MD", 24),
    (b"ME", 22),
    (b"MK", 19),
    (b"MN", 20),
    (b"MR", 27),
    (b"MT", 31),
    (b"MU", 30),
    (b"NI", 28),
    (b"NL", 18),
    (b"NO", 15),
    (b"OM", 23),
    (b"PK", 24),
    (b"PL", 28),
    (b"PS", 29),
    (b"PT", 25),
    (b"QA", 29),
    (b"RO", 24),
    (b"RS", 22),
    (b"RU", 33),
    (b"SA", 24),
    (b"SC", 31),
    (b"SD", 18),
    (b"SE", 24),
    (b"SI", 19),
    (b"SK", 24),
    (b"SM", 27),
    (b"SO", 23),
    (b"ST", 25),
    (b"SV", 28),
    (b"TL", 23),
    (b"TN", 24),
    (b"TR", 26),
    (b"UA", 29),
    (b"VA", 22),
    (b"VG", 24),
    (b"XK", 20),
    (b"YE", 30),
];

/// The remainder modulo 97 of digits and letters (A is 10), spaces skipped; `None` for any other byte.
#[must_use]
pub fn mod97<'a>(value: impl IntoIterator<Item = &'a u8>) -> Option<u32> {
    onwards(0, value).map(|rest| (rest % 97) as u32)
}

/// As [`mod97`] after other digits of that remainder; gives a number of the same remainder.
fn onwards<'a>(before: u64, value: impl IntoIterator<Item = &'a u8>) -> Option<u64> {
    // Divided once in a few digits, and at the end.
    const FULL: u64 = 1 << 56;
    let mut rest = before;
    for byte in value {
        if *byte == b' ' || *byte == b'-' {
            continue;
        }
        let digit = u64::from(letter_value(*byte)?);
        rest = if digit < 10 { rest * 10 + digit } else { rest * 100 + digit };
        if rest >= FULL {
            rest %= 97;
        }
    }
    Some(rest)
}

/// As [`onwards`], eight digits at a time where there are so many.
fn onwards_of(mut before: u64, value: &[u8]) -> Option<u64> {
    let (parts, rest) = value.as_chunks::<8>();
    for part in parts {
        before = match eight(*part) {
            Some(number) => before % 97 * 100_000_000 + u64::from(number),
            None => onwards(before, part)?,
        };
    }
    onwards(before, rest)
}

/// Characters of the numbers of a country; `None` where it has none.
fn length([first, second]: [u8; 2]) -> Option<usize> {
    static BY_LETTERS: [u8; 26 * 26] = by_letters();
    let letter = |byte: u8| byte.is_ascii_uppercase().then(|| usize::from(byte - b'A'));
    let length = *BY_LETTERS.get(letter(first)? * 26 + letter(second)?)?;
    (length > 0).then_some(usize::from(length))
}

const fn by_letters() -> [u8; 26 * 26] {
    let mut lengths = [0; 26 * 26];
    let mut at = 0;
    while at < LENGTHS.len() {
        let ([first, second], length) = LENGTHS[at];
        lengths[(*first - b'A') as usize * 26 + (*second - b'A') as usize] = length as u8;
        at += 1;
    }
    lengths
}

/// Whether a value is an IBAN: known country, its length, mod 97 equal to 1. Random values pass in 1 %.
#[must_use]
pub fn iban(value: &[u8]) -> bool {
    if !value.iter().any(|byte| matches!(byte, b' ' | b'-')) {
        return plain(value);
    }
    let mut bytes = [0_u8; 34];
    let mut count = 0;
    for byte in value.iter().filter(|byte| !matches!(byte, b' ' | b'-')) {
        let Some(place) = bytes.get_mut(count) else { return false };
        *place = *byte;
        count += 1;
    }
    bytes.get(..count).is_some_and(plain)
}

/// As [`iban`], without separators.
fn plain(value: &[u8]) -> bool {
    let Some((country, rest)) = value.split_first_chunk::<2>() else { return false };
    let Some((check, account)) = rest.split_at_checked(2) else { return false };
    length(country.map(|letter| letter.to_ascii_uppercase())) == Some(value.len())
        && [account, country, check]
            .iter()
            .try_fold(0, |rest, part| onwards_of(rest, part))
            .is_some_and(|rest| rest % 97 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_registry_examples_hold() {
        for good in [
            "GB82 WEST 1234 5698 7654 32",
            "DE89370400440532013000",
            "FR1420041010050500013M02606",
            "NO9386011117947",
            "nl91abna0417164300",
            "MT84MALT011000012345MTLCAST001S",
        ] {
            assert!(iban(good.as_bytes()), "{good}");
        }
        for bad in ["GB82WEST12345698765433", "XX82WEST12345698765432", "DE8937040044053201300", "", "DE"] {
            assert!(!iban(bad.as_bytes()), "{bad}");
        }
    }
}
