//! Walks over texts with an automaton, four at a time: a step waits for the one before it, so that texts side by side cost
//! hardly more than one.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::transitions::{Known, MATCH, Transitions};

/// Texts that are walked over side by side.
pub const LANES: usize = 4;
/// Bytes after which is asked whether all texts came to nothing.
const STEP: usize = 16;
/// Times that a short text is tried where the states of a walk did not fit: one alone cannot fill the table, but other
/// threads fill it as well …
const TRIES: usize = 8;
/// … and a long text, which can.
const TRIES_ALL: usize = 2;

/// Walks on one thread.
pub struct Walker<'a> {
    all: &'a Transitions,
    known: Arc<Known>,
}

impl<'a> Walker<'a> {
    /// A walker of an automaton.
    pub fn new(all: &'a Transitions) -> Self {
        Self::knowing(all, all.known())
    }

    /// A walker that goes on with what another one of the same automaton knew.
    pub const fn knowing(all: &'a Transitions, known: Arc<Known>) -> Self {
        Self { all, known }
    }

    /// What it knows.
    pub fn into_known(self) -> Arc<Known> {
        self.known
    }

    /// The numbers of the sets of patterns that end where each text ends; 0 for none.
    pub fn ends(&mut self, texts: [&[u8]; LANES]) -> [u32; LANES] {
        let states = run::<false>(&self.known, &self.all.classes, texts, &mut |_, _| {});
        let generation = self.known.generation;
        let mut out = [0; LANES];
        for ((end, state), text) in out.iter_mut().zip(states).zip(texts) {
            let entry = match self.last(state, generation) {
                0 => self.again(text, TRIES, &mut |_| {}).unwrap_or(self.known.dead),
                entry => entry,
            };
            if entry & MATCH != 0 {
                *end = self.known.set(entry & !MATCH);
            }
        }
        out
    }

    /// Gives the numbers of the sets of patterns that end anywhere in each text, some more than once; whether all states
    /// fitted, a text.
    pub fn all(&mut self, texts: [&[u8]; LANES], each: &mut dyn FnMut(usize, u32)) -> [bool; LANES] {
        let known = &*self.known;
        let mut last = [0; LANES];
        let states = run::<true>(known, &self.all.classes, texts, &mut |lane, state| {
            // Runs of states mostly end the same patterns.
            if last[lane] != state {
                last[lane] = state;
                each(lane, known.set(state));
            }
        });
        let generation = self.known.generation;
        let mut fits = [true; LANES];
        for (lane, (text, state)) in texts.into_iter().zip(states).enumerate() {
            match self.last(state, generation) {
                0 => fits[lane] = self.again(text, TRIES_ALL, &mut |set| each(lane, set)).is_some(),
                entry if entry & MATCH != 0 => each(lane, self.known.set(entry & !MATCH)),
                _ => {}
            }
        }
        fits
    }

    /// The entry of the end of a text; 0 where it is not known, as states of an older generation are not.
    fn last(&self, state: u32, generation: u64) -> u32 {
        if generation == self.known.generation { self.known.entry(state, self.known.end) } else { 0 }
    }

    /// Walks over one text and finds out what is not known; the entry of its end, `None` where the states did not fit.
    fn again(&mut self, text: &[u8], tries: usize, each: &mut dyn FnMut(u32)) -> Option<u32> {
        (0..tries).find_map(|_| self.find(text, each))
    }

    fn find(&mut self, text: &[u8], each: &mut dyn FnMut(u32)) -> Option<u32> {
        let mut entry = self.known.start;
        for byte in text.iter().copied().map(Some).chain([None]) {
            let state = entry & !MATCH;
            let column = byte.map_or(self.known.end, |byte| u32::from(self.all.classes[usize::from(byte)]));
            entry = match self.known.entry(state, column) {
                0 => self.all.find(&mut self.known, state, byte)?,
                known => known,
            };
            if entry & MATCH != 0 {
                each(self.known.set(entry & !MATCH));
            }
        }
        Some(entry)
    }
}

/// The states after the last byte of each text; 0 where a transition is not known. `MATCHES`: `each` gets the states on the
/// way that end patterns.
#[inline]
fn run<const MATCHES: bool>(
    known: &Known,
    classes: &[u8; 256],
    texts: [&[u8]; LANES],
    each: &mut impl FnMut(usize, u32),
) -> [u32; LANES] {
    let (entries, dead) = (known.entries(), known.dead);
    let mut states = [known.start; LANES];
    let mut step = |lane: usize, state: &mut u32, byte: u8| {
        let entry =
            entries[*state as usize + usize::from(classes[usize::from(byte)])].load(Ordering::Relaxed);
        *state = if MATCHES { entry & !MATCH } else { entry };
        if MATCHES && entry & MATCH != 0 {
            each(lane, *state);
        }
    };
    let least = texts.iter().map(|text| text.len()).min().unwrap_or(0);
    let [a, b, c, d] = texts.map(|text| text[..least].chunks(STEP));
    let mut at = 0;
    for (((a, b), c), d) in a.zip(b).zip(c).zip(d) {
        let [mut one, mut two, mut three, mut four] = states;
        for (((a, b), c), d) in a.iter().zip(b).zip(c).zip(d) {
            step(0, &mut one, *a);
            step(1, &mut two, *b);
            step(2, &mut three, *c);
            step(3, &mut four, *d);
        }
        states = [one, two, three, four];
        at += a.len();
        if states.iter().all(|state| *state <= dead) {
            return states;
        }
    }
    for (lane, (state, text)) in states.iter_mut().zip(texts).enumerate() {
        let mut at_state = *state;
        for byte in &text[at..] {
            if at_state <= dead {
                break;
            }
            step(lane, &mut at_state, *byte);
        }
        *state = at_state;
    }
    states
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex_automata::Anchored;

    use super::*;

    /// The patterns of the sets, as the walker's automaton names them.
    fn named(all: &Transitions, sets: &[u32]) -> Vec<usize> {
        let mut patterns: Vec<usize> = sets.iter().flat_map(|set| all.patterns(*set).to_vec()).collect();
        patterns.sort_unstable();
        patterns.dedup();
        patterns
    }

    #[test]
    fn a_text_ends_in_the_set_of_the_patterns_that_match_all_of_it() {
        let all =
            Transitions::new(&[r"(?:[0-9]+)\z", r"(?:[0-9]{3})\z", r"(?:[a-z]+)\z"], Anchored::Yes).unwrap();
        let mut walker = Walker::new(&all);
        for _ in 0..2 {
            let ends = walker.ends([b"123", b"12", b"ab", b"a1"]).map(|set| named(&all, &[set]));
            assert_eq!(ends, [vec![0, 1], vec![0], vec![2], vec![]]);
            assert_eq!(walker.ends([b""; LANES]), [0; LANES]);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn four_side_by_side_find_what_each_pattern_finds(texts in prop::collection::vec("[a-c0-1 ]{0,40}", LANES)) {
            let patterns = ["ab+c", "[01]{3}", "c a", "(a|b)1"];
            let all = Transitions::new(&patterns, Anchored::No).unwrap();
            let sides: [&[u8]; LANES] = std::array::from_fn(|lane| texts[lane].as_bytes());
            let expected = texts.iter().map(|text| {
                let holds = |pattern: &str| regex::Regex::new(pattern).unwrap().is_match(text);
                (0..patterns.len()).filter(|at| holds(patterns[*at])).collect::<Vec<_>>()
            });
            let expected: Vec<_> = expected.collect();
            // The first walker finds the transitions out; a second one reads them.
            for _ in 0..2 {
                let mut sets = vec![Vec::new(); LANES];
                let fits = Walker::new(&all).all(sides, &mut |lane, set| sets[lane].push(set));
                prop_assert_eq!(fits, [true; LANES]);
                let found: Vec<_> = sets.iter().map(|sets| named(&all, sets)).collect();
                prop_assert_eq!(&found, &expected);
            }
        }
    }
}
