//! The forms in which an original value can stand somewhere: itself, or what anybody could turn back or look up.
//!
//! A form that can be undone is undone on the text that is looked at; digests are computed from the originals, and only
//! where something looks like one. Values are compared by keys that only this process can compute.

use data_encoding::{BASE64, BASE64_NOPAD, BASE64URL, BASE64URL_NOPAD, HEXLOWER_PERMISSIVE};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

use super::mark::mark;

/// Shorter values stand everywhere by chance (an `F`, a `34`).
pub const SHORTEST: usize = 4;
/// A number with fewer digits may be any number.
const FEWEST_DIGITS: usize = 7;
/// A shorter word of a text may be any word.
const SHORTEST_WORD: usize = 6;

/// How an original value was written, the plainest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// As it was.
    Same,
    /// In another case or with blanks around.
    Folded,
    /// Its digits alone, or with other punctuation.
    Digits,
    /// In base64.
    Base64,
    /// In hexadecimal.
    Hex,
    /// One word of a longer text.
    Word,
    /// Its unsalted MD5.
    Md5,
    /// Its unsalted SHA-1.
    Sha1,
    /// Its unsalted SHA-256.
    Sha256,
}

impl Form {
    /// For people.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Same => "as they were",
            Self::Folded => "in another case or with blanks",
            Self::Digits => "by their digits",
            Self::Base64 => "in base64",
            Self::Hex => "in hexadecimal",
            Self::Word => "inside a longer text",
            Self::Md5 => "as unsalted MD5",
            Self::Sha1 => "as unsalted SHA-1",
            Self::Sha256 => "as unsalted SHA-256",
        }
    }

    /// Every form, by its number.
    pub const ALL: [Self; 9] = [
        Self::Same,
        Self::Folded,
        Self::Digits,
        Self::Base64,
        Self::Hex,
        Self::Word,
        Self::Md5,
        Self::Sha1,
        Self::Sha256,
    ];
}

/// What a text is looked up by: a fingerprint of one of its forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    kind: usize,
    /// Bytes of the form, at most [`LONGEST`].
    length: u8,
    mark: u64,
}

impl Key {
    fn new(kind: usize, bytes: &[u8]) -> Self {
        // Separates the keys of one kind from those of another.
        let mark = mark(bytes).rotate_left(kind as u32 * 11).wrapping_add(kind as u64);
        Self { kind, length: bytes.len().min(LONGEST) as u8, mark }
    }

    /// Its fingerprint.
    pub const fn mark(&self) -> u64 {
        self.mark
    }
}

/// Kinds of keys.
const SAME: usize = 0;
const FOLDED: usize = 1;
const DIGITS: usize = 2;
const DIGEST: usize = 3;
const KINDS: usize = 4;
/// Longer forms are not told apart by their length.
const LONGEST: usize = u8::MAX as usize;

/// The kinds and lengths of the keys that are looked for: most originals need no look for want of one of their length.
#[derive(Debug, Clone)]
pub struct Wanted([Lengths; KINDS]);

#[derive(Debug, Clone)]
struct Lengths {
    any: bool,
    each: [bool; LONGEST + 1],
}

impl Lengths {
    fn has(&self, length: usize) -> bool {
        self.any && self.each[length.min(LONGEST)]
    }
}

impl Wanted {
    /// Those of some keys.
    pub fn of<'k>(keys: impl Iterator<Item = &'k Key>) -> Self {
        const NONE: Lengths = Lengths { any: false, each: [false; LONGEST + 1] };
        let mut wanted = Self([NONE; KINDS]);
        for key in keys {
            if let Some(lengths) = wanted.0.get_mut(key.kind) {
                lengths.any = true;
                lengths.each[usize::from(key.length)] = true;
            }
        }
        wanted
    }
}

/// Whether an original value has a form that is as long as one that is wanted.
pub fn may_be_wanted(value: &[u8], wanted: &Wanted) -> bool {
    let [same, low, numbers, digests] = &wanted.0;
    let bare = value.trim_ascii();
    let digits = || value.iter().filter(|b| b.is_ascii_digit()).count();
    value.len() >= SHORTEST
        && (digests.any
            || same.has(value.len())
            || low.has(bare.len())
            || (low.any && !bare.is_ascii())
            || (numbers.any && numbers.has(digits())))
}

/// The fingerprints under which an original value is found, where such a key is wanted; `room` is room for its forms.
pub fn of_original(value: &[u8], wanted: &Wanted, room: &mut Vec<u8>, give: &mut dyn FnMut(u64)) {
    if value.len() < SHORTEST {
        return;
    }
    let [same, low, numbers, digests] = &wanted.0;
    if same.has(value.len()) {
        give(Key::new(SAME, value).mark);
    }
    let bare = value.trim_ascii();
    // Beyond ASCII a letter of the other case may be longer.
    let folds = low.any && (low.has(bare.len()) || !bare.is_ascii());
    if folds || digests.any {
        fold(value, room);
        give(Key::new(FOLDED, room).mark);
    }
    if digests.any {
        for form in [value, bare, room.as_slice()] {
            let digest = |bytes: &[u8]| HEXLOWER_PERMISSIVE.encode(bytes).into_bytes();
            give(Key::new(DIGEST, &digest(&Md5::digest(form))).mark);
            give(Key::new(DIGEST, &digest(&Sha1::digest(form))).mark);
            give(Key::new(DIGEST, &digest(&Sha256::digest(form))).mark);
        }
    }
    if numbers.any && digits(value, room) && numbers.has(room.len()) {
        give(Key::new(DIGITS, room).mark);
    }
}

/// The keys under which a text is looked up, each with the form that a hit would mean.
pub fn of_text(text: &[u8], give: &mut dyn FnMut(Form, Key)) {
    if text.len() < SHORTEST {
        return;
    }
    let mut room = Vec::new();
    let folded = |text: &[u8], room: &mut Vec<u8>| {
        fold(text, room);
        Key::new(FOLDED, room)
    };
    give(Form::Same, Key::new(SAME, text));
    give(Form::Folded, folded(text, &mut room));
    if digits(text, &mut room) {
        give(Form::Digits, Key::new(DIGITS, &room));
    }
    let bare = text.trim_ascii();
    if bare.len() >= 8 {
        if let Ok(plain) = HEXLOWER_PERMISSIVE.decode(bare) {
            give(Form::Hex, folded(&plain, &mut room));
            let digest = match bare.len() {
                32 => Some(Form::Md5),
                40 => Some(Form::Sha1),
                64 => Some(Form::Sha256),
                _ => None,
            };
            if let Some(form) = digest {
                give(form, Key::new(DIGEST, &bare.to_ascii_lowercase()));
            }
        }
        for alphabet in [BASE64, BASE64_NOPAD, BASE64URL, BASE64URL_NOPAD] {
            if let Ok(plain) = alphabet.decode(bare) {
                give(Form::Base64, folded(&plain, &mut room));
                break;
            }
        }
    }
    for word in words(text).filter(|word| word.len() < bare.len() && telling(word)) {
        give(Form::Word, folded(word, &mut room));
    }
}

/// Puts a value without blanks around and in lower case into `room`.
fn fold(value: &[u8], room: &mut Vec<u8>) {
    room.clear();
    let bare = value.trim_ascii();
    if bare.is_ascii() {
        room.extend_from_slice(bare);
        room.make_ascii_lowercase();
    } else {
        room.extend_from_slice(String::from_utf8_lossy(bare).trim().to_lowercase().as_bytes());
    }
}

/// Puts the digits of a value that is little else (an account, a telephone number, a date) into `room`; `false` where it
/// is none.
fn digits(value: &[u8], room: &mut Vec<u8>) -> bool {
    let plain = |b: &u8| b.is_ascii_digit() || matches!(b, b' ' | b'+' | b'-' | b'.' | b'/' | b'(' | b')');
    if !value.iter().all(plain) {
        return false;
    }
    room.clear();
    room.extend(value.iter().copied().filter(u8::is_ascii_digit));
    room.len() >= FEWEST_DIGITS
}

/// The words of a text, without the punctuation around them.
pub fn words(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let apart = |b: &u8| {
        b.is_ascii_whitespace()
            || b.is_ascii_control()
            || matches!(b, b',' | b';' | b'<' | b'>' | b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'|')
            || matches!(b, b'"' | b'\'' | b'=' | b'/' | b':' | b'?' | b'&')
    };
    text.split(apart).map(|word| {
        let edge = |b: &u8| matches!(b, b'.' | b'!' | b'-' | b'_');
        let start = word.iter().position(|b| !edge(b)).unwrap_or(word.len());
        let end = word.iter().rposition(|b| !edge(b)).map_or(start, |at| at + 1);
        word.get(start..end).unwrap_or_default()
    })
}

/// Whether a word says more than a word of a language does: long, with a digit or an at sign.
pub fn telling(word: &[u8]) -> bool {
    word.len() >= SHORTEST_WORD && word.iter().any(|b| b.is_ascii_digit() || *b == b'@')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(original: &str, text: &str) -> Option<Form> {
        let mut wanted = Vec::new();
        of_text(text.as_bytes(), &mut |form, key| wanted.push((form, key)));
        let mut marks = Vec::new();
        let lengths = Wanted::of(wanted.iter().map(|(_, key)| key));
        of_original(original.as_bytes(), &lengths, &mut Vec::new(), &mut |mark| marks.push(mark));
        wanted.iter().filter(|(_, key)| marks.contains(&key.mark)).map(|(form, _)| *form).min()
    }

    #[test]
    fn every_form_of_an_original_is_recognised() {
        let mail = "Maria@Example.com";
        let cases = [
            (mail, mail, Some(Form::Same)),
            (mail, "maria@example.com", Some(Form::Folded)),
            (mail, "  Maria@Example.com ", Some(Form::Folded)),
            ("Müller", "MÜLLER", Some(Form::Folded)),
            ("+49 30 23125-001", "493023125001", Some(Form::Digits)),
            ("493023125001", "+49 (30) 23125.001", Some(Form::Digits)),
            (mail, "TWFyaWFARXhhbXBsZS5jb20=", Some(Form::Base64)),
            (mail, "TWFyaWFARXhhbXBsZS5jb20", Some(Form::Base64)),
            (mail, "4d61726961404578616d706c652e636f6d", Some(Form::Hex)),
            (mail, "4D61726961404578616D706C652E636F6D", Some(Form::Hex)),
            (mail, "write to maria@example.com.", Some(Form::Word)),
            // Digests of `Maria`, computed with md5sum, sha1sum and sha256sum.
            ("Maria", "cbc19b07662418d5f14cc55657295924", Some(Form::Md5)),
            ("Maria", "Marian", None),
            ("Maria", "x", None),
            ("34", "34", None),
        ];
        for (original, text, wanted) in cases {
            assert_eq!(found(original, text), wanted, "{original} in {text}");
        }
    }

    #[test]
    fn digests_are_found_in_either_case_and_of_the_folded_value_too() {
        let hex = |bytes: &[u8]| HEXLOWER_PERMISSIVE.encode(bytes);
        for original in ["Maria@Example.com", "maria@example.com", " Maria@Example.com"] {
            let sha256 = hex(&Sha256::digest(b"maria@example.com"));
            assert_eq!(found(original, &sha256), Some(Form::Sha256));
            assert_eq!(found(original, &sha256.to_uppercase()), Some(Form::Sha256));
            assert_eq!(found(original, &hex(&Sha1::digest(b"maria@example.com"))), Some(Form::Sha1));
        }
    }
}
