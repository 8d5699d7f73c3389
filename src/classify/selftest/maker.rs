//! Invented values of a type: its examples with other digits and letters, as long as pattern and check still hold.

use rand_chacha::ChaCha8Rng;
use regex_automata::meta::Regex;

use super::base::below;
use crate::detect::{Detector, proof};

/// Tries with other digits and letters, then with other digits alone; a check of two digits lets one in 97 pass.
const TRIES: [(bool, u32); 2] = [(true, 30), (false, 600)];

/// Makes values of one type.
pub(super) struct Maker {
    pub(super) detector: &'static Detector,
    patterns: Vec<Regex>,
}

impl Maker {
    /// A maker for a type.
    pub(super) fn new(detector: &'static Detector) -> Self {
        // A pattern that cannot be compiled makes no values; the engine refuses it before anything is planted.
        let patterns = detector.patterns.iter().filter_map(|p| proof::whole(p).ok()).collect();
        Self { detector, patterns }
    }

    /// A value; an example as it stands where no other digits hold.
    pub(super) fn value(&self, rng: &mut ChaCha8Rng) -> Vec<u8> {
        let examples = self.detector.examples;
        let example = examples.get(below(rng, examples.len())).map_or(&b""[..], |text| text.as_bytes());
        for (letters, tries) in TRIES {
            for _ in 0..tries {
                let value: Vec<u8> = example.iter().map(|byte| other(*byte, letters, rng)).collect();
                if self.patterns.iter().any(|p| p.is_match(&value)) && self.detector.passes(&value) {
                    return value;
                }
            }
        }
        example.to_vec()
    }
}

/// Another byte of the same kind.
fn other(byte: u8, letters: bool, rng: &mut ChaCha8Rng) -> u8 {
    match byte {
        b'0'..=b'9' => b'0' + below(rng, 10) as u8,
        b'a'..=b'z' if letters => b'a' + below(rng, 26) as u8,
        b'A'..=b'Z' if letters => b'A' + below(rng, 26) as u8,
        other => other,
    }
}
