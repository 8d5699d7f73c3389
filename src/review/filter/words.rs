//! A filter's text in words: separated by blanks, where a part in `"…"` may hold blanks and operators.

use super::FilterError;

/// One word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Place of its first character, from 1.
    pub at: usize,
    /// Its text without quotes.
    pub text: String,
    /// Characters of `text` that stood in quotes: they mean nothing but themselves.
    quoted: Vec<bool>,
}

impl Word {
    const fn new(at: usize) -> Self {
        Self { at, text: String::new(), quoted: Vec::new() }
    }

    /// Byte of the first character outside quotes that `is` accepts.
    pub fn find(&self, is: impl Fn(char) -> bool) -> Option<usize> {
        let mut places = self.text.char_indices().zip(&self.quoted);
        places.find(|((_, c), quoted)| !**quoted && is(*c)).map(|((at, _), _)| at)
    }

    /// Whether it begins with a quote.
    pub fn is_quoted(&self) -> bool {
        self.quoted.first().is_some_and(|quoted| *quoted)
    }

    /// The word without its first character, which is one byte long.
    pub fn tail(&self) -> Self {
        Self {
            at: self.at + 1,
            text: self.text.get(1..).unwrap_or_default().to_owned(),
            quoted: self.quoted.get(1..).unwrap_or_default().to_vec(),
        }
    }
}

/// Splits a filter.
///
/// # Errors
/// A quote that is not closed, with its place.
pub(super) fn split(text: &str) -> Result<Vec<Word>, FilterError> {
    let mut words = Vec::new();
    let mut word: Option<Word> = None;
    let mut open: Option<usize> = None;
    for (place, c) in text.chars().enumerate() {
        let at = place + 1;
        match (c, open) {
            ('"', None) => {
                open = Some(at);
                word.get_or_insert_with(|| Word::new(at));
            }
            ('"', Some(_)) => open = None,
            (c, None) if c.is_whitespace() => words.extend(word.take()),
            (c, _) => {
                let word = word.get_or_insert_with(|| Word::new(at));
                word.text.push(c);
                word.quoted.push(open.is_some());
            }
        }
    }
    if let Some(at) = open {
        return Err(FilterError { at, what: "this quote is not closed".to_owned() });
    }
    words.extend(word);
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_split_at_blanks_outside_quotes() {
        for (text, want) in [
            ("", vec![]),
            ("  a  bc ", vec![(3, "a"), (6, "bc")]),
            ("table:\"my table\" x", vec![(1, "table:my table"), (18, "x")]),
            ("\"a b\"", vec![(1, "a b")]),
            ("é x", vec![(1, "é"), (3, "x")]),
        ] {
            let words = split(text).unwrap();
            let got: Vec<_> = words.iter().map(|w| (w.at, w.text.as_str())).collect();
            assert_eq!(got, want, "{text:?}");
        }
        assert_eq!(split("a \"b").unwrap_err().at, 3);
    }

    #[test]
    fn what_is_quoted_is_no_operator() {
        let colon = |text: &str| split(text).unwrap().remove(0).find(|c| c == ':');
        assert_eq!(colon("a:b"), Some(1));
        assert_eq!(colon("\"a:b\""), None);
        assert_eq!(colon("\"a:b\":c"), Some(3));
    }
}
