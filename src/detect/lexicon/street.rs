//! Words for streets in several languages.

use std::sync::OnceLock;

use super::fold::fold;
use super::index::{memberships_of, words_of};
use super::{List, native};

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
    let (mut from, mut kinds) = (0, 0);
    for (at, byte) in text.iter().chain(b" ").enumerate() {
        let kind = KINDS[usize::from(*byte)];
        if kind != BREAK {
            kinds |= kind;
            continue;
        }
        let word = &text[from..at];
        if word.len() >= 2
            && !word[0].is_ascii_digit()
            && (tables.starts_a_word(word, kinds == LETTER)
                && is_street_word(word)
                && (numbered || !needs_number(word))
                || tables.is_compound(word))
        {
            return true;
        }
        (from, kinds) = (at + 1, 0);
    }
    false
}

const BREAK: u8 = 0;
const LETTER: u8 = 1;
const OTHER: u8 = 2;

/// What a byte is to a word: its end, a letter of ASCII, anything else.
static KINDS: [u8; 256] = kinds();

const fn kinds() -> [u8; 256] {
    let mut out = [OTHER; 256];
    let mut byte = 0;
    while byte < 256 {
        let kind = byte as u8;
        if kind.is_ascii_alphabetic() {
            out[byte] = LETTER;
        } else if matches!(kind, b' ' | b',' | b';' | b'\n' | b'\t' | b'(' | b')' | b'/') {
            out[byte] = BREAK;
        }
        byte += 1;
    }
    out
}

fn needs_number(word: &[u8]) -> bool {
    AFTER_NUMBER.iter().any(|known| word.eq_ignore_ascii_case(known.as_bytes()))
}

fn is_street_word(word: &[u8]) -> bool {
    memberships_of(word) & List::StreetWords.bit() != 0
}

/// What tells quickly that most words are none for a street.
struct Tables {
    /// By the first two letters a bit for each length of a street word.
    lengths: Box<[u64; 26 * 32]>,
    /// Ends of compounds by their last letter.
    ends: [Vec<&'static [u8]>; 26],
    /// By the last letter of such an end a bit for each byte before it, of which the last five bits tell.
    before: [u32; 26],
}

/// The place of a word's first two letters: the second is told from others by its last five bits.
fn start(word: &[u8]) -> Option<usize> {
    let first = word.first().filter(|byte| byte.is_ascii_alphabetic())?;
    let second = word.get(1).copied().unwrap_or_default();
    Some(usize::from((first | 0x20) - b'a') * 32 + usize::from(second & 31))
}

impl Tables {
    fn get() -> &'static Self {
        static TABLES: OnceLock<Tables> = OnceLock::new();
        TABLES.get_or_init(|| {
            let mut lengths = Box::new([0; 26 * 32]);
            for word in words_of(List::StreetWords) {
                let mut folded = Vec::new();
                fold(word, |byte| folded.push(byte));
                if let Some(place) = start(&folded) {
                    lengths[place] |= 1 << folded.len().min(63);
                }
            }
            let ends: [Vec<&'static [u8]>; 26] = std::array::from_fn(|letter| {
                let ends = ENDS.iter().map(|end| end.as_bytes());
                ends.filter(|end| end.last().map(|last| usize::from(last - b'a')) == Some(letter)).collect()
            });
            let before = std::array::from_fn(|letter| {
                ends[letter].iter().fold(0, |all, end| all | 1 << (end[end.len() - 2] & 31))
            });
            Self { lengths, ends, before }
        })
    }

    /// Whether some street word has the first letters and the length of a word: most words need no look into the table.
    fn starts_a_word(&self, word: &[u8], letters: bool) -> bool {
        // Folding leaves dots out, so that "Rd." is as long as "Rd", and changes letters with marks.
        let dots = if letters { 0 } else { word.iter().rev().take_while(|byte| **byte == b'.').count() };
        let bare = &word[..word.len() - dots];
        match start(bare) {
            Some(place) if letters || bare.iter().all(u8::is_ascii_alphabetic) => {
                self.lengths[place] & (1 << bare.len().min(63)) != 0
            }
            _ => !bare.is_empty(),
        }
    }

    /// Whether a word ends as compound street names do.
    fn is_compound(&self, word: &[u8]) -> bool {
        let dots = word.iter().rev().take_while(|byte| **byte == b'.').count();
        let bare = &word[..word.len() - dots];
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
