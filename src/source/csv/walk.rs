//! From one field of a block to the next.

use super::signs::Signs;
use super::split::{self, Marks};

/// The quotes of a field: one opens it only as its first byte.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Quotes {
    /// It has none.
    #[default]
    None,
    /// No quote closes it: the block ends in it.
    Open,
    /// It has both.
    Closed,
}

/// Gives every field of a block of whole records: its bytes with their quotes, and whether it ends its record.
///
/// One pass over the block, from one delimiter, line end or quote to the next. A line end is no part of its field; the
/// last record may be without one.
#[inline]
pub fn fields<'b>(block: &'b [u8], marks: Marks, mut give: impl FnMut(&'b [u8], Quotes, bool)) {
    let Marks { delimiter, quote } = marks;
    // The second of two quotes that stand for one.
    let mut second = usize::MAX;
    let (mut start, mut quotes, mut begun) = (0, Quotes::None, false);
    for at in Signs::new(block, [delimiter, b'\n', quote]) {
        let byte = block[at];
        if byte == quote {
            if at == start {
                quotes = Quotes::Open;
            } else if quotes == Quotes::Open && at != second {
                if block.get(at + 1) == Some(&quote) {
                    second = at + 1;
                } else {
                    quotes = Quotes::Closed;
                }
            }
        } else if quotes != Quotes::Open {
            let last = byte == b'\n';
            let raw = &block[start..at];
            give(if last { split::trim_end(raw) } else { raw }, quotes, last);
            (start, quotes, begun) = (at + 1, Quotes::None, !last);
        }
    }
    if start < block.len() || begun {
        give(split::trim_end(&block[start..]), quotes, true);
    }
}

/// The value of a field that starts with a quote; `None` where it does not stand in the field as it is, and was put at the
/// end of `owned`.
pub fn unquoted<'b>(raw: &'b [u8], quote: u8, owned: &mut Vec<u8>) -> Option<&'b [u8]> {
    let Some(rest) = raw.strip_prefix(&[quote]) else { return Some(raw) };
    match rest.strip_suffix(&[quote]) {
        Some(inside) if memchr::memchr(quote, inside).is_none() => Some(inside),
        _ => {
            split::unescape(rest, quote, owned);
            None
        }
    }
}
