//! Plausible dates.

use super::digits::Digits;

/// Whether year, month and day exist in the Gregorian calendar.
#[must_use]
pub const fn ymd(year: u64, month: u64, day: u64) -> bool {
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    };
    day >= 1 && day <= days
}

/// Whether two-digit year, month and day can be a date in some century.
#[must_use]
pub const fn yymmdd(year: u64, month: u64, day: u64) -> bool {
    ymd(1900 + year, month, day) || ymd(2000 + year, month, day)
}

/// Whether a value is a date of a person's birth: a calendar date in any common order, from 1895 to 2030.
/// Of random digit groups of that shape about 12 % pass.
#[must_use]
pub fn birth_date(value: &[u8]) -> bool {
    let head = value.split(|byte| matches!(byte, b'T' | b' ')).next().unwrap_or(value);
    let alone = head.len() >= 6 && head.iter().all(|byte| byte.is_ascii() && !byte.is_ascii_alphabetic());
    let whole = if alone { head } else { value };
    let mut groups = whole.split(|byte| !byte.is_ascii_digit()).filter(|group| !group.is_empty());
    let number =
        |group: &[u8]| Digits::of(group).map(|digits| (digits.number(0, digits.all().len()), group.len()));
    let living = |year| (1895..=2030).contains(&year);
    match (groups.next().and_then(number), groups.next().and_then(number), groups.next().and_then(number)) {
        (Some((year, 4)), Some((month, 1..=2)), Some((day, 1..=2))) => living(year) && ymd(year, month, day),
        (Some((a, 1..=2)), Some((b, 1..=2)), Some((year, 4))) => {
            living(year) && (ymd(year, b, a) || ymd(year, a, b))
        }
        (Some((a, 1..=2)), Some((b, 1..=2)), Some((year, 2))) => yymmdd(year, b, a) || yymmdd(year, a, b),
        // A month's name stands between: "12 March 1980", "Mar 12, 1980".
        (Some((day, 1..=2)), Some((year, 4)), None) => living(year) && (1..=31).contains(&day),
        (Some((all, 8)), None, None) => {
            let (year, rest) = (all / 10_000, all % 10_000);
            let (day, month, last) = (all / 1_000_000, all / 10_000 % 100, all % 10_000);
            living(year) && ymd(year, rest / 100, rest % 100)
                || living(last) && (ymd(last, month, day) || ymd(last, day, month))
        }
        _ => false,
    }
}

/// Whether a value is a year in which someone living may be born: 1900 to 2030.
#[must_use]
pub fn birth_year(value: &[u8]) -> bool {
    super::number_in(value, 1900.0, 2030.0)
}

/// Whether a value is a month and a year such as a card's expiry: `MM/YY`, `MM/YYYY`, `YYYY-MM`, years 1990 to 2060.
/// Of random digit groups of that shape about 8 % pass.
#[must_use]
pub fn month_year(value: &[u8]) -> bool {
    let mut groups = value.split(|byte| !byte.is_ascii_digit()).filter(|group| !group.is_empty());
    let number =
        |group: &[u8]| Digits::of(group).map(|digits| (digits.number(0, digits.all().len()), group.len()));
    let year_fits = |year| (1990..=2060).contains(&year);
    match (groups.next().and_then(number), groups.next().and_then(number)) {
        (Some((1..=12, _)), Some((year, 4))) | (Some((year, 4)), Some((1..=12, _))) => year_fits(year),
        (Some((1..=12, _)), Some((_, 2))) => true,
        (Some((all, 4)), None) => (1..=12).contains(&(all / 100)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_birth_in_any_order() {
        for good in [
            "1980-02-29",
            "29.02.1980",
            "02/29/1980",
            "19800229",
            "31/12/99",
            "12 March 1980",
            "1980-02-29T00:00:00Z",
            "Mar 12, 1980",
            "1980年2月29日",
            "1980년 2월 29일",
        ] {
            assert!(birth_date(good.as_bytes()), "{good}");
        }
        for bad in ["1981-02-29", "2080-01-01", "13/13/1980", "99999999", "", "1980", "abc"] {
            assert!(!birth_date(bad.as_bytes()), "{bad}");
        }
    }

    #[test]
    fn month_and_year() {
        for good in ["12/27", "2027-12", "12/2027", "1227"] {
            assert!(month_year(good.as_bytes()), "{good}");
        }
        for bad in ["13/27", "", "1/3000", "0027"] {
            assert!(!month_year(bad.as_bytes()), "{bad}");
        }
    }
}
