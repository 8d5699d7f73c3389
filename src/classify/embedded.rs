//! Entities inside longer text: the bytes say which are possible, one automaton which occur, each pattern where.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use regex_automata::hybrid::LazyStateID;
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::meta::{self, Regex};
use regex_automata::nfa::thompson;
use regex_automata::util::syntax;
use regex_automata::{Input, MatchKind};

use super::bits::Bits;
use super::bytes::{self, Bytes};
use super::engine::EngineError;
use super::hash::WordHasher;
use crate::detect::Detector;
use crate::domain::spans::{FindSpans, Span};

/// Text is looked at up to this length; what follows is cut into further pieces of it.
const PIECE: usize = 64 << 10;
/// More digits than that are not told apart.
const DIGITS: usize = 32;

/// Finds entities inside text.
pub struct Embedded {
    entries: Vec<Entry>,
    /// Entries that so many digits allow.
    by_digits: Vec<Bits>,
    /// Kinds of bytes, and the entries that they allow.
    by_kinds: Vec<(u32, Bits)>,
    set: DFA,
    /// States that were built for single texts, used again for the next.
    idle: Mutex<Vec<States>>,
}

struct Entry {
    /// Place in the list of detectors.
    at: u16,
    detector: &'static Detector,
    strong: bool,
    /// Where the pattern occurs, there is an entity: no check follows.
    sure: bool,
    regex: Regex,
}

/// States of the automata: of the one of all patterns, with the entries that each of those seen ends, and of each pattern.
struct States {
    cache: Cache,
    each: Vec<Option<meta::Cache>>,
    ends: HashMap<LazyStateID, Bits, BuildHasherDefault<WordHasher>>,
}

/// The states that one thread has built.
pub struct Searcher<'a> {
    embedded: &'a Embedded,
    states: States,
    /// Kinds of bytes of the last text, and the entries that they allow: those of the next are mostly the same.
    last: (Option<u32>, Bits),
}

/// One entity: detector and byte range.
pub struct Hit {
    /// What it is.
    kind: &'static str,
    /// First byte.
    start: usize,
    /// One past the last byte.
    end: usize,
    /// Good enough without more of its kind.
    strong: bool,
}

impl Embedded {
    /// Compiles the embedded patterns of the detectors.
    ///
    /// # Errors
    /// A pattern that is none or is too large, or more of them than fit.
    pub fn new(detectors: &'static [&'static Detector]) -> Result<Self, EngineError> {
        let bad = |what: String| EngineError::Pattern { what };
        let config = syntax::Config::new().unicode(false).utf8(false);
        let (mut entries, mut patterns) = (Vec::new(), Vec::new());
        let mut by_digits = vec![Bits::default(); DIGITS];
        let mut by_kinds: Vec<(u32, Bits)> = Vec::new();
        for (at, detector) in detectors.iter().enumerate() {
            let Some(embedded) = &detector.embedded else { continue };
            let number = entries.len();
            let regex = Regex::builder()
                .configure(Regex::config().utf8_empty(false).hybrid_cache_capacity(4 << 20))
                .syntax(config)
                .build(embedded.pattern)
                .map_err(|e| bad(format!("{}: {e}", detector.id)))?;
            let least = syntax::parse_with(embedded.pattern, &config)
                .map_err(|e| bad(format!("{}: {e}", detector.id)))?
                .properties()
                .minimum_len();
            let sure = detector.check.is_none() && detector.allow.is_none() && least > Some(0);
            by_digits.iter_mut().skip(embedded.digits).for_each(|allowed| allowed.add(number));
            let needs = if embedded.needs.is_empty() { &[""] } else { embedded.needs };
            for kinds in needs.iter().map(|need| bytes::needed(need.as_bytes())) {
                let known = by_kinds.iter().position(|(other, _)| *other == kinds).unwrap_or_else(|| {
                    by_kinds.push((kinds, Bits::default()));
                    by_kinds.len() - 1
                });
                by_kinds[known].1.add(number);
            }
            patterns.push(embedded.pattern);
            entries.push(Entry { at: at as u16, detector, strong: embedded.strong, sure, regex });
        }
        if entries.len() > Bits::MOST {
            return Err(bad(format!("more than {} detectors search inside of texts", Bits::MOST)));
        }
        let set = DFA::builder()
            .configure(
                DFA::config()
                    .match_kind(MatchKind::All)
                    .cache_capacity(48 << 20)
                    .skip_cache_capacity_check(true)
                    .minimum_cache_clear_count(Some(0)),
            )
            .syntax(config)
            .thompson(thompson::Config::new().utf8(false).nfa_size_limit(Some(64 << 20)))
            .build_many(&patterns)
            .map_err(|e| bad(e.to_string()))?;
        Ok(Self { entries, by_digits, by_kinds, set, idle: Mutex::default() })
    }

    /// A searcher for one thread.
    pub fn searcher(&self) -> Searcher<'_> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let states = idle.unwrap_or_else(|| States {
            cache: self.set.create_cache(),
            each: self.entries.iter().map(|_| None).collect(),
            ends: HashMap::default(),
        });
        Searcher { embedded: self, states, last: (None, Bits::default()) }
    }

    /// The entries that the kinds of bytes of a text allow.
    fn allowed(&self, bytes: Bytes) -> Bits {
        let allow = self.by_kinds.iter().filter(|(kinds, _)| bytes.may_hold(*kinds));
        allow.fold(Bits::default(), |all, (_, entries)| all.or(*entries))
    }
}

impl FindSpans for Embedded {
    fn find_spans(&self, text: &[u8], out: &mut Vec<Span>) {
        let mut hits = Vec::new();
        let mut searcher = self.searcher();
        searcher.each(text, Bytes::of(text), |hit| hits.push(hit));
        searcher.leave();
        // The longer of two that overlap wins, a strong one before a weak one.
        hits.sort_by_key(|hit| (!hit.strong, std::cmp::Reverse(hit.end - hit.start), hit.start));
        let first = out.len();
        for hit in hits {
            if out[first..].iter().all(|kept| hit.end <= kept.start || hit.start >= kept.end) {
                out.push(Span { start: hit.start, end: hit.end, kind: hit.kind });
            }
        }
        out[first..].sort_by_key(|span| span.start);
    }
}

impl Searcher<'_> {
    /// Leaves the states that were built to another searcher.
    pub fn leave(self) {
        self.embedded.idle.lock().unwrap_or_else(PoisonError::into_inner).push(self.states);
    }

    /// Gives each entity of a text whose check passes.
    pub fn each(&mut self, text: &[u8], bytes: Bytes, mut each: impl FnMut(Hit)) {
        self.pieces(text, bytes, &mut |searcher, piece, bytes, offset| {
            for at in searcher.occurring(piece, bytes).0.iter() {
                searcher.find(at, piece, |entry, found| {
                    each(Hit {
                        kind: entry.detector.id,
                        start: offset + found.start,
                        end: offset + found.end,
                        strong: entry.strong,
                    });
                    true
                });
            }
        });
    }

    /// Gives the place of each detector of which the text holds an entity, more than once where the text is long.
    pub fn detectors(&mut self, text: &[u8], bytes: Bytes, mut each: impl FnMut(u16)) {
        self.pieces(text, bytes, &mut |searcher, piece, bytes, _| {
            let (entries, certain) = searcher.occurring(piece, bytes);
            for at in entries.iter() {
                match searcher.embedded.entries.get(at) {
                    Some(entry) if entry.sure && certain => each(entry.at),
                    _ => searcher.find(at, piece, |entry, _| {
                        each(entry.at);
                        false
                    }),
                }
            }
        });
    }

    fn pieces(&mut self, text: &[u8], bytes: Bytes, each: &mut impl FnMut(&mut Self, &[u8], Bytes, usize)) {
        if text.len() <= PIECE {
            return each(self, text, bytes, 0);
        }
        let mut from = 0;
        while from < text.len() {
            let mut to = (from + PIECE).min(text.len());
            if to < text.len() {
                // Cut between words, so that no entity is cut.
                to = memchr::memrchr2(b' ', b'\n', &text[from..to]).map_or(to, |at| from + at + 1);
            }
            let piece = &text[from..to];
            each(self, piece, Bytes::of(piece), from);
            from = to;
        }
    }

    /// Gives the entities of one entry whose check passes until `each` answers `false`.
    fn find(&mut self, at: usize, text: &[u8], mut each: impl FnMut(&Entry, Range<usize>) -> bool) {
        let (Some(entry), Some(cache)) = (self.embedded.entries.get(at), self.states.each.get_mut(at)) else {
            return;
        };
        let cache = cache.get_or_insert_with(|| entry.regex.create_cache());
        let mut rest = Input::new(text);
        while let Some(found) = entry.regex.search_with(cache, &rest) {
            if found.is_empty() {
                if found.end() == text.len() {
                    return;
                }
                rest.set_start(found.end() + 1);
                continue;
            }
            rest.set_start(found.end());
            if entry.detector.passes(&text[found.range()]) && !each(entry, found.range()) {
                return;
            }
        }
    }

    /// The entries whose pattern occurs in the text; `false` where the automaton grew too large to say, so that those that
    /// may occur are given.
    fn occurring(&mut self, text: &[u8], bytes: Bytes) -> (Bits, bool) {
        let embedded = self.embedded;
        if self.last.0 != Some(bytes.kinds) {
            self.last = (Some(bytes.kinds), embedded.allowed(bytes));
        }
        let by_digits = embedded.by_digits.get(bytes.digits.min(DIGITS - 1)).copied().unwrap_or_default();
        let possible = by_digits.and(self.last.1);
        if possible.is_empty() {
            return (possible, true);
        }
        for _ in 0..2 {
            if let Some(found) = self.walk(text) {
                return (possible.and(found), true);
            }
            embedded.set.reset_cache(&mut self.states.cache);
            self.states.ends.clear();
        }
        (possible, false)
    }

    fn walk(&mut self, text: &[u8]) -> Option<Bits> {
        let (set, cache) = (&self.embedded.set, &mut self.states.cache);
        let mut found = Bits::default();
        let mut state = set.start_state_forward(cache, &Input::new(text)).ok()?;
        let mut ended = None;
        let mut at = 0;
        while at <= text.len() {
            state = match text.get(at) {
                Some(byte) => {
                    let known = (!state.is_tagged()).then(|| set.next_state_untagged(cache, state, *byte));
                    match known.filter(|known| !known.is_tagged()) {
                        Some(known) => {
                            state = known;
                            at += 1;
                            continue;
                        }
                        None => set.next_state(cache, state, *byte).ok()?,
                    }
                }
                None => set.next_eoi_state(cache, state).ok()?,
            };
            at += 1;
            // Runs of states mostly end the same entries.
            if state.is_match() && ended != Some(state) {
                ended = Some(state);
                found = found.or(*self.states.ends.entry(state).or_insert_with(|| {
                    let mut entries = Bits::default();
                    for number in 0..set.match_len(cache, state) {
                        entries.add(set.match_pattern(cache, state, number).as_usize());
                    }
                    entries
                }));
            }
        }
        Some(found)
    }
}
