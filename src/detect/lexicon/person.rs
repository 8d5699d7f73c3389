//! Whole names of persons by rule.

use super::index::memberships_of;
use super::{List, native};

/// Most parts of a name that are looked at.
const MOST: usize = 8;

/// Whether a text reads as the full name of a person: given and family name in either order, `Family, Given`, titles,
/// particles and initials allowed. A single word is no full name.
#[must_use]
pub fn is_person(text: &str) -> bool {
    if text.len() > 80 || text.len() < 4 || text.bytes().any(no_part_of_a_name) {
        return false;
    }
    if let Some(named) = native::name(text) {
        return named;
    }
    let comma = text.bytes().position(|byte| byte == b',');
    match comma.and_then(|at| Some((text.get(..at)?, text.get(at + 1..)?))) {
        Some((before, after)) if !after.contains(',') => {
            let (family, given) = (Parts::of(before), Parts::of(after));
            // "Smith Jr., John" and "Anna Smith, MD" both occur.
            if given.count == 0 {
                return family.reads_as_name();
            }
            family.count >= 1
                && family.count <= 3
                && given.count <= 3
                && (given.first() & List::FirstNames.bit() != 0 && family.is_no_ordinary_phrase()
                    || given.is_initial(0) && family.last() & List::LastNames.bit() != 0)
        }
        Some(_) => false,
        None => Parts::of(text).reads_as_name(),
    }
}

fn no_part_of_a_name(byte: u8) -> bool {
    static NONE: [bool; 256] = no_parts();
    NONE[usize::from(byte)]
}

const fn no_parts() -> [bool; 256] {
    let mut none = [false; 256];
    let signs = b"0123456789@/\\:;_|<>{}[]=+*&%$#!?";
    let mut at = 0;
    while at < signs.len() {
        none[signs[at] as usize] = true;
        at += 1;
    }
    none
}

/// The parts of a name without titles and particles.
struct Parts {
    lists: [u64; MOST],
    initial: [bool; MOST],
    capital: [bool; MOST],
    count: usize,
    good: bool,
}

impl Parts {
    fn of(text: &str) -> Self {
        let mut parts =
            Self { lists: [0; MOST], initial: [false; MOST], capital: [false; MOST], count: 0, good: true };
        if text.is_ascii() {
            let words = text.as_bytes().split(|byte| matches!(byte, b' ' | b'\t' | b'(' | b')' | b'"'));
            parts.good = words.filter(|word| !word.is_empty()).all(|word| {
                let letters = word.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
                parts.add(word, letters, !word[0].is_ascii_lowercase())
            });
        } else {
            let words = text.split([' ', '\t', '\u{a0}', '(', ')', '"']);
            parts.good = words.filter(|word| !word.is_empty()).all(|word| {
                let letters = word.chars().filter(|c| c.is_alphabetic()).count();
                let capital = word.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_lowercase());
                parts.add(word.as_bytes(), letters, capital)
            });
        }
        parts
    }

    /// Adds a word with so many letters; `false` where it is no part of a name.
    fn add(&mut self, word: &[u8], letters: usize, capital: bool) -> bool {
        if letters == 0 {
            return false;
        }
        let lists = memberships_of(word);
        if lists & (List::Affixes.bit() | List::Particles.bit()) != 0
            && lists & List::FirstNames.bit() == 0
            && letters > 1
        {
            return true;
        }
        let at = self.count;
        if at >= MOST {
            return false;
        }
        // A double name counts by its first half: "Anne-Marie", "Smith-Jones".
        self.lists[at] = if lists & (List::FirstNames.bit() | List::LastNames.bit()) == 0 {
            let hyphen = word.iter().position(|byte| *byte == b'-');
            hyphen.map_or(lists, |hyphen| memberships_of(&word[..hyphen]))
        } else {
            lists
        };
        let dots = || word.iter().filter(|byte| **byte == b'.').count();
        self.initial[at] = letters == 1 || (letters == 2 && word.last() == Some(&b'.') && dots() == 2);
        self.capital[at] = capital;
        self.count += 1;
        true
    }

    fn at(&self, place: usize) -> u64 {
        self.lists.get(place).copied().unwrap_or(0)
    }

    fn first(&self) -> u64 {
        self.at(0)
    }

    fn last(&self) -> u64 {
        self.at(self.count.saturating_sub(1))
    }

    fn is_initial(&self, place: usize) -> bool {
        self.initial.get(place).copied().unwrap_or(false)
    }

    fn is_capital(&self, place: usize) -> bool {
        self.capital.get(place).copied().unwrap_or(false)
    }

    fn is_no_ordinary_phrase(&self) -> bool {
        self.good && (self.last() & List::LastNames.bit() != 0 || self.last() & List::CommonWords.bit() == 0)
    }

    fn reads_as_name(&self) -> bool {
        if !self.good || self.count < 2 || self.count > 5 {
            return false;
        }
        let (given, family, common) =
            (List::FirstNames.bit(), List::LastNames.bit(), List::CommonWords.bit());
        let end = self.count - 1;
        let (first, last) = (self.first(), self.last());
        // Ordinary words in the middle ("Grand Hotel Budapest") speak against.
        let middle_is_fine = (1..end).all(|place| {
            self.is_initial(place) || self.at(place) & (given | family) != 0 || self.at(place) & common == 0
        });
        if !middle_is_fine || self.is_initial(end) && first & family == 0 {
            return false;
        }
        let given_then_family = first & given != 0
            && (last & family != 0
                || last & (given | common) == given
                || last & common == 0 && self.is_capital(end));
        let family_then_given = first & family != 0 && last & given != 0;
        let initial_then_family = self.is_initial(0) && last & family != 0;
        let family_then_initial = first & family != 0 && self.is_initial(end);
        given_then_family || family_then_given || initial_then_family || family_then_initial
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_persons_read_as_such() {
        for name in [
            "Maria Gonzalez",
            "maria gonzalez",
            "JOHN SMITH",
            "Smith, John",
            "Smith, John Q.",
            "Dr. Anna Müller",
            "Ludwig van Beethoven",
            "José García López",
            "Mary-Jane O'Neill",
            "J. Smith",
            "Smith J.",
            "Anna Kowalczyk-Nowak",
            "Robert Downey Jr.",
            "Anna Smith, MD",
            "Yamada Hanako",
        ] {
            assert!(is_person(name), "{name}");
        }
    }

    #[test]
    fn other_texts_do_not() {
        for text in [
            "Maria",
            "Red Wine",
            "Grand Hotel Budapest",
            "New York City Council",
            "john@example.org",
            "Main Street 5",
            "In Progress",
            "Data Science",
            "Total amount due",
            "",
            "a b c d e f g h i j",
        ] {
            assert!(!is_person(text), "{text}");
        }
    }
}
