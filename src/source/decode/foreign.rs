//! Bytes of another encoding inside a text: counted, and the first place kept, while the text is read.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::domain::scan::Incomplete;

/// Places whose bytes are of another encoding than the rest of the text.
#[derive(Debug, Default)]
pub struct Foreign {
    places: AtomicU64,
    /// One past the byte of the first place; 0: none.
    first: AtomicU64,
    /// The text as a whole was taken for Windows-1252.
    legacy: std::sync::atomic::AtomicBool,
}

/// So many UTF-8 sequences do not stand in a text of Windows-1252 by accident.
const NO_ACCIDENT: u64 = 3;

impl Foreign {
    /// What bytes that should be UTF-8 hold.
    #[must_use]
    pub fn of(text: &[u8]) -> Self {
        let foreign = Self::default();
        foreign.not_utf8(text, 0, true);
        foreign
    }

    fn note(&self, at: u64, places: u64) {
        if self.places.fetch_add(places, Ordering::Relaxed) == 0 {
            self.first.store(at + 1, Ordering::Relaxed);
        }
    }

    /// Counts what is not UTF-8 in a part of a text that starts at byte `at`; gives where the part ends inside a
    /// character.
    fn not_utf8(&self, part: &[u8], at: u64, last: bool) -> usize {
        let mut from = 0;
        while let Some(Err(error)) = part.get(from..).map(std::str::from_utf8) {
            let bad = from + error.valid_up_to();
            match error.error_len() {
                Some(length) => {
                    self.note(at + bad as u64, 1);
                    from = bad + length;
                }
                None if last => {
                    self.note(at + bad as u64, 1);
                    return part.len();
                }
                None => return bad,
            }
        }
        part.len()
    }

    /// Counts UTF-8 sequences in a part of a text of Windows-1252.
    fn utf8_in_legacy(&self, part: &[u8], at: u64) {
        self.legacy.store(true, Ordering::Relaxed);
        let mut from = at;
        for chunk in part.utf8_chunks() {
            let found = chunk.valid().chars().filter(|c| !c.is_ascii()).count() as u64;
            if found > 0 {
                let first = chunk.valid().bytes().position(|byte| !byte.is_ascii()).unwrap_or(0);
                self.note(from + first as u64, found);
            }
            from += (chunk.valid().len() + chunk.invalid().len()) as u64;
        }
    }

    /// The entry of a report, where there is something to say.
    #[must_use]
    pub fn entry(&self, table: &str) -> Option<Incomplete> {
        let places = self.places.load(Ordering::Relaxed);
        let legacy = self.legacy.load(Ordering::Relaxed);
        if places == 0 || legacy && places < NO_ACCIDENT {
            return None;
        }
        let what = if legacy {
            format!("{places} places hold UTF-8 although the rest is Windows-1252")
        } else {
            format!("{places} places hold bytes that are no UTF-8 although the rest is")
        };
        let why = format!(
            "{what}: the encoding changes inside the file, and letters there are read wrongly; write it again in one \
             encoding, or set `encoding` for it"
        );
        let first = self.first.load(Ordering::Relaxed);
        Some(Incomplete { table: table.to_owned(), at: Some(format!("byte {first}")), why })
    }

    /// The entry of a report on a sample, whose places in the file are not known.
    #[must_use]
    pub fn sampled(&self, table: &str) -> Option<Incomplete> {
        let places = self.places.load(Ordering::Relaxed);
        let why = format!(
            "{places} places of the sample hold bytes that are no UTF-8 although the rest is: the encoding changes \
             inside the file; a full scan (--full) says where first"
        );
        (places > 0).then(|| Incomplete { table: table.to_owned(), at: None, why })
    }

    /// Looks at a block of a sample.
    pub fn block(&self, block: &[u8]) {
        self.not_utf8(block, 0, true);
    }
}

/// What a stream should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// UTF-8.
    Utf8,
    /// Windows-1252.
    Legacy,
}

/// Watches a stream while it is read.
pub struct Watched {
    inner: Box<dyn Read + Send>,
    expected: Expected,
    foreign: Arc<Foreign>,
    /// Bytes before those that are kept.
    at: u64,
    /// The start of a character whose end was not yet read.
    open: Vec<u8>,
}

impl Watched {
    /// Watches a stream whose first byte is byte `at` of its text.
    pub fn new(inner: Box<dyn Read + Send>, expected: Expected, at: u64, foreign: Arc<Foreign>) -> Self {
        Self { inner, expected, foreign, at, open: Vec::new() }
    }

    fn look(&mut self, part: &[u8], last: bool) {
        if self.expected == Expected::Legacy {
            self.foreign.utf8_in_legacy(part, self.at);
            self.at += part.len() as u64;
            return;
        }
        if self.open.is_empty() {
            let end = self.foreign.not_utf8(part, self.at, last);
            self.at += end as u64;
            self.open.extend_from_slice(&part[end..]);
        } else {
            let mut text = std::mem::take(&mut self.open);
            text.extend_from_slice(part);
            let end = self.foreign.not_utf8(&text, self.at, last);
            self.at += end as u64;
            self.open.extend_from_slice(&text[end..]);
        }
    }
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        if n > 0 || !buffer.is_empty() && !self.open.is_empty() {
            self.look(&buffer[..n], n == 0);
        }
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of a text that is read in steps of so many bytes.
    fn said(text: &[u8], expected: Expected, step: usize) -> String {
        let foreign = Arc::new(Foreign::default());
        let mut watched =
            Watched::new(Box::new(io::Cursor::new(text.to_vec())), expected, 0, Arc::clone(&foreign));
        let mut buffer = vec![0; step];
        while watched.read(&mut buffer).unwrap() > 0 {}
        foreign.entry("t").map_or_else(String::new, |i| format!("{} {}", i.at.unwrap(), i.why))
    }

    #[test]
    fn the_first_place_and_their_number_do_not_depend_on_how_a_text_is_read() {
        let text = "name\nJosé\nZoë\n".as_bytes();
        let mut mixed = text.to_vec();
        mixed.extend_from_slice(b"Jos\xe9\nZo\xeb");
        for step in [1, 2, 3, 7, 64] {
            assert_eq!(said(text, Expected::Utf8, step), "");
            let said = said(&mixed, Expected::Utf8, step);
            assert!(said.starts_with("byte 20 2 places"), "{step}: {said}");
        }
    }

    #[test]
    fn utf8_inside_windows_1252_is_told_and_an_accident_is_none() {
        assert_eq!(said(b"CAF\xc9\x92S and Jos\xe9", Expected::Legacy, 64), "");
        let mut mixed = b"Jos\xe9\n".to_vec();
        mixed.extend_from_slice("José Zoë Größe".as_bytes());
        assert!(said(&mixed, Expected::Legacy, 64).starts_with("byte 9 4 places hold UTF-8"));
    }
}
