//! What one value adds to a profile.

use super::automaton::Walker;
use super::bytes::{Bytes, signs};
use super::embedded::Searcher;
use super::engine::{Engine, Owner};
use super::form;
use super::profile::{Detail, Hit, add};
use crate::detect::Detector;
use crate::detect::lexicon::memberships;

/// Longer values are no single word, number or name.
const LONGEST_WHOLE: usize = 256;
/// Shorter values hold no entity beside themselves.
const SHORTEST_TEXT: usize = 6;
/// A value without any of these is one word.
const BREAKS: u32 = signs(b" @/=:,\"");

/// Looks at values on one thread. What it counts stays with it until [`Looker::settle`].
pub struct Looker<'e> {
    engine: &'e Engine,
    walker: Walker<'e>,
    searcher: Searcher<'e>,
    sets: Vec<Set>,
    /// Sets that were met since the last settling.
    met: Vec<u32>,
    /// Values of each detector that its check was made on and that passed, since the last settling.
    checks: Vec<(u64, u64)>,
    inside: Vec<u16>,
}

/// What the patterns of one final state stand for.
#[derive(Debug, Default)]
struct Set {
    /// Bits of the shapes.
    shapes: u32,
    /// Detectors without a check or an allow list.
    sure: Vec<u16>,
    /// Detectors with a check or an allow list.
    checked: Vec<u16>,
    /// Those among them that only a header can tell: the share of passes is all that is asked of them, so that
    /// values looked at closely suffice.
    loose: Vec<u16>,
    /// One of `sure` explains a value.
    explains: bool,
    /// Values since the last settling.
    times: u64,
}

impl<'e> Looker<'e> {
    /// A looker of an engine.
    pub fn new(engine: &'e Engine) -> Self {
        Self {
            engine,
            walker: engine.whole.walker(),
            searcher: engine.embedded.searcher(),
            sets: Vec::new(),
            met: Vec::new(),
            checks: vec![(0, 0); engine.detectors.len()],
            inside: Vec::new(),
        }
    }

    /// Adds a value that was seen `times` times, `close` of them in rows that are looked at closely.
    pub fn look(&mut self, value: &[u8], times: u64, close: u64, detail: &mut Detail) {
        let value = value.trim_ascii();
        detail.measure(value.len(), times);
        let mut explained = false;
        if value.len() <= LONGEST_WHOLE {
            explained = self.whole(value, times, close);
        }
        if close > 0 {
            explained |= self.closely(value, close, detail);
        }
        if explained || value.len() < SHORTEST_TEXT {
            return;
        }
        let bytes = Bytes::of(value);
        if bytes.any(BREAKS) {
            self.search(value, bytes, times, detail);
        }
    }

    /// Whole-cell patterns and checks; whether a detector explains the value.
    fn whole(&mut self, value: &[u8], times: u64, close: u64) -> bool {
        let (engine, sets) = (self.engine, &mut self.sets);
        let Some(number) = self.walker.set(value, &mut |patterns| {
            sets.push(Set::of(engine, patterns));
            sets.len() as u32 - 1
        }) else {
            return false;
        };
        let Some(set) = sets.get_mut(number as usize) else { return false };
        if set.times == 0 {
            self.met.push(number);
        }
        set.times += times;
        let mut explained = set.explains;
        for at in &set.checked {
            explained |= check(engine, &mut self.checks, *at, value, times);
        }
        if close > 0 {
            for at in &set.loose {
                check(engine, &mut self.checks, *at, value, close);
            }
        }
        explained
    }

    /// Form, words and word lists; whether it is the name of a person.
    fn closely(&mut self, value: &[u8], times: u64, detail: &mut Detail) -> bool {
        detail.closely += times;
        let blanks = value.iter().filter(|b| **b == b' ').count() as u64;
        detail.words += (blanks + 1) * times;
        if blanks >= 2 {
            detail.texts += times;
        }
        detail.forms.add(form::of(value), times);
        let mut named = false;
        if let Ok(text) = std::str::from_utf8(value)
            && text.len() <= 80
            && text.chars().any(char::is_alphabetic)
        {
            detail.looked_up += times;
            let lists = memberships(text);
            for (at, lexicon) in &self.engine.listed {
                let allow = self.engine.detectors.get(usize::from(*at)).and_then(|d| d.allow);
                if lexicon.list.map_or_else(|| (lexicon.contains)(text), |list| lists & list.bit() != 0)
                    && allow.is_none_or(|allow| !allow.holds(value))
                {
                    add(&mut detail.members, *at, times);
                    named |= Some(*at) == self.engine.person_name;
                }
            }
        }
        named
    }

    /// Entities inside.
    fn search(&mut self, value: &[u8], bytes: Bytes, times: u64, detail: &mut Detail) {
        detail.searched += times;
        let inside = &mut self.inside;
        inside.clear();
        self.searcher.detectors(value, bytes, |detector| {
            if !inside.contains(&detector) {
                inside.push(detector);
            }
        });
        for at in &self.inside {
            add(&mut detail.inside, *at, times);
        }
    }

    /// Leaves what was learned about the patterns to the looker of another table.
    pub fn leave(self) {
        self.walker.leave();
        self.searcher.leave();
    }

    /// Gives what was counted to the detail of the column that it was counted for.
    pub fn settle(&mut self, detail: &mut Detail) {
        for number in self.met.drain(..) {
            let Some(set) = self.sets.get_mut(number as usize) else { continue };
            let times = std::mem::take(&mut set.times);
            for (at, count) in detail.shapes.iter_mut().enumerate() {
                if set.shapes & (1 << at) != 0 {
                    *count += times;
                }
            }
            for at in &set.sure {
                detail.hit(Hit { detector: *at, form: times, tested: times, pass: times });
            }
            for at in set.checked.iter().chain(&set.loose) {
                let (tested, pass) = std::mem::take(&mut self.checks[usize::from(*at)]);
                detail.hit(Hit { detector: *at, form: times, tested, pass });
            }
        }
    }
}

/// Makes the check of a detector; whether it explains the value.
fn check(engine: &Engine, checks: &mut [(u64, u64)], at: u16, value: &[u8], times: u64) -> bool {
    let at = usize::from(at);
    let (Some(detector), Some((tested, passed))) = (engine.detectors.get(at), checks.get_mut(at)) else {
        return false;
    };
    *tested += times;
    let passes = detector.passes(value);
    if passes {
        *passed += times;
    }
    passes && explains(engine, at, detector)
}

/// Whether a value of the form needs no closer look: the form is rare by itself and leaves room for nothing else.
fn explains(engine: &Engine, at: usize, detector: &Detector) -> bool {
    detector.chance < 0.07 && !detector.needs_header && engine.open.get(at) == Some(&false)
}

impl Set {
    fn of(engine: &Engine, patterns: &[usize]) -> Self {
        let mut set = Self::default();
        for pattern in patterns {
            match engine.owners.get(*pattern) {
                Some(Owner::Shape(at)) => set.shapes |= 1 << at,
                Some(Owner::Detector(at)) => {
                    let Some(detector) = engine.detectors.get(usize::from(*at)) else { continue };
                    // An allow list is asked for every value, as a check is.
                    let asked = detector.check.is_some() || detector.allow.is_some();
                    let list = match (asked, detector.needs_header) {
                        (false, _) => &mut set.sure,
                        (true, false) => &mut set.checked,
                        (true, true) => &mut set.loose,
                    };
                    if !list.contains(at) {
                        list.push(*at);
                        set.explains |= !asked && explains(engine, usize::from(*at), detector);
                    }
                }
                None => {}
            }
        }
        set
    }
}
