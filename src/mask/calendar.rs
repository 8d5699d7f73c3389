//! Dates inside values: where year, month and day stand, so that a mask can keep the value's own way of writing.

/// A date at the start of a value: byte ranges of its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// Year, 4 digits.
    pub year: (usize, usize),
    /// Month, 1 or 2 digits.
    pub month: (usize, usize),
    /// Day, 1 or 2 digits.
    pub day: (usize, usize),
    /// One past the date.
    pub end: usize,
    /// Whether day and month could be the other way round.
    pub ambiguous: bool,
}

/// Finds `2024-12-31`, `2024/12/31`, `2024.12.31`, `20241231`, `31.12.2024`, `31-12-2024`, `12/31/2024` at the start.
#[must_use]
pub fn parts(value: &[u8]) -> Option<Parts> {
    let mut runs = [(0, 0); 3];
    let mut at = 0;
    let mut separator = None;
    for (number, run) in runs.iter_mut().enumerate() {
        let start = at;
        while value.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        *run = (start, at);
        if number == 0 && at - start == 8 {
            return compact(value, at);
        }
        if at == start || at - start > 4 {
            return None;
        }
        if number < 2 {
            let found = *value.get(at)?;
            if !matches!(found, b'-' | b'/' | b'.') || separator.is_some_and(|s| s != found) {
                return None;
            }
            separator = Some(found);
            at += 1;
        }
    }
    let length = |(a, b): (usize, usize)| b - a;
    let number =
        |run: (usize, usize)| value[run.0..run.1].iter().fold(0_u32, |n, b| n * 10 + u32::from(b - b'0'));
    let found = match runs.map(length) {
        [4, 1..=2, 1..=2] => Parts { year: runs[0], month: runs[1], day: runs[2], end: at, ambiguous: false },
        [1..=2, 1..=2, 4] => {
            let (first, second) = (number(runs[0]), number(runs[1]));
            let month_first = if first > 12 {
                false
            } else if second > 12 {
                true
            } else {
                separator == Some(b'/')
            };
            let ambiguous = separator != Some(b'.') && first <= 12 && second <= 12 && first != second;
            let (month, day) = if month_first { (runs[0], runs[1]) } else { (runs[1], runs[0]) };
            Parts { year: runs[2], month, day, end: at, ambiguous }
        }
        _ => return None,
    };
    ((1..=12).contains(&number(found.month)) && (1..=31).contains(&number(found.day))).then_some(found)
}

fn compact(value: &[u8], end: usize) -> Option<Parts> {
    let number = |a: usize, b: usize| value[a..b].iter().fold(0_u32, |n, d| n * 10 + u32::from(d - b'0'));
    let fits = (1..=12).contains(&number(4, 6)) && (1..=31).contains(&number(6, 8));
    fits.then_some(Parts { year: (0, 4), month: (4, 6), day: (6, 8), end, ambiguous: false })
}

/// The number in a range of digits.
#[must_use]
pub fn number(value: &[u8], (start, end): (usize, usize)) -> u32 {
    value.get(start..end).unwrap_or_default().iter().fold(0, |n, b| n * 10 + u32::from(b.wrapping_sub(b'0')))
}

/// Writes a number right-aligned into a range, zeros in front.
pub fn put(out: &mut [u8], (start, end): (usize, usize), mut number: u32) {
    for at in (start..end).rev() {
        if let Some(place) = out.get_mut(at) {
            *place = b'0' + (number % 10) as u8;
        }
        number /= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found_in_their_own_way_of_writing() {
        for (value, expected) in [
            ("2024-12-31", Some((2024, 12, 31, false))),
            ("2024/2/3 10:00", Some((2024, 2, 3, false))),
            ("20241231", Some((2024, 12, 31, false))),
            ("31.12.2024", Some((2024, 12, 31, false))),
            ("12/31/2024", Some((2024, 12, 31, false))),
            ("03/04/2024", Some((2024, 3, 4, true))),
            ("31/12/2024", Some((2024, 12, 31, false))),
            ("2024-13-01", None),
            ("soon", None),
            ("1-2", None),
            ("", None),
        ] {
            let got = parts(value.as_bytes()).map(|p| {
                let n = |r| number(value.as_bytes(), r);
                (n(p.year), n(p.month), n(p.day), p.ambiguous)
            });
            assert_eq!(got, expected, "{value}");
        }
    }
}
