//! Values that other columns of the same row hold, looked for inside a text.
//!
//! A value with a digit or an at sign is found anywhere, whatever its case: it says who it is even in the middle of a longer
//! number. A value of letters alone, and each of its capitalised words, must stand as a word of its own, so that a person
//! called Rose does not take the prose apart.

use std::ops::Range;

use memchr::memmem;

/// Shorter values, in bytes, stand in any text by chance.
const SHORTEST: usize = 4;
/// Shorter words of a value, in bytes, are taken for prose.
const SHORTEST_WORD: usize = 3;
/// Names have few words; a value of more is a text of its own and is looked for as a whole only.
const MOST_WORDS: usize = 4;

/// Looks for values inside texts; keeps its buffers between calls.
#[derive(Debug, Default, Clone)]
pub struct Known {
    text: Vec<u8>,
    value: Vec<u8>,
}

impl Known {
    /// Takes the text that is looked into.
    pub fn look_into(&mut self, text: &[u8]) {
        self.text.clear();
        self.text.extend(text.iter().map(u8::to_ascii_lowercase));
    }

    /// Appends the places of `value` in `text`, which was given to [`Self::look_into`]; they may overlap.
    pub fn find(&mut self, text: &[u8], value: &[u8], out: &mut Vec<Range<usize>>) {
        let value = value.trim_ascii();
        if value.len() < SHORTEST {
            return;
        }
        self.value.clear();
        self.value.extend(value.iter().map(u8::to_ascii_lowercase));
        let length = value.len();
        let whole = memmem::find_iter(&self.text, &self.value).map(|at| at..at + length);
        if value.iter().any(|b| b.is_ascii_digit() || *b == b'@') {
            out.extend(whole);
            return;
        }
        out.extend(whole.filter(|place| is_word(text, place)));
        let words = || value.split(|b| *b == b' ').filter(|word| !word.is_empty());
        if !(2..=MOST_WORDS).contains(&words().count()) {
            return;
        }
        for word in words().filter(|word| word.len() >= SHORTEST_WORD && !word[0].is_ascii_lowercase()) {
            let places = memmem::find_iter(text, word).map(|at| at..at + word.len());
            out.extend(places.filter(|place| is_word(text, place)));
        }
    }
}

/// Whether no letter or digit stands at either side; bytes beyond ASCII are taken for letters.
fn is_word(text: &[u8], place: &Range<usize>) -> bool {
    let letter = |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80);
    !letter(place.start.checked_sub(1).and_then(|at| text.get(at))) && !letter(text.get(place.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_where_it_says_who_it_is() {
        let cases: &[(&str, &str, &[&str])] = &[
            ("1983-01-02", "born 1983-01-02, x1983-01-02y", &["1983-01-02", "1983-01-02"]),
            ("Ann@Example.com", "to ANN@example.COM.", &["ANN@example.COM"]),
            ("Mei Jones", "Met Mei Jones.", &["Mei Jones", "Mei", "Jones"]),
            ("Mei Jones", "ask mei jones, or Mei; meis", &["mei jones", "Mei"]),
            ("Rose", "a rose, Roses, primrose", &["rose"]),
            ("Al", "Al said", &[]),
            ("of the sea", "out of the sea, the Sea", &["of the sea"]),
            ("José Núñez", "José Núñezá, Núñez", &["José", "Núñez"]),
            ("4711", "Ref 994711", &["4711"]),
            ("   ", "   ", &[]),
        ];
        for (value, text, expected) in cases {
            let mut known = Known::default();
            known.look_into(text.as_bytes());
            let mut places = Vec::new();
            known.find(text.as_bytes(), value.as_bytes(), &mut places);
            let found: Vec<&str> = places.into_iter().map(|place| &text[place]).collect();
            assert_eq!(&found, expected, "{value} in {text}");
        }
    }
}
