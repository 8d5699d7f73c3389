//! What one value adds to a profile.

use super::bits::Bits;
use super::bytes::{Bytes, signs};
use super::embedded::{Searcher, Text};
use super::engine::{Engine, Owner};
use super::form;
use super::memo::{Memo, Outcome};
use super::profile::{Detail, Hit, add};
use super::walk::{LANES, Walker};
use crate::detect::Detector;
use crate::detect::lexicon::memberships;

/// Longer values are no single word, number or name.
const LONGEST_WHOLE: usize = 256;
/// Chance of a pass up to which a check says what a column is.
const STRICT: f64 = 0.02;
/// Shorter values hold no entity beside themselves.
const SHORTEST_TEXT: usize = 6;
/// A value without any of these is one word.
const BREAKS: u32 = signs(b" @/=:,\"");

/// Looks at values on one thread. What it counts stays with it until [`Looker::settle`].
pub struct Looker<'e> {
    engine: &'e Engine,
    walker: Walker<'e>,
    searcher: Searcher<'e>,
    /// What the sets of patterns stand for, by their numbers.
    sets: Vec<Option<Set>>,
    /// Sets that were met since the last settling.
    met: Vec<u32>,
    /// Values of each detector that its check was made on and that passed, since the last settling.
    checks: Vec<(u64, u64)>,
    inside: [Vec<u16>; LANES],
    /// What the last values came to; `None` where that is too much to be remembered.
    came: [Option<Outcome>; LANES],
    /// Embedded entries that the column holds by nature, until the next settling.
    excused: Bits,
    /// Where the hits of each detector stand while a column is settled, from 1; 0: nowhere.
    places: Vec<u16>,
}

/// A value that is looked at.
#[derive(Debug, Clone, Copy, Default)]
pub struct Seen<'a> {
    /// The value.
    pub value: &'a [u8],
    /// Its hash.
    pub hash: u64,
    /// Times that it was seen.
    pub times: u64,
    /// Times that it was seen in rows that are looked at closely.
    pub close: u64,
}

/// What the patterns of one final state stand for.
#[derive(Debug, Default)]
struct Set {
    /// Bits of the shapes.
    shapes: u32,
    /// Detectors without a check or an allow list.
    sure: Vec<u16>,
    /// Detectors with a check or an allow list.
    checked: Vec<Asked>,
    /// Those among them that only a header can tell: the share of passes is all that is asked of them, so that
    /// values looked at closely suffice.
    loose: Vec<Asked>,
    /// One of `sure` explains a value.
    explains: bool,
    /// Values since the last settling.
    times: u64,
}

/// A detector that is asked about each value of its form.
#[derive(Debug, Clone, Copy)]
struct Asked {
    detector: &'static Detector,
    at: u16,
    /// What passes needs no closer look.
    explains: bool,
}

impl<'e> Looker<'e> {
    /// A looker of an engine.
    pub fn new(engine: &'e Engine) -> Self {
        Self {
            engine,
            walker: Walker::new(&engine.whole),
            searcher: engine.embedded.searcher(),
            sets: Vec::new(),
            met: Vec::new(),
            checks: vec![(0, 0); engine.detectors.len()],
            inside: Default::default(),
            came: [None; LANES],
            excused: Bits::default(),
            places: vec![0; engine.detectors.len()],
        }
    }

    /// Learns from some values of a column of many what it holds by nature: a street and a town inside of addresses are
    /// no find, and to search for them in each one would cost more than all else.
    pub fn expect<'v>(&mut self, values: impl Iterator<Item = &'v [u8]>) {
        let mut passed: Vec<(u16, usize)> = Vec::new();
        let mut count = 0;
        for value in values.map(<[u8]>::trim_ascii).filter(|value| value.len() <= LONGEST_WHOLE) {
            count += 1;
            let [number, ..] = self.walker.ends([value, b"", b"", b""]);
            if number == 0 {
                continue;
            }
            let set = Set::numbered(&mut self.sets, self.engine, number);
            for asked in set.checked.iter().filter(|asked| asked.is_strict() && asked.detector.passes(value))
            {
                match passed.iter_mut().find(|(at, _)| *at == asked.at) {
                    Some((_, times)) => *times += 1,
                    None => passed.push((asked.at, 1)),
                }
            }
        }
        for (at, times) in passed {
            if times * 10 >= count * 9
                && let Some(outer) = self.engine.detectors.get(usize::from(at))
            {
                self.excused = self.excused.or(self.engine.embedded.held_by(outer));
            }
        }
    }

    /// Adds values; what they come to is remembered.
    pub fn look(&mut self, values: &[Seen<'_>], detail: &mut Detail, mut memo: Option<&mut Memo>) {
        for some in values.chunks(LANES) {
            let mut seen = [Seen::default(); LANES];
            for (seen, given) in seen.iter_mut().zip(some) {
                *seen = Seen { value: given.value.trim_ascii(), ..*given };
                detail.measure(seen.value.len(), seen.times);
            }
            self.lanes(&seen, detail);
            let Some(memo) = memo.as_deref_mut() else { continue };
            for (given, came) in some.iter().zip(self.came) {
                if let Some(outcome) = came.filter(|_| given.close == 0) {
                    memo.put(given.hash, given.value, outcome);
                }
            }
        }
    }

    /// Adds a value that is not looked at closely and came to this before.
    pub fn recall(&mut self, seen: &Seen<'_>, outcome: &Outcome, detail: &mut Detail) {
        let times = seen.times;
        detail.measure(seen.value.trim_ascii().len(), times);
        if outcome.set > 0 {
            let set = Set::numbered(&mut self.sets, self.engine, outcome.set);
            if set.times == 0 {
                self.met.push(outcome.set);
            }
            set.times += times;
            for (bit, asked) in set.checked.iter().enumerate() {
                asked.count(&mut self.checks, outcome.passes >> bit & 1 == 1, times);
            }
        }
        if outcome.searched {
            detail.searched += times;
            outcome.inside().iter().for_each(|at| add(&mut detail.inside, *at, times));
        }
    }

    /// What the column holds by nature.
    pub const fn excused(&self) -> Bits {
        self.excused
    }

    /// Adds values side by side; one that was seen no times is none.
    fn lanes(&mut self, seen: &[Seen<'_>; LANES], detail: &mut Detail) {
        let short = |seen: &Seen<'_>| seen.times > 0 && seen.value.len() <= LONGEST_WHOLE;
        let sets = self.walker.ends(seen.map(|seen| if short(&seen) { seen.value } else { b"" }));
        let mut texts = [(&b""[..], Bytes::default()); LANES];
        let mut any = false;
        for (lane, ((seen, set), text)) in seen.iter().zip(sets).zip(&mut texts).enumerate() {
            self.came[lane] = None;
            if seen.times == 0 {
                continue;
            }
            let mut outcome = Outcome::default();
            let mut explained = short(seen) && set > 0 && self.whole(set, seen, &mut outcome);
            if seen.close > 0 {
                explained |= self.closely(seen.value, seen.close, detail);
            }
            if !explained && seen.value.len() >= SHORTEST_TEXT {
                let bytes = Bytes::of(seen.value);
                if bytes.any(BREAKS) {
                    detail.searched += seen.times;
                    outcome.searched = true;
                    (*text, any) = ((seen.value, bytes), true);
                }
            }
            self.came[lane] = (outcome.set == 0 || self.fits(outcome.set)).then_some(outcome);
        }
        if any {
            self.search(seen, &texts, detail);
        }
    }

    /// Whether an outcome has a bit for each checked detector of a set.
    fn fits(&self, set: u32) -> bool {
        let set = self.sets.get(set as usize).and_then(Option::as_ref);
        set.is_some_and(|set| set.checked.len() <= u64::BITS as usize)
    }

    /// Whole-cell patterns and checks; whether a detector explains the value.
    fn whole(&mut self, number: u32, seen: &Seen<'_>, outcome: &mut Outcome) -> bool {
        let (engine, Seen { value, times, close, .. }) = (self.engine, *seen);
        let set = Set::numbered(&mut self.sets, engine, number);
        outcome.set = number;
        if set.times == 0 {
            self.met.push(number);
        }
        set.times += times;
        let mut explained = set.explains;
        for (bit, asked) in set.checked.iter().enumerate() {
            let passes = asked.detector.passes(value);
            asked.count(&mut self.checks, passes, times);
            explained |= passes && asked.explains;
            if bit < u64::BITS as usize {
                outcome.passes |= u64::from(passes) << bit;
            }
        }
        if close > 0 {
            for asked in &set.loose {
                asked.count(&mut self.checks, asked.detector.passes(value), close);
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
            for (lexicon, places) in &self.engine.listed {
                if !lexicon.list.map_or_else(|| (lexicon.contains)(text), |list| lists & list.bit() != 0) {
                    continue;
                }
                for at in places {
                    let allow = self.engine.detectors.get(usize::from(*at)).and_then(|d| d.allow);
                    if allow.is_none_or(|allow| !allow.holds(value)) {
                        add(&mut detail.members, *at, times);
                        named |= Some(*at) == self.engine.person_name;
                    }
                }
            }
        }
        named
    }

    /// Entities inside.
    fn search(&mut self, seen: &[Seen<'_>; LANES], texts: &[Text<'_>; LANES], detail: &mut Detail) {
        let inside = &mut self.inside;
        self.searcher.detectors(texts, self.excused, |lane, detector| {
            if let Some(inside) = inside.get_mut(lane).filter(|inside| !inside.contains(&detector)) {
                inside.push(detector);
            }
        });
        for ((seen, inside), came) in seen.iter().zip(inside).zip(&mut self.came) {
            if came.as_mut().is_some_and(|outcome| !outcome.hold(inside)) {
                *came = None;
            }
            for at in inside.drain(..) {
                add(&mut detail.inside, at, seen.times);
            }
        }
    }

    /// Leaves what was learned about the patterns to the looker of another table.
    pub fn leave(self) {
        self.searcher.leave();
    }

    /// Gives what was counted to the detail of the column that it was counted for.
    pub fn settle(&mut self, detail: &mut Detail) {
        for (place, hit) in detail.hits.iter().enumerate() {
            self.places[usize::from(hit.detector)] = place as u16 + 1;
        }
        let mut settle = |places: &mut [u16], more: Hit| {
            let place = &mut places[usize::from(more.detector)];
            match place.checked_sub(1).and_then(|at| detail.hits.get_mut(usize::from(at))) {
                Some(hit) => hit.add(more),
                None => {
                    detail.hits.push(more);
                    *place = detail.hits.len() as u16;
                }
            }
        };
        for number in self.met.drain(..) {
            let Some(Some(set)) = self.sets.get_mut(number as usize) else { continue };
            let times = std::mem::take(&mut set.times);
            for (at, count) in detail.shapes.iter_mut().enumerate() {
                if set.shapes & (1 << at) != 0 {
                    *count += times;
                }
            }
            for at in &set.sure {
                settle(&mut self.places, Hit { detector: *at, form: times, tested: times, pass: times });
            }
            for Asked { at, .. } in set.checked.iter().chain(&set.loose) {
                let (tested, pass) = std::mem::take(&mut self.checks[usize::from(*at)]);
                settle(&mut self.places, Hit { detector: *at, form: times, tested, pass });
            }
        }
        self.excused = Bits::default();
        detail.hits.iter().for_each(|hit| self.places[usize::from(hit.detector)] = 0);
    }
}

impl Asked {
    /// Whether hardly any other value passes the check.
    fn is_strict(&self) -> bool {
        self.detector.check.as_ref().is_some_and(|check| check.pass_rate <= STRICT)
    }

    /// Counts values that its check was made on.
    fn count(&self, checks: &mut [(u64, u64)], passes: bool, times: u64) {
        if let Some((tested, passed)) = checks.get_mut(usize::from(self.at)) {
            *tested += times;
            *passed += if passes { times } else { 0 };
        }
    }
}

/// Whether a value of the form needs no closer look: the form is rare by itself and leaves room for nothing else.
fn explains(engine: &Engine, at: usize, detector: &Detector) -> bool {
    detector.chance < 0.07 && !detector.needs_header && engine.open.get(at) == Some(&false)
}

impl Set {
    /// A set by its number; it is made when it is first met.
    fn numbered<'s>(sets: &'s mut Vec<Option<Self>>, engine: &Engine, number: u32) -> &'s mut Self {
        let at = number as usize;
        if sets.len() <= at {
            sets.resize_with(at + 1, || None);
        }
        sets[at].get_or_insert_with(|| Self::of(engine, &engine.whole.patterns(number)))
    }

    fn of(engine: &Engine, patterns: &[usize]) -> Self {
        let mut set = Self::default();
        for pattern in patterns {
            match engine.owners.get(*pattern) {
                Some(Owner::Shape(at)) => set.shapes |= 1 << at,
                Some(Owner::Detector(at)) => {
                    let Some(detector) = engine.detectors.get(usize::from(*at)) else { continue };
                    // An allow list is asked for every value, as a check is.
                    let asked = detector.check.is_some() || detector.allow.is_some();
                    let explains = explains(engine, usize::from(*at), detector);
                    let entry = Asked { detector, at: *at, explains };
                    let again = |list: &[Asked]| list.iter().any(|known| known.at == *at);
                    match (asked, detector.needs_header) {
                        (false, _) if !set.sure.contains(at) => {
                            set.sure.push(*at);
                            set.explains |= explains;
                        }
                        (true, false) if !again(&set.checked) => set.checked.push(entry),
                        (true, true) if !again(&set.loose) => set.loose.push(entry),
                        _ => {}
                    }
                }
                None => {}
            }
        }
        set
    }
}
