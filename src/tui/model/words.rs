//! Words for people: verdicts, shares, counts.

use crate::domain::action::Action;
use crate::domain::assessment::Contained;
use crate::domain::decision::Verdict;
use crate::domain::share::Share;
use crate::domain::state::State;

use super::row::Row;

/// What a verdict does, in the infinitive.
#[must_use]
pub fn verdict(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Decided { not_sensitive: true, .. } => "release as not sensitive".to_owned(),
        Verdict::Decided { action, .. } => action.label(),
        Verdict::Skipped => "skip".to_owned(),
        Verdict::Flagged => "flag for a second reviewer".to_owned(),
        Verdict::Withdrawn => "take back".to_owned(),
    }
}

/// A share as a percentage with as many digits as it needs to be told from 0 and 100.
#[must_use]
pub fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if !percent.is_finite() {
        "—".to_owned()
    } else if percent > 0.0 && percent < 0.01 {
        "<0.01 %".to_owned()
    } else if percent > 0.0 && percent < 1.0 {
        format!("{percent:.2} %")
    } else if percent < 100.0 && percent > 99.0 {
        // 99.97 % is not 100 %.
        format!("{:.1} %", (percent * 10.0).floor() / 10.0)
    } else {
        format!("{percent:.0} %")
    }
}

/// A share with its interval and its n: `99.3 % (99.1–99.5, n 9 871)`.
#[must_use]
pub fn interval(share: &Share) -> String {
    if share.share == 0.0 && share.n > 0 {
        return format!("0 of {} rows: under {}", count(share.n), percent(share.high));
    }
    format!(
        "{} ({:.1}–{:.1}, n {})",
        percent(share.share),
        share.low * 100.0,
        share.high * 100.0,
        count(share.n)
    )
}

/// A whole number with a space between groups of three digits.
#[must_use]
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

/// `1 column`, `2 columns`.
#[must_use]
pub fn columns(n: usize) -> String {
    if n == 1 { "1 column".to_owned() } else { format!("{} columns", count(n as u64)) }
}

/// Bytes for people: `2.1 GB`.
#[must_use]
pub fn bytes(n: u64) -> String {
    let mut value = n as f64;
    for unit in ["B", "kB", "MB", "GB", "TB"] {
        if value < 1000.0 || unit == "TB" {
            return if unit == "B" { format!("{n} B") } else { format!("{value:.1} {unit}") };
        }
        value /= 1000.0;
    }
    format!("{n} B")
}

/// A contained type: `email 12 rows 0.12 %`.
#[must_use]
pub fn contained(contained: &Contained) -> String {
    format!("{} {} rows {}", contained.kind, count(contained.rows), percent(contained.share.share))
}

/// Where a row stands, as a word.
#[must_use]
pub fn standing(row: &Row) -> String {
    match row.state {
        State::Decided => row.status.action().map_or_else(|| "decided".to_owned(), Action::label),
        state => state.name().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_never_round_to_certainty() {
        for (share, text) in [
            (0.0, "0 %"),
            (0.000_01, "<0.01 %"),
            (0.0012, "0.12 %"),
            (0.5, "50 %"),
            (0.993, "99.3 %"),
            (0.9997, "99.9 %"),
            (1.0, "100 %"),
            (f64::NAN, "—"),
        ] {
            assert_eq!(percent(share), text);
        }
        assert_eq!(interval(&Share::of(0, 10_000)), "0 of 10 000 rows: under 0.04 %");
    }

    #[test]
    fn numbers_are_grouped() {
        for (n, text) in [(0, "0"), (999, "999"), (9871, "9 871"), (3_000_000, "3 000 000")] {
            assert_eq!(count(n), text);
        }
        assert_eq!(bytes(999), "999 B");
        assert_eq!(bytes(2_100_000_000), "2.1 GB");
    }
}
