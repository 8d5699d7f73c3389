//! What every detector must hold to, built in or the project's own.

use regex_automata::meta::Regex;
use regex_automata::util::syntax;

use super::Detector;

/// A promise that a detector does not keep.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{id}`, field `{field}`: {what}")]
pub struct Fault {
    /// Detector, or the type of an allow list.
    pub id: String,
    /// Field of the detector.
    pub field: &'static str,
    /// What is wrong and what to do next. Examples are named by their place, never by their text.
    pub what: String,
}

/// A pattern as the engine reads it (bytes, no Unicode classes), anchored at both ends.
///
/// # Errors
/// What the pattern's grammar or size forbids, for people.
pub fn whole(pattern: &str) -> Result<Regex, String> {
    compiled(&format!("^(?:{pattern})$"))
}

/// A pattern as the engine reads it, at any place of a text.
///
/// # Errors
/// As [`whole`].
pub fn compiled(pattern: &str) -> Result<Regex, String> {
    Regex::builder()
        .syntax(syntax::Config::new().unicode(false).utf8(false))
        .configure(Regex::config().utf8_empty(false).nfa_size_limit(Some(1 << 20)))
        .build(pattern)
        .map_err(|error| {
            use std::error::Error as _;
            let cause = error.source().map(|source| format!(": {source}")).unwrap_or_default();
            format!("{error}{cause}").split_whitespace().collect::<Vec<_>>().join(" ")
        })
}

/// Every promise that a detector does not keep: texts for people, rates within range, words of headers in their form,
/// patterns that compile and match no empty value, examples that hold, counter-examples that do not, an example that is
/// found inside a text.
#[must_use]
pub fn prove(d: &Detector) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut say = |field, what: String| faults.push(Fault { id: d.id.to_owned(), field, what });
    for (field, text) in [("title", d.title), ("source", d.source), ("family", d.family)] {
        if text.is_empty() {
            say(field, "is empty; say it in a few words".to_owned());
        }
    }
    if !d.why.ends_with('.') {
        say("why", "is no sentence; say why such a column matters, with a full stop".to_owned());
    }
    if !(d.chance > 0.0 && d.chance <= 1.0) {
        say("chance", "is a share: above 0 and at most 1".to_owned());
    }
    if d.check.as_ref().is_some_and(|check| !(check.pass_rate > 0.0 && check.pass_rate < 1.0)) {
        say("check", "has a pass rate that is no share between 0 and 1".to_owned());
    }
    if d.header_for.is_empty() && d.patterns.is_empty() {
        say("patterns", "neither patterns nor headers: nothing would ever be recognised".to_owned());
    }
    for (word, weight) in d.header_for {
        if word.is_empty() || !word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        {
            say(
                "headers",
                format!("`{word}` is not of a-z, 0-9 and `_`; write `Employee No.` as `employee_no`"),
            );
        }
        if !(1.0..=20.0).contains(weight) {
            say("headers", format!("`{word}` weighs {weight}; 7 speaks weakly, 13 strongly, 20 outright"));
        }
    }
    examples(d, &mut say);
    embedded(d, &mut say);
    faults
}

fn examples(d: &Detector, say: &mut impl FnMut(&'static str, String)) {
    let mut patterns = Vec::new();
    for (at, pattern) in d.patterns.iter().enumerate() {
        match whole(pattern) {
            Ok(regex) if regex.is_match(b"") => {
                say(
                    "patterns",
                    format!("pattern {} matches the empty value; ask for at least one character", at + 1),
                );
            }
            Ok(regex) => patterns.push(regex),
            Err(error) => say("patterns", format!("pattern {} cannot be used: {error}", at + 1)),
        }
    }
    if patterns.len() < d.patterns.len() {
        return;
    }
    if d.examples.is_empty() && !(d.patterns.is_empty() && d.lexicon.is_none()) {
        say("examples", "is empty; give at least one invented value that is of the type".to_owned());
    }
    for (at, value) in d.examples.iter().enumerate() {
        let formed = patterns.iter().any(|pattern| pattern.is_match(value.as_bytes()));
        if !holds(d, &patterns, value) {
            let why = if formed { "fails the check" } else { "is matched whole by no pattern" };
            say("examples", format!("example {} {why}; mend the example or the pattern", at + 1));
        }
    }
    for (at, value) in d.counter_examples.iter().enumerate() {
        if holds(d, &patterns, value) {
            say(
                "counter_examples",
                format!("counter-example {} is taken for the type; narrow the pattern", at + 1),
            );
        }
    }
}

/// Whether a value is of the type as far as pattern, check and list tell.
fn holds(d: &Detector, patterns: &[Regex], value: &str) -> bool {
    let by_list = d.lexicon.is_some_and(|lexicon| (lexicon.contains)(value));
    by_list || patterns.iter().any(|p| p.is_match(value.as_bytes())) && d.passes(value.as_bytes())
}

fn embedded(d: &Detector, say: &mut impl FnMut(&'static str, String)) {
    let Some(embedded) = &d.embedded else { return };
    let regex = match compiled(embedded.pattern) {
        Ok(regex) => regex,
        Err(error) => return say("inside", format!("the pattern cannot be used: {error}")),
    };
    if regex.is_match(b"") {
        return say(
            "inside",
            "the pattern matches nothing at all; ask for at least one character".to_owned(),
        );
    }
    let word = d.header_for.first().map_or("", |(word, _)| *word).to_ascii_uppercase();
    let found = d.examples.iter().any(|value| {
        let text = format!("set api_key={value} password: {value} {word}: {value} today");
        let lower = text.to_ascii_lowercase();
        let needed = embedded.needs.is_empty()
            || embedded.needs.iter().any(|need| lower.contains(&need.to_ascii_lowercase()));
        needed && regex.find_iter(&text).any(|hit| d.passes(&text.as_bytes()[hit.range()]))
    });
    if !found {
        say("inside", "no example is found inside a text; mend `pattern` or `needs`".to_owned());
    }
}
