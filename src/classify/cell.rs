//! What one value adds to a profile.

use super::automaton::Walker;
use super::embedded::Searcher;
use super::engine::{Engine, Owner};
use super::profile::{Detail, add};

/// Values a column and thread that are looked up in word lists: a share needs no more.
const LOOK_UPS: u64 = 3000;
/// Longer values are no single word, number or name.
const LONGEST_WHOLE: usize = 256;

/// Looks at values on one thread.
pub struct Looker<'e> {
    engine: &'e Engine,
    walker: Walker<'e>,
    searcher: Searcher<'e>,
    seen: Vec<u16>,
    inside: Vec<u16>,
}

impl<'e> Looker<'e> {
    /// A looker of an engine.
    pub fn new(engine: &'e Engine) -> Self {
        Self {
            engine,
            walker: engine.whole.walker(),
            searcher: engine.embedded.searcher(),
            seen: Vec::new(),
            inside: Vec::new(),
        }
    }

    /// Adds a value that was seen `times` times.
    pub fn look(&mut self, value: &[u8], times: u64, detail: &mut Detail) {
        let value = value.trim_ascii();
        Self::measure(value, times, detail);
        let explained = value.len() <= LONGEST_WHOLE && self.whole(value, times, detail);
        let worth = value.len() >= 6
            && value.iter().any(|b| matches!(b, b' ' | b'@' | b'/' | b'=' | b':' | b',' | b'"'));
        if worth && !explained {
            self.search(value, times, detail);
        }
    }

    fn measure(value: &[u8], times: u64, detail: &mut Detail) {
        let length = value.len() as u32;
        if detail.length == (0, 0) {
            detail.length = (length, length);
        }
        detail.length = (detail.length.0.min(length), detail.length.1.max(length));
        let bucket = (32 - length.leading_zeros()).min(15) as usize;
        detail.lengths[bucket] += times;
        let blanks = value.iter().filter(|b| **b == b' ').count() as u64;
        detail.words += (blanks + 1) * times;
        if blanks >= 2 {
            detail.texts += times;
        }
        let mut form = [0_u8; 24];
        let used = fold(value, &mut form);
        detail.form(&form[..used], times);
    }

    /// Whole-cell patterns, checks and word lists; whether a detector explains the value.
    fn whole(&mut self, value: &[u8], times: u64, detail: &mut Detail) -> bool {
        let (owners, seen) = (&self.engine.owners, &mut self.seen);
        seen.clear();
        let mut shapes = 0_u32;
        self.walker.each(value, |pattern| match owners.get(pattern) {
            Some(Owner::Detector(at)) if !seen.contains(at) => seen.push(*at),
            Some(Owner::Shape(at)) => shapes |= 1 << at,
            _ => {}
        });
        for (at, count) in detail.shapes.iter_mut().enumerate() {
            if shapes & (1 << at) != 0 {
                *count += times;
            }
        }
        let mut explained = false;
        for at in &self.seen {
            let Some(detector) = self.engine.detectors.get(usize::from(*at)) else { continue };
            let passes = detector.check.as_ref().is_none_or(|check| (check.test)(value));
            detail.hit(*at, times, if passes { times } else { 0 });
            explained |= passes && detector.chance < 0.05 && !detector.needs_header;
        }
        if detail.looked_up < LOOK_UPS
            && let Ok(text) = std::str::from_utf8(value)
            && text.len() <= 80
            && text.chars().any(char::is_alphabetic)
        {
            detail.looked_up += times;
            for (at, detector) in self.engine.detectors.iter().enumerate() {
                if detector.lexicon.is_some_and(|lexicon| (lexicon.contains)(text)) {
                    add(&mut detail.members, at as u16, times);
                    explained |= detector.id == "person_name";
                }
            }
        }
        explained
    }

    /// Entities inside.
    fn search(&mut self, value: &[u8], times: u64, detail: &mut Detail) {
        detail.searched += times;
        let inside = &mut self.inside;
        inside.clear();
        let detectors = self.engine.detectors;
        self.searcher.each(value, |hit| {
            if let Some(at) = detectors.iter().position(|d| std::ptr::eq(*d, hit.detector)) {
                let at = at as u16;
                if !inside.contains(&at) {
                    inside.push(at);
                }
            }
        });
        for at in &self.inside {
            add(&mut detail.inside, *at, times);
        }
    }
}

/// The form of a value: digits are `9`, letters `a` or `A`, other letters `ä`'s first byte as `a`, runs of one kind
/// longer than 3 become the kind and `+`; at most 24 characters. Punctuation stays, so a form holds no value.
fn fold(value: &[u8], form: &mut [u8; 24]) -> usize {
    let mut used = 0;
    let mut at = 0;
    while at < value.len() && used < form.len() {
        let kind = kind_of(value[at]);
        let run = if kind == value[at] && !kind.is_ascii_alphanumeric() {
            1
        } else {
            value[at..].iter().take_while(|b| kind_of(**b) == kind).count()
        };
        let shown = if run > 4 { 2 } else { run };
        for step in 0..shown {
            if used < form.len() {
                form[used] = if run > 4 && step == 1 { b'+' } else { kind };
                used += 1;
            }
        }
        at += run;
    }
    used
}

const fn kind_of(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => b'9',
        b'a'..=b'z' | 0x80.. => b'a',
        b'A'..=b'Z' => b'A',
        0..=0x1f | 0x7f => b' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_hold_no_value() {
        for (value, form) in [
            ("+49 30 901820", "+99 99 9+"),
            ("ann@example.com", "aaa@a+.aaa"),
            ("AB-12", "AA-99"),
            ("", ""),
            ("Köln", "Aaaaa"),
            ("Düsseldorf", "Aa+"),
        ] {
            let mut buffer = [0; 24];
            let used = fold(value.as_bytes(), &mut buffer);
            assert_eq!(String::from_utf8_lossy(&buffer[..used]), form);
        }
    }
}
