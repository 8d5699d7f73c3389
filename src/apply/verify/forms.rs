//! The forms in which an original value can stand somewhere: itself, or what anybody could turn back or look up.
//!
//! A form that can be undone is undone on the text that is looked at; digests are computed from the originals, and only
//! where something looks like one. Values are compared by keys that only this process can compute.

use std::borrow::Cow;

use data_encoding::{BASE64, BASE64_NOPAD, BASE64URL, BASE64URL_NOPAD, HEXLOWER_PERMISSIVE};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

use super::shape;

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

    /// Whether originals must be digested to find it.
    pub const fn is_digest(self) -> bool {
        matches!(self, Self::Md5 | Self::Sha1 | Self::Sha256)
    }
}

/// Separates the keys of one kind from those of another.
fn key(kind: u8, bytes: &[u8]) -> u64 {
    shape::mark(bytes).rotate_left(u32::from(kind) * 11).wrapping_add(u64::from(kind))
}

const SAME: u8 = 0;
const FOLDED: u8 = 1;
const DIGITS: u8 = 2;
const DIGEST: u8 = 3;

/// The keys under which an original value is found; those of its digests only where they are asked for.
pub fn of_original(value: &[u8], digests: bool, give: &mut dyn FnMut(u64)) {
    if value.len() < SHORTEST {
        return;
    }
    give(key(SAME, value));
    let folded = folded(value);
    give(key(FOLDED, &folded));
    if let Some(digits) = digits(value) {
        give(key(DIGITS, &digits));
    }
    if digests {
        let trimmed = value.trim_ascii();
        for form in [value, trimmed, &folded] {
            let digest = |bytes: &[u8]| HEXLOWER_PERMISSIVE.encode(bytes).into_bytes();
            give(key(DIGEST, &digest(&Md5::digest(form))));
            give(key(DIGEST, &digest(&Sha1::digest(form))));
            give(key(DIGEST, &digest(&Sha256::digest(form))));
        }
    }
}

/// The keys under which a text is looked up, each with the form that a hit would mean.
pub fn of_text(text: &[u8], give: &mut dyn FnMut(Form, u64)) {
    if text.len() < SHORTEST {
        return;
    }
    give(Form::Same, key(SAME, text));
    let low = folded(text);
    give(Form::Folded, key(FOLDED, &low));
    if let Some(digits) = digits(text) {
        give(Form::Digits, key(DIGITS, &digits));
    }
    let bare = text.trim_ascii();
    if bare.len() >= 8 {
        if let Ok(plain) = HEXLOWER_PERMISSIVE.decode(bare) {
            give(Form::Hex, key(FOLDED, &folded(&plain)));
            let digest = match bare.len() {
                32 => Some(Form::Md5),
                40 => Some(Form::Sha1),
                64 => Some(Form::Sha256),
                _ => None,
            };
            if let Some(form) = digest {
                give(form, key(DIGEST, &low));
            }
        }
        for alphabet in [BASE64, BASE64_NOPAD, BASE64URL, BASE64URL_NOPAD] {
            if let Ok(plain) = alphabet.decode(bare) {
                give(Form::Base64, key(FOLDED, &folded(&plain)));
                break;
            }
        }
    }
    for word in words(text).filter(|word| word.len() < bare.len() && telling(word)) {
        give(Form::Word, key(FOLDED, &folded(word)));
    }
}

/// Without blanks around and in lower case.
fn folded(value: &[u8]) -> Cow<'_, [u8]> {
    let bare = value.trim_ascii();
    if bare.is_ascii() {
        if bare.iter().any(u8::is_ascii_uppercase) {
            Cow::Owned(bare.to_ascii_lowercase())
        } else {
            Cow::Borrowed(bare)
        }
    } else {
        Cow::Owned(String::from_utf8_lossy(bare).trim().to_lowercase().into_bytes())
    }
}

/// The digits of a value that is little else: an account, a telephone number, a date.
fn digits(value: &[u8]) -> Option<Vec<u8>> {
    let plain = |b: &u8| b.is_ascii_digit() || matches!(b, b' ' | b'+' | b'-' | b'.' | b'/' | b'(' | b')');
    if !value.iter().all(plain) {
        return None;
    }
    let digits: Vec<u8> = value.iter().copied().filter(u8::is_ascii_digit).collect();
    (digits.len() >= FEWEST_DIGITS).then_some(digits)
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
        let mut keys = Vec::new();
        of_original(original.as_bytes(), true, &mut |key| keys.push(key));
        let mut best = None;
        of_text(text.as_bytes(), &mut |form, key| {
            if keys.contains(&key) {
                best = Some(best.map_or(form, |b: Form| b.min(form)));
            }
        });
        best
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
