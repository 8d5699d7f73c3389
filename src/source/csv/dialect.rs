//! The dialect of a delimited text file, found out from its head.

use std::borrow::Cow;

use super::split::{self, Marks};
use crate::source::InputOptions;

/// How a delimited text file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// Between fields.
    pub delimiter: u8,
    /// Around fields that hold delimiters, quotes or line ends.
    pub quote: u8,
    /// Whether the first record is a header.
    pub header: bool,
    /// Whether lines end in CR LF.
    pub crlf: bool,
}

impl Dialect {
    /// Delimiter and quote.
    #[must_use]
    pub const fn marks(&self) -> Marks {
        Marks { delimiter: self.delimiter, quote: self.quote }
    }
}

/// Delimiters that are tried, the more usual first.
const DELIMITERS: [u8; 6] = [b',', b'\t', b';', b'|', b'\x1f', b'^'];

/// Records that are looked at.
const LOOK: usize = 60;
/// Columns of a wide table that tell whether its first record is a header.
const COLUMNS: usize = 2048;

/// The dialect of a text by its head; what `options` set is not guessed.
#[must_use]
pub fn sniff(head: &[u8], options: &InputOptions) -> Dialect {
    let set = options.delimiter.and_then(|c| u8::try_from(c).ok());
    let quote = quote_of(head, set);
    let delimiter = set.unwrap_or_else(|| delimiter_of(head, quote));
    let header = options.header.unwrap_or_else(|| first_is_header(head, Marks { delimiter, quote }));
    let crlf = memchr::memchr(b'\n', head).is_some_and(|at| at > 0 && head[at - 1] == b'\r');
    Dialect { delimiter, quote, header, crlf }
}

/// Whether the first record of a text is a header.
pub(super) fn first_is_header(text: &[u8], marks: Marks) -> bool {
    let mut records = records(text, marks, LOOK);
    records.iter_mut().for_each(|record| record.truncate(COLUMNS));
    has_header(&records)
}

/// The first records of the head, unquoted.
pub(super) fn records(head: &[u8], marks: Marks, most: usize) -> Vec<Vec<Cow<'_, [u8]>>> {
    let mut out = Vec::new();
    let mut at = 0;
    let whole = head.len() < crate::source::decode::HEAD;
    while at < head.len() && out.len() < most {
        let Some(end) =
            split::record_end(head, at, marks).or_else(|| (whole || out.is_empty()).then_some(head.len()))
        else {
            break;
        };
        let mut record = Vec::new();
        split::fields(&head[at..end], marks, |field| {
            record.push(split::unquoted(field, marks.quote));
        });
        if record.len() > 1 || record.first().is_some_and(|f| !f.is_empty()) {
            out.push(record);
        }
        at = end;
    }
    out
}

/// The quote: `'` only where it stands around fields and no field starts with `"`.
fn quote_of(head: &[u8], delimiter: Option<u8>) -> u8 {
    let is_delimiter = |b: u8| b == b'\n' || delimiter.map_or(DELIMITERS.contains(&b), |set| set == b);
    let head = &head[..head.len().min(64 << 10)];
    let (mut single_open, mut single_close, mut double) = (0_u32, 0_u32, 0_u32);
    let mut before = b'\n';
    for (at, byte) in head.iter().enumerate() {
        let after = head.get(at + 1).copied().unwrap_or(b'\n');
        let opens = is_delimiter(before);
        single_open += u32::from(*byte == b'\'' && opens);
        single_close += u32::from(*byte == b'\'' && !opens && (is_delimiter(after) || after == b'\r'));
        double += u32::from(*byte == b'"' && opens);
        before = *byte;
    }
    let paired = single_open.abs_diff(single_close) * 10 <= single_open;
    if double == 0 && single_open >= 3 && paired { b'\'' } else { b'"' }
}

/// The delimiter that cuts the records into the same number of fields, the most fields at that.
fn delimiter_of(head: &[u8], quote: u8) -> u8 {
    let mut best = (0.0, DELIMITERS[0]);
    for delimiter in DELIMITERS {
        let records = records(head, Marks { delimiter, quote }, LOOK);
        let Some(first) = records.first() else { continue };
        let width = first.len();
        if width < 2 {
            continue;
        }
        let even = records.iter().filter(|r| r.len() == width).count() as f64 / records.len() as f64;
        // A wide table by one delimiter beats a narrow one by another; unevenness counts most.
        let score = even * even * even * (1.0 + (width as f64).ln() / 4.0);
        if score > best.0 + 0.05 {
            best = (score, delimiter);
        }
    }
    best.1
}

/// Whether the first record names the columns: it holds no data, and the records under it look different.
fn has_header(records: &[Vec<Cow<'_, [u8]>>]) -> bool {
    let Some((first, rest)) = records.split_first() else { return true };
    let text: Vec<&str> = first.iter().map(|f| std::str::from_utf8(f).unwrap_or("?").trim()).collect();
    let filled = text.iter().filter(|f| !f.is_empty()).count();
    if filled == 0 {
        return false;
    }
    // An address, a number with a fraction or a date is data whatever stands below.
    // What has digits like an identifier is one where it stands over others; else it may be a numbered name (`q0004_0001`).
    let over_ids = |at: usize| {
        let mut below = rest.iter().filter_map(|r| r.get(at)).filter(|f| !f.is_empty()).peekable();
        below.peek().is_none()
            || below.any(|f| std::str::from_utf8(f).is_ok_and(|f| is_data(f.trim()) && is_numbered(f.trim())))
    };
    let named = |at: usize, f: &str| is_numbered(f) && !over_ids(at);
    let plain_data = text.iter().enumerate().filter(|(at, f)| is_data(f) && !named(*at, f)).count();
    if plain_data > 0 && plain_data * 4 >= filled {
        // Years and small numbers may be names of columns (a pivot), but then the first column has a word.
        let years = text.iter().filter(|f| is_year(f)).count();
        if plain_data > years || !text.first().is_some_and(|f| f.is_empty() || has_letter(f)) {
            return false;
        }
    }
    if rest.is_empty() {
        return plain_data == 0;
    }
    let mut votes = 0_i64;
    for (at, name) in text.iter().enumerate() {
        let below: Vec<&str> = rest
            .iter()
            .filter_map(|r| r.get(at))
            .filter_map(|f| std::str::from_utf8(f).ok())
            .map(str::trim)
            .filter(|f| !f.is_empty())
            .collect();
        if below.is_empty() || name.is_empty() {
            continue;
        }
        let n = below.len() as f64;
        let share = |test: &dyn Fn(&str) -> bool| below.iter().filter(|f| test(f)).count() as f64 / n;
        if share(&is_data) > 0.7 {
            votes += if is_year(name) {
                0
            } else if is_data(name) && !named(at, name) {
                -2
            } else {
                2
            };
        } else if below.iter().any(|f| f == name) {
            // The name of a column hardly stands in it.
            votes -= 1;
        } else if looks_like_name(name) && share(&looks_like_name) < 0.3 {
            votes += 1;
        } else {
            let lengths: Vec<usize> = below.iter().map(|f| f.chars().count()).collect();
            let same = lengths.iter().all(|l| *l == lengths[0]);
            if same && below.len() > 2 {
                votes += if name.chars().count() == lengths[0] { -1 } else { 1 };
            }
        }
    }
    let wordlike = text.iter().filter(|f| looks_like_name(f)).count();
    let distinct = text.iter().collect::<std::collections::HashSet<_>>().len();
    if distinct == text.len() && wordlike * 10 >= filled * 8 {
        votes += 1;
    }
    votes > 0
}

fn has_letter(field: &str) -> bool {
    field.chars().any(char::is_alphabetic)
}

/// A letter, then letters, digits and underscores.
fn is_numbered(field: &str) -> bool {
    field.starts_with(|c: char| c.is_alphabetic()) && field.chars().all(|c| c.is_alphanumeric() || c == '_')
}

fn is_year(field: &str) -> bool {
    field.len() == 4 && field.bytes().all(|b| b.is_ascii_digit())
}

/// A number, a date, an address of mail or the net, an id of digits: what is hardly the name of a column.
fn is_data(field: &str) -> bool {
    let digits = field.bytes().filter(u8::is_ascii_digit).count();
    let number = field.trim_start_matches(['-', '+', '$', '€', '£']);
    let mut number = number.bytes().filter(|byte| !b",. %eE-/:+".contains(byte)).peekable();
    if number.peek().is_some() && number.all(|byte| byte.is_ascii_digit()) {
        return true;
    }
    let mail = field.contains('@')
        && field.rsplit('@').next().is_some_and(|d| d.contains('.'))
        && !field.contains(' ');
    let url = field.contains("://");
    let date =
        digits >= 6 && field.len() <= 30 && field.contains(['-', '/', ':', 'T']) && digits * 2 >= field.len();
    let id = digits >= 6 && digits * 2 >= field.len();
    mail || url || date || id
}

/// Words as headers are written: short, starting with a letter, made of letters, digits and joints.
fn looks_like_name(field: &str) -> bool {
    let joints = |c: char| {
        c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | '/' | '(' | ')' | '#' | '%' | ':' | '?')
    };
    let lower_joint = field.contains('_') || field.chars().all(|c| c.is_lowercase() || !c.is_alphabetic());
    let camel = field.chars().zip(field.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase());
    has_letter(field) && field.chars().count() <= 60 && field.chars().all(joints) && (lower_joint || camel)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dialect(text: &str) -> (char, bool) {
        let dialect = sniff(text.as_bytes(), &InputOptions::default());
        (char::from(dialect.delimiter), dialect.header)
    }

    #[test]
    fn delimiter_and_header_are_found_out() {
        for (text, expected) in [
            ("id,name\n1,Ann\n2,Bob\n", (',', true)),
            ("id;name;note\n1;Ann;a, b, c\n2;Bob;x, y\n", (';', true)),
            ("a\tb\n1\t2\n", ('\t', true)),
            ("a|b|c\n1|2|3\n4|5|6\n", ('|', true)),
            ("ann@example.com,5.1\nbob@example.com,4.9\n", (',', false)),
            ("5.1,3.5,1.4,0.2,setosa\n4.9,3.0,1.4,0.2,setosa\n", (',', false)),
            ("country,2019,2020\nFrance,1,2\nItaly,3,4\n", (',', true)),
            ("\"a,b\",c\n\"1,2\",3\n", (',', true)),
            ("email\nann@example.com\nbob@example.com\n", (',', true)),
            ("name,city\nAnn Lee,Leeds\nBob Ray,York\n", (',', true)),
            ("only,header\n", (',', true)),
            (",q0004_0001,q0004_0002\n1,Very,Not at all\n2,Not,Somewhat\n", (',', true)),
            ("ssn_000005,ip_000013\n114-87-9032,66.147.118.30\n,10.0.0.1\n", (',', true)),
            ("C00012345,D00099\nC00012346,D00098\n", (',', false)),
            ("'id','name'\n'1','Ann, B'\n'2','it''s'\n", (',', true)),
        ] {
            assert_eq!(dialect(text), expected, "{text:?}");
        }
    }

    #[test]
    fn quotes_are_found_out() {
        for (text, quote) in [
            ("'id','name'\n'1','Ann, B'\n", b'\''),
            ("id,name\n1,'tis\n2,o'clock\n3,'twas\n4,'cause\n", b'"'),
            ("\"id\",'name'\n", b'"'),
        ] {
            assert_eq!(sniff(text.as_bytes(), &InputOptions::default()).quote, quote, "{text:?}");
        }
    }

    #[test]
    fn what_is_set_is_not_guessed() {
        let options = InputOptions { delimiter: Some(':'), header: Some(false), encoding: None };
        let dialect = sniff(b"id:name\n1:Ann\n", &options);
        assert_eq!((dialect.delimiter, dialect.header), (b':', false));
    }
}
