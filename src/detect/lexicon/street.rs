//! Words for streets in several languages.

use std::sync::OnceLock;

use super::fold::fold;
use super::index::memberships_of;
use super::words::words;
use super::{List, native};

/// The list of street words, which is in the table as well.
const WORDS: &str = include_str!("data/street_words.txt");

/// Ends of compound street names (German, Dutch, Nordic), folded.
const ENDS: &[&str] = &[
    "straße", "strasse", "str", "weg", "platz", "gasse", "allee", "ring", "damm", "ufer", "straat", "laan",
    "plein", "gracht", "kade", "dijk", "gatan", "vägen", "vagen", "gata", "vegen", "veien", "gade", "vej",
    "katu", "dreef", "hof", "pad", "steeg", "singel", "brink", "markt", "baan",
];

/// Ordinary words for land, water and buildings that end a street's name only after a house number: "12 Forest Ridge" is
/// an address, "Ridge boot 5" is none.
const AFTER_NUMBER: &[&str] = &[
    "bayou",
    "beach",
    "bend",
    "bluff",
    "bluffs",
    "branch",
    "bridge",
    "brook",
    "brooks",
    "building",
    "bldg",
    "camp",
    "canyon",
    "cape",
    "center",
    "centers",
    "circle",
    "circles",
    "cliff",
    "cliffs",
    "close",
    "colony",
    "corner",
    "corners",
    "course",
    "court",
    "cove",
    "coves",
    "creek",
    "cross",
    "crossing",
    "curve",
    "dale",
    "dam",
    "divide",
    "drive",
    "estate",
    "estates",
    "falls",
    "ferry",
    "flats",
    "ford",
    "fords",
    "forge",
    "forges",
    "fork",
    "forks",
    "fort",
    "gang",
    "gardens",
    "gate",
    "gateway",
    "glen",
    "glens",
    "green",
    "greens",
    "grove",
    "groves",
    "harbor",
    "harbors",
    "harbour",
    "haven",
    "heights",
    "hill",
    "hollow",
    "island",
    "islands",
    "isle",
    "junction",
    "junctions",
    "knoll",
    "knolls",
    "lake",
    "lakes",
    "landing",
    "layout",
    "lodge",
    "loop",
    "mall",
    "manor",
    "meadow",
    "meadows",
    "mews",
    "mill",
    "mills",
    "mission",
    "mount",
    "mountain",
    "mountains",
    "overlook",
    "oval",
    "park",
    "parks",
    "pass",
    "passage",
    "path",
    "phase",
    "pike",
    "pine",
    "pines",
    "place",
    "plain",
    "plains",
    "plaza",
    "point",
    "port",
    "ports",
    "prairie",
    "ramp",
    "ranch",
    "rapid",
    "rapids",
    "ridge",
    "ring",
    "river",
    "route",
    "row",
    "run",
    "sector",
    "shoal",
    "shoals",
    "shore",
    "shores",
    "spring",
    "springs",
    "spur",
    "spurs",
    "square",
    "squares",
    "station",
    "stream",
    "subida",
    "summit",
    "terrace",
    "torg",
    "trace",
    "trail",
    "tunnel",
    "union",
    "unions",
    "valley",
    "valleys",
    "village",
    "villages",
    "vista",
    "walk",
    "walks",
    "way",
    "ways",
    "wharf",
];

/// Whether a text holds a word for a street, in other scripts with the number of a house: `Street`, `Rd`, `rue`, `calle`, `via`, `ulica`, or a compound such as
/// `Hauptstraße` or `Kerkstraat`.
#[must_use]
pub fn has_street_word(text: &str) -> bool {
    holds_street_word(text.as_bytes()) || !text.is_ascii() && text.len() <= MOST && native::is_address(text)
}

/// Bytes of a text that are looked at at most.
const MOST: usize = 200;

/// As [`has_street_word`], of bytes; what is no text holds none.
#[must_use]
pub fn is_street(text: &[u8]) -> bool {
    if text.is_ascii() {
        holds_street_word(text)
    } else {
        std::str::from_utf8(text).is_ok_and(has_street_word)
    }
}

fn holds_street_word(text: &[u8]) -> bool {
    if text.len() > MOST {
        return false;
    }
    let numbered = text.first().is_some_and(u8::is_ascii_digit);
    let tables = Tables::get();
    words(text, |word, letters| {
        word.len() >= 2
            && !word[0].is_ascii_digit()
            && (tables.is_street(word, letters, numbered) || tables.is_compound(word))
    })
}

fn needs_number(word: &[u8]) -> bool {
    AFTER_NUMBER.iter().any(|known| word.eq_ignore_ascii_case(known.as_bytes()))
}

fn is_street_word(word: &[u8]) -> bool {
    memberships_of(word) & List::StreetWords.bit() != 0
}

/// Places of the table of short words, a power of two: a third of them is taken.
const PLACES: usize = 1024;
/// Longest word that fits into a number.
const SHORT: usize = 8;
/// Set in the number of a word that ends a street's name only after a house number; no ASCII letter has this bit.
const NUMBERED: u64 = 1 << 63;

/// What tells quickly that most words are none for a street.
struct Tables {
    /// The street words of a few letters, and the starts of the longer ones.
    short: Box<[u64; PLACES]>,
    starts: Box<[u64; PLACES]>,
    /// Ends of compounds by their last letter.
    ends: [Vec<&'static [u8]>; 26],
    /// By the last letter of such an end a bit for each byte before it, of which the last five bits tell.
    before: [u32; 26],
}

/// The first letters of a word of ASCII letters as one number, small ones.
fn number(word: &[u8]) -> u64 {
    match word.first_chunk::<SHORT>() {
        Some(first) => u64::from_le_bytes(*first) | 0x2020_2020_2020_2020,
        None => word.iter().rev().fold(0, |number, byte| number << 8 | u64::from(byte | 0x20)),
    }
}

/// The place of a number in a table, or the free one where it would stand.
fn place(table: &[u64; PLACES], number: u64) -> usize {
    let mut at = (number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize % PLACES;
    while table[at] != 0 && table[at] & !NUMBERED != number {
        at = (at + 1) % PLACES;
    }
    at
}

/// A word without the dots at its end.
fn bare(word: &[u8]) -> &[u8] {
    let dots = word.iter().rev().take_while(|byte| **byte == b'.').count();
    &word[..word.len() - dots]
}

impl Tables {
    fn get() -> &'static Self {
        static TABLES: OnceLock<Tables> = OnceLock::new();
        TABLES.get_or_init(|| {
            let (mut short, mut starts) = (Box::new([0; PLACES]), Box::new([0; PLACES]));
            for word in WORDS.lines().filter(|line| !line.starts_with('#')) {
                let mut folded = Vec::new();
                fold(word, |byte| folded.push(byte));
                if !folded.iter().all(u8::is_ascii_alphabetic) || folded.is_empty() {
                    continue;
                }
                let (table, flag) = if folded.len() > SHORT {
                    (&mut starts, 0)
                } else {
                    (&mut short, if needs_number(&folded) { NUMBERED } else { 0 })
                };
                let at = place(table, number(&folded));
                table[at] = number(&folded) | flag;
            }
            let ends: [Vec<&'static [u8]>; 26] = std::array::from_fn(|letter| {
                let ends = ENDS.iter().map(|end| end.as_bytes());
                ends.filter(|end| end.last().map(|last| usize::from(last - b'a')) == Some(letter)).collect()
            });
            let before = std::array::from_fn(|letter| {
                ends[letter].iter().fold(0, |all, end| all | 1 << (end[end.len() - 2] & 31))
            });
            Self { short, starts, ends, before }
        })
    }

    /// Whether a word stands for a street; `letters`: it is of ASCII letters. Folding leaves dots out, and changes
    /// letters with marks.
    fn is_street(&self, word: &[u8], letters: bool, numbered: bool) -> bool {
        let bare = if letters { word } else { bare(word) };
        if bare.is_empty() {
            return false;
        }
        if letters || bare.iter().all(u8::is_ascii_alphabetic) {
            let number = number(bare);
            if bare.len() <= SHORT {
                let known = self.short[place(&self.short, number)];
                return known != 0 && (numbered || known & NUMBERED == 0);
            }
            if self.starts[place(&self.starts, number)] == 0 {
                return false;
            }
        }
        is_street_word(word) && (numbered || !needs_number(word))
    }

    /// Whether a word ends as compound street names do.
    fn is_compound(&self, word: &[u8]) -> bool {
        let bare = bare(word);
        let Some(last) = bare.last().filter(|last| bare.len() > 5 && last.is_ascii_alphabetic()) else {
            return false;
        };
        // Most words are compared with none.
        let letter = usize::from((last | 0x20) - b'a');
        let before = bare[bare.len() - 2] & 31;
        if self.before.get(letter).is_none_or(|all| all >> before & 1 == 0) {
            return false;
        }
        self.ends.get(letter).is_some_and(|ends| {
            ends.iter().any(|end| {
                bare.len() > end.len() + 2 && bare[bare.len() - end.len()..].eq_ignore_ascii_case(end)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn street_words_of_several_languages_are_found() {
        for text in [
            "12 Main Street",
            "rue de la Paix",
            "Hauptstraße 5",
            "Kerkstraat 12",
            "calle Mayor 3",
            "via Roma 1",
            "5 Elm Rd.",
            "12 Forest Ridge",
            "5,Elm(RD)",
            "at Hauptstr. 5",
            "HAUPTSTRASSE 5",
            "12 Sta. Rd..",
        ] {
            assert!(has_street_word(text), "{text}");
        }
        for text in [
            "12 eggs",
            "wing",
            "Boeing 747",
            "hello world",
            "",
            "Trail boot 5",
            "Summit lamp 12",
            "5 Elmrd",
            "(/;,",
        ] {
            assert!(!has_street_word(text), "{text}");
        }
    }
}
