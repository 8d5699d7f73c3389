//! The form that each mask gives, for tests without key or original.

use std::hash::{BuildHasher as _, RandomState};
use std::sync::OnceLock;

use crate::domain::mask::{MaskChoice, Param};
use crate::domain::spans::FindSpans;

/// A hash that only this process can compute: keyed at random.
pub fn mark(value: &[u8]) -> u64 {
    static STATE: OnceLock<RandomState> = OnceLock::new();
    STATE.get_or_init(RandomState::new).hash_one(value)
}

/// Whether a masked cell can be the output of its mask.
pub fn fits(choice: &MaskChoice, cell: &[u8], finder: &dyn FindSpans) -> bool {
    // An apostrophe in front disarms a formula.
    let cell = cell.strip_prefix(b"'").unwrap_or(cell);
    let number = |name: &str| match choice.params.get(name) {
        Some(Param::Number(n)) => Some(*n),
        _ => None,
    };
    let word = |name: &str| choice.params.get(name).map(ToString::to_string).unwrap_or_default();
    let length = |default: i64| usize::try_from(number("length").unwrap_or(default)).unwrap_or(0);
    let hex = |text: &[u8], n: usize| {
        text.len() == n && text.iter().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    };
    let text = || std::str::from_utf8(cell).unwrap_or("");
    match choice.name.as_str() {
        "null" => false,
        "constant" => text() == word("value"),
        "redact" => {
            let width = usize::try_from(number("width").unwrap_or(0)).unwrap_or(0);
            text() == word("char").repeat(width)
        }
        "partial" => text().contains(&word("char")),
        "pseudonym" => match word("format").as_str() {
            "base32" => {
                cell.len() == length(16) && cell.iter().all(|b| matches!(b, b'a'..=b'z' | b'2'..=b'7'))
            }
            "uuid" => cell.len() == 36 && cell.get(14) == Some(&b'8'),
            "integer" => cell.len() == length(15) && cell.iter().all(u8::is_ascii_digit),
            "words" => {
                cell.len() == 6 * length(4) - 1 && cell.iter().all(|b| b.is_ascii_lowercase() || *b == b'-')
            }
            _ => hex(cell, length(16)),
        },
        "email_domain" => cell.iter().position(|b| *b == b'@').is_some_and(|at| {
            let local = &cell[..at];
            if word("local") == "fixed" { local == b"user" } else { hex(local, length(12)) }
        }),
        // The Monday of a week is any day of a month.
        "date_truncate" if word("to") == "week" => cell.iter().any(u8::is_ascii_digit),
        "date_truncate" => {
            let digits: Vec<&str> = text().split(|c: char| !c.is_ascii_digit()).collect();
            digits.iter().any(|part| matches!(*part, "01" | "1"))
                || text().as_bytes().get(6..8) == Some(b"01")
        }
        "bucket" => matches!(cell.first(), Some(b'[' | b'(')) && cell.last() == Some(&b')'),
        "round" => text().parse::<f64>().is_ok_and(|n| n % number("step").unwrap_or(1) as f64 == 0.0),
        "top_code" => text().parse::<f64>().is_ok_and(|n| number("max").is_none_or(|max| n <= max as f64)),
        "postal_prefix" => cell.ends_with(b"**"),
        "ip_truncate" => text().parse::<std::net::IpAddr>().is_ok(),
        "url_strip" => !cell.iter().any(|b| matches!(b, b'?' | b'#')),
        "redact_entities" => {
            let mut spans = Vec::new();
            finder.find_spans(cell, &mut spans);
            // What stands in brackets was put there by the mask.
            spans.iter().all(|s| s.start > 0 && cell.get(s.start - 1) == Some(&b'['))
        }
        _ => true,
    }
}
