//! Entities inside longer text: the bytes say which are possible, one automaton which occur, each pattern where.

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use regex_automata::meta::{self, Regex};
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input};

use super::bits::Bits;
use super::bytes::{self, Bytes};
use super::engine::EngineError;
use super::inside::covers;
use super::transitions::{Known, Transitions};
use super::walk::{LANES, Walker};
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
    set: Transitions,
    /// What was built for searchers that are gone, used again for the next.
    idle: Mutex<Vec<(Arc<Known>, Built)>>,
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

/// What each pattern needs to say where it occurs.
type Caches = Vec<Option<meta::Cache>>;

/// Searches on one thread.
pub struct Searcher<'a> {
    embedded: &'a Embedded,
    walker: Walker<'a>,
    built: Built,
}

/// What a searcher builds as it goes.
struct Built {
    caches: Caches,
    /// The entries of each set that was met, by its number.
    ends: Vec<Option<Bits>>,
    /// Kinds of bytes of the last text, and the entries that they allow: those of the next are mostly the same.
    last: (Option<u32>, Bits),
    /// Room for hits.
    hits: Vec<Hit>,
}

/// A text and what its bytes are.
pub type Text<'t> = (&'t [u8], Bytes);

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
        let set = Transitions::new(&patterns, Anchored::No)?;
        Ok(Self { entries, by_digits, by_kinds, set, idle: Mutex::default() })
    }

    /// A searcher for one thread.
    pub fn searcher(&self) -> Searcher<'_> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let (known, built) = idle.unwrap_or_else(|| {
            let caches = self.entries.iter().map(|_| None).collect();
            let last = (None, Bits::default());
            (self.set.known(), Built { caches, ends: Vec::new(), last, hits: Vec::new() })
        });
        Searcher { embedded: self, walker: Walker::knowing(&self.set, known), built }
    }

    /// The entries of types that values of another type hold by nature, or that are of the same type.
    pub fn held_by(&self, outer: &Detector) -> Bits {
        let mut held = Bits::default();
        for (number, entry) in self.entries.iter().enumerate() {
            let inner = entry.detector.parent;
            if inner == outer.parent || covers(outer.parent, inner) {
                held.add(number);
            }
        }
        held
    }

    /// The entries that the kinds of bytes of a text allow.
    fn allowed(&self, bytes: Bytes) -> Bits {
        let allow = self.by_kinds.iter().filter(|(kinds, _)| bytes.may_hold(*kinds));
        allow.fold(Bits::default(), |all, (_, entries)| all.or(*entries))
    }
}

impl FindSpans for Embedded {
    fn find_spans(&self, text: &[u8], out: &mut Vec<Span>) {
        let mut searcher = self.searcher();
        let mut hits = std::mem::take(&mut searcher.built.hits);
        searcher.each(text, |hit| hits.push(hit));
        // The longer of two that overlap wins, a strong one before a weak one.
        hits.sort_by_key(|hit| (!hit.strong, std::cmp::Reverse(hit.end - hit.start), hit.start));
        let first = out.len();
        for hit in hits.drain(..) {
            if out[first..].iter().all(|kept| hit.end <= kept.start || hit.start >= kept.end) {
                out.push(Span { start: hit.start, end: hit.end, kind: hit.kind });
            }
        }
        out[first..].sort_by_key(|span| span.start);
        searcher.built.hits = hits;
        searcher.leave();
    }
}

impl Searcher<'_> {
    /// Leaves what was built to another searcher.
    pub fn leave(self) {
        let built = (self.walker.into_known(), self.built);
        self.embedded.idle.lock().unwrap_or_else(PoisonError::into_inner).push(built);
    }

    /// Gives each entity of a text whose check passes.
    pub fn each(&mut self, text: &[u8], mut each: impl FnMut(Hit)) {
        for (offset, piece) in pieces(text) {
            let [found, ..] = self.occurring(&alone(piece), Bits::default());
            for at in found.entries.iter() {
                self.find(at, piece, |entry, found| {
                    each(Hit {
                        kind: entry.detector.id,
                        start: offset + found.start,
                        end: offset + found.end,
                        strong: entry.strong,
                    });
                    true
                });
            }
        }
    }

    /// Gives the place of each detector of which a text holds an entity, with the place of the text among those given;
    /// more than once where the text is long. Entries that are excused are not searched for.
    pub fn detectors(&mut self, texts: &[Text<'_>; LANES], excused: Bits, mut each: impl FnMut(usize, u16)) {
        let found = self.occurring(texts, excused);
        for (lane, ((text, _), found)) in texts.iter().zip(found).enumerate() {
            if text.len() <= PIECE {
                self.proved(text, found, |detector| each(lane, detector));
                continue;
            }
            for (_, piece) in pieces(text) {
                let [found, ..] = self.occurring(&alone(piece), excused);
                self.proved(piece, found, |detector| each(lane, detector));
            }
        }
    }

    /// Gives the detectors of those entries that do occur.
    fn proved(&mut self, text: &[u8], found: Found, mut each: impl FnMut(u16)) {
        for at in found.entries.iter() {
            match self.embedded.entries.get(at) {
                Some(entry) if entry.sure && found.certain => each(entry.at),
                _ => self.find(at, text, |entry, _| {
                    each(entry.at);
                    false
                }),
            }
        }
    }

    /// Gives the entities of one entry whose check passes until `each` answers `false`.
    fn find(&mut self, at: usize, text: &[u8], mut each: impl FnMut(&Entry, Range<usize>) -> bool) {
        let (Some(entry), Some(cache)) = (self.embedded.entries.get(at), self.built.caches.get_mut(at))
        else {
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

    /// The entries whose pattern occurs in each text; in a text longer than a piece none.
    fn occurring(&mut self, texts: &[Text<'_>; LANES], excused: Bits) -> [Found; LANES] {
        let mut out = [Found::default(); LANES];
        let mut walked = [&b""[..]; LANES];
        let mut any = false;
        for ((found, text), (whole, bytes)) in out.iter_mut().zip(&mut walked).zip(texts) {
            if whole.len() <= PIECE {
                found.entries = self.possible(*bytes).without(excused);
            }
            if !found.entries.is_empty() {
                (*text, any) = (*whole, true);
            }
        }
        if !any {
            return out;
        }
        let mut occur = [Bits::default(); LANES];
        let (ends, set) = (&mut self.built.ends, &self.embedded.set);
        let fits = self.walker.all(walked, &mut |lane, number| {
            let entries = ends_of(ends, set, number);
            if let Some(occur) = occur.get_mut(lane) {
                *occur = occur.or(entries);
            }
        });
        for ((found, occur), fits) in out.iter_mut().zip(occur).zip(fits) {
            found.certain = fits;
            if fits {
                found.entries = found.entries.and(occur);
            }
        }
        out
    }

    /// The entries that the bytes of a text allow.
    fn possible(&mut self, bytes: Bytes) -> Bits {
        let embedded = self.embedded;
        if self.built.last.0 != Some(bytes.kinds) {
            self.built.last = (Some(bytes.kinds), embedded.allowed(bytes));
        }
        let by_digits = embedded.by_digits.get(bytes.digits.min(DIGITS - 1)).copied().unwrap_or_default();
        by_digits.and(self.built.last.1)
    }
}

/// The entries whose pattern occurs in a text. `certain` is not set where the automaton grew too large to say, so that those
/// that may occur are given.
#[derive(Debug, Clone, Copy, Default)]
struct Found {
    entries: Bits,
    certain: bool,
}

/// The entries of a set of patterns.
fn ends_of(ends: &mut Vec<Option<Bits>>, set: &Transitions, number: u32) -> Bits {
    let at = number as usize;
    if let Some(Some(known)) = ends.get(at) {
        return *known;
    }
    let mut entries = Bits::default();
    set.patterns(number).iter().for_each(|pattern| entries.add(*pattern));
    if ends.len() <= at {
        ends.resize(at + 1, None);
    }
    ends[at] = Some(entries);
    entries
}

/// One text, and none beside it.
fn alone(text: &[u8]) -> [Text<'_>; LANES] {
    let mut texts = [(&b""[..], Bytes::default()); LANES];
    texts[0] = (text, Bytes::of(text));
    texts
}

/// A text in pieces of bounded size with their place, cut between words, so that no entity is cut.
fn pieces(text: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = text.get(from..).filter(|rest| !rest.is_empty() || from == 0)?;
        let mut length = rest.len().min(PIECE);
        if length < rest.len() {
            length = memchr::memrchr2(b' ', b'\n', &rest[..length]).map_or(length, |at| at + 1);
        }
        let place = from;
        from += length.max(1);
        Some((place, &rest[..length]))
    })
}
