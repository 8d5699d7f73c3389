//! The compiled detectors.

use std::collections::HashMap;

use regex_automata::Anchored;

use super::embedded::Embedded;
use super::header::Headers;
use super::transitions::Transitions;
use crate::detect::lexicon::Lexicon;
use crate::detect::{self, Detector, SHAPES};
use crate::domain::spans::{FindSpans, Span};

/// Why the detectors could not be compiled.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// A pattern is none.
    #[error("a detector's pattern cannot be used: {what}; mend the detector")]
    Pattern {
        /// What is wrong.
        what: String,
    },
}

/// All detectors compiled together; shared by every thread.
pub struct Engine {
    pub(super) detectors: &'static [&'static Detector],
    /// The whole-cell patterns and shapes: a walk over the cell says which of them it is.
    pub(super) whole: Transitions,
    pub(super) embedded: Embedded,
    pub(super) headers: Headers,
    /// For each pattern of the automaton: a detector, or (from `shapes`) a shape.
    pub(super) owners: Vec<Owner>,
    /// Whether values of each detector's form may carry entities of another type.
    pub(super) open: Vec<bool>,
    /// Word lists, each with the places of its detectors.
    pub(super) listed: Vec<(&'static Lexicon, Vec<u16>)>,
    /// Place of each detector by its name.
    places: HashMap<&'static str, u16>,
    /// Place of the detector of full names.
    pub(super) person_name: Option<u16>,
    digest: String,
}

/// What a pattern belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// Place in the list of detectors.
    Detector(u16),
    /// Place in the list of shapes.
    Shape(u8),
}

impl Engine {
    /// Compiles detectors and shapes.
    ///
    /// # Errors
    /// A pattern that is none or is too large.
    pub fn new(detectors: &'static [&'static Detector]) -> Result<Self, EngineError> {
        let (mut patterns, mut owners) = (Vec::new(), Vec::new());
        for (at, detector) in detectors.iter().enumerate() {
            for pattern in detector.patterns {
                patterns.push(whole(pattern));
                owners.push(Owner::Detector(at as u16));
            }
        }
        for (at, shape) in SHAPES.iter().enumerate() {
            for pattern in shape.patterns {
                patterns.push(whole(pattern));
                owners.push(Owner::Shape(at as u8));
            }
        }
        // Each of these takes a while, and none needs another.
        let (embedded, headers, digest, whole) = std::thread::scope(|scope| {
            let digest = scope.spawn(|| detect::digest_of(detectors));
            let embedded = scope.spawn(|| Embedded::new(detectors));
            let (headers, whole) = (Headers::new(detectors), Transitions::new(&patterns, Anchored::Yes));
            (embedded.join(), headers, digest.join(), whole)
        });
        let gone = |_| EngineError::Pattern { what: "compiling them broke down".to_owned() };
        Ok(Self {
            detectors,
            whole: whole?,
            embedded: embedded.map_err(gone)??,
            headers,
            owners,
            open: detectors
                .iter()
                .map(|d| d.patterns.iter().any(|pattern| super::open::is_open(pattern)))
                .collect(),
            listed: listed(detectors),
            places: detectors.iter().enumerate().rev().map(|(at, d)| (d.id, at as u16)).collect(),
            person_name: detectors.iter().position(|d| d.id == "person_name").map(|at| at as u16),
            digest: digest.map_err(gone)?,
        })
    }

    /// Place of a detector in the list.
    pub(super) fn place(&self, id: &str) -> Option<usize> {
        self.places.get(id).map(|at| usize::from(*at))
    }

    /// Digest of the detectors: profiles made by others are not comparable.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }
}

/// The word lists of detectors: some speak for several types and are asked once.
fn listed(detectors: &[&Detector]) -> Vec<(&'static Lexicon, Vec<u16>)> {
    let mut listed: Vec<(&'static Lexicon, Vec<u16>)> = Vec::new();
    for (at, detector) in detectors.iter().enumerate() {
        let Some(lexicon) = detector.lexicon else { continue };
        match listed.iter_mut().find(|(known, _)| std::ptr::eq(*known, lexicon)) {
            Some((_, places)) => places.push(at as u16),
            None => listed.push((lexicon, vec![at as u16])),
        }
    }
    listed
}

/// A pattern that ends where the cell does: matches that end before are none, and states without them are passed faster.
fn whole(pattern: &str) -> String {
    format!(r"(?:{pattern})\z")
}

impl FindSpans for Engine {
    fn find_spans(&self, text: &[u8], out: &mut Vec<Span>) {
        self.embedded.find_spans(text, out);
    }
}
