//! Where records and fields end: quote-aware, without copying.

use std::borrow::Cow;

use memchr::{memchr, memchr2};

use super::tidy;

/// What stands between and around fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marks {
    /// Between fields.
    pub delimiter: u8,
    /// Around fields.
    pub quote: u8,
}

impl Default for Marks {
    fn default() -> Self {
        Self { delimiter: b',', quote: b'"' }
    }
}

/// The end of the record that starts at `at` (one past its line end); `None` where the text ends before it does.
///
/// A quote opens a quoted field only at the start of a field, as writers make it; `""` inside is a quote.
#[must_use]
pub fn record_end(text: &[u8], mut at: usize, marks: Marks) -> Option<usize> {
    loop {
        if text.get(at) == Some(&marks.quote) {
            at = quoted_end(text, at, marks.quote)?;
        }
        let rest = text.get(at..)?;
        let found = memchr2(marks.delimiter, b'\n', rest)?;
        at += found + 1;
        if rest[found] == b'\n' {
            return Some(at);
        }
    }
}

/// One past the closing quote of the field whose opening quote is at `at`; `None` where it is not closed.
fn quoted_end(text: &[u8], at: usize, quote: u8) -> Option<usize> {
    let mut from = at + 1;
    loop {
        // A search has a price, and in a cell of JSON the next quote is near.
        let near = text.get(from..from + NEAR).and_then(|near| near.iter().position(|byte| *byte == quote));
        let close = match near {
            Some(near) => from + near,
            None => from + memchr(quote, text.get(from..)?)?,
        };
        if text.get(close + 1) != Some(&quote) {
            return Some(close + 1);
        }
        from = close + 2;
    }
}

/// Bytes that are looked at one by one before a search starts.
const NEAR: usize = 8;

/// Gives each raw field (quotes included) of one record.
pub fn fields<'a>(record: &'a [u8], marks: Marks, mut each: impl FnMut(&'a [u8])) {
    let record = trim_end(record);
    let mut at = 0;
    loop {
        let start = at;
        if record.get(at) == Some(&marks.quote) {
            at = quoted_end(record, at, marks.quote).unwrap_or(record.len());
        }
        let Some(found) = record.get(at..).and_then(|rest| memchr(marks.delimiter, rest)) else {
            each(&record[start..]);
            return;
        };
        each(&record[start..at + found]);
        at += found + 1;
    }
}

/// A record without its line end.
#[must_use]
pub fn trim_end(record: &[u8]) -> &[u8] {
    let record = record.strip_suffix(b"\n").unwrap_or(record);
    record.strip_suffix(b"\r").unwrap_or(record)
}

/// A field's value: quotes taken off, a doubled quote made one; borrowed where nothing changes.
#[must_use]
pub fn unquoted(field: &[u8], quote: u8) -> Cow<'_, [u8]> {
    let Some(rest) = field.strip_prefix(&[quote]) else { return Cow::Borrowed(field) };
    match rest.strip_suffix(&[quote]) {
        Some(inside) if memchr(quote, inside).is_none() => Cow::Borrowed(inside),
        // Escaped quotes, or text after the closing quote: written out.
        _ => {
            let mut out = Vec::with_capacity(rest.len());
            unescape(rest, quote, &mut out);
            Cow::Owned(out)
        }
    }
}

/// Appends the value of a quoted field; `rest` is what follows its opening quote.
pub fn unescape(rest: &[u8], quote: u8, out: &mut Vec<u8>) {
    // Quotes stand close to each other where there are any (JSON in a cell): byte by byte is faster than a search.
    let (mut inside, mut at) = (true, 0);
    out.reserve(rest.len());
    while let Some(byte) = rest.get(at) {
        at += 1;
        if *byte != quote {
            out.push(*byte);
        } else if inside && rest.get(at) == Some(&quote) {
            out.push(quote);
            at += 1;
        } else {
            if !inside {
                out.push(quote);
            }
            inside = false;
        }
    }
}

/// The end of the last whole record of a block that starts at the start of a record; 0 where not even one is whole.
#[must_use]
pub fn last_end(block: &[u8], marks: Marks) -> usize {
    if memchr(marks.quote, block).is_none() {
        return memchr::memrchr(b'\n', block).map_or(0, |at| at + 1);
    }
    if let Some(end) = tidy::last_end(block, marks) {
        return end;
    }
    let mut end = 0;
    while let Some(next) = record_end(block, end, marks) {
        end = next;
        // Runs of lines without any quote are skipped at once.
        let quote = memchr(marks.quote, &block[end..]).map_or(block.len(), |q| end + q);
        if let Some(line) = memchr::memrchr(b'\n', &block[end..quote]) {
            end += line + 1;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(record: &str) -> Vec<String> {
        let mut out = Vec::new();
        fields(record.as_bytes(), Marks::default(), |f| {
            out.push(String::from_utf8_lossy(&unquoted(f, b'"')).into_owned());
        });
        out
    }

    #[test]
    fn fields_are_split_and_unquoted() {
        for (record, expected) in [
            ("a,b\n", vec!["a", "b"]),
            ("a,\r\n", vec!["a", ""]),
            ("\"a,b\",\"c\"\"d\"\n", vec!["a,b", "c\"d"]),
            ("\"line\nend\",x", vec!["line\nend", "x"]),
            ("say \"x\",y", vec!["say \"x\"", "y"]),
            ("\"a\"b,c", vec!["ab", "c"]),
            ("\"open,c", vec!["open,c"]),
            ("", vec![""]),
        ] {
            assert_eq!(split(record), expected, "{record:?}");
        }
    }

    #[test]
    fn records_end_at_line_ends_outside_quotes() {
        for (text, ends) in [
            ("a\nb\n", vec![2, 4]),
            ("\"x\ny\",1\nz\n", vec![8, 10]),
            ("\"open\n", vec![]),
            ("a\"b\nc\n", vec![4, 6]),
        ] {
            let mut found = Vec::new();
            let mut at = 0;
            while let Some(end) = record_end(text.as_bytes(), at, Marks::default()) {
                found.push(end);
                at = end;
            }
            assert_eq!(found, ends, "{text:?}");
            assert_eq!(
                last_end(text.as_bytes(), Marks::default()),
                ends.last().copied().unwrap_or(0),
                "{text:?}"
            );
        }
    }
}
