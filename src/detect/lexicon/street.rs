//! Words for streets in several languages.

use super::{List, memberships};

/// Ends of compound street names (German, Dutch, Nordic), folded.
const ENDS: &[&str] = &[
    "straße", "strasse", "str", "weg", "platz", "gasse", "allee", "ring", "damm", "ufer", "straat", "laan",
    "plein", "gracht", "kade", "dijk", "gatan", "vägen", "vagen", "gata", "vegen", "veien", "gade", "vej",
    "katu", "dreef", "hof", "pad", "steeg", "singel", "brink", "markt", "baan",
];

/// Whether a text holds a word for a street: `Street`, `Rd`, `rue`, `calle`, `via`, `ulica`, or a compound such as
/// `Hauptstraße` or `Kerkstraat`.
#[must_use]
pub fn has_street_word(text: &str) -> bool {
    if text.len() > 200 {
        return false;
    }
    text.split([' ', ',', ';', '\n', '\t', '(', ')', '/']).filter(|word| word.len() >= 2).any(|word| {
        memberships(word) & List::StreetWords.bit() != 0 || {
            let bare = word.trim_end_matches('.');
            bare.len() > 5
                && ENDS.iter().any(|end| {
                    bare.len() > end.len() + 2
                        && bare.is_char_boundary(bare.len() - end.len())
                        && bare
                            .get(bare.len() - end.len()..)
                            .is_some_and(|tail| tail.eq_ignore_ascii_case(end))
                })
        }
    })
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
        ] {
            assert!(has_street_word(text), "{text}");
        }
        for text in ["12 eggs", "wing", "Boeing 747", "hello world", ""] {
            assert!(!has_street_word(text), "{text}");
        }
    }
}
