//! What the rows of a table are: persons, or things, places and firms.

use std::collections::HashSet;

use super::evidence::Hypothesis;
use super::profile::Profile;
use super::{header, question, roles, weights as w};

/// What the rows of a table are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Natural persons.
    Persons,
    /// Things, places, events, firms, aggregates.
    Things,
    /// Nothing speaks either way.
    Unclear,
}

/// Types of a column that make a row a person, with their weight.
const PERSONS: &[(&str, f64)] = &[
    ("first_name", 8.0),
    ("last_name", 8.0),
    ("middle_name", 6.0),
    ("person_name", 5.0),
    ("name_affix", 4.0),
    ("date_of_birth", 9.0),
    ("email", 6.0),
    ("national_id", 9.0),
    ("tax_id", 7.0),
    ("passport", 9.0),
    ("driver_license", 8.0),
    ("gender", 7.0),
    ("marital_status", 8.0),
    ("race_ethnicity", 5.0),
    ("religion", 5.0),
    ("username", 5.0),
    ("credit_card", 6.0),
    ("iban", 5.0),
    ("cvv", 6.0),
    ("card_expiry", 4.0),
    ("medical_record_number", 8.0),
    ("health_insurance_id", 8.0),
    ("medical_condition", 5.0),
    ("occupation", 4.0),
    ("age", 7.0),
    ("birth_year", 5.0),
    ("person_key", 6.0),
    ("education", 3.0),
    ("income", 3.0),
    ("phone", 3.0),
    ("employer", 3.0),
    ("family", 3.0),
    ("sexual_orientation", 6.0),
    ("password", 5.0),
    ("password_hash", 5.0),
    ("nationality", 3.0),
    ("ip_address", 4.0),
    ("device_id", 4.0),
    ("session_id", 4.0),
    ("lifestyle", 4.0),
    ("criminal_record", 4.0),
    ("social_handle", 3.0),
    ("health_measurement", 5.0),
    ("physical_trait", 3.0),
    ("credit_score", 5.0),
    ("financial", 3.0),
    ("place_of_birth", 6.0),
    ("union_membership", 4.0),
    ("political_affiliation", 2.0),
];

/// Header words, beside the roles, of what only persons have or do.
const PERSON_WORDS: &[&str] = &[
    "billing",
    "shipping",
    "household",
    "experience",
    "exper",
    "tenure",
    "years_employed",
    "hired",
    "enrolled",
];
/// Weight of such a word.
const PERSON_WORD: f64 = 4.0;
/// Weight of a header that speaks to the one who answers.
const ADDRESSED: f64 = 10.0;

/// Header words of numbers of persons.
const COUNTED: &[&str] =
    &["percent", "percentage", "pct", "number", "total", "avg", "average", "count", "rate", "per", "share"];

/// Header words of tables about something else, with their weight.
const THINGS: &[(&str, f64)] = &[
    ("product", 6.0),
    ("sku", 8.0),
    ("price", 5.0),
    ("brand", 5.0),
    ("aisle", 7.0),
    ("stock", 4.0),
    ("item", 3.0),
    ("model", 4.0),
    ("airport", 8.0),
    ("iata", 8.0),
    ("icao", 8.0),
    ("airline", 7.0),
    ("flight", 5.0),
    ("route", 4.0),
    ("station", 5.0),
    ("elevation", 6.0),
    ("altitude", 5.0),
    ("company", 3.0),
    ("organization", 4.0),
    ("vendor", 5.0),
    ("supplier", 5.0),
    ("store", 4.0),
    ("shop", 4.0),
    ("restaurant", 7.0),
    ("hotel", 6.0),
    ("school", 4.0),
    ("university", 3.0),
    ("college", 3.0),
    ("hospital", 5.0),
    ("provider", 4.0),
    ("film", 6.0),
    ("movie", 6.0),
    ("title", 1.5),
    ("album", 7.0),
    ("track", 6.0),
    ("song", 7.0),
    ("game", 4.0),
    ("team", 3.0),
    ("season", 3.0),
    ("species", 7.0),
    ("habitat", 5.0),
    ("animal", 6.0),
    ("breed", 7.0),
    ("pet", 4.0),
    ("fur", 6.0),
    ("plumage", 7.0),
    ("wing", 5.0),
    ("beak", 7.0),
    ("bill", 1.0),
    ("tail", 4.0),
    ("specimen", 6.0),
    ("petal", 8.0),
    ("flipper", 7.0),
    ("mass", 3.0),
    ("shell", 5.0),
    ("diameter", 4.0),
    ("island", 2.0),
    ("sepal", 8.0),
    ("planet", 6.0),
    ("horse", 5.0),
    ("jockey", 5.0),
    ("lap", 4.0),
    ("circuit", 5.0),
    ("platform", 3.0),
    ("recipe", 7.0),
    ("ingredient", 7.0),
    ("calories", 4.0),
    ("crop", 6.0),
    ("soil", 6.0),
    ("budget", 3.0),
    ("gross", 2.0),
    ("votes", 2.0),
    ("domain", 2.0),
    ("file", 2.0),
    ("repository", 5.0),
    ("commit", 5.0),
    ("population", 5.0),
    ("median", 3.0),
    ("mean", 3.0),
    ("avg", 3.0),
    ("average", 3.0),
    ("percent", 3.0),
    ("pct", 3.0),
    ("share", 2.0),
    ("total", 2.0),
    ("count", 2.0),
    ("rate", 2.0),
    ("per", 2.0),
    ("capita", 6.0),
    ("rating", 2.0),
    ("genre", 5.0),
    ("horsepower", 8.0),
    ("mpg", 8.0),
    ("cylinders", 8.0),
    ("engine", 6.0),
    ("weather", 6.0),
    ("temp", 4.0),
    ("wind", 5.0),
    ("precipitation", 6.0),
    ("rainfall", 6.0),
    ("latitude", 1.0),
    ("building", 3.0),
    ("sqft", 6.0),
    ("bedrooms", 6.0),
    ("listing", 5.0),
    ("character", 5.0),
    ("publisher", 5.0),
    ("isbn", 8.0),
    ("warehouse", 5.0),
    ("shipment", 4.0),
    ("currency", 2.0),
    ("ticker", 8.0),
    ("symbol", 3.0),
    ("state", 0.5),
    ("county", 1.5),
    ("district", 2.0),
    ("agency", 3.0),
    ("cuisine", 6.0),
];

/// Weight from which rows are persons.
const PERSONS_FROM: f64 = 6.5;
/// How far a further column of a type counts.
const AGAIN: f64 = 0.25;
/// Weight of a column that names a place, a firm or a product, or a year, each once: that is what rows are.
const ONCE: f64 = 8.0;

/// Whether a column of things names each one once.
fn names_each_once(h: &Hypothesis, profile: &Profile) -> bool {
    let least = match h.detector.parent {
        "state" | "country" | "date" => 8,
        "city" | "location" | "organization" | "occupation" => 20,
        _ => return false,
    };
    let distinct = profile.detail.as_ref().map_or(0, |detail| detail.distinct.count());
    let year = h.detector.parent != "date" || profile.detail.as_ref().is_some_and(|d| d.length.1 <= 7);
    // A year alone is a weak date, but a date.
    let sure = if h.detector.parent == "date" { h.header >= 7.0 } else { h.total >= w::TAKE };
    sure && year && profile.values >= least && distinct * 100 >= profile.values * 97
}

/// The subject of a table, with the weight for persons and for things: what the best hypothesis of each column and the
/// paths say.
#[must_use]
pub fn subject<'a>(
    paths: impl Iterator<Item = &'a str>,
    columns: &[Vec<Hypothesis>],
    profiles: &[Profile],
) -> (Subject, f64, f64) {
    let mut persons = 0.0;
    let mut seen: Vec<&str> = Vec::new();
    for hypothesis in columns.iter().filter_map(|hypotheses| hypotheses.first()) {
        let parent = hypothesis.detector.parent;
        // Values that do not fit a header that names the type outright may be codes: the header still says what rows are.
        let sure = if hypothesis.total >= 0.0 {
            (hypothesis.total / 15.0).clamp(0.2, 1.0)
        } else if hypothesis.header >= 12.0 {
            0.2
        } else {
            continue;
        };
        if let Some((_, weight)) = PERSONS.iter().find(|(kind, _)| *kind == parent) {
            // A second column of a type says little more.
            let again = if seen.contains(&parent) {
                AGAIN
            } else {
                seen.push(parent);
                1.0
            };
            persons += weight * sure * again;
        }
    }
    let mut firsts = columns.iter().map(|hypotheses| hypotheses.first()).zip(profiles);
    let each = firsts.any(|(first, profile)| first.is_some_and(|h| names_each_once(h, profile)));
    let mut things = if each { ONCE } else { 0.0 };
    let mut words: Vec<&str> = Vec::new();
    let mut addressed = false;
    // Words that were looked at, in headers of numbers of persons and in others: wide tables repeat them.
    let mut met: [HashSet<String>; 2] = Default::default();
    for path in paths {
        let tokens = header::tokens(path);
        if !addressed && question::addresses(&tokens) {
            addressed = true;
            persons += ADDRESSED;
        }
        // "Percentage of drivers involved", "number of players": the rows are not those persons.
        let counted = tokens.len() > 4 || tokens.iter().any(|t| COUNTED.contains(&t.as_str()));
        let met = &mut met[usize::from(counted)];
        for token in tokens {
            if met.contains(&token) || token.bytes().all(|byte| byte.is_ascii_digit()) {
                continue;
            }
            let single = token.strip_suffix('s').unwrap_or(&token);
            let own = PERSON_WORDS.iter().find(|w| **w == token || **w == single).copied();
            if let Some(word) = own.or_else(|| roles::role(&token).filter(|_| !counted))
                && !words.contains(&word)
            {
                words.push(word);
                persons += PERSON_WORD;
            }
            let found = THINGS.iter().find(|(word, _)| *word == token || *word == single);
            if let Some((word, weight)) = found.filter(|(word, _)| !words.contains(word)) {
                words.push(word);
                things += weight;
            }
            met.insert(token);
        }
    }
    let subject = if persons >= PERSONS_FROM && persons >= things {
        Subject::Persons
    } else if things >= 6.0 && things > persons {
        Subject::Things
    } else {
        Subject::Unclear
    };
    (subject, persons, things)
}
