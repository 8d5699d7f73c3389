//! What values say against a type.

use std::fmt::Display;

use super::evidence::Hypothesis;
use super::profile::Detail;
use super::{coded, stats, weights as w};
use crate::domain::tier::Role;

/// Adds what values say against a type whose form or list only a small share of them fits.
pub fn misfit(
    h: &mut Hypothesis,
    source: &'static str,
    share: f64,
    n: u64,
    detail: &Detail,
    text: impl Display,
) {
    let trust = n as f64 / (n as f64 + w::HALF_N);
    let against = w::MISFIT * (0.3 - share) / 0.3;
    if h.header >= 9.0 && coded::is_attribute(h.detector) && coded::are_codes(h.detector, detail, n) {
        // How many values are of the type, codes do not tell.
        (h.values, h.tested) = (0, 0);
        let codes = "the values are codes, which neither a form nor a list tells";
        h.add(source, against.max(w::CODED) * trust, codes);
        return;
    }
    // A rigid form is not bent by a header: "mac address" over yes and no.
    // … nor do values of a few bytes misspell a long one: "phone" over 1 to 5.
    let shortest = h.detector.examples.iter().map(|example| example.len()).min().unwrap_or(0);
    let stunted = h.detector.check.is_some() && detail.length.1 as usize * 2 < shortest;
    let rigid = h.detector.lexicon.is_none() && (h.detector.chance <= 1e-4 || stunted);
    let outright = h.header >= 16.0 && !rigid;
    let few = coded::is_attribute(h.detector) && detail.distinct.count() <= coded::MOST_CODES;
    let forgiving = if rigid {
        1.0
    } else if outright && (n < 30 || few) {
        0.25
    } else if h.header >= 12.0
        && coded::is_open(h.detector)
        && (coded::are_words(detail, n) || h.detector.id == "product")
    {
        0.2
    } else if h.detector.needs_header || h.header > 12.0 {
        0.45
    } else {
        1.0
    };
    h.add(source, against * forgiving * trust, text);
}

/// Adds what rows, vocabularies and shapes say against a type.
pub fn negative(h: &mut Hypothesis, n: u64, detail: &Detail, trust: f64) {
    let d = h.detector;
    let numbers = &detail.numbers;
    let counting = numbers.pairs >= 8 && numbers.next * 10 >= numbers.pairs * 8;
    if counting && !matches!(d.parent, "record_id" | "person_key" | "age" | "birth_year" | "date") {
        h.add("sequence", w::SEQUENCE, "the values count upwards by one, as row numbers do");
    }
    let distinct = detail.distinct.count();
    let closed_names = matches!(d.parent, "first_name" | "last_name" | "person_name")
        && distinct <= 12
        && n >= 50
        && h.header <= 0.0;
    // Two letters of a short vocabulary that no header explains ("SE", "EX") are codes of anything.
    let ordinary = d.family == "location" && d.chance >= 0.05 && distinct <= 8 && n >= 20 && h.header <= 0.0;
    let unique_kind = d.role == Role::Direct
        && d.parent != "first_name"
        && d.parent != "last_name"
        && d.parent != "person_name";
    if closed_names || ordinary || unique_kind && n >= 50 && distinct * 20 < n && h.header < 12.0 {
        h.add(
            "vocabulary",
            w::VOCABULARY,
            format_args!("only {distinct} distinct values in {n}: a closed vocabulary"),
        );
    }
    if d.personal && d.lexicon.is_some() && h.header <= 0.0 && stats::shape(detail, n, "boolean") >= 0.95 {
        h.add("shape", w::BOOLEAN, "the values are yes and no");
    }
    let texts = detail.text_share();
    let short = !matches!(d.family, "text" | "health" | "secrets" | "benign")
        && !matches!(
            d.parent,
            "street_address"
                | "person_name"
                | "organization"
                | "education"
                | "occupation"
                | "device_id"
                | "criminal_record"
                | "user_agent"
        );
    if short && texts > 0.4 && stats::shape(detail, n, "words") > 0.3 && h.values * 2 < n {
        h.add("shape", -12.0 * trust, format_args!("{:.0} % are texts of several words", texts * 100.0));
    }
}
