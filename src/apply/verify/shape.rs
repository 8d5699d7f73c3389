//! The form that each mask gives, for tests without key or original.

use crate::domain::mask::{MaskChoice, Param};
use crate::domain::spans::{FindSpans, Span};

/// What every output of a mask looks like.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// Nothing at all: every value becomes null.
    Never,
    /// This text.
    Text(String),
    /// A text with this in it.
    Holds(String),
    /// So many digits of base 32.
    Base32(usize),
    /// A UUID of version 8.
    Uuid,
    /// So many decimal digits.
    Digits(usize),
    /// So many proquints.
    Words(usize),
    /// So many hexadecimal digits.
    Hex(usize),
    /// A mail address with one name for all.
    FixedLocal,
    /// A mail address with so many hexadecimal digits as its name.
    HexLocal(usize),
    /// Anything with a digit.
    Digit,
    /// The first day of something.
    FirstDay,
    /// An interval.
    Interval,
    /// A multiple of a step.
    Multiple(f64),
    /// At most a number.
    AtMost(Option<f64>),
    /// A text that ends in two stars.
    Prefix,
    /// An IP address.
    Address,
    /// An address without query and fragment.
    BareUrl,
    /// A text without entities, but for those that the mask put into brackets.
    NoEntities,
    /// Anything.
    Any,
}

impl Shape {
    /// The form of a choice's output.
    pub fn of(choice: &MaskChoice) -> Self {
        let number = |name: &str| match choice.params.get(name) {
            Some(Param::Number(n)) => Some(*n),
            _ => None,
        };
        let word = |name: &str| choice.params.get(name).map(ToString::to_string).unwrap_or_default();
        let length = |default: i64| usize::try_from(number("length").unwrap_or(default)).unwrap_or(0);
        match choice.name.as_str() {
            "null" => Self::Never,
            "constant" => Self::Text(word("value")),
            "redact" => {
                Self::Text(word("char").repeat(usize::try_from(number("width").unwrap_or(0)).unwrap_or(0)))
            }
            "partial" => Self::Holds(word("char")),
            "pseudonym" => match word("format").as_str() {
                "base32" => Self::Base32(length(16)),
                "uuid" => Self::Uuid,
                "integer" => Self::Digits(length(15)),
                "words" => Self::Words(length(4)),
                _ => Self::Hex(length(16)),
            },
            "email_domain" if word("local") == "fixed" => Self::FixedLocal,
            "email_domain" => Self::HexLocal(length(12)),
            // The Monday of a week is any day of a month.
            "date_truncate" if word("to") == "week" => Self::Digit,
            "date_truncate" => Self::FirstDay,
            "bucket" => Self::Interval,
            "round" => Self::Multiple(number("step").unwrap_or(1) as f64),
            "top_code" => Self::AtMost(number("max").map(|max| max as f64)),
            "postal_prefix" => Self::Prefix,
            "ip_truncate" => Self::Address,
            "url_strip" => Self::BareUrl,
            "redact_entities" => Self::NoEntities,
            _ => Self::Any,
        }
    }

    /// Whether a masked cell can be the output of the mask; `spans` is room for what the finder finds.
    pub fn fits(&self, cell: &[u8], finder: &dyn FindSpans, spans: &mut Vec<Span>) -> bool {
        // An apostrophe in front disarms a formula.
        let cell = cell.strip_prefix(b"'").unwrap_or(cell);
        let hex = |text: &[u8], n: usize| {
            text.len() == n && text.iter().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
        };
        let local = || cell.iter().position(|b| *b == b'@').and_then(|at| cell.get(..at));
        let text = || std::str::from_utf8(cell).unwrap_or("");
        match self {
            Self::Never => false,
            Self::Text(wanted) => text() == wanted,
            Self::Holds(part) => text().contains(part),
            Self::Base32(n) => {
                cell.len() == *n && cell.iter().all(|b| matches!(b, b'a'..=b'z' | b'2'..=b'7'))
            }
            Self::Uuid => cell.len() == 36 && cell.get(14) == Some(&b'8'),
            Self::Digits(n) => cell.len() == *n && cell.iter().all(u8::is_ascii_digit),
            Self::Words(n) => {
                cell.len() + 1 == 6 * n && cell.iter().all(|b| b.is_ascii_lowercase() || *b == b'-')
            }
            Self::Hex(n) => hex(cell, *n),
            Self::FixedLocal => local() == Some(b"user"),
            Self::HexLocal(n) => local().is_some_and(|local| hex(local, *n)),
            Self::Digit => cell.iter().any(u8::is_ascii_digit),
            Self::FirstDay => {
                let mut digits = text().split(|c: char| !c.is_ascii_digit());
                digits.any(|part| matches!(part, "01" | "1")) || text().as_bytes().get(6..8) == Some(b"01")
            }
            Self::Interval => matches!(cell.first(), Some(b'[' | b'(')) && cell.last() == Some(&b')'),
            Self::Multiple(step) => text().parse::<f64>().is_ok_and(|n| n % step == 0.0),
            Self::AtMost(max) => text().parse::<f64>().is_ok_and(|n| max.is_none_or(|max| n <= max)),
            Self::Prefix => cell.ends_with(b"**"),
            Self::Address => text().parse::<std::net::IpAddr>().is_ok(),
            Self::BareUrl => !cell.iter().any(|b| matches!(b, b'?' | b'#')),
            Self::NoEntities => {
                spans.clear();
                finder.find_spans(cell, spans);
                // What stands in brackets was put there by the mask.
                spans.iter().all(|s| s.start > 0 && cell.get(s.start - 1) == Some(&b'['))
            }
            Self::Any => true,
        }
    }
}
