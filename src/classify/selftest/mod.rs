//! The detectors put to the test: invented values are planted, and what is found of them is counted.
//!
//! Every type is planted as a whole column, under a header that names it and under one that says nothing, and in a
//! tenth, a hundredth and a thousandth of the rows of a text. Recall is the share of those columns in which the type
//! (or another form of its general type) is reported; a false alarm is a report of a type that was not planted.

mod base;
mod maker;
mod trial;

use std::collections::BTreeMap;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng as _;
use serde::Serialize;

pub use base::{Base, Cells, Form};

use super::Engine;
use crate::detect::Detector;
use crate::domain::share::Share;
use crate::domain::tier::Tier;
use maker::Maker;

/// How a type is planted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// A whole column under a header that names the type.
    WholeNamed,
    /// A whole column under a header that says nothing.
    Whole,
    /// Inside a tenth of the texts of a column.
    Tenth,
    /// Inside a hundredth of the texts.
    Hundredth,
    /// Inside a thousandth of the texts, one at least.
    Thousandth,
}

impl Setting {
    /// Every setting.
    pub const ALL: [Self; 5] =
        [Self::WholeNamed, Self::Whole, Self::Tenth, Self::Hundredth, Self::Thousandth];

    /// Share of the rows that hold a planted value.
    #[must_use]
    pub const fn prevalence(self) -> f64 {
        match self {
            Self::WholeNamed | Self::Whole => 1.0,
            Self::Tenth => 0.1,
            Self::Hundredth => 0.01,
            Self::Thousandth => 0.001,
        }
    }

    /// Whether a detector claims to find the type in this setting at all: an age is a number without its header, and
    /// what has no form of its own, or is about no person and no secret, is not searched for in texts.
    #[must_use]
    pub fn asked_of(self, detector: &Detector) -> bool {
        match self {
            Self::WholeNamed => !detector.header_for.is_empty(),
            Self::Whole => !detector.needs_header,
            Self::Tenth | Self::Hundredth | Self::Thousandth => {
                detector.embedded.is_some() && (detector.personal || detector.tier >= Tier::Confidential)
            }
        }
    }
}

/// How large the test is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Seed of everything that is drawn.
    pub seed: u64,
    /// Columns a type and setting, at least 1.
    pub trials: u32,
    /// Rows a column, at least 1.
    pub rows: usize,
    /// Threads, at least 1.
    pub threads: usize,
}

/// What was found of one type.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TypeResult {
    /// Type name.
    pub name: &'static str,
    /// Its general type.
    pub parent: &'static str,
    /// Recall by setting, in the order of [`Setting::ALL`]; settings that the type's detector makes no claim for are left out.
    pub recall: Vec<Recall>,
    /// Columns of other types and columns without any in which this type was reported.
    pub false_alarms: Share,
    /// What its whole columns were taken for where it was not recognised, by type; `none` for no type.
    pub taken_for: BTreeMap<String, u32>,
}

/// Recall in one setting.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Recall {
    /// The setting.
    pub setting: Setting,
    /// Share of the rows that hold a value.
    pub prevalence: f64,
    /// Columns in which the type was reported.
    pub found: u64,
    /// Share of the columns, with its interval.
    #[serde(flatten)]
    pub share: Share,
}

/// What one column was planted with, and what was reported of it.
struct Outcome {
    /// The type; `None` for a control column.
    planted: Option<&'static Detector>,
    setting: Setting,
    /// The type of the column.
    kind: Option<&'static str>,
    /// Every type reported, the column's and those it contains, without those that its cells held before.
    reported: Vec<&'static Detector>,
}

/// Types that can be planted: those with invented examples and a form or a list to recognise them by.
#[must_use]
pub fn plantable(engine: &Engine) -> Vec<&'static Detector> {
    let list = engine.detectors.iter().copied();
    list.filter(|d| !d.examples.is_empty() && d.family != "text").collect()
}

/// Plants each type of the list and counts what is found. The same size, types and base give the same result.
#[must_use]
pub fn run(engine: &Engine, types: &[&'static Detector], base: &Base, size: Size) -> Vec<TypeResult> {
    let part = types.len().div_ceil(size.threads.max(1)).max(1);
    let mut outcomes: Vec<Outcome> = std::thread::scope(|scope| {
        let one = |detector: &&'static Detector| {
            // A stream of its own for each type: the result does not depend on threads or on other types.
            let mut rng = ChaCha8Rng::seed_from_u64(size.seed ^ digest(detector.id));
            trial::planted(engine, &Maker::new(detector), base, size, &mut rng)
        };
        let parts: Vec<_> = types
            .chunks(part)
            .map(|part| scope.spawn(move || part.iter().flat_map(one).collect::<Vec<Outcome>>()))
            .collect();
        // A fault of a thread is a fault of the program: it goes on to whoever asked.
        parts
            .into_iter()
            .flat_map(|part| part.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault)))
            .collect()
    });
    outcomes.extend(trial::controls(engine, base, size));
    types.iter().map(|detector| result(detector, base, &outcomes)).collect()
}

fn result(detector: &'static Detector, base: &Base, outcomes: &[Outcome]) -> TypeResult {
    let own: Vec<&Outcome> =
        outcomes.iter().filter(|o| o.planted.is_some_and(|d| std::ptr::eq(d, detector))).collect();
    let recall = Setting::ALL
        .into_iter()
        .filter(|setting| setting.asked_of(detector))
        .filter(|setting| *setting != Setting::WholeNamed || base.has_headers())
        .map(|setting| {
            let columns = own.iter().filter(|outcome| outcome.setting == setting);
            let (found, n) = columns.fold((0, 0), |(found, n), outcome| {
                (found + u64::from(outcome.reports(detector.parent)), n + 1)
            });
            Recall { setting, prevalence: setting.prevalence(), found, share: Share::of(found, n) }
        })
        .collect();
    // Another form of the same general type is no false alarm of this one.
    let others = outcomes.iter().filter(|o| o.planted.is_none_or(|d| d.parent != detector.parent));
    let (alarms, n) = others.fold((0, 0), |(alarms, n), outcome| {
        (alarms + u64::from(outcome.reported.iter().any(|d| d.id == detector.id)), n + 1)
    });
    let mut taken_for = BTreeMap::new();
    for outcome in own.iter().filter(|o| o.setting.prevalence() >= 1.0 && !o.reports(detector.parent)) {
        *taken_for.entry(outcome.kind.unwrap_or("none").to_owned()).or_insert(0) += 1;
    }
    TypeResult {
        name: detector.id,
        parent: detector.parent,
        recall,
        false_alarms: Share::of(alarms, n),
        taken_for,
    }
}

impl Outcome {
    /// Whether a form of a general type is reported.
    fn reports(&self, parent: &str) -> bool {
        self.reported.iter().any(|d| d.parent == parent)
    }
}

/// FNV-1a, to tell the streams of random numbers of types apart.
fn digest(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests;
