//! From the profiles of a table to what each column is, with evidence.

use super::context;
use super::engine::Engine;
use super::evidence::{self, Hypothesis};
use super::policy::{self, About, Standing};
use super::profile::{Detail, Profile};
use super::{inside, spread, stats, table, weights as w};
use crate::detect::{self, Detector};
use crate::domain::assessment::{Alternate, ColumnScan, Evidence, ValueClass};
use crate::domain::name;
use crate::domain::scan::RowsRead;
use crate::domain::share::Share;
use crate::domain::table::{Field, Schema};
use crate::domain::tier::{Role, Tier};

/// Assesses every column of a table; `table_id` is its id, whose last part is read like a header.
#[must_use]
pub fn assess(
    engine: &Engine,
    table_id: &str,
    schema: &Schema,
    rows: &RowsRead,
    profiles: &[Profile],
) -> Vec<ColumnScan> {
    assess_on(1, engine, table_id, schema, rows, profiles.to_vec())
}

/// As [`assess`], the columns of a wide table shared among so many threads. Each profile gives its memory back as soon as
/// its column is assessed.
#[must_use]
pub fn assess_on(
    threads: usize,
    engine: &Engine,
    table_id: &str,
    schema: &Schema,
    _rows: &RowsRead,
    mut profiles: Vec<Profile>,
) -> Vec<ColumnScan> {
    let fields = &schema.fields;
    profiles.resize_with(fields.len(), Profile::default);
    let empty = Profile::default();
    let profile = |at: usize| profiles.get(at).unwrap_or(&empty);
    let readings = spread::map(threads, fields, &|_, field| engine.headers.read(&header_of(field)));
    // Of every column the best hypothesis says what the table is about, and then the table says which ones are the best.
    let weighed = spread::map(threads, &readings, &|at, reading| {
        let dtype = fields.get(at).map(|field| field.dtype).unwrap_or_default();
        evidence::hypotheses(engine, dtype, profile(at), reading, LEAST)
    });
    let name = table_id.rsplit('/').next().unwrap_or(table_id);
    let paths = fields.iter().map(|field| field.path.as_str()).chain([name]);
    let (subject, persons, things) = context::subject(paths, &weighed, &profiles);
    let speaks = |h: &mut Hypothesis, profile: &Profile| table::speaks(h, subject, persons, things, profile);
    let shown = spread::consume(threads, weighed, &|at, mut all| {
        all.iter_mut().for_each(|h| speaks(h, profile(at)));
        all.sort_unstable_by(evidence::order);
        table::meaning_first(&mut all);
        all.truncate(1 + ALTERNATES);
        all
    });
    let names = |h: &Hypothesis| {
        h.total >= w::NAMED && matches!(h.detector.parent, "person_name" | "first_name" | "last_name")
    };
    let any = |is: &dyn Fn(&Hypothesis) -> bool| shown.iter().any(|h| h.first().is_some_and(is));
    let street = |h: &Hypothesis| h.total >= w::NAMED && h.detector.parent == "street_address";
    let about = About { subject, named: any(&names), addressed: any(&street) };
    let columns = spread::consume(threads, profiles, &|at, profile| {
        let (field, reading) = (fields.get(at)?, readings.get(at)?);
        let explained = |h: &Hypothesis| {
            let mut h = evidence::with_texts(engine, h, field.dtype, &profile, reading)?;
            speaks(&mut h, &profile);
            Some(h.into_evidence())
        };
        let hypotheses = shown.get(at).map(Vec::as_slice).unwrap_or_default();
        Some(column(engine, at, field, &profile, hypotheses, about, &explained))
    });
    columns.into_iter().flatten().collect()
}

/// Types that a column might be as well that are listed.
const ALTERNATES: usize = 3;
/// Total above which they are.
const LEAST: f64 = -6.0;

/// The words of a header: a nested path says most in its last part.
fn header_of(field: &Field) -> String {
    if field.path.starts_with("column_") && field.path[7..].bytes().all(|b| b.is_ascii_digit()) {
        return String::new();
    }
    let leaf = name::leaf(&field.path);
    let general = GENERAL.iter().any(|word| leaf.eq_ignore_ascii_case(word));
    match field.path.rsplit_once('.').filter(|_| general && leaf != name::bare(&field.path)) {
        Some((parent, _)) => format!("{} {leaf}", name::leaf(parent)),
        None => leaf,
    }
}

/// Last parts of a nested path that say nothing without the part before.
const GENERAL: &[&str] = &["id", "uid", "key", "no", "nr", "number", "code", "name", "value", "type"];

fn column(
    engine: &Engine,
    index: usize,
    field: &Field,
    profile: &Profile,
    hypotheses: &[Hypothesis],
    about: About,
    explained: &dyn Fn(&Hypothesis) -> Option<Vec<Evidence>>,
) -> ColumnScan {
    let stats = stats::of(profile);
    let mut scan = ColumnScan {
        index,
        column: field.path.clone(),
        occurrence: field.occurrence,
        dtype: field.dtype,
        nullable: field.nullable,
        stats,
        ..ColumnScan::default()
    };
    let taken_at = usize::from(hypotheses.first().is_some_and(|h| h.total >= w::TAKE));
    scan.alternates = hypotheses
        .iter()
        .skip(taken_at)
        .take(ALTERNATES)
        .filter(|h| h.total > LEAST)
        .map(|h| Alternate { kind: h.detector.id.into(), confidence: round(confidence(h.total)) })
        .collect();
    let detail = profile.detail.as_deref();
    match hypotheses.first().filter(|h| h.total >= w::TAKE) {
        Some(h) => {
            scan.evidence = explained(h).unwrap_or_default();
            taken(&mut scan, h, about, &header_of(field));
        }
        None => untyped(&mut scan, hypotheses.first(), detail, profile.values),
    }
    if let Some(detail) = detail {
        inside::contained(engine, &mut scan, detail, profile);
    }
    inside::text_about_persons(&mut scan, detail, profile.values, about.subject);
    inside::mostly(&mut scan);
    inside::at_least(&mut scan);
    scan.evidence.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    scan.evidence.shrink_to_fit();
    scan
}

/// Odds in decibans as a probability.
fn confidence(total: f64) -> f64 {
    let odds = 10_f64.powf(total.clamp(-60.0, 60.0) / 10.0);
    odds / (1.0 + odds)
}

fn round(x: f64) -> f64 {
    (x * 1000.0).round() / 1000.0
}

fn taken(scan: &mut ColumnScan, h: &Hypothesis, about: About, header: &str) {
    let Standing { tier, personal, role, lowered } = policy::standing(h.detector, about, header);
    set(scan, h.detector, tier, personal, role);
    scan.confidence = round(confidence(h.total));
    if h.tested > 0 {
        scan.is = Some(Share::of(h.values.min(h.tested), h.tested));
    }
    if let Some(why) = lowered {
        scan.evidence.push(Evidence {
            kind: h.detector.id.into(),
            source: "table".into(),
            weight: 0.0,
            text: why,
        });
    }
}

pub(super) fn set(scan: &mut ColumnScan, d: &Detector, tier: Tier, personal: bool, role: Role) {
    scan.kind = Some(d.id.to_owned());
    scan.family = Some(d.family.to_owned());
    (scan.sensitivity, scan.personal, scan.role) = (tier, personal, role);
}

/// No type was taken: ordinary numbers, dates and vocabularies are public; what looks like an opaque id is unknown.
fn untyped(scan: &mut ColumnScan, best: Option<&Hypothesis>, detail: Option<&Detail>, values: u64) {
    let Some(detail) = detail else {
        return unknown(scan, "no value was seen, so nothing says what will stand here");
    };
    let share = |name| stats::shape(detail, values, name);
    let plain = match scan.stats.values_are {
        ValueClass::Integer | ValueClass::Decimal | ValueClass::Boolean => true,
        ValueClass::Date | ValueClass::Timestamp => {
            if let Some(d) = detect::find("date") {
                set(scan, d, d.tier, d.personal, d.role);
            }
            scan.confidence = 0.8;
            return;
        }
        _ => share("integer") + share("decimal") > 0.9,
    };
    // A text of one form with digits in it is a number written in groups.
    let grouped = scan.stats.unique_share > 0.9
        && scan.stats.shapes.first().is_some_and(|(form, share)| *share >= 0.9 && form.contains('9'));
    if scan.stats.values_are == ValueClass::Text
        && !grouped
        && let Some(d) = detect::find("text")
    {
        set(scan, d, d.tier, d.personal, d.role);
        scan.confidence = 0.6;
        return;
    }
    let distinct = detail.distinct.count();
    let few = distinct <= 50 || (values >= 100 && distinct * 10 <= values);
    let words = share("word") + share("words") > 0.6;
    // Long numbers or codes that hardly repeat and that no header explains: nobody can say that they are harmless.
    let opaque =
        !words && !few && scan.stats.length.0 >= 6 && scan.stats.unique_share > 0.9 && distinct >= 20;
    let long_number = scan.stats.values_are == ValueClass::Integer
        && scan.stats.length.0 >= 8
        && scan.stats.unique_share > 0.9;
    let guessed =
        best.is_some_and(|h| h.total > -2.0 && h.detector.tier > Tier::Internal && !h.detector.needs_header);
    if (opaque && !plain) || (long_number && distinct >= 20) || guessed {
        unknown(scan, "values that hardly repeat and that neither a form nor the header explains");
        return;
    }
    scan.sensitivity = Tier::Public;
    scan.confidence = 0.6;
}

/// Nobody can say that the column is harmless.
fn unknown(scan: &mut ColumnScan, why: &str) {
    scan.sensitivity = Tier::Unknown;
    scan.confidence = 0.3;
    scan.evidence.push(Evidence {
        kind: "unknown".into(),
        source: "shape".into(),
        weight: 0.0,
        text: why.to_owned(),
    });
}
