//! Attributes of persons and how tables write them: as words of a closed list, or coded by numbers, letters, yes and no.

use super::profile::Detail;
use super::stats;
use crate::detect::Detector;

/// Types whose words are few, so that a handful of distinct ones tells as much as it ever will.
const CLOSED: &[&str] = &[
    "gender",
    "marital_status",
    "race_ethnicity",
    "religion",
    "sexual_orientation",
    "union_membership",
    "lifestyle",
    "education",
    "political_affiliation",
    "physical_trait",
    "family",
];

/// Further attributes that files code by numbers, letters, yes and no.
const CODED: &[&str] =
    &["medical_condition", "criminal_record", "occupation", "nationality", "medication", "language"];

/// Types whose words no list holds all of.
const OPEN: &[&str] = &[
    "person_name",
    "first_name",
    "last_name",
    "city",
    "place_of_birth",
    "occupation",
    "employer",
    "location",
    "organization",
];

/// Distinct values that a code has at most.
pub const MOST_CODES: u64 = 12;

/// Distinct years of schooling.
const MOST_YEARS: u64 = 26;

/// Whether the words of a type are a short, closed list.
pub fn is_closed(d: &Detector) -> bool {
    CLOSED.contains(&d.parent)
}

/// Whether a type is an attribute of a person that files code.
pub fn is_attribute(d: &Detector) -> bool {
    is_closed(d) || CODED.contains(&d.parent)
}

/// Whether a type with a list is also told by a number of anything: cigarettes a day, convictions.
pub fn counts(d: &Detector) -> bool {
    matches!(d.parent, "lifestyle" | "criminal_record")
}

/// Whether no list can hold all words of a type.
pub fn is_open(d: &Detector) -> bool {
    OPEN.contains(&d.parent) || d.id == "product"
}

/// Whether values are codes of an attribute: a handful of numbers, letters, short words, or yes and no; education also comes
/// in years.
pub fn are_codes(d: &Detector, detail: &Detail, values: u64) -> bool {
    let share = |name| stats::shape(detail, values, name);
    let numbers = share("integer") + share("decimal");
    let short = detail.length.1 <= 12;
    let most = if d.parent == "education" { MOST_YEARS } else { MOST_CODES };
    detail.distinct.count() <= most && (numbers >= 0.9 || short)
}

/// Whether values are written as names are: words of letters, no digits.
pub fn are_words(detail: &Detail, values: u64) -> bool {
    stats::shape(detail, values, "word") + stats::shape(detail, values, "words") >= 0.75
}
