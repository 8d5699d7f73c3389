//! The detectors in use: the built-in ones and those of the project.

use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

use super::custom::Custom;
use super::{DETECTORS, Detector, SHAPES, lexicon};
use crate::domain::digest::sha256;

/// The list, and each by its name.
struct InUse {
    list: &'static [&'static Detector],
    by_id: HashMap<&'static str, &'static Detector>,
}

impl InUse {
    fn of(list: &'static [&'static Detector]) -> Self {
        // Of two of a name the first one counts.
        Self { list, by_id: list.iter().rev().map(|d| (d.id, *d)).collect() }
    }
}

static IN_USE: LazyLock<RwLock<InUse>> = LazyLock::new(|| RwLock::new(InUse::of(DETECTORS)));

/// Every detector in use: the built-in ones, then the project's.
#[must_use]
pub fn all() -> &'static [&'static Detector] {
    IN_USE.read().unwrap_or_else(PoisonError::into_inner).list
}

/// Takes a project's own detectors and allow lists into use, in place of those of another project.
///
/// Detectors are compiled together and named from every thread until the program ends, so what is taken into use stays
/// in memory; a program works in one project, or in two (`vizard demo`).
pub fn install(custom: Custom) {
    let list =
        if custom.is_empty() { DETECTORS } else { Box::leak(custom.with(DETECTORS).into_boxed_slice()) };
    *IN_USE.write().unwrap_or_else(PoisonError::into_inner) = InUse::of(list);
}

/// The detector of that name.
#[must_use]
pub fn find(id: &str) -> Option<&'static Detector> {
    IN_USE.read().unwrap_or_else(PoisonError::into_inner).by_id.get(id).copied()
}

/// The general type that a type is a form of; `None` for an unknown name.
#[must_use]
pub fn parent(id: &str) -> Option<&'static str> {
    find(id).map(|detector| detector.parent)
}

/// A digest over everything that decides what detectors say: changes when a detector, an allow list, a shape or the
/// number of listed words does. It is a one-way digest of all of it together, so that no entry can be read from it.
#[must_use]
pub fn digest_of(detectors: &[&Detector]) -> String {
    let mut text = format!("vizard-detectors/1\n{}\n", lexicon::word_count());
    for detector in detectors {
        let embedded = detector.embedded.as_ref().map(|e| (e.pattern, e.needs, e.digits, e.strong));
        let check = detector.check.as_ref().map(|c| (c.name, c.pass_rate));
        text.push_str(&format!(
            "{:?}\n",
            (
                (detector.id, detector.parent, detector.tier.name(), detector.personal, detector.role.name()),
                (detector.patterns, embedded, check, detector.lexicon.map(|l| l.name), detector.chance),
                (detector.header_for, detector.header_against, detector.needs_header),
                detector.allow.map(super::Allow::source),
            )
        ));
    }
    for shape in SHAPES {
        text.push_str(&format!("{:?}\n", (shape.name, shape.patterns)));
    }
    sha256(text.as_bytes())
}
