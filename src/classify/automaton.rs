//! All whole-cell patterns and shapes in one automaton: a walk over the cell says which of them it is.
//!
//! A lazy DFA: only states that cells reach are ever built, so that start-up costs nothing and hundreds of patterns fit.
//! On real columns it is within a fifth of the dense table of the same patterns, which takes a second to build.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::{Mutex, PoisonError};

use regex_automata::hybrid::LazyStateID;
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson;
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input, MatchKind};

use super::engine::EngineError;
use super::hash::WordHasher;

/// Memory that each thread may use for states; too little means that they are built again and again.
const CACHE: usize = 48 << 20;

/// The automaton of whole-cell patterns; pattern numbers are in the order given.
pub struct WholeCell {
    dfa: DFA,
    /// States that were built for one table, used again for the next.
    idle: Mutex<Vec<Cache>>,
}

/// The states that one thread has built, and which set of patterns each final state stands for.
pub struct Walker<'a> {
    idle: &'a Mutex<Vec<Cache>>,
    dfa: &'a DFA,
    cache: Cache,
    sets: HashMap<LazyStateID, u32, BuildHasherDefault<WordHasher>>,
    /// The state that the last cell ended in: the next cell of a column mostly ends there too.
    last: Option<(LazyStateID, u32)>,
}

impl WholeCell {
    /// Compiles patterns (bytes, no Unicode classes).
    ///
    /// # Errors
    /// A pattern that is none or is too large.
    pub fn new(patterns: &[&str]) -> Result<Self, EngineError> {
        // Matches that end before the cell does are none; states without them are passed faster.
        let patterns: Vec<String> = patterns.iter().map(|pattern| format!(r"(?:{pattern})\z")).collect();
        let dfa = DFA::builder()
            .configure(
                DFA::config()
                    .match_kind(MatchKind::All)
                    .cache_capacity(CACHE)
                    .skip_cache_capacity_check(true)
                    // A full cache is emptied by the walker, which then forgets what its states stood for.
                    .minimum_cache_clear_count(Some(0)),
            )
            .syntax(syntax::Config::new().unicode(false).utf8(false))
            .thompson(thompson::Config::new().utf8(false).nfa_size_limit(Some(64 << 20)))
            .build_many(&patterns)
            .map_err(|e| EngineError::Pattern { what: e.to_string() })?;
        Ok(Self { dfa, idle: Mutex::default() })
    }

    /// A walker for one thread.
    pub fn walker(&self) -> Walker<'_> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let cache = idle.unwrap_or_else(|| self.dfa.create_cache());
        Walker { idle: &self.idle, dfa: &self.dfa, cache, sets: HashMap::default(), last: None }
    }
}

impl Walker<'_> {
    /// Leaves the states that were built to another walker.
    pub fn leave(self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(self.cache);
    }

    /// The number of the set of patterns that match the whole cell, `None` for no pattern at all.
    ///
    /// Numbers are given by `name`, which is asked once a final state with the patterns in it.
    pub fn set(&mut self, cell: &[u8], name: &mut dyn FnMut(&[usize]) -> u32) -> Option<u32> {
        // A full cache ends a walk; one cell alone cannot fill it.
        for _ in 0..2 {
            if let Ok(end) = self.walk(cell) {
                return Some(self.name(end?, name));
            }
            self.dfa.reset_cache(&mut self.cache);
            self.sets.clear();
            self.last = None;
        }
        None
    }

    fn walk(&mut self, cell: &[u8]) -> Result<Option<LazyStateID>, EndOfCache> {
        let input = Input::new(cell).anchored(Anchored::Yes);
        let mut state = self.dfa.start_state_forward(&mut self.cache, &input).map_err(|_| EndOfCache)?;
        if state.is_tagged() {
            return Ok(None);
        }
        for byte in cell {
            let known = self.dfa.next_state_untagged(&self.cache, state, *byte);
            if known.is_tagged() {
                // Unknown as yet, or dead: no match ends before the cell does.
                state = self.dfa.next_state(&mut self.cache, state, *byte).map_err(|_| EndOfCache)?;
                if state.is_tagged() {
                    return Ok(None);
                }
            } else {
                state = known;
            }
        }
        let end = self.dfa.next_eoi_state(&mut self.cache, state).map_err(|_| EndOfCache)?;
        Ok(end.is_match().then_some(end))
    }

    fn name(&mut self, end: LazyStateID, name: &mut dyn FnMut(&[usize]) -> u32) -> u32 {
        if let Some((last, set)) = self.last
            && last == end
        {
            return set;
        }
        let set = match self.sets.get(&end) {
            Some(set) => *set,
            None => {
                let patterns: Vec<usize> = (0..self.dfa.match_len(&self.cache, end))
                    .map(|at| self.dfa.match_pattern(&self.cache, end, at).as_usize())
                    .collect();
                let set = name(&patterns);
                self.sets.insert(end, set);
                set
            }
        };
        self.last = Some((end, set));
        set
    }
}

/// The states of a walk did not fit.
struct EndOfCache;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_ends_in_the_set_of_the_patterns_that_match_all_of_it() {
        let whole = WholeCell::new(&["[0-9]+", "[0-9]{3}", "[a-z]+"]).unwrap();
        let mut walker = whole.walker();
        for (cell, expected) in [
            ("123", Some(vec![0, 1])),
            ("12", Some(vec![0])),
            ("ab", Some(vec![2])),
            ("a1", None),
            ("", None),
        ] {
            let mut named = None;
            let mut name = |patterns: &[usize]| {
                let mut patterns = patterns.to_vec();
                patterns.sort_unstable();
                named = Some(patterns);
                7
            };
            assert_eq!(walker.set(cell.as_bytes(), &mut name), expected.as_ref().map(|_| 7), "{cell}");
            assert_eq!(named, expected, "{cell}");
        }
    }
}
