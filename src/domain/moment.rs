//! Days and points in time as ISO 8601 writes them, for conditions: `2024-12-31`, `2024-12-31 10:00`, `2024-12-31T10:00:00.5Z`.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

/// Nanoseconds of a minute.
const MINUTE: i64 = 60_000_000_000;

/// A day, or a point in time with or without a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Moment {
    year: u16,
    month: u8,
    day: u8,
    time: Option<Time>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Time {
    /// Since midnight, by the clock that it was written by.
    nanos: i64,
    /// How far that clock is ahead of UTC, in minutes.
    zone: Option<i16>,
}

impl Moment {
    /// Reads a day (`2024-12-31`) or a point in time: `T` or a space, hours and minutes, perhaps seconds with up to nine
    /// decimals, perhaps `Z` or an offset such as `+01:00`. Years 1 to 9999; nothing before or behind.
    #[must_use]
    pub fn parse(text: &[u8]) -> Option<Self> {
        let (date, rest) = text.split_at_checked(10)?;
        let &[_, _, _, _, b'-', _, _, b'-', _, _] = date else { return None };
        let year = u16::try_from(digits(&date[..4])?).ok()?;
        let month = u8::try_from(digits(&date[5..7])?).ok()?;
        let day = u8::try_from(digits(&date[8..])?).ok()?;
        if year == 0 || !(1..=days_of(year, month)).contains(&day) {
            return None;
        }
        let time = match rest.split_first() {
            None => None,
            Some((b'T' | b' ', clock)) => Some(Time::parse(clock)?),
            Some(_) => return None,
        };
        Some(Self { year, month, day, time })
    }

    /// Whether it is a day without a time.
    #[must_use]
    pub const fn is_day(&self) -> bool {
        self.time.is_none()
    }

    /// Whether it says its zone.
    #[must_use]
    pub fn has_zone(&self) -> bool {
        self.time.is_some_and(|time| time.zone.is_some())
    }

    /// Whether it has no decimals of seconds beyond the sixth.
    #[must_use]
    pub fn whole_micros(&self) -> bool {
        self.time.is_none_or(|time| time.nanos % 1000 == 0)
    }

    /// How a value of a column stands to this. Where one of both is a day, days are compared, as written; where this has
    /// no zone, the clock as the value writes it; `None` where this has a zone and the value has none.
    #[must_use]
    pub fn against(&self, value: &Self) -> Option<Ordering> {
        let day = (value.year, value.month, value.day).cmp(&(self.year, self.month, self.day));
        let (Some(mine), Some(other)) = (self.time, value.time) else { return Some(day) };
        match (mine.zone, other.zone) {
            (None, _) => Some(day.then(other.nanos.cmp(&mine.nanos))),
            (Some(_), None) => None,
            (Some(_), Some(_)) => Some(value.instant().cmp(&self.instant())),
        }
    }

    /// Days since 1 March of the year 0, and nanoseconds of the day, in UTC where there is a zone.
    fn instant(&self) -> (i64, i64) {
        let time = self.time.unwrap_or(Time { nanos: 0, zone: None });
        let nanos = time.nanos - i64::from(time.zone.unwrap_or(0)) * MINUTE;
        // Years that begin in March end with the leap day.
        let (year, month) = (i64::from(self.year), i64::from(self.month));
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let days = year * 365 + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5;
        let whole = 24 * 60 * MINUTE;
        (days + i64::from(self.day) + nanos.div_euclid(whole), nanos.rem_euclid(whole))
    }
}

impl Time {
    fn parse(clock: &[u8]) -> Option<Self> {
        let pair = |at: usize| digits(clock.get(at..at + 2)?);
        let below = |number: u32, end: u32| (number < end).then_some(i64::from(number));
        let (hours, minutes) = (below(pair(0)?, 24)?, below(pair(3)?, 60)?);
        if clock.get(2) != Some(&b':') {
            return None;
        }
        let mut nanos = (hours * 60 + minutes) * MINUTE;
        let mut at = 5;
        if clock.get(at) == Some(&b':') {
            nanos += below(pair(6)?, 60)? * 1_000_000_000;
            at = 8;
            if clock.get(at) == Some(&b'.') {
                let count = clock[9..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                if !(1..=9).contains(&count) {
                    return None;
                }
                at = 9 + count;
                nanos += i64::from(digits(&clock[9..at])?) * 10_i64.pow(9 - u32::try_from(count).ok()?);
            }
        }
        let zone = match &clock[at..] {
            [] => None,
            b"Z" => Some(0),
            [sign @ (b'+' | b'-'), offset @ ..] => {
                let (hours, minutes) = match offset {
                    [_, _] => (digits(offset)?, 0),
                    [_, _, b':', _, _] => (digits(&offset[..2])?, digits(&offset[3..])?),
                    [_, _, _, _] => (digits(&offset[..2])?, digits(&offset[2..])?),
                    _ => return None,
                };
                let ahead = below(hours, 24)? * 60 + below(minutes, 60)?;
                i16::try_from(if *sign == b'-' { -ahead } else { ahead }).ok()
            }
            _ => return None,
        };
        Some(Self { nanos, zone })
    }
}

/// At most nine digits.
fn digits(text: &[u8]) -> Option<u32> {
    text.iter().try_fold(0, |n, byte| Some(n * 10 + u32::from(byte.is_ascii_digit().then(|| byte - b'0')?)))
}

const fn days_of(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    }
}

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)?;
        let Some(Time { nanos, zone }) = self.time else { return Ok(()) };
        let (minutes, rest) = (nanos / MINUTE, nanos % MINUTE);
        write!(f, " {:02}:{:02}:{:02}", minutes / 60, minutes % 60, rest / 1_000_000_000)?;
        let fraction = format!("{:09}", rest % 1_000_000_000);
        let fraction = fraction.trim_end_matches('0');
        if !fraction.is_empty() {
            write!(f, ".{fraction}")?;
        }
        match zone {
            None => Ok(()),
            Some(0) => f.write_str("Z"),
            Some(ahead) => {
                let sign = if ahead < 0 { '-' } else { '+' };
                write!(f, "{sign}{:02}:{:02}", ahead.abs() / 60, ahead.abs() % 60)
            }
        }
    }
}

impl TryFrom<String> for Moment {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || "a date is written 2024-12-31, a point in time 2024-12-31 10:00:00".to_owned();
        Self::parse(text.as_bytes()).ok_or_else(wrong)
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> Self {
        moment.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn moment(text: &str) -> Moment {
        Moment::parse(text.as_bytes()).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn what_iso_8601_writes_is_read_and_nothing_else() {
        for (text, shown) in [
            ("2024-02-29", "2024-02-29"),
            ("2024-12-31T10:00", "2024-12-31 10:00:00"),
            ("2024-12-31 23:59:59.250", "2024-12-31 23:59:59.25"),
            ("0001-01-01T00:00:00Z", "0001-01-01 00:00:00Z"),
            ("2024-12-31 10:00:00+0530", "2024-12-31 10:00:00+05:30"),
            ("2024-12-31 10:00:00.000000001-08", "2024-12-31 10:00:00.000000001-08:00"),
        ] {
            assert_eq!(moment(text).to_string(), shown);
            assert_eq!(moment(shown), moment(text));
        }
        for text in [
            "",
            "2023-02-29",
            "1900-02-29",
            "0000-01-01",
            "2024-13-01",
            "2024-1-1",
            "31.12.2024",
            "20241231",
            "2024-12-31T",
            "2024-12-31T24:00",
            "2024-12-31T10:60",
            "2024-12-31 10:00:60",
            "2024-12-31 10:00:00.",
            "2024-12-31 10:00:00.0000000001",
            "2024-12-31 10:00 Z",
            "2024-12-31x",
            "2024-12-31 ",
            "2024-12-31 1é:00",
        ] {
            assert_eq!(Moment::parse(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn days_are_compared_with_times_and_zones_only_with_zones() {
        use Ordering::{Equal, Greater, Less};
        for (wanted, value, is) in [
            ("2024-01-02", "2024-01-02T23:00:00-08:00", Some(Equal)),
            ("2024-01-02 10:00", "2024-01-02", Some(Equal)),
            ("2024-01-02 10:00", "2024-01-02 10:00:00.5", Some(Greater)),
            ("2024-01-02 10:00", "2024-01-02T10:00:00+05:00", Some(Equal)),
            ("2024-01-02 10:00Z", "2024-01-02T10:00:00+05:00", Some(Less)),
            ("2024-01-02 00:30+01:00", "2024-01-01T23:30:00Z", Some(Equal)),
            ("2024-03-01 00:00Z", "2024-02-29T23:00:00-01:00", Some(Equal)),
            ("2024-01-02 10:00Z", "2024-01-02 10:00", None),
        ] {
            assert_eq!(moment(wanted).against(&moment(value)), is, "{wanted} {value}");
        }
    }

    proptest! {
        #[test]
        fn texts_and_dates_have_one_order(
            a in (1_u16..=9999, 1_u8..=12, 1_u8..=28, 0_u32..86_400),
            b in (1_u16..=9999, 1_u8..=12, 1_u8..=28, 0_u32..86_400),
        ) {
            let text = |(y, m, d, s): (u16, u8, u8, u32)| {
                format!("{y:04}-{m:02}-{d:02}T{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)
            };
            let (a, b) = (text(a), text(b));
            prop_assert_eq!(moment(&b).against(&moment(&a)), Some(a.cmp(&b)));
            prop_assert_eq!(moment(&b[..10]).against(&moment(&a)), Some(a[..10].cmp(&b[..10])));
            let zoned = |text: &str| moment(&format!("{text}Z"));
            prop_assert_eq!(zoned(&b).against(&zoned(&a)), Some(a.cmp(&b)));
        }

        #[test]
        fn no_bytes_are_too_much(bytes in proptest::collection::vec(any::<u8>(), 0..40), tail in "[0-9T:.Z+ -]{0,30}") {
            let _ = Moment::parse(&bytes);
            let text = format!("2024-01-01{tail}");
            if let Some(read) = Moment::parse(text.as_bytes()) {
                prop_assert_eq!(moment(&read.to_string()), read);
            }
        }
    }
}
