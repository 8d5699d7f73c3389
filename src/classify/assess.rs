//! From the profiles of a table to what each column is, with evidence.

use super::context::{self, Subject};
use super::engine::Engine;
use super::evidence::{self, Hypothesis};
use super::policy::{self, Standing};
use super::profile::{Detail, Profile};
use super::{stats, weights as w};
use crate::detect::{self, Detector};
use crate::domain::assessment::{Alternate, ColumnScan, Contained, Evidence, ValueClass};
use crate::domain::name;
use crate::domain::scan::RowsRead;
use crate::domain::share::Share;
use crate::domain::table::{Field, Schema};
use crate::domain::tier::{Role, Tier};

/// Assesses every column of a table; `table` is its id, whose last part is read like a header.
#[must_use]
pub fn assess(
    engine: &Engine,
    table: &str,
    schema: &Schema,
    _rows: &RowsRead,
    profiles: &[Profile],
) -> Vec<ColumnScan> {
    let empty = Profile::default();
    let mut all: Vec<Vec<Hypothesis>> = Vec::with_capacity(schema.fields.len());
    for (at, field) in schema.fields.iter().enumerate() {
        let profile = profiles.get(at).unwrap_or(&empty);
        let headers = engine.headers.read(&header_of(field));
        all.push(evidence::hypotheses(engine, field.dtype, profile, &headers));
    }
    let mut paths: Vec<String> = schema.fields.iter().map(|f| f.path.clone()).collect();
    paths.push(table.rsplit('/').next().unwrap_or(table).to_owned());
    let best: Vec<Option<&Hypothesis>> = all.iter().map(|h| h.first()).collect();
    let (subject, persons, things) = context::subject(&paths, &best);
    for hypotheses in &mut all {
        for h in hypotheses.iter_mut() {
            table_speaks(h, subject, persons, things);
        }
        hypotheses.sort_by(|a, b| b.total.total_cmp(&a.total).then_with(|| a.detector.id.cmp(b.detector.id)));
    }
    schema
        .fields
        .iter()
        .zip(all)
        .enumerate()
        .map(|(index, (field, hypotheses))| {
            column(engine, index, field, profiles.get(index).unwrap_or(&empty), hypotheses, subject)
        })
        .collect()
}

/// The words of a header: a nested path says most in its last part.
fn header_of(field: &Field) -> String {
    if field.path.starts_with("column_") && field.path[7..].bytes().all(|b| b.is_ascii_digit()) {
        return String::new();
    }
    name::leaf(&field.path)
}

/// A name in a table about things is hardly a person's.
fn table_speaks(h: &mut Hypothesis, subject: Subject, persons: f64, things: f64) {
    let named = matches!(
        h.detector.parent,
        "person_name"
            | "first_name"
            | "last_name"
            | "person_key"
            | "username"
            | "occupation"
            | "education"
            | "age"
            | "income"
    );
    if !named {
        return;
    }
    match subject {
        Subject::Persons => {
            h.add("table", w::TABLE.min(persons / 4.0), "other columns are about persons".to_owned());
        }
        Subject::Things => {
            h.add(
                "table",
                -w::TABLE.min(things / 4.0),
                "other columns are about things, places or firms".to_owned(),
            );
        }
        Subject::Unclear => {}
    }
}

fn column(
    engine: &Engine,
    index: usize,
    field: &Field,
    profile: &Profile,
    hypotheses: Vec<Hypothesis>,
    subject: Subject,
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
    scan.alternates = hypotheses
        .iter()
        .skip(1)
        .take(3)
        .filter(|h| h.total > -6.0)
        .map(|h| Alternate { kind: h.detector.id.to_owned(), confidence: round(confidence(h.total)) })
        .collect();
    let detail = profile.detail.as_deref();
    match hypotheses.first().filter(|h| h.total >= w::TAKE) {
        Some(h) => taken(&mut scan, h, subject),
        None => untyped(&mut scan, hypotheses.first(), detail, profile.values),
    }
    if let Some(detail) = detail {
        contained(engine, &mut scan, detail, profile);
    }
    text_about_persons(&mut scan, detail, profile.values, subject);
    scan.evidence.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
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

fn taken(scan: &mut ColumnScan, h: &Hypothesis, subject: Subject) {
    let Standing { tier, personal, role, lowered } = policy::standing(h.detector, subject);
    set(scan, h.detector, tier, personal, role);
    scan.confidence = round(confidence(h.total));
    scan.evidence.clone_from(&h.evidence);
    if h.tested > 0 {
        scan.is = Some(Share::of(h.values.min(h.tested), h.tested));
    }
    if let Some(why) = lowered {
        scan.evidence.push(Evidence {
            kind: h.detector.id.to_owned(),
            source: "table".to_owned(),
            weight: 0.0,
            text: why,
        });
    }
}

fn set(scan: &mut ColumnScan, d: &Detector, tier: Tier, personal: bool, role: Role) {
    scan.kind = Some(d.id.to_owned());
    scan.family = Some(d.family.to_owned());
    (scan.sensitivity, scan.personal, scan.role) = (tier, personal, role);
}

/// No type was taken: ordinary numbers, dates and vocabularies are public; what looks like an opaque id is unknown.
fn untyped(scan: &mut ColumnScan, best: Option<&Hypothesis>, detail: Option<&Detail>, values: u64) {
    let Some(detail) = detail else {
        scan.sensitivity = Tier::Public;
        scan.confidence = 0.5;
        return;
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
    if scan.stats.values_are == ValueClass::Text
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
        scan.sensitivity = Tier::Unknown;
        scan.confidence = 0.3;
        scan.evidence.push(Evidence {
            kind: "unknown".to_owned(),
            source: "shape".to_owned(),
            weight: 0.0,
            text: "values that hardly repeat and that neither a form nor the header explains".to_owned(),
        });
        if let Some(h) = best {
            scan.alternates.insert(
                0,
                Alternate { kind: h.detector.id.to_owned(), confidence: round(confidence(h.total)) },
            );
        }
        return;
    }
    scan.sensitivity = Tier::Public;
    scan.confidence = 0.6;
}

/// Types that stand inside a column that is something else.
fn contained(engine: &Engine, scan: &mut ColumnScan, detail: &Detail, profile: &Profile) {
    let values = profile.values;
    let own_parent = scan.kind.as_deref().and_then(detect::parent).unwrap_or("");
    let mut found: Vec<Contained> = Vec::new();
    let mut push = |d: &Detector, rows: u64| {
        let related = d.parent == own_parent || covers(own_parent, d.parent);
        if rows > 0 && !related && d.personal && !found.iter().any(|c| c.kind == d.id) {
            found.push(Contained { kind: d.id.to_owned(), rows, share: Share::of(rows.min(values), values) });
        }
    };
    // Where nearly all values are of the column's own form, a second form that some of them have too is a coincidence;
    // what stands in the others counts.
    let formed = scan.kind.as_deref().and_then(detect::find).is_some_and(|d| {
        d.family != "text" && d.family != "benign" && (!d.patterns.is_empty() || d.lexicon.is_some())
    });
    let own = scan.is.filter(|is| formed && is.share >= 0.95);
    let others = own.map_or(u64::MAX, |is| values - (is.share * values as f64).round() as u64);
    for (at, rows) in &detail.inside {
        let Some(d) = engine.detectors.get(usize::from(*at)) else { continue };
        let strong = d.embedded.as_ref().is_some_and(|e| e.strong);
        let checked = d.check.as_ref().is_some_and(|c| c.pass_rate <= 0.02);
        let share = *rows as f64 / detail.searched.max(1) as f64;
        // A weak form needs company: names in free text are many or an accident.
        if *rows <= others && (strong || checked || (share >= 0.02 && *rows >= 3)) {
            push(d, *rows);
        }
    }
    // Whole cells of a strong form among others of another kind.
    for hit in detail.hits.iter().filter(|hit| hit.passes() <= others) {
        let Some(d) = engine.detectors.get(usize::from(hit.detector)) else { continue };
        let expected = d.check.as_ref().map_or(d.chance, |c| c.pass_rate.min(d.chance.max(1e-6)));
        let rare = d.chance <= 0.001 && !d.needs_header;
        let pass = hit.passes();
        let lifted = pass as f64 > 4.0 * expected * hit.form as f64 + 3.0;
        let minority = pass * 2 < values;
        if rare && lifted && minority && pass * 2 >= hit.form {
            push(d, pass);
        }
    }
    found.sort_by(|a, b| b.rows.cmp(&a.rows).then_with(|| a.kind.cmp(&b.kind)));
    scan.contains = found;
}

/// Types whose values hold the other by nature: an address holds its city, a full name its parts.
fn covers(outer: &str, inner: &str) -> bool {
    match outer {
        "street_address" | "location" => {
            matches!(
                inner,
                "city" | "state" | "country" | "postal_code" | "person_name" | "location" | "po_box"
            )
        }
        "person_name" | "username" | "name_affix" | "occupation" | "employer" | "education"
        | "organization" | "city" => {
            matches!(inner, "person_name" | "first_name" | "last_name")
        }
        "email" => matches!(inner, "social_handle" | "username"),
        "url" | "social_handle" => matches!(inner, "social_handle" | "username" | "person_name"),
        "device_id" | "session_id" => {
            matches!(inner, "ip_address" | "device_id" | "session_id" | "person_name" | "phone")
        }
        "secret" | "password_hash" | "password" => true,
        _ => false,
    }
}

/// Free text in which persons stand is personal whatever else it is.
fn text_about_persons(scan: &mut ColumnScan, detail: Option<&Detail>, values: u64, subject: Subject) {
    let Some(detail) = detail else { return };
    let is_text = detail.text_share() > 0.3;
    let kind = scan.kind.as_deref().unwrap_or("text");
    if !is_text
        || !matches!(
            kind,
            "text" | "free_text_personal" | "product" | "category" | "record_id" | "generic_pii"
        ) && scan.kind.is_some()
    {
        // Another type with something inside: at least the tier of what is inside becomes visible.
        return;
    }
    let hits: u64 = scan.contains.iter().map(|c| c.rows).max().unwrap_or(0);
    let share = hits as f64 / values.max(1) as f64;
    let strong = scan.contains.iter().any(|c| {
        c.rows >= 1
            && detect::find(&c.kind)
                .is_some_and(|d| d.tier >= Tier::Confidential && d.parent != "person_name")
    });
    // Titles of works and names of teams hold names too: names alone count in running text that is not about things.
    let running = detail.words_each() >= 6.0;
    let named = kind == "free_text_personal" && hits > 0;
    let id = if strong || named || (share >= w::TEXT_SHARE && running && subject != Subject::Things) {
        "free_text_personal"
    } else {
        "text"
    };
    if id == "text"
        && scan.kind.as_deref() == Some("free_text_personal")
        && scan.confidence > 0.8
        && scan.stats.distinct > 20
        && hits > 0
    {
        return;
    }
    if let Some(d) = detect::find(id) {
        set(scan, d, d.tier, d.personal, d.role);
        if id == "free_text_personal" {
            scan.evidence.push(Evidence {
                kind: id.to_owned(),
                source: "contains".to_owned(),
                weight: 10.0,
                text: format!("{hits} of {values} texts hold names, contacts or ids"),
            });
        }
        scan.is = None;
    }
}
