//! Values that a project never wants to see reported as a type: its own support address, test cards, published numbers.

use std::collections::HashSet;

use regex_automata::meta::Regex;

/// An allow list of one type. It answers for values and gives none of them away.
pub struct Allow {
    values: HashSet<Vec<u8>>,
    patterns: Vec<Regex>,
    source: String,
}

impl Allow {
    /// A list of values and of whole-cell patterns that are compiled already; `source` is all of it as text, for the digest.
    pub(super) fn new(values: HashSet<Vec<u8>>, patterns: Vec<Regex>, source: String) -> Self {
        Self { values, patterns, source }
    }

    /// Whether the list holds a value, as it stands in the data without blanks around it.
    #[must_use]
    pub fn holds(&self, value: &[u8]) -> bool {
        let value = value.trim_ascii();
        self.values.contains(value) || self.patterns.iter().any(|pattern| pattern.is_match(value))
    }

    /// All of the list as text, for the digest alone.
    pub(super) fn source(&self) -> &str {
        &self.source
    }
}
