//! All whole-cell patterns and shapes in one automaton: a walk over the cell says which of them it is.
//!
//! A lazy DFA: only states that cells reach are ever built, so that start-up costs nothing and hundreds of patterns fit.

use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson;
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input, MatchKind};

use super::engine::EngineError;

/// Memory that each thread may use for states; too little means that they are built again and again.
const CACHE: usize = 48 << 20;

/// The automaton of whole-cell patterns; pattern numbers are in the order given.
pub struct WholeCell {
    dfa: DFA,
}

/// The states that one thread has built.
pub struct Walker<'a> {
    dfa: &'a DFA,
    cache: Cache,
}

impl WholeCell {
    /// Compiles patterns (bytes, no Unicode classes).
    ///
    /// # Errors
    /// A pattern that is none or is too large.
    pub fn new(patterns: &[&str]) -> Result<Self, EngineError> {
        let dfa = DFA::builder()
            .configure(
                DFA::config()
                    .match_kind(MatchKind::All)
                    .cache_capacity(CACHE)
                    .skip_cache_capacity_check(true),
            )
            .syntax(syntax::Config::new().unicode(false).utf8(false))
            .thompson(thompson::Config::new().utf8(false).nfa_size_limit(Some(64 << 20)))
            .build_many(patterns)
            .map_err(|e| EngineError::Pattern { what: e.to_string() })?;
        Ok(Self { dfa })
    }

    /// A walker for one thread.
    pub fn walker(&self) -> Walker<'_> {
        Walker { dfa: &self.dfa, cache: self.dfa.create_cache() }
    }
}

impl Walker<'_> {
    /// Gives the number of each pattern that matches the whole cell.
    pub fn each(&mut self, cell: &[u8], mut each: impl FnMut(usize)) {
        let input = Input::new(cell).anchored(Anchored::Yes);
        let Ok(mut state) = self.dfa.start_state_forward(&mut self.cache, &input) else { return };
        for byte in cell {
            let Ok(next) = self.dfa.next_state(&mut self.cache, state, *byte) else { return };
            state = next;
            if state.is_tagged() && (state.is_dead() || state.is_quit()) {
                return;
            }
        }
        let Ok(end) = self.dfa.next_eoi_state(&mut self.cache, state) else { return };
        if end.is_match() {
            for at in 0..self.dfa.match_len(&self.cache, end) {
                each(self.dfa.match_pattern(&self.cache, end, at).as_usize());
            }
        }
    }
}
