//! Which decision an event stands for: undo and redo restate older decisions under new ids.
//!
//! A decision of its own stands for itself. An event that takes a step back stands for what the step had replaced; one
//! that brings a step back stands for the step's own decision. Following this, a decision still counts as standing
//! after later steps on top of it were taken back.

use std::collections::HashMap;

use crate::domain::decision::{Basis, Change, Event, Verdict};
use crate::domain::name::ColumnId;

/// A decision by its event id; `None` where a column had none.
pub(super) type Origin<'a> = Option<&'a str>;

/// The decisions of one step about one column.
#[derive(Debug, Default)]
pub(super) struct Deed<'a> {
    /// Verdict events in order.
    pub verdicts: Vec<&'a Event>,
    /// The last correction of the type.
    pub correction: Option<&'a Event>,
    /// The correction that stood before.
    corrected_before: Origin<'a>,
}

/// What every event stands for.
#[derive(Debug, Default)]
pub(super) struct Lineage<'a> {
    events: HashMap<&'a str, &'a Event>,
    origins: HashMap<&'a str, Origin<'a>>,
    /// By step and column, decisions of their own only.
    deeds: HashMap<&'a str, HashMap<&'a ColumnId, Deed<'a>>>,
    /// The correction in force.
    corrections: HashMap<&'a ColumnId, Origin<'a>>,
}

/// The step that an event takes back or brings back; `None` for a decision of its own.
pub(super) fn about(event: &Event) -> Option<&str> {
    match &event.change {
        Change::Verdict { undoes: Some(step), .. } => Some(step),
        Change::Verdict { .. } | Change::SetType { .. } => event.step.split_once('~').map(|(first, _)| first),
        Change::Comment { .. } | Change::Reveal { .. } | Change::Opened { .. } => None,
    }
}

impl<'a> Lineage<'a> {
    /// Follows all events in the order of the journal.
    pub fn of(events: &'a [Event]) -> Self {
        let mut lineage = Self::default();
        // How many verdicts a turn has made about a column so far: the n-th restates the n-th.
        let mut made: HashMap<(&str, &ColumnId), usize> = HashMap::new();
        for event in events {
            lineage.events.insert(&event.id, event);
            let column = event.change.column();
            match (&event.change, about(event)) {
                (Change::Verdict { .. }, None) => {
                    lineage.origins.insert(&event.id, Some(&event.id));
                    lineage.deed_of(event).verdicts.push(event);
                }
                (Change::Verdict { supersedes, .. }, Some(first)) => {
                    let nth = made.entry((&event.step, column)).or_default();
                    let origin = lineage.restated(first, event, supersedes, *nth);
                    *nth += 1;
                    lineage.origins.insert(&event.id, origin);
                }
                (Change::SetType { .. }, about) => lineage.correct(event, about),
                (Change::Comment { .. } | Change::Reveal { .. } | Change::Opened { .. }, _) => {}
            }
        }
        lineage
    }

    /// What the `nth` verdict of a turn about the step `first` stands for.
    fn restated(&self, first: &str, event: &'a Event, supersedes: &[String], nth: usize) -> Origin<'a> {
        let Some(deed) = self.deed(first, event.change.column()) else { return Some(&event.id) };
        let taken_back = supersedes.iter().any(|id| deed.holds(self.origin(id)));
        if taken_back {
            self.before(deed).get(nth).and_then(|event| self.origin(&event.id))
        } else {
            deed.verdicts.get(nth).map(|event| event.id.as_str())
        }
    }

    fn correct(&mut self, event: &'a Event, about: Option<&str>) {
        let column = event.change.column();
        let latest = self.corrections.get(column).copied().flatten();
        let origin = match about.and_then(|first| self.deed(first, column)) {
            None => Some(event.id.as_str()),
            Some(deed) if deed.correction.is_some_and(|of| latest == Some(of.id.as_str())) => {
                deed.corrected_before
            }
            Some(deed) => deed.correction.map(|of| of.id.as_str()),
        };
        if about.is_none() {
            let deed = self.deed_of(event);
            if deed.correction.is_none() {
                deed.corrected_before = latest;
            }
            deed.correction = Some(event);
        }
        self.corrections.insert(column, origin);
    }

    /// What an event stands for; an event that is not known stands for itself nowhere.
    pub fn origin(&self, id: &str) -> Origin<'a> {
        self.origins.get(id).copied().flatten()
    }

    /// The decisions of a step about a column.
    pub fn deed(&self, step: &str, column: &ColumnId) -> Option<&Deed<'a>> {
        self.deeds.get(step)?.get(column)
    }

    /// The decisions that an event belongs to.
    fn deed_of(&mut self, event: &'a Event) -> &mut Deed<'a> {
        self.deeds.entry(&event.step).or_default().entry(event.change.column()).or_default()
    }

    /// The verdicts that a step replaced, each once, in the order in which it names them.
    pub fn before(&self, deed: &Deed<'a>) -> Vec<&'a Event> {
        let mut out: Vec<&Event> = Vec::new();
        for event in &deed.verdicts {
            let Change::Verdict { supersedes, .. } = &event.change else { continue };
            for id in supersedes {
                if let Some(known) = self.events.get(id.as_str())
                    && !deed.verdicts.iter().any(|own| own.id == known.id)
                    && !out.iter().any(|seen| seen.id == known.id)
                {
                    out.push(known);
                }
            }
        }
        out
    }

    /// Whether the correction that a step made is in force (`undo`), or the one before it (`redo`).
    pub fn correction_stands(&self, deed: &Deed<'a>, column: &ColumnId, redo: bool) -> bool {
        let latest = self.corrections.get(column).copied().flatten();
        let wanted = if redo { deed.corrected_before } else { deed.correction.map(|e| e.id.as_str()) };
        latest == wanted
    }

    /// The type that a correction before the step said.
    pub fn corrected_before(&self, deed: &Deed<'a>) -> Option<String> {
        match &self.events.get(deed.corrected_before?)?.change {
            Change::SetType { kind, .. } => kind.clone(),
            _ => None,
        }
    }
}

impl Deed<'_> {
    /// Whether one of its verdicts is what an event stands for.
    pub fn holds(&self, origin: Origin<'_>) -> bool {
        origin.is_some_and(|id| self.verdicts.iter().any(|event| event.id == id))
    }
}

/// Verdict, evidence and reason of a verdict event.
pub(super) fn parts(event: &Event) -> Option<(Verdict, Basis, Option<String>)> {
    match &event.change {
        Change::Verdict { verdict, basis, reason, .. } => {
            Some((verdict.clone(), basis.clone(), reason.clone()))
        }
        _ => None,
    }
}
