//! The transitions of a lazy DFA, found out once and shared by every thread.
//!
//! Only states that texts reach are ever built, so that start-up costs nothing and hundreds of patterns fit. What one
//! thread finds out stands in a table that all of them read without a lock.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::atomic::{AtomicU32, Ordering, fence};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use regex_automata::hybrid::LazyStateID;
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson;
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input, MatchError, MatchKind};

use super::engine::EngineError;
use super::hash::WordHasher;

/// Memory that the states may take; too little means that they are built again and again.
const CACHE: usize = 48 << 20;
/// States that a new table has room for; a full one is followed by one of twice the size.
const ROOM: usize = 512;
/// Set in an entry whose state ends patterns.
pub const MATCH: u32 = 1 << 31;

/// The automaton of some patterns and what is known of it.
pub struct Transitions {
    dfa: DFA,
    /// Column of each byte in a row of the table.
    pub classes: [u8; 256],
    anchored: Anchored,
    stride: usize,
    growing: Mutex<Growing>,
}

/// A row a state. Row 0 stands for what is not known, row 1 for a text that no pattern can match any more; an entry of
/// either leads back to it, so that a walk need not ask at each byte.
pub struct Known {
    /// Counts the times that all was forgotten; states of one generation mean nothing in another.
    pub generation: u64,
    entries: Vec<AtomicU32>,
    /// Where a walk starts.
    pub start: u32,
    /// The row of texts that match nothing.
    pub dead: u32,
    /// Column of the end of the text.
    pub end: u32,
    /// Column of the number of the set of patterns that a state ends; 0: none.
    ends: u32,
}

struct Growing {
    cache: Cache,
    known: Arc<Known>,
    ids: Vec<LazyStateID>,
    numbers: HashMap<LazyStateID, u32, BuildHasherDefault<WordHasher>>,
    /// Sets of patterns, numbered from 1; never forgotten.
    sets: Vec<Arc<[usize]>>,
    set_numbers: HashMap<Arc<[usize]>, u32>,
}

impl Known {
    /// The entry of a state and a column; 0: not known.
    pub fn entry(&self, state: u32, column: u32) -> u32 {
        let entry = self.entries.get(state as usize + column as usize);
        entry.map_or(0, |entry| entry.load(Ordering::Relaxed))
    }

    /// All entries: that of a column stands behind the state.
    pub fn entries(&self) -> &[AtomicU32] {
        &self.entries
    }

    /// The number of the set of patterns that a state ends.
    pub fn set(&self, state: u32) -> u32 {
        // With the store of the entry that led here: who saw it sees the row.
        fence(Ordering::Acquire);
        self.entry(state, self.ends)
    }
}

impl Transitions {
    /// Compiles patterns (bytes, no Unicode classes), which get their place in the list as number.
    ///
    /// # Errors
    /// A pattern that is none, or patterns that are too large.
    pub fn new(patterns: &[impl AsRef<str>], anchored: Anchored) -> Result<Self, EngineError> {
        let bad = |what: String| EngineError::Pattern { what };
        let dfa = DFA::builder()
            .configure(
                DFA::config()
                    .match_kind(MatchKind::All)
                    .cache_capacity(CACHE)
                    .skip_cache_capacity_check(true)
                    // A full cache is emptied here, together with what the table says of it.
                    .minimum_cache_clear_count(Some(0)),
            )
            .syntax(syntax::Config::new().unicode(false).utf8(false))
            .thompson(thompson::Config::new().utf8(false).nfa_size_limit(Some(64 << 20)))
            .build_many(patterns)
            .map_err(|e| bad(e.to_string()))?;
        let columns = dfa.byte_classes().alphabet_len();
        let stride = (columns + 1).next_power_of_two();
        let cache = dfa.create_cache();
        let known = Arc::new(Known {
            generation: 0,
            entries: Vec::new(),
            start: 0,
            dead: stride as u32,
            end: columns as u32 - 1,
            ends: stride as u32 - 1,
        });
        let (ids, numbers) = (Vec::new(), HashMap::default());
        let (sets, set_numbers) = (Vec::new(), HashMap::new());
        let growing = Growing { cache, known, ids, numbers, sets, set_numbers };
        let made = Self {
            classes: std::array::from_fn(|byte| dfa.byte_classes().get(byte as u8)),
            dfa,
            anchored,
            stride,
            growing: Mutex::new(growing),
        };
        made.begin(&mut made.lock()).map_err(|e| bad(e.to_string()))?;
        Ok(made)
    }

    fn lock(&self) -> MutexGuard<'_, Growing> {
        self.growing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is known by now.
    pub fn known(&self) -> Arc<Known> {
        self.lock().known.clone()
    }

    /// The patterns of a set by its number, ascending.
    pub fn patterns(&self, set: u32) -> Arc<[usize]> {
        let sets = &self.lock().sets;
        (set as usize).checked_sub(1).and_then(|at| sets.get(at)).cloned().unwrap_or_default()
    }

    /// Finds out where a byte, or the end of the text, leads from a state, and brings `known` up to date.
    ///
    /// `None` where all was forgotten since, or had to be: the walk starts again.
    pub fn find(&self, known: &mut Arc<Known>, state: u32, byte: Option<u8>) -> Option<u32> {
        let growing = &mut *self.lock();
        if growing.known.generation != known.generation {
            *known = growing.known.clone();
            return None;
        }
        let from = *growing.ids.get(state as usize / self.stride)?;
        let (column, to) = match byte {
            Some(byte) => (
                u32::from(self.classes[usize::from(byte)]),
                self.dfa.next_state(&mut growing.cache, from, byte),
            ),
            None => (growing.known.end, self.dfa.next_eoi_state(&mut growing.cache, from)),
        };
        let Ok(to) = to else {
            // It began once, with as much room.
            let _ = self.begin(growing);
            *known = growing.known.clone();
            return None;
        };
        let entry = self.number(growing, to);
        if let Some(known) = growing.known.entries.get(state as usize + column as usize) {
            known.store(entry, Ordering::Release);
        }
        if !Arc::ptr_eq(known, &growing.known) {
            *known = growing.known.clone();
        }
        Some(entry)
    }

    /// The entry that leads to a state, which gets a row where it is new.
    fn number(&self, growing: &mut Growing, id: LazyStateID) -> u32 {
        if id.is_dead() {
            return growing.known.dead;
        }
        let flag = if id.is_match() { MATCH } else { 0 };
        if let Some(number) = growing.numbers.get(&id) {
            return number | flag;
        }
        let row = growing.ids.len();
        if (row + 1) * self.stride > growing.known.entries.len() {
            growing.known = Arc::new(growing.known.larger((row + 1).max(ROOM) * 2 * self.stride));
        }
        let number = (row * self.stride) as u32;
        growing.ids.push(id);
        growing.numbers.insert(id, number);
        if id.is_match() {
            let mut patterns: Vec<usize> = (0..self.dfa.match_len(&growing.cache, id))
                .map(|at| self.dfa.match_pattern(&growing.cache, id, at).as_usize())
                .collect();
            patterns.sort_unstable();
            let set = growing.set(patterns.into());
            if let Some(ends) = growing.known.entries.get(number as usize + growing.known.ends as usize) {
                ends.store(set, Ordering::Relaxed);
            }
        }
        number | flag
    }

    /// Forgets every state, and knows the first one.
    fn begin(&self, growing: &mut Growing) -> Result<(), MatchError> {
        self.dfa.reset_cache(&mut growing.cache);
        let input = Input::new(b"").anchored(self.anchored);
        let first = self.dfa.start_state_forward(&mut growing.cache, &input)?;
        growing.numbers.clear();
        growing.ids.clear();
        // Rows that stand for no state of the automaton.
        growing.ids.resize(2, first);
        let rows = 0..ROOM * self.stride;
        let dead = self.stride..2 * self.stride;
        let entries = rows.map(|at| AtomicU32::new(if dead.contains(&at) { dead.start as u32 } else { 0 }));
        let last = &growing.known;
        growing.known = Arc::new(Known {
            generation: last.generation + 1,
            entries: entries.collect(),
            start: if first.is_dead() { last.dead } else { dead.end as u32 },
            ..last.bare()
        });
        self.number(growing, first);
        Ok(())
    }
}

impl Known {
    /// Columns and rows of the same automaton, with no entry.
    fn bare(&self) -> Self {
        Self { entries: Vec::new(), ..*self }
    }

    /// The same with room for so many entries.
    fn larger(&self, entries: usize) -> Self {
        let known = self.entries.iter().map(|entry| AtomicU32::new(entry.load(Ordering::Relaxed)));
        let mut all: Vec<AtomicU32> = Vec::with_capacity(entries);
        all.extend(known);
        all.resize_with(entries, AtomicU32::default);
        Self { entries: all, ..self.bare() }
    }
}

impl Growing {
    /// The number of a set of patterns.
    fn set(&mut self, patterns: Arc<[usize]>) -> u32 {
        if let Some(number) = self.set_numbers.get(&patterns) {
            return *number;
        }
        self.sets.push(patterns.clone());
        let number = self.sets.len() as u32;
        self.set_numbers.insert(patterns, number);
        number
    }
}
