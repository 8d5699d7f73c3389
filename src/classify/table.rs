//! What the other columns say for or against the type of a column.

use super::coded;
use super::context::Subject;
use super::evidence::Hypothesis;
use super::profile::Profile;
use super::weights as w;
use crate::detect::Detector;

/// Types, beside the attributes of persons, that the other columns speak for or against.
const OF_PERSONS: &[&str] = &[
    "person_name",
    "first_name",
    "last_name",
    "person_key",
    "username",
    "employer",
    "age",
    "income",
    "financial",
    "health_measurement",
    "phone",
    "bank_account",
];

/// Adds what the table says to a hypothesis about one of its columns.
pub fn speaks(h: &mut Hypothesis, subject: Subject, persons: f64, things: f64, profile: &Profile) {
    let parent = h.detector.parent;
    let attribute = coded::is_attribute(h.detector);
    let named = OF_PERSONS.contains(&parent);
    let place = matches!(parent, "city" | "state" | "country");
    let key = parent == "record_id" && h.header > 0.0;
    if !(attribute || named || key || place) {
        return;
    }
    match subject {
        Subject::Persons if key && persons >= 12.0 => {
            h.add("table", w::ROW_KEY, "the key of a row about a person is a person's");
        }
        Subject::Persons if key => {}
        Subject::Persons if place && (h.values * 10 >= h.tested * 8 || h.header >= 12.0) => {
            h.add("table", w::PLACE.min(persons / 4.0), "other columns are about persons");
        }
        Subject::Persons if place => {}
        Subject::Persons if named || h.header > 0.0 || plainly(h) && persons >= 12.0 => {
            h.add("table", w::TABLE.min(persons / 4.0), "other columns are about persons");
            row_name(h, profile);
        }
        Subject::Things if !key && !place => {
            h.add("table", -w::TABLE.min(things / 4.0), "other columns are about things, places or firms");
        }
        _ => {}
    }
}

/// The most that [`speaks`] adds to a hypothesis of a type, in decibans.
pub fn most(detector: &Detector) -> f64 {
    if detector.id == "person_name" { w::TABLE + w::ROW_NAME } else { w::TABLE.max(w::PLACE) }
}

/// Whether nearly all values are words that say one thing of a person, whatever the header: "F" and "M", "married".
fn plainly(h: &Hypothesis) -> bool {
    matches!(h.detector.parent, "gender" | "marital_status") && h.tested > 0 && h.values * 10 >= h.tested * 9
}

/// Lists hold not every name of the world: what stands as words under the header "name" in a table about persons is one.
fn row_name(h: &mut Hypothesis, profile: &Profile) {
    let Some(detail) = &profile.detail else { return };
    let misfit = h.listed;
    if h.detector.id == "person_name"
        && h.header >= 6.0
        && misfit < -2.0
        && coded::are_words(detail, profile.values)
    {
        h.add(
            "table",
            (-misfit - 1.0).min(w::ROW_NAME),
            "words under a header of names, in a table about persons",
        );
    }
}

/// A UUID and a digest are forms only: what a header says they identify comes first.
pub fn meaning_first(hypotheses: &mut [Hypothesis]) {
    let Some(first) = hypotheses.first() else { return };
    let digest = first.detector.id == "hash" && first.header <= 0.0;
    if first.detector.id != "uuid" && !digest {
        return;
    }
    let named = hypotheses.iter().position(|h| {
        h.detector.needs_header
            && h.header >= 9.0
            && h.total >= w::TAKE
            && (!digest || matches!(h.detector.id, "session_id" | "device_id" | "record_id" | "secret"))
    });
    if let Some(at) = named {
        hypotheses[..=at].rotate_right(1);
    }
}
