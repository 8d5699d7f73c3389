//! The evidence for and against every type of one column, additive in decibans.

use super::engine::Engine;
use super::header::HeaderHit;
use super::profile::{Detail, Profile};
use super::stats;
use super::weights as w;
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
    /// What was added up.
    pub evidence: Vec<Evidence>,
}

impl std::fmt::Debug for Detector {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

impl Hypothesis {
    /// Adds a piece of evidence.
    pub fn add(&mut self, source: &str, weight: f64, text: String) {
        self.total += weight;
        self.evidence.push(Evidence {
            kind: self.detector.id.to_owned(),
            source: source.to_owned(),
            weight: (weight * 10.0).round() / 10.0,
            text,
        });
    }
}

/// Every hypothesis that a header or values speak for, the best first.
pub fn hypotheses(
    engine: &Engine,
    dtype: DType,
    profile: &Profile,
    headers: &[HeaderHit],
) -> Vec<Hypothesis> {
    let mut candidates: Vec<u16> = headers.iter().map(|hit| hit.detector).collect();
    if let Some(detail) = &profile.detail {
        candidates.extend(detail.hits.iter().map(|hit| hit.detector));
        candidates.extend(detail.members.iter().map(|(at, _)| *at));
    }
    candidates.sort_unstable();
    candidates.dedup();
    let mut out: Vec<Hypothesis> = candidates
        .into_iter()
        .filter_map(|at| one(engine, at, dtype, profile, headers.iter().find(|hit| hit.detector == at)))
        .collect();
    out.sort_by(|a, b| b.total.total_cmp(&a.total).then_with(|| a.detector.id.cmp(b.detector.id)));
    out
}

fn one(
    engine: &Engine,
    at: u16,
    dtype: DType,
    profile: &Profile,
    header: Option<&HeaderHit>,
) -> Option<Hypothesis> {
    let detector = *engine.detectors.get(usize::from(at))?;
    let mut h =
        Hypothesis { detector, total: w::PRIOR, values: 0, tested: 0, header: 0.0, evidence: Vec::new() };
    if let Some(hit) = header {
        h.header = hit.weight;
        h.add("header", hit.weight, format!("header word \"{}\"", hit.word.replace('_', " ")));
        if let Some(against) = hit.against {
            h.header += w::HEADER_AGAINST;
            h.add("header", w::HEADER_AGAINST, format!("header word \"{}\"", against.replace('_', " ")));
        }
    } else if detector.needs_header {
        h.add("header", w::HEADERLESS, "only a header can tell this type, and this one does not".to_owned());
    }
    match &profile.detail {
        Some(detail) => values(&mut h, at, profile.values, detail),
        None if profile.nulls > 0 => h.add("values", w::HEADERLESS, "no value at all".to_owned()),
        None => {}
    }
    if !holds(detector, dtype) {
        h.add("dtype", w::DTYPE, format!("a column of type {dtype} does not hold it"));
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
            !matches!(detector.role, Role::Direct)
                || detector.parent == "geo_coordinate"
                || detector.parent == "phone"
        }
        _ => true,
    }
}

/// What a share of `share` says against chance, at most `most`: the log of how much more often than by chance.
fn lift(share: f64, chance: f64, most: f64) -> f64 {
    (10.0 * (share / chance.max(1e-5)).log10()).clamp(0.0, most)
}

fn values(h: &mut Hypothesis, at: u16, n: u64, detail: &Detail) {
    let d = h.detector;
    let nf = n as f64;
    // Few values say less.
    let trust = nf / (nf + w::HALF_N);
    let hit = detail.hits.iter().find(|hit| hit.detector == at).copied().unwrap_or_default();
    let members = detail.members.iter().find(|(k, _)| *k == at).map_or(0, |(_, c)| *c);
    let by_form = !d.patterns.is_empty();
    let form_share = hit.passes() as f64 / nf.max(1.0);
    let list_share = members as f64 / detail.looked_up.max(1) as f64;
    if d.lexicon.is_some() && detail.looked_up > 0 && list_share >= form_share * detail.wordy() {
        // Values that are no words at all were not looked up and count against.
        let share = list_share * detail.wordy();
        (h.values, h.tested) = (members, detail.looked_up);
        let list = d.lexicon.map_or("", |l| l.name);
        if share >= 0.3 {
            // Distinct members count: a word list holds many ordinary words.
            let distinct = (detail.distinct.count() as f64).min(20.0);
            let weight = (lift(share, d.chance, w::LIST_MOST) * (0.4 + 0.6 * distinct / 20.0)
                - (1.0 - share) * 8.0)
                * trust;
            h.add(
                "lexicon",
                weight,
                format!("{:.0} % stand in the list of {}", share * 100.0, list.replace('_', " ")),
            );
        } else if !by_form {
            let weight = w::MISFIT * (0.3 - share) / 0.3 * trust * forgiving(h, n, detail.distinct.count());
            h.add(
                "lexicon",
                weight,
                format!("only {:.0} % stand in the list of {}", share * 100.0, list.replace('_', " ")),
            );
        }
    } else if by_form {
        (h.values, h.tested) = (hit.passes(), n);
        form(h, hit.form, hit.passes(), n, detail.distinct.count(), trust);
    } else if d.lexicon.is_some() && !d.needs_header {
        h.tested = n;
        h.add("lexicon", w::MISFIT * trust, "no value is a word of the list".to_owned());
    } else {
        // The header alone speaks; values of any kind are possible.
        (h.values, h.tested) = (n, n);
    }
    negative(h, n, detail, trust);
}

fn form(h: &mut Hypothesis, form: u64, pass: u64, n: u64, distinct: u64, trust: f64) {
    let d = h.detector;
    let share = pass as f64 / n.max(1) as f64;
    let of_form = form as f64 / n.max(1) as f64;
    if let Some(check) = &d.check
        && form > 0
        && check.pass_rate < 0.5
    {
        let rate = pass as f64 / form as f64;
        let expected = check.pass_rate;
        // How sure a share of passes is no accident, in standard deviations of the binomial distribution.
        let deviation = (rate - expected) / (expected * (1.0 - expected) / form as f64).sqrt().max(1e-9);
        if form >= 8 && (deviation < 4.0 || rate < expected * 2.0) {
            // A header that names the type outright outweighs numbers that somebody made up.
            let weight = if h.header >= 15.0 && of_form >= 0.8 { w::NO_LIFT / 3.0 } else { w::NO_LIFT };
            h.add(
                "checksum",
                weight,
                format!(
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
                format!("{:.0} % pass {} ({:.1} % by chance)", rate * 100.0, check.name, expected * 100.0),
            );
        }
    }
    if share >= 0.3 {
        let weight = (lift(share, d.chance, w::FORM_MOST) - (1.0 - share) * 14.0) * trust;
        h.add("pattern", weight, format!("{:.1} % have its form", share * 100.0));
    } else {
        let weak = forgiving(h, n, distinct);
        h.add(
            "pattern",
            w::MISFIT * (0.3 - share) / 0.3 * trust * weak,
            format!("only {:.1} % have its form", share * 100.0),
        );
    }
}

/// How far values that do not fit count: less where only a header can tell, where the header names the type outright and
/// values are few, or where a category is coded by a handful of numbers.
fn forgiving(h: &Hypothesis, n: u64, distinct: u64) -> f64 {
    let outright = h.header >= 16.0;
    let category = h.detector.lexicon.is_some() && h.detector.role != Role::Direct;
    if outright && (n < 30 || (category && distinct <= 12)) {
        0.25
    } else if h.detector.needs_header || h.header > 12.0 {
        0.45
    } else {
        1.0
    }
}

fn negative(h: &mut Hypothesis, n: u64, detail: &Detail, trust: f64) {
    let d = h.detector;
    let numbers = &detail.numbers;
    let counting = numbers.pairs >= 8 && numbers.next * 10 >= numbers.pairs * 8;
    if counting && !matches!(d.parent, "record_id" | "person_key" | "age" | "birth_year" | "date") {
        h.add("sequence", w::SEQUENCE, "the values count upwards by one, as row numbers do".to_owned());
    }
    let distinct = detail.distinct.count();
    let unique_kind = d.role == Role::Direct
        && d.parent != "first_name"
        && d.parent != "last_name"
        && d.parent != "person_name";
    if unique_kind && n >= 50 && distinct * 20 < n && h.header < 12.0 {
        h.add(
            "vocabulary",
            w::VOCABULARY,
            format!("only {distinct} distinct values in {n}: a closed vocabulary"),
        );
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
        h.add("shape", -12.0 * trust, format!("{:.0} % are texts of several words", texts * 100.0));
    }
}
