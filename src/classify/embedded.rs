//! Entities inside longer text: required bytes first, then one set for all patterns, then each pattern that hit.

use aho_corasick::AhoCorasick;
use regex_automata::hybrid::dfa::{Cache, DFA, OverlappingState};
use regex_automata::meta::Regex;
use regex_automata::nfa::thompson;
use regex_automata::util::syntax;
use regex_automata::{Input, MatchKind, PatternSet};

use super::engine::EngineError;
use crate::detect::Detector;
use crate::domain::spans::Span;

/// Text is looked at up to this length; what follows is cut into further pieces of it.
const PIECE: usize = 64 << 10;

/// Finds entities inside text.
pub struct Embedded {
    entries: Vec<Entry>,
    needs: AhoCorasick,
    /// For each needed text, the entries that it lets pass.
    lets: Vec<u32>,
    set: DFA,
}

struct Entry {
    detector: &'static Detector,
    digits: usize,
    strong: bool,
    free: bool,
    regex: Regex,
}

/// The states that one thread has built, and its buffers.
pub struct Searcher<'a> {
    embedded: &'a Embedded,
    cache: Cache,
    open: Vec<bool>,
}

/// One entity: detector and byte range.
pub struct Hit {
    /// What it is.
    pub detector: &'static Detector,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Good enough without more of its kind.
    pub strong: bool,
}

impl Embedded {
    /// Compiles the embedded patterns of the detectors.
    ///
    /// # Errors
    /// A pattern that is none or is too large.
    pub fn new(detectors: &'static [&'static Detector]) -> Result<Self, EngineError> {
        let bad = |what: String| EngineError::Pattern { what };
        let config = syntax::Config::new().unicode(false).utf8(false);
        let mut entries = Vec::new();
        let (mut needs, mut lets, mut patterns) = (Vec::new(), Vec::new(), Vec::new());
        for detector in detectors {
            let Some(embedded) = &detector.embedded else { continue };
            let regex = Regex::builder()
                .configure(Regex::config().utf8_empty(false).hybrid_cache_capacity(4 << 20))
                .syntax(config)
                .build(embedded.pattern)
                .map_err(|e| bad(format!("{}: {e}", detector.id)))?;
            for need in embedded.needs {
                needs.push(*need);
                lets.push(entries.len() as u32);
            }
            patterns.push(embedded.pattern);
            entries.push(Entry {
                detector,
                digits: embedded.digits,
                strong: embedded.strong,
                free: embedded.needs.is_empty(),
                regex,
            });
        }
        let needs = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(needs)
            .map_err(|e| bad(e.to_string()))?;
        let set = DFA::builder()
            .configure(
                DFA::config()
                    .match_kind(MatchKind::All)
                    .cache_capacity(48 << 20)
                    .skip_cache_capacity_check(true),
            )
            .syntax(config)
            .thompson(thompson::Config::new().utf8(false).nfa_size_limit(Some(64 << 20)))
            .build_many(&patterns)
            .map_err(|e| bad(e.to_string()))?;
        Ok(Self { entries, needs, lets, set })
    }

    /// A searcher for one thread.
    pub fn searcher(&self) -> Searcher<'_> {
        Searcher { embedded: self, cache: self.set.create_cache(), open: vec![false; self.entries.len()] }
    }

    /// Every entity, sorted by start; overlaps are left to the caller.
    pub fn spans(&self, text: &[u8], out: &mut Vec<Span>) {
        let mut hits = Vec::new();
        self.searcher().each(text, |hit| hits.push(hit));
        // The longer of two that overlap wins, a strong one before a weak one.
        hits.sort_by_key(|hit| (!hit.strong, std::cmp::Reverse(hit.end - hit.start), hit.start));
        let first = out.len();
        for hit in hits {
            if out[first..].iter().all(|kept| hit.end <= kept.start || hit.start >= kept.end) {
                out.push(Span { start: hit.start, end: hit.end, kind: hit.detector.id });
            }
        }
        out[first..].sort_by_key(|span| span.start);
    }
}

impl Searcher<'_> {
    /// Gives each entity of a text whose check passes.
    pub fn each(&mut self, text: &[u8], mut each: impl FnMut(Hit)) {
        let mut from = 0;
        while from < text.len() {
            let mut to = (from + PIECE).min(text.len());
            if to < text.len() {
                // Cut between words, so that no entity is cut.
                to = memchr::memrchr2(b' ', b'\n', &text[from..to]).map_or(to, |at| from + at + 1);
            }
            self.piece(&text[from..to], from, &mut each);
            from = to;
        }
    }

    fn piece(&mut self, text: &[u8], offset: usize, each: &mut impl FnMut(Hit)) {
        let embedded = self.embedded;
        let digits = text.iter().filter(|byte| byte.is_ascii_digit()).count();
        let mut any = false;
        for (open, entry) in self.open.iter_mut().zip(&embedded.entries) {
            *open = entry.free && digits >= entry.digits;
            any |= *open;
        }
        for found in embedded.needs.find_overlapping_iter(text) {
            let Some(at) = embedded.lets.get(found.pattern().as_usize()).map(|at| *at as usize) else {
                continue;
            };
            if let (Some(open), Some(entry)) = (self.open.get_mut(at), embedded.entries.get(at)) {
                *open |= digits >= entry.digits;
                any |= *open;
            }
        }
        if !any {
            return;
        }
        let mut matched = PatternSet::new(embedded.entries.len());
        let mut state = OverlappingState::start();
        let input = Input::new(text);
        loop {
            if embedded.set.try_search_overlapping_fwd(&mut self.cache, &input, &mut state).is_err() {
                // The set gave up: every open pattern is searched by itself.
                (0..embedded.entries.len()).for_each(|at| {
                    matched.insert(regex_automata::PatternID::new_unchecked(at));
                });
                break;
            }
            match state.get_match() {
                Some(half) => {
                    matched.insert(half.pattern());
                }
                None => break,
            }
        }
        for pattern in matched.iter() {
            let at = pattern.as_usize();
            let Some(entry) = embedded.entries.get(at).filter(|_| self.open.get(at) == Some(&true)) else {
                continue;
            };
            for found in entry.regex.find_iter(text) {
                let passes =
                    entry.detector.check.as_ref().is_none_or(|check| (check.test)(&text[found.range()]));
                if passes && !found.is_empty() {
                    each(Hit {
                        detector: entry.detector,
                        start: offset + found.start(),
                        end: offset + found.end(),
                        strong: entry.strong,
                    });
                }
            }
        }
    }
}
