//! Checks that a project's own detectors can name.

use super::{iso7064_11_2, iso7064_11_10, letter_value, luhn, mod97, verhoeff};
use crate::detect::{Check, DETECTORS};

/// The general checks; they read the digits (and, for `mod_97_10`, the letters) of a value and skip the rest.
pub const NAMED: &[Check] = &[
    Check { name: "luhn", test: |value| luhn(&digits(value)), pass_rate: 0.1 },
    Check { name: "verhoeff", test: |value| verhoeff(&digits(value)), pass_rate: 0.1 },
    Check { name: "iso7064_mod_11_10", test: |value| iso7064_11_10(&numbers(value)), pass_rate: 0.1 },
    Check { name: "iso7064_mod_11_2", test: |value| iso7064_11_2(&digits_and_x(value)), pass_rate: 0.091 },
    Check { name: "iso7064_mod_97_10", test: |value| mod97(&codes(value)) == Some(1), pass_rate: 0.0103 },
];

/// A check by its name: one of [`NAMED`], or the id of a built-in type for that type's own check.
#[must_use]
pub fn named(name: &str) -> Option<Check> {
    let general = NAMED.iter().find(|check| check.name == name).copied();
    general.or_else(|| DETECTORS.iter().find(|d| d.id == name).and_then(|d| d.check))
}

fn digits(value: &[u8]) -> Vec<u8> {
    value.iter().copied().filter(u8::is_ascii_digit).collect()
}

fn digits_and_x(value: &[u8]) -> Vec<u8> {
    let mut kept = digits(value);
    kept.extend(value.last().filter(|last| matches!(last, b'X' | b'x')));
    kept
}

fn numbers(value: &[u8]) -> Vec<u8> {
    value.iter().filter(|byte| byte.is_ascii_digit()).map(|byte| byte - b'0').collect()
}

fn codes(value: &[u8]) -> Vec<u8> {
    value.iter().copied().filter(|byte| letter_value(*byte).is_some()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_check_reads_the_digits_of_a_value_whatever_stands_between_them() {
        for (name, good, bad) in [
            ("luhn", "EMP-79927398713", "EMP-79927398710"),
            ("verhoeff", "no. 2363", "no. 2364"),
            ("iso7064_mod_11_10", "K/07945", "K/07944"),
            ("iso7064_mod_11_2", "079-X", "079-1"),
            ("iso7064_mod_97_10", "WEST 1234 5698 7654 32 GB82", "WEST 1234 5698 7654 33 GB82"),
            ("us_ssn", "536-90-4399", "666-12-3456"),
        ] {
            let check = named(name).unwrap();
            assert!((check.test)(good.as_bytes()), "{name} {good}");
            assert!(!(check.test)(bad.as_bytes()), "{name} {bad}");
            assert!(!(check.test)(b""), "{name} of nothing");
        }
        assert!(named("crc32").is_none());
    }
}
