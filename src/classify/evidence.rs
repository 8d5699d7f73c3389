//! The evidence for and against every type of one column, additive in decibans.
//!
//! Every type that a column might be is summed up in numbers; the texts are made for the type that is taken alone.

use std::cmp::Ordering;
use std::fmt::{self, Display};

use super::against::{misfit, negative};
use super::engine::Engine;
use super::header::{HeaderHit, Reading};
use super::profile::{Detail, Profile};
use super::weights as w;
use super::{coded, table};
use crate::detect::Detector;
use crate::domain::assessment::Evidence;
use crate::domain::dtype::DType;
use crate::domain::tier::Role;

/// One type that a column might be.
#[derive(Debug, Clone)]
pub struct Hypothesis {
    /// The type.
    pub detector: &'static Detector,
    /// Sum of the evidence and the prior.
    pub total: f64,
    /// Values of the type.
    pub values: u64,
    /// Values it was tested on.
    pub tested: u64,
    /// The header names it.
    pub header: f64,
    /// What its word list says.
    pub listed: f64,
    /// Place of the type in the list of detectors.
    at: u16,
    /// What was added up; `None` where the sum is all that is asked for, as nearly everywhere.
    texts: Option<Box<Texts>>,
}

/// Evidence that is kept with its texts.
#[derive(Debug, Clone, Default)]
struct Texts(Vec<Evidence>);

impl fmt::Debug for Detector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

impl Hypothesis {
    /// Adds a piece of evidence; its text is made only where the evidence is kept.
    pub fn add(&mut self, source: &'static str, weight: f64, text: impl Display) {
        self.total += weight;
        let weight_shown = (weight * 10.0).round() / 10.0;
        if source == "lexicon" {
            self.listed += weight_shown;
        }
        if let Some(texts) = &mut self.texts {
            let mut text = text.to_string();
            text.shrink_to_fit();
            let (kind, source) = (self.detector.id.into(), source.into());
            texts.0.push(Evidence { kind, source, weight: weight_shown, text });
        }
    }

    /// The evidence that was kept.
    pub fn into_evidence(self) -> Vec<Evidence> {
        self.texts.map(|texts| texts.0).unwrap_or_default()
    }
}

/// A name of several words, joined by `_`, with blanks between them.
struct Words<'a>(&'a str);

impl Display for Words<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, word) in self.0.split('_').enumerate() {
            f.write_str(if at == 0 { "" } else { " " })?;
            f.write_str(word)?;
        }
        Ok(())
    }
}

/// The hypotheses that a header or values speak for, the best first, without texts. Beside the best one only those are
/// kept that come to `least` with what the table may add.
pub fn hypotheses(
    engine: &Engine,
    dtype: DType,
    profile: &Profile,
    reading: &Reading<'_>,
    least: f64,
) -> Vec<Hypothesis> {
    let detail = profile.detail.as_deref();
    let hits = detail.map_or(&[][..], |detail| &detail.hits);
    let members = detail.map_or(&[][..], |detail| &detail.members);
    let mut candidates: Vec<u16> = Vec::with_capacity(reading.hits.len() + hits.len() + members.len());
    candidates.extend(reading.hits.iter().map(|hit| hit.detector));
    candidates.extend(hits.iter().map(|hit| hit.detector));
    candidates.extend(members.iter().map(|(at, _)| *at));
    candidates.sort_unstable();
    candidates.dedup();
    let mut kept: Vec<Hypothesis> = Vec::new();
    let mut best: Option<Hypothesis> = None;
    for at in candidates {
        let Some(h) = one(engine, at, dtype, profile, reading, None) else { continue };
        // A point more, so that no rounding leaves one out.
        if h.total + table::most(h.detector) + 1.0 >= least {
            kept.push(h);
        } else if best.as_ref().is_none_or(|best| order(&h, best).is_lt()) {
            best = Some(h);
        }
    }
    kept.extend(best);
    kept.sort_unstable_by(order);
    kept.shrink_to_fit();
    kept
}

/// The better one comes first; no two of a column are equal.
pub fn order(a: &Hypothesis, b: &Hypothesis) -> Ordering {
    b.total.total_cmp(&a.total).then_with(|| a.detector.id.cmp(b.detector.id))
}

/// A hypothesis once more, with the texts of its evidence.
pub fn with_texts(
    engine: &Engine,
    hypothesis: &Hypothesis,
    dtype: DType,
    profile: &Profile,
    reading: &Reading<'_>,
) -> Option<Hypothesis> {
    one(engine, hypothesis.at, dtype, profile, reading, Some(Box::default()))
}

fn one(
    engine: &Engine,
    at: u16,
    dtype: DType,
    profile: &Profile,
    reading: &Reading<'_>,
    texts: Option<Box<Texts>>,
) -> Option<Hypothesis> {
    let header: Option<&HeaderHit> = reading.hits.iter().find(|hit| hit.detector == at);
    let detector = *engine.detectors.get(usize::from(at))?;
    let mut h =
        Hypothesis { detector, total: w::PRIOR, values: 0, tested: 0, header: 0.0, listed: 0.0, at, texts };
    if let Some(hit) = header {
        h.header = hit.weight;
        h.add("header", hit.weight, format_args!("header word \"{}\"", Words(hit.word)));
        if let Some(against) = hit.against {
            h.header += w::HEADER_AGAINST;
            h.add("header", w::HEADER_AGAINST, format_args!("header word \"{}\"", Words(against)));
        }
    } else if detector.needs_header {
        h.add("header", w::HEADERLESS, "only a header can tell this type, and this one does not");
    } else if detector.lexicon.is_some()
        && let Some(against) = reading.against(at, "")
    {
        h.add("header", w::AGAINST_VALUES, format_args!("header word \"{}\"", Words(against)));
    }
    if detector.family == "names"
        && h.header <= 0.0
        && let Some(other) = reading.names_outright()
        && engine.detectors.get(usize::from(other.detector)).is_some_and(|d| d.family != "names")
    {
        let text = format!("the header names something else: \"{}\"", other.word.replace('_', " "));
        h.add("header", w::NAMED_OTHERWISE, text);
    }
    if detector.family == "government" && header.is_none() && reading.names_a_record() {
        h.add("header", w::RECORD, "the header names the number of a case, an order or a part");
    }
    if detector.parent == "record_id"
        && let Some(whose) = reading.names_a_key_of(engine.detectors)
    {
        let text = format_args!("the header says of whom or what it is the key: \"{}\"", Words(whose));
        h.add("header", w::KEYED_OTHERWISE, text);
    }
    match &profile.detail {
        Some(detail) => values(engine, &mut h, at, profile.values, detail),
        None if profile.nulls > 0 => h.add("values", w::HEADERLESS, "no value at all"),
        None => {}
    }
    if !holds(detector, dtype) {
        h.add("dtype", w::DTYPE, format_args!("a column of type {dtype} does not hold it"));
    }
    Some(h)
}

/// Whether a column of a declared type can hold values of a detector.
fn holds(detector: &Detector, dtype: DType) -> bool {
    match dtype {
        DType::Boolean => {
            !detector.personal
                || detector.header_for.iter().any(|(_, weight)| *weight > 0.0) && detector.needs_header
        }
        DType::Float => {
            !matches!(detector.role, Role::Direct) || matches!(detector.parent, "geo_coordinate" | "phone")
        }
        _ => true,
    }
}

/// What a share of `share` says against chance, at most `most`: the log of how much more often than by chance.
fn lift(share: f64, chance: f64, most: f64) -> f64 {
    (10.0 * (share / chance.max(1e-5)).log10()).clamp(0.0, most)
}

fn values(engine: &Engine, h: &mut Hypothesis, at: u16, n: u64, detail: &Detail) {
    let d = h.detector;
    let nf = n as f64;
    // Few values say less.
    let trust = nf / (nf + w::HALF_N);
    let hit = detail.hits.iter().find(|hit| hit.detector == at).copied().unwrap_or_default();
    let (members, chance) = members(engine, h, at, detail);
    let by_form = !d.patterns.is_empty();
    let form_share = hit.passes() as f64 / nf.max(1.0);
    let list_share = members as f64 / detail.looked_up.max(1) as f64;
    if d.lexicon.is_some() && detail.looked_up > 0 && list_share >= form_share * detail.wordy() {
        // Values that are no words at all were not looked up and count against.
        // A value is of the type by its form or by the list: "TX" beside "Norfolk".
        let share = (list_share * detail.wordy() + form_share).min(1.0);
        (h.values, h.tested) = (members, detail.looked_up);
        let list = d.lexicon.map_or("", |l| l.name);
        if share >= 0.3 {
            // Distinct members count: a word list holds many ordinary words.
            // What the list does not hold speaks more against a type that no header names.
            let unlisted = if h.header > 0.0 { 8.0 } else { 14.0 };
            // Full names are rare among other texts: a few distinct ones tell as much as there can be.
            let enough = match d.id {
                _ if coded::is_closed(d) => w::CLOSED,
                "person_name" => w::OPEN.min(nf),
                _ => w::OPEN,
            };
            let distinct = (detail.distinct.count() as f64 / enough).min(1.0);
            let weight = (lift(share, chance, w::LIST_MOST) * (0.4 + 0.6 * distinct)
                - (1.0 - share) * unlisted)
                * trust;
            h.add(
                "lexicon",
                weight,
                format_args!("{:.0} % stand in the list of {}", share * 100.0, Words(list)),
            );
        } else if !by_form {
            let text = format_args!("only {:.0} % stand in the list of {}", share * 100.0, Words(list));
            misfit(h, "lexicon", share, n, detail, text);
        }
    } else if by_form {
        (h.values, h.tested) = (hit.passes(), n);
        form(h, hit.form, hit.passes(), n, detail, trust);
    } else if d.lexicon.is_some() && !coded::counts(d) {
        h.tested = n;
        misfit(h, "lexicon", 0.0, n, detail, "no value is a word of the list");
    } else {
        // The header alone speaks; values of any kind are possible.
        (h.values, h.tested) = (n, n);
    }
    negative(h, n, detail, trust);
}

fn form(h: &mut Hypothesis, form: u64, pass: u64, n: u64, detail: &Detail, trust: f64) {
    let d = h.detector;
    let share = pass as f64 / n.max(1) as f64;
    let of_form = form as f64 / n.max(1) as f64;
    if let Some(check) = &d.check
        && form > 0
        && check.pass_rate < 0.5
    {
        let rate = pass as f64 / form as f64;
        let expected = check.pass_rate;
        if d.id == "street_address" && h.header >= 12.0 && of_form >= 0.6 && share < 0.3 {
            let text = "its form, though hardly a word for a street: lists hold not every one";
            h.add("pattern", w::UNLISTED, format_args!("{:.0} % have {text}", of_form * 100.0));
            return;
        }
        // How sure a share of passes is no accident, in standard deviations of the binomial distribution.
        let deviation = (rate - expected) / (expected * (1.0 - expected) / form as f64).sqrt().max(1e-9);
        if form >= 8 && (deviation < 4.0 || rate < expected * 2.0) {
            // A header that names the type outright outweighs numbers that somebody made up.
            let weight = if h.header >= 15.0 && of_form >= 0.8 { w::MADE_UP } else { w::NO_LIFT };
            h.add(
                "checksum",
                weight,
                format_args!(
                    "{:.0} % of {form} values of the form pass {}, as by chance ({:.0} %)",
                    rate * 100.0,
                    check.name,
                    expected * 100.0
                ),
            );
            return;
        }
        if of_form >= 0.5 && rate > 0.8 {
            let each = 10.0 * (rate / expected).log10();
            let weight = (each * (pass as f64).min(8.0) / 4.0).min(w::LIFT_MOST) * trust;
            h.add(
                "checksum",
                weight,
                format_args!(
                    "{:.0} % pass {} ({:.1} % by chance)",
                    rate * 100.0,
                    check.name,
                    expected * 100.0
                ),
            );
        }
    }
    if share >= 0.3 {
        let weight = (lift(share, d.chance, w::FORM_MOST) - (1.0 - share) * 14.0) * trust;
        h.add("pattern", weight, format_args!("{:.1} % have its form", share * 100.0));
    } else {
        misfit(h, "pattern", share, n, detail, format_args!("only {:.1} % have its form", share * 100.0));
    }
}

/// Members of a type's list among the values, and how ordinary a member is. A full name under a header of names may be
/// a given or a family name alone.
fn members(engine: &Engine, h: &Hypothesis, at: u16, detail: &Detail) -> (u64, f64) {
    let of = |at: u16| detail.members.iter().find(|(known, _)| *known == at).map_or(0, |(_, count)| *count);
    let own = (of(at), h.detector.chance);
    if h.detector.id != "person_name" || h.header < 7.0 {
        return own;
    }
    let parts = ["first_name", "last_name"].iter().filter_map(|id| {
        let at = engine.place(id)?;
        Some((of(at as u16), engine.detectors.get(at)?.chance))
    });
    let single = parts.max_by_key(|(count, _)| *count).unwrap_or(own);
    if single.0 * 10 >= detail.looked_up * 6 && single.0 > own.0 { single } else { own }
}
