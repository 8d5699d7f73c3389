//! Where the records stand in a JSON text: one a line, in an array, or one after the other.

use super::token::{Cursor, Nobody};

/// How records are laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Layout {
    /// One a line (JSON Lines).
    Lines,
    /// One after the other, each over any number of lines; also a single object.
    Values,
    /// The elements of an array.
    Array {
        /// Bytes before the first element: white space and `[`, or `{"rows":[`.
        start: usize,
        /// The key of the array, where it stands in an object, and that object's keys before it.
        envelope: Option<Envelope>,
    },
}

/// An object that holds the array of records.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Envelope {
    /// Key of the array.
    pub key: String,
    /// Other keys: they are not read.
    pub others: Vec<String>,
}

impl Layout {
    /// The layout of a text by its head; `whole`: the head is the whole text. `None`: not JSON.
    pub fn sniff(head: &[u8], whole: bool) -> Option<Self> {
        let mut cursor = Cursor { text: head, at: 0 };
        cursor.space();
        let start = cursor.at;
        let first = *head.get(start)?;
        let ended = cursor.value(&mut Nobody, 0, 0).is_ok();
        let end = cursor.at;
        cursor.space();
        let alone = cursor.at >= head.len() && whole;
        // Another record follows, or text that does not belong to it.
        let more = matches!(head.get(cursor.at), Some(b'[' | b'{'));
        match first {
            b'[' if !ended || !more => Some(Self::Array { start: start + 1, envelope: None }),
            b'{' | b'[' if ended && !alone => {
                // The next record starts on a line of its own, this one does not go over lines.
                let line = memchr::memchr(b'\n', &head[start..end]).is_none();
                Some(if line { Self::Lines } else { Self::Values })
            }
            b'{' => {
                if let Some(array) = Self::envelope(head, start, alone) {
                    return Some(array);
                }
                let lines = head.split(|b| *b == b'\n').skip(1);
                let mut next = lines.filter(|line| !line.trim_ascii().is_empty());
                // A damaged first line, with records under it.
                let damaged = !ended && next.next().is_some_and(|line| line.starts_with(b"{\""));
                Some(if damaged { Self::Lines } else { Self::Values })
            }
            _ => None,
        }
    }

    /// An object of scalars and one array of objects.
    fn envelope(head: &[u8], start: usize, alone: bool) -> Option<Self> {
        let mut cursor = Cursor { text: head, at: start + 1 };
        let mut found: Option<(usize, String)> = None;
        let mut others = Vec::new();
        loop {
            cursor.space();
            match head.get(cursor.at) {
                Some(b'"') => {}
                Some(b'}') => break,
                // The text goes on beyond the head: what is known must do.
                None if !alone => break,
                _ => return None,
            }
            let key = cursor.string().ok()?;
            let name = String::from_utf8_lossy(&head[key.start..key.end]).into_owned();
            cursor.space();
            if head.get(cursor.at) != Some(&b':') {
                return None;
            }
            cursor.at += 1;
            cursor.space();
            let at = cursor.at;
            let mut inside = Cursor { text: head, at: at + 1 };
            inside.space();
            match (head.get(at), head.get(inside.at)) {
                (Some(b'['), Some(b'{')) if found.is_none() => {
                    found = Some((at + 1, name));
                }
                (Some(b'['), Some(b']')) => others.push(name),
                (Some(b'[' | b'{'), _) => return None,
                _ => others.push(name),
            }
            if cursor.value(&mut Nobody, 0, 1).is_err() {
                break;
            }
            cursor.space();
            if head.get(cursor.at) == Some(&b',') {
                cursor.at += 1;
            }
        }
        let (start, key) = found?;
        let single = alone && elements(head, start) < 2 && !others.is_empty();
        // One object with one detail is a record with a list.
        if single {
            return None;
        }
        Some(Self::Array { start, envelope: Some(Envelope { key, others }) })
    }
}

/// How many elements an array has, as far as two.
fn elements(text: &[u8], start: usize) -> usize {
    let mut cursor = Cursor { text, at: start };
    for count in 0..2 {
        if cursor.value(&mut Nobody, 0, 1).is_err() {
            return count;
        }
        cursor.space();
        if text.get(cursor.at) != Some(&b',') {
            return count + 1;
        }
        cursor.at += 1;
    }
    2
}
