//! The form of a delimited file: delimiter, quotes, line ends, encoding, how headers are written.

use std::io::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64};

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};

use super::file::Kept;
use crate::classify::selftest::{Cells, Form};
use crate::source::csv::dialect::{self, Dialect};
use crate::source::decode::{self, TextEncoding};
use crate::source::{self, Input, InputOptions, ReadOptions, Sampling, SourceError};

/// How a file writes headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Snake,
    Kebab,
    Camel,
    Pascal,
    Words,
    Upper,
    RunTogether,
}

impl Style {
    /// The style of most headers of two words or more; of one word each, lower or upper case.
    fn of(headers: &[String]) -> Self {
        let count = |test: &dyn Fn(&str) -> bool| headers.iter().filter(|h| test(h)).count();
        let upper = count(&|h| h.chars().any(char::is_uppercase) && !h.chars().any(char::is_lowercase));
        let inner = |h: &str| h.chars().skip(1).any(char::is_uppercase) && h.chars().any(char::is_lowercase);
        let first = |h: &str| h.chars().next().is_some_and(char::is_uppercase);
        let styles = [
            (Self::Upper, upper),
            (Self::Snake, count(&|h| h.contains('_') && h.chars().any(char::is_lowercase))),
            (Self::Kebab, count(&|h| h.contains('-'))),
            (Self::Words, count(&|h| h.contains(' '))),
            (Self::Camel, count(&|h| !h.contains([' ', '_', '-']) && inner(h) && !first(h))),
            (Self::Pascal, count(&|h| !h.contains([' ', '_', '-']) && inner(h) && first(h))),
        ];
        match styles.into_iter().max_by_key(|(_, count)| *count) {
            Some((style, 1..)) => style,
            _ if headers.iter().any(|h| h.len() > 10) => Self::RunTogether,
            _ => Self::Snake,
        }
    }

    fn write(self, words: &str) -> String {
        let capital = |word: &str| {
            let mut chars = word.chars();
            chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect::<String>())
        };
        let pascal = || words.split('_').map(capital).collect::<String>();
        match self {
            Self::Snake => words.to_owned(),
            Self::Kebab => words.replace('_', "-"),
            Self::Words => words.split('_').map(capital).collect::<Vec<_>>().join(" "),
            Self::Upper => words.to_uppercase(),
            Self::Pascal => pascal(),
            Self::Camel => {
                let first = words.split('_').next().unwrap_or_default();
                format!("{first}{}", &pascal()[first.len().min(pascal().len())..])
            }
            Self::RunTogether => words.replace('_', ""),
        }
    }
}

/// The form of one file.
pub(super) struct Delimited {
    dialect: Dialect,
    encoding: TextEncoding,
    /// Every field stands in quotes.
    quoted: bool,
    style: Style,
    folder: tempfile::TempDir,
}

impl Delimited {
    /// The form of the delimited file at a path whose headers are these.
    ///
    /// # Errors
    /// A file that cannot be read; a folder for temporary files that cannot be made.
    pub(super) fn of(path: &Path, headers: &[String]) -> Result<Self, SourceError> {
        let opened = decode::open(path, &InputOptions::default())?;
        let dialect = dialect::sniff(&opened.head, &InputOptions::default());
        let lines = opened.head.split(|byte| *byte == b'\n').filter(|line| line.len() > 1).take(20);
        let (all, quoted) = lines.fold((0, 0), |(all, quoted), line| {
            (all + 1, quoted + usize::from(line.first() == Some(&dialect.quote)))
        });
        let folder = tempfile::tempdir().map_err(|e| decode::io_error(path, "make a copy of", e))?;
        let (encoding, style) = (opened.encoding, Style::of(headers));
        Ok(Self { dialect, encoding, quoted: quoted * 10 > all * 9, style, folder })
    }

    /// Columns of one length as a text.
    fn text(&self, columns: &[Cells]) -> Vec<u8> {
        let mut out = Vec::new();
        let end: &[u8] = if self.dialect.crlf { b"\r\n" } else { b"\n" };
        let rows = columns.iter().map(Vec::len).max().unwrap_or(0);
        if self.dialect.header {
            let names: Vec<String> =
                (0..columns.len()).map(|at| self.style.write(&format!("planted_{at}"))).collect();
            self.record(names.iter().map(|name| Some(name.as_bytes())), &mut out);
            out.extend_from_slice(end);
        }
        for row in 0..rows {
            self.record(columns.iter().map(|cells| cells.get(row).and_then(Option::as_deref)), &mut out);
            out.extend_from_slice(end);
        }
        out
    }

    fn record<'a>(&self, cells: impl Iterator<Item = Option<&'a [u8]>>, out: &mut Vec<u8>) {
        let Dialect { delimiter, quote, .. } = self.dialect;
        for (at, cell) in cells.enumerate() {
            if at > 0 {
                out.push(delimiter);
            }
            let cell = cell.unwrap_or_default();
            if !self.quoted && !cell.iter().any(|b| [delimiter, quote, b'\n', b'\r'].contains(b)) {
                out.extend_from_slice(cell);
                continue;
            }
            out.push(quote);
            for byte in cell {
                out.push(*byte);
                if *byte == quote {
                    out.push(quote);
                }
            }
            out.push(quote);
        }
    }

    /// A text in the encoding of the file; letters that it does not have become question marks.
    fn encoded(&self, text: Vec<u8>) -> Vec<u8> {
        let TextEncoding { encoding, bom } = self.encoding;
        let mark = if bom { "\u{feff}" } else { "" };
        if encoding == UTF_8 {
            return [mark.as_bytes(), &text].concat();
        }
        let text = String::from_utf8_lossy(&text).into_owned();
        if encoding == UTF_16LE || encoding == UTF_16BE {
            let bytes = if encoding == UTF_16LE { u16::to_le_bytes } else { u16::to_be_bytes };
            return format!("{mark}{text}").encode_utf16().flat_map(bytes).collect();
        }
        let known = |c: &char| !encoding.encode(c.encode_utf8(&mut [0; 4])).2;
        let text: String = text.chars().map(|c| if c.is_ascii() || known(&c) { c } else { '?' }).collect();
        encoding.encode(&text).0.into_owned()
    }

    fn read(&self, path: &Path, columns: &[Cells]) -> Result<Vec<Cells>, SourceError> {
        let written = self.encoded(self.text(columns));
        let mut file = std::fs::File::create(path).map_err(|e| decode::io_error(path, "write", e))?;
        file.write_all(&written).map_err(|e| decode::io_error(path, "write", e))?;
        let options = InputOptions {
            delimiter: Some(char::from(self.dialect.delimiter)),
            header: Some(self.dialect.header),
            encoding: Some(self.encoding.encoding.name().to_owned()),
        };
        let mut dataset =
            source::open(&Input { table: "planted".to_owned(), path: path.to_owned(), options })?;
        let kept = Kept::new(usize::MAX, usize::MAX);
        let (progress, cancel) = (AtomicU64::new(0), AtomicBool::new(false));
        let options =
            ReadOptions { sampling: Sampling::All, threads: 1, progress: &progress, cancel: &cancel };
        dataset.read(&options, &kept)?;
        Ok(kept.into_columns())
    }
}

impl Form for Delimited {
    fn header(&self, words: &str) -> Option<String> {
        self.dialect.header.then(|| self.style.write(words))
    }

    fn through(&self, columns: &[Cells]) -> Option<Vec<Cells>> {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let path = self.folder.path().join(format!("{number}.csv"));
        let read = self.read(&path, columns).ok().filter(|read| read.len() == columns.len());
        // What cannot be removed now goes with the folder.
        let _gone = std::fs::remove_file(&path);
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_written_as_the_file_writes_its_own() {
        for (headers, written) in [
            (["first_name", "id"], "date_of_birth"),
            (["firstName", "id"], "dateOfBirth"),
            (["FirstName", "Id"], "DateOfBirth"),
            (["First Name", "Id"], "Date Of Birth"),
            (["FIRST_NAME", "ID"], "DATE_OF_BIRTH"),
            (["first-name", "id"], "date-of-birth"),
            (["customername", "id"], "dateofbirth"),
        ] {
            assert_eq!(Style::of(&headers.map(str::to_owned)).write("date_of_birth"), written);
        }
    }

    #[test]
    fn what_is_planted_comes_back_through_the_form_of_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let cell = |text: &str| Some(text.as_bytes().to_vec());
        let columns = vec![
            vec![cell("a;b"), None, cell("say \"x\"\nend")],
            vec![cell("José"), cell("1,5"), cell("plain")],
        ];
        let utf16: Vec<u8> = "\u{feff}n;m\nZoë;2\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let latin = b"Name;Ort\r\nJos\xe9;K\xf6ln\r\n".to_vec();
        let quoted = b"\"first\",\"second\"\n\"a\",\"b\"\n\"c\",\"d\"\n".to_vec();
        for (bytes, part) in
            [(utf16, &b"J\0o\0s\0\xe9\0"[..]), (latin, b"Jos\xe9\r\n"), (quoted, b"\"plain\"")]
        {
            let path = folder.path().join("t.csv");
            std::fs::write(&path, bytes).unwrap();
            let form = Delimited::of(&path, &["n".to_owned()]).unwrap();
            let written = form.encoded(form.text(&columns));
            assert!(
                written.windows(part.len()).any(|w| w == part),
                "{:?}",
                String::from_utf8_lossy(&written)
            );
            assert_eq!(form.through(&columns).unwrap(), columns);
        }
    }
}
