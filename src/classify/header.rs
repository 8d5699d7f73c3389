//! What a header says: its words in many ways of writing, weighed for every detector.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::hash::WordHasher;
use super::roles::{self, Said};
use super::shorthand::{self, RunTogether};
use super::{native, question, weights as w};
use crate::detect::Detector;
use crate::detect::lexicon::fold;

/// The header words of all detectors.
pub struct Headers {
    /// Word, joined by `_`, to detectors and weights.
    words: HashMap<&'static str, Vec<(u16, f64)>, BuildHasherDefault<WordHasher>>,
    /// Words against, by detector.
    against: Vec<Vec<&'static str>>,
    longest: usize,
    /// The words with nothing between their parts.
    run_together: RunTogether,
    /// Places of the types that a role's name or key is of.
    name: Option<u16>,
    key: Option<u16>,
}

/// What a header says.
pub struct Reading<'a> {
    headers: &'a Headers,
    joined: String,
    /// A bit for the first byte of each of its words: most words of others are none of them.
    starts: u64,
    record: bool,
    /// One hit a detector, the strongest first.
    pub hits: Vec<HeaderHit>,
}

/// Words of numbers that are no person's.
const RECORDS: &[&str] = &[
    "case", "order", "invoice", "ticket", "incident", "docket", "batch", "serial", "part", "model", "report",
    "permit", "claim", "shipment", "tracking", "product", "item",
];

impl Reading<'_> {
    /// Whether the header names the number of a case, an order or a thing.
    #[must_use]
    pub fn names_a_record(&self) -> bool {
        self.record
    }

    /// The strongest hit, where it names its type outright and nothing speaks against it.
    #[must_use]
    pub fn names_outright(&self) -> Option<&HeaderHit> {
        self.hits.first().filter(|hit| hit.weight >= 15.0 && hit.against.is_none())
    }

    /// The word by which the header names the key of a person, a device or a session outright.
    #[must_use]
    pub fn names_a_key_of(&self, detectors: &[&Detector]) -> Option<&'static str> {
        let names = |hit: &&HeaderHit| {
            let parent = detectors.get(usize::from(hit.detector)).map_or("", |d| d.parent);
            hit.weight >= 15.0
                && hit.against.is_none()
                && matches!(parent, "person_key" | "device_id" | "session_id")
        };
        self.hits.iter().find(names).map(|hit| hit.word)
    }

    /// A word that speaks against a detector, where it is no part of the word for it.
    #[must_use]
    pub fn against(&self, detector: u16, word_for: &str) -> Option<&'static str> {
        let words = self.headers.against.get(usize::from(detector))?;
        let may_hold = |word: &str| self.starts & start_of(word) != 0;
        words
            .iter()
            .find(|word| may_hold(word) && holds(&self.joined, word) && !holds(word_for, word))
            .copied()
    }
}

/// The bit of a word's first byte.
fn start_of(word: &str) -> u64 {
    word.as_bytes().first().map_or(0, |byte| 1 << (byte & 63))
}

/// Whether words joined by `_` hold a word, or some words in a row.
fn holds(joined: &str, word: &str) -> bool {
    if !word.contains('_') {
        return joined.as_bytes().split(|byte| *byte == b'_').any(|part| part == word.as_bytes());
    }
    let bytes = joined.as_bytes();
    joined.match_indices(word).any(|(at, _)| {
        let end = at + word.len();
        (at == 0 || bytes.get(at - 1) == Some(&b'_')) && bytes.get(end).is_none_or(|byte| *byte == b'_')
    })
}

/// What a header says for one detector.
#[derive(Debug, Clone, PartialEq)]
pub struct HeaderHit {
    /// Place in the registry.
    pub detector: u16,
    /// Decibans.
    pub weight: f64,
    /// The word that speaks.
    pub word: &'static str,
    /// A word that speaks against it.
    pub against: Option<&'static str>,
}

impl Headers {
    /// Indexes the words.
    #[must_use]
    pub fn new(detectors: &'static [&'static Detector]) -> Self {
        let mut words: HashMap<&'static str, Vec<(u16, f64)>, _> = HashMap::default();
        let mut longest = 1;
        for (at, detector) in detectors.iter().enumerate() {
            for (word, weight) in detector.header_for {
                longest = longest.max(word.split('_').count());
                words.entry(word).or_default().push((at as u16, *weight));
            }
        }
        // What a weak word names is not looked for inside others.
        let run_together = detectors
            .iter()
            .flat_map(|d| d.header_for)
            .filter(|(word, weight)| *weight >= 7.0 && word.len() > 2)
            .map(|(word, _)| (word.replace('_', ""), *word))
            .collect();
        let against = detectors.iter().map(|d| d.header_against.to_vec()).collect();
        let place = |id| detectors.iter().position(|d| d.id == id).map(|at| at as u16);
        Self { words, against, longest, run_together, name: place("person_name"), key: place("person_key") }
    }

    /// What a header says, one hit a detector, the strongest word each.
    #[must_use]
    pub fn read(&self, header: &str) -> Reading<'_> {
        let mut parts: Vec<String> = Vec::new();
        for token in tokens(header) {
            shorthand::part(token, &self.run_together, &mut parts);
        }
        let tokens = parts;
        let long: Vec<&str> =
            tokens.iter().map(|token| shorthand::expanded(token).unwrap_or(token.as_str())).collect();
        let asked = question::kind(header, &tokens);
        let mut hits: Vec<HeaderHit> = Vec::new();
        let weighs = |token: &String| if is_decoration(token) { 0 } else { token.len() };
        let total: usize = tokens.iter().map(weighs).sum::<usize>().max(1);
        // A wide table has a hundred thousand headers: words are put together in one place.
        let mut text = String::new();
        for start in 0..tokens.len() {
            for end in start + 1..=(start + self.longest).min(tokens.len()) {
                let part = &tokens[start..end];
                let length: usize = part.iter().map(weighs).sum();
                // The whole header counts in full; of a longer one the last word tells most ("customer e-mail").
                let cover = length as f64 / total as f64;
                let last = tokens.iter().skip(end).all(|token| is_decoration(token));
                let factor = if cover > 0.99 {
                    1.0
                } else {
                    asked.factor(0.45 + 0.35 * cover + if last { 0.15 } else { 0.0 })
                };
                // "religion id" refers to a table of religions.
                let refers = !last && tokens.iter().skip(end).all(|t| t == "id" || t == "ids");
                let factor = if refers { factor * 0.6 } else { factor };
                let mut consider = |text: &str, factor: f64| {
                    let Some((word, entries)) = self.words.get_key_value(text) else { return };
                    for (detector, weight) in entries {
                        let weight = weight * factor;
                        raise(&mut hits, *detector, weight, word);
                    }
                };
                consider(join(part, "_", &mut text), factor);
                if part.len() > 1 {
                    consider(join(part, "", &mut text), factor);
                } else if let Some(single) = part[0].strip_suffix('s').filter(|s| s.len() > 3) {
                    consider(single, factor);
                }
                if let Some(long) = long.get(start..end).filter(|long| **long != *part) {
                    // One short word alone may stand for several long ones.
                    consider(
                        join(long, "_", &mut text),
                        if long.len() > 1 { factor } else { factor * w::SHORTENED },
                    );
                }
            }
        }
        self.role(&long, &mut hits);
        hits.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.detector.cmp(&b.detector)));
        let record = tokens.iter().any(|token| RECORDS.contains(&token.as_str()));
        let joined = tokens.join("_");
        let starts = joined.split('_').fold(0, |all, word| all | start_of(word));
        let mut reading = Reading { headers: self, joined, starts, record, hits };
        for at in 0..reading.hits.len() {
            let against = reading.hits.get(at).and_then(|hit| reading.against(hit.detector, hit.word));
            if let Some(hit) = reading.hits.get_mut(at) {
                hit.against = against;
            }
        }
        reading
    }

    /// The name or the key of a person in a role.
    fn role(&self, tokens: &[&str], hits: &mut Vec<HeaderHit>) {
        let Some((word, said)) = roles::said(tokens) else { return };
        let parts: &[(Option<u16>, f64)] = match said {
            Said::Name => &[(self.name, w::ROLE_NAME)],
            Said::Key => &[(self.key, w::ROLE_KEY)],
            Said::Alone => &[(self.key, w::ROLE_ALONE), (self.name, w::ROLE_ALONE)],
        };
        for (detector, weight) in parts {
            let Some(detector) = *detector else { continue };
            raise(hits, detector, *weight, word);
        }
    }
}

/// Words put together in `text`, where what stood before is forgotten.
fn join<'t>(words: &[impl AsRef<str>], between: &str, text: &'t mut String) -> &'t str {
    text.clear();
    for (at, word) in words.iter().enumerate() {
        text.push_str(if at == 0 { "" } else { between });
        text.push_str(word.as_ref());
    }
    text
}

/// Keeps the strongest word for each detector.
fn raise(hits: &mut Vec<HeaderHit>, detector: u16, weight: f64, word: &'static str) {
    match hits.iter_mut().find(|hit| hit.detector == detector) {
        Some(hit) if weight > hit.weight => (hit.weight, hit.word) = (weight, word),
        Some(_) => {}
        None => hits.push(HeaderHit { detector, weight: weight.max(0.0), word, against: None }),
    }
}

/// What writers of files add to a header and what says nothing of the values: `race___1`, `sex_cd`, `email_raw`.
fn is_decoration(token: &str) -> bool {
    const WORDS: &[&str] = &["cd", "desc", "txt", "val", "col", "fld", "raw", "clean", "orig"];
    WORDS.contains(&token) || token.bytes().all(|byte| byte.is_ascii_digit())
}

/// The words of a header in lower case without accents, those of other scripts in English: `customerEMail2` gives `customer`, `e`, `mail`, `2`.
#[must_use]
pub fn tokens(header: &str) -> Vec<String> {
    let header = native::english(header);
    let mut out: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut last: Option<char> = None;
    let mut chars = header.chars().peekable();
    while let Some(c) = chars.next() {
        let next_lower = chars.peek().is_some_and(|n| n.is_lowercase());
        let cut = last.is_some_and(|l| {
            (l.is_lowercase() && c.is_uppercase())
                || (l.is_uppercase() && c.is_uppercase() && next_lower)
                || (l.is_ascii_digit() != c.is_ascii_digit() && c.is_alphanumeric() && l.is_alphanumeric())
        });
        if cut || !c.is_alphanumeric() {
            push(&mut out, &mut word);
        }
        if c.is_alphanumeric() {
            word.push(c);
        }
        last = Some(c);
    }
    push(&mut out, &mut word);
    out
}

fn push(out: &mut Vec<String>, word: &mut String) {
    if word.is_ascii() && !word.is_empty() {
        word.make_ascii_lowercase();
        out.push(std::mem::take(word));
    } else if !word.is_empty() {
        let mut folded = Vec::new();
        fold(word, |byte| folded.push(byte));
        out.push(String::from_utf8_lossy(&folded).into_owned());
        word.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_held_whole() {
        for (joined, word, held) in [
            ("device_type", "type", true),
            ("type_of_device", "type", true),
            ("prototype", "type", false),
            ("number_of_users", "number_of", true),
            ("", "type", false),
        ] {
            assert_eq!(holds(joined, word), held, "{joined} {word}");
        }
    }

    #[test]
    fn headers_are_cut_into_words_however_they_are_written() {
        for (header, expected) in [
            ("customerEMail", vec!["customer", "email"]),
            ("DATE_OF_BIRTH", vec!["date", "of", "birth"]),
            ("phone2", vec!["phone", "2"]),
            ("Straße / Nr.", vec!["strasse", "nr"]),
            ("IPAddress", vec!["ip", "address"]),
            ("", vec![]),
        ] {
            let got = tokens(header);
            if header == "customerEMail" {
                assert_eq!(got.concat(), expected.concat());
            } else {
                assert_eq!(got, expected, "{header}");
            }
        }
    }
}
