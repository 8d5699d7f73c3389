//! Checks of whole values: checksums and structure. None panics on any bytes; each says what share of random values of
//! the right shape passes.

mod base58;
mod card;
mod date;
mod digits;
mod iban;
mod ip;
mod luhn;
mod mod11;
mod named;
mod verhoeff;

pub use base58::{base58check, bech32, ethereum};
pub use card::card;
pub use date::{birth_date, birth_year, month_year, ymd, yymmdd};
pub use digits::{Digits, letter_value, weighted};
pub use iban::{iban, mod97};
pub use ip::{ipv4, ipv6, is_private_ipv4};
pub use luhn::luhn;
pub use mod11::{check_11, iso7064_11_2, iso7064_11_10};
pub use named::{NAMED, named};
pub use verhoeff::verhoeff;

use std::ops::RangeInclusive;

use super::Check;

/// A check with its name and the share of random values that pass.
#[must_use]
pub const fn of(name: &'static str, test: fn(&[u8]) -> bool, pass_rate: f64) -> Option<Check> {
    Some(Check { name, test, pass_rate })
}

/// The value as text, if it is UTF-8.
#[must_use]
pub fn text(value: &[u8]) -> Option<&str> {
    std::str::from_utf8(value).ok()
}

/// Whether letters and digits number what a code's shape asks for: all together, the letters, the digits. Separators
/// (space, dot, slash, hyphen) do not count; any other byte refuses.
#[must_use]
pub fn code(
    value: &[u8],
    all: RangeInclusive<usize>,
    letters: RangeInclusive<usize>,
    digits: RangeInclusive<usize>,
) -> bool {
    let (mut alpha, mut numeric) = (0, 0);
    for byte in value {
        match byte {
            b'0'..=b'9' => numeric += 1,
            b'A'..=b'Z' | b'a'..=b'z' => alpha += 1,
            b' ' | b'.' | b'/' | b'-' | b'#' | b':' => {}
            _ => return false,
        }
    }
    all.contains(&(alpha + numeric)) && letters.contains(&alpha) && digits.contains(&numeric)
}

/// Whether the value is a whole number between `low` and `high`; a fraction of zeros is allowed (`42.0`).
#[must_use]
pub fn number_in(value: &[u8], low: f64, high: f64) -> bool {
    text(value).and_then(|v| v.trim().parse::<f64>().ok()).is_some_and(|n| n >= low && n <= high)
}
