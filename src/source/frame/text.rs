//! Dates, times and bytes as text.

use std::io::Write as _;

/// Two lower-case hexadecimal digits a byte.
pub fn hex(bytes: &[u8], out: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for byte in bytes {
        out.push(DIGITS[usize::from(byte >> 4)]);
        out.push(DIGITS[usize::from(byte & 15)]);
    }
}

/// A whole number in decimal.
pub fn integer(negative: bool, mut size: u64, out: &mut Vec<u8>) {
    let mut digits = [0; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (size % 10) as u8;
        size /= 10;
        if size == 0 {
            break;
        }
    }
    if negative {
        out.push(b'-');
    }
    out.extend_from_slice(&digits[at..]);
}

/// The shortest text that reads back as the same number, as `{:?}` writes it.
pub fn float(value: f64, out: &mut Vec<u8>) {
    // Where it has no exponent JSON has the same text and is written faster.
    let plain = (1e-4..1e16).contains(&value.abs());
    let start = out.len();
    if !plain || serde_json::to_writer(&mut *out, &value).is_err() {
        out.truncate(start);
        let _ = write!(out, "{value:?}");
    }
}

/// A number of two digits at least.
fn two(number: i64, out: &mut Vec<u8>) {
    if (0..10).contains(&number) {
        out.push(b'0');
    }
    integer(number < 0, number.unsigned_abs(), out);
}

/// Days since 1970-01-01 as `2024-02-29` (proleptic Gregorian; Howard Hinnant's `civil_from_days`).
pub fn date(days: i64, out: &mut Vec<u8>) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    // ISO 8601: years beyond four digits carry a sign.
    if (0..=9999).contains(&year) {
        two(year / 100, out);
        two(year % 100, out);
    } else {
        // Writing to a Vec cannot fail.
        let _ = write!(out, "{year:+05}");
    }
    for part in [month, day] {
        out.push(b'-');
        two(part, out);
    }
}

/// Time of day in units of `unit` a second as `13:05:09.5`.
pub fn time(value: i64, unit: i64, out: &mut Vec<u8>) {
    let seconds = value.div_euclid(unit);
    two(seconds / 3_600, out);
    for part in [seconds / 60 % 60, seconds % 60] {
        out.push(b':');
        two(part, out);
    }
    fraction(value.rem_euclid(unit), unit, out);
}

/// A point in time as `2024-02-29T13:05:09.5`, with `Z` where the column has a zone.
pub fn datetime(value: i64, unit: i64, zoned: bool, out: &mut Vec<u8>) {
    let day = unit.saturating_mul(86_400);
    date(value.div_euclid(day), out);
    out.push(b'T');
    time(value.rem_euclid(day), unit, out);
    if zoned {
        out.push(b'Z');
    }
}

/// A length of time as ISO 8601 seconds: `PT90.5S`.
pub fn duration(value: i64, unit: i64, out: &mut Vec<u8>) {
    let sign = if value < 0 { "-" } else { "" };
    let (size, unit_size) = (value.unsigned_abs(), unit.unsigned_abs());
    let _ = write!(out, "{sign}PT{}", size / unit_size);
    fraction((size % unit_size).cast_signed(), unit, out);
    out.push(b'S');
}

/// The part of a second without its last zeros; nothing where it is zero.
fn fraction(part: i64, unit: i64, out: &mut Vec<u8>) {
    if part == 0 {
        return;
    }
    let width = unit.ilog10() as usize;
    let _ = write!(out, ".{part:0width$}");
    while out.last() == Some(&b'0') {
        out.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(write: impl Fn(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn dates_and_times_are_iso_8601() {
        for (days, expected) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (19_782, "2024-02-29"),
            (11_016, "2000-02-29"),
            (-719_162, "0001-01-01"),
            (2_932_897, "+10000-01-01"),
        ] {
            assert_eq!(text(|out| date(days, out)), expected);
        }
        assert_eq!(text(|out| datetime(-1, 1_000, false, out)), "1969-12-31T23:59:59.999");
        assert_eq!(text(|out| datetime(1_500_000, 1_000_000, true, out)), "1970-01-01T00:00:01.5Z");
        for (negative, size, expected) in [
            (false, 0, "0"),
            (true, 1 << 63, "-9223372036854775808"),
            (false, u64::MAX, "18446744073709551615"),
        ] {
            assert_eq!(text(|out| integer(negative, size, out)), expected);
        }
        assert_eq!(text(|out| time(47_109_000_000_000, 1_000_000_000, out)), "13:05:09");
        assert_eq!(text(|out| duration(-90_500, 1_000, out)), "-PT90.5S");
        assert_eq!(text(|out| hex(&[0, 255, 16], out)), "00ff10");
    }

    #[test]
    fn floats_are_written_as_rust_shows_them() {
        let odd = [0.0, -0.0, 1e-4, 9.99e-5, 0.1 + 0.2, 1e15, 9_999_999_999_999_998.0, 1e16, 1.5e300, 5e-324];
        let more = [f64::NAN, f64::INFINITY, f64::MAX, 1986.87, -0.57807, 100.0, 123_456_789.125];
        let many = (0..2_000_u64).map(|n| f64::from_bits(n.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        let near = (0..2_000_i32).map(|n| f64::from(n * 7_919 - 5_000_000) / 1_000.0);
        for value in odd.into_iter().chain(more).chain(many).chain(near) {
            assert_eq!(text(|out| float(value, out)), format!("{value:?}"));
        }
    }
}
