//! What stands inside the values of a column that is something else, or a text.

use super::assess::set;
use super::context::Subject;
use super::engine::Engine;
use super::profile::{Detail, Profile};
use super::weights as w;
use crate::detect::{self, Detector};
use crate::domain::assessment::{ColumnScan, Contained, Evidence};
use crate::domain::share::Share;
use crate::domain::tier::Tier;

/// Types that stand inside a column that is something else.
pub fn contained(engine: &Engine, scan: &mut ColumnScan, detail: &Detail, profile: &Profile) {
    let values = profile.values;
    let own_parent = scan.kind.as_deref().and_then(detect::parent).unwrap_or("");
    let mut found: Vec<Contained> = Vec::new();
    let mut push = |d: &Detector, rows: u64| {
        let related = d.parent == own_parent || covers(own_parent, d.parent);
        // A key or token is no person's and opens more than any address.
        let matters = d.personal || d.tier >= Tier::Confidential;
        if rows > 0 && !related && matters && !found.iter().any(|c| c.kind == d.id) {
            found.push(Contained { kind: d.id.to_owned(), rows, share: Share::of(rows.min(values), values) });
        }
    };
    // Where nearly all values are of the column's own form, a second form that some of them have too is a coincidence;
    // what stands in the others counts. A form that leaves room may carry anything and excuses nothing.
    let formed = scan.kind.as_deref().and_then(detect::find).is_some_and(|d| {
        let open = engine.place(d.id).and_then(|at| engine.open.get(at)).is_none_or(|open| *open);
        !open && d.family != "text" && d.family != "benign" && (!d.patterns.is_empty() || d.lexicon.is_some())
    });
    let own = scan.is.filter(|is| formed && is.share >= 0.95);
    let others = own.map_or(u64::MAX, |is| values - (is.share * values as f64).round() as u64);
    for (at, rows) in &detail.inside {
        let Some(d) = engine.detectors.get(usize::from(*at)) else { continue };
        let strong = d.embedded.as_ref().is_some_and(|e| e.strong);
        let checked = d.check.as_ref().is_some_and(|c| c.pass_rate <= 0.02);
        let share = *rows as f64 / detail.searched.max(1) as f64;
        // A weak form needs company: names in free text are many or an accident.
        // A check that few accidents pass, or a number written as phone numbers are, needs less of it.
        let formed = d.parent == "phone" || d.check.as_ref().is_some_and(|c| c.pass_rate <= w::FEW_PASS);
        let enough = if formed { w::FORMED_SHARE } else { w::FORM_SHARE };
        if *rows <= others && (strong || checked || (share >= enough && *rows >= 3)) {
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
pub(super) fn covers(outer: &str, inner: &str) -> bool {
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
pub fn text_about_persons(scan: &mut ColumnScan, detail: Option<&Detail>, values: u64, subject: Subject) {
    let Some(detail) = detail else { return };
    let is_text = detail.text_share() > 0.3;
    let kind = scan.kind.as_deref().unwrap_or("text");
    if !is_text
        || !matches!(
            kind,
            "text" | "free_text_personal" | "product" | "category" | "record_id" | "generic_pii"
        ) && scan.kind.is_some()
    {
        // A header like "message" alone, over values in which nothing personal stands, makes no personal text.
        if kind == "free_text_personal"
            && scan.confidence < 0.8
            && scan.contains.is_empty()
            && let Some(d) = detect::find("text")
        {
            set(scan, d, d.tier, d.personal, d.role);
        }
        return;
    }
    let hits: u64 = scan.contains.iter().map(|c| c.rows).max().unwrap_or(0);
    let share = hits as f64 / values.max(1) as f64;
    // What a check has proved counts once; what a form alone tells has to be there more often.
    let strong = scan.contains.iter().any(|c| {
        detect::find(&c.kind).is_some_and(|d| {
            let proved = d.embedded.as_ref().is_some_and(|e| e.strong)
                || d.check.as_ref().is_some_and(|check| check.pass_rate < 0.02);
            d.tier >= Tier::Confidential
                && d.parent != "person_name"
                && (proved
                    || c.share.share >= w::FORM_SHARE
                    || c.rows as f64 >= 3.0 + w::ACCIDENT * values as f64)
        })
    });
    // Titles of works and names of teams hold names too: names alone count in running text that is not about things.
    let running = detail.words_each() >= 6.0;
    let named = kind == "free_text_personal" && hits > 0;
    let id = if strong || named || (share >= w::TEXT_SHARE && running && subject != Subject::Things) {
        "free_text_personal"
    } else {
        "text"
    };
    if id == "text" && matches!(kind, "product" | "category" | "record_id") {
        return;
    }
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
                kind: id.into(),
                source: "contains".into(),
                weight: 10.0,
                text: format!("{hits} of {values} texts hold names, contacts or ids"),
            });
        }
        scan.is = None;
    }
}

/// A column of no form of its own in which a quarter of the cells are of a sensitive type is a column of that type: mail
/// addresses between names, written in many ways.
pub fn mostly(scan: &mut ColumnScan) {
    if scan.kind.as_deref().is_some_and(|kind| kind != "text") {
        return;
    }
    let found = scan.contains.iter().find_map(|c| {
        let d = detect::find(&c.kind).filter(|d| d.tier >= Tier::Confidential)?;
        (c.share.share >= w::INSIDE_SHARE && c.rows >= 3).then_some((d, c.rows, c.share))
    });
    let Some((d, rows, share)) = found else { return };
    set(scan, d, d.tier, d.personal, d.role);
    scan.confidence = share.share.min(0.9);
    scan.is = Some(share);
    scan.evidence.push(Evidence {
        kind: d.id.into(),
        source: "contains".into(),
        weight: 10.0,
        text: format!("stands inside {rows} of the values"),
    });
}

/// A column of a harmless form that carries something proved and sensitive in many of its values is as sensitive as that:
/// links with mail addresses in their query, agents with session keys.
pub fn at_least(scan: &mut ColumnScan) {
    if scan.kind.is_none() || scan.sensitivity >= Tier::Confidential {
        return;
    }
    let carried = scan.contains.iter().find_map(|c| {
        let d = detect::find(&c.kind).filter(|d| d.tier >= Tier::Confidential)?;
        let proved = d.embedded.as_ref().is_some_and(|e| e.strong)
            || d.check.as_ref().is_some_and(|check| check.pass_rate < 0.02);
        (proved && c.share.share >= w::TEXT_SHARE && c.rows >= 3).then_some((d, c.rows))
    });
    let Some((d, rows)) = carried else { return };
    scan.sensitivity = d.tier;
    scan.personal |= d.personal;
    scan.evidence.push(Evidence {
        kind: d.id.into(),
        source: "contains".into(),
        weight: 10.0,
        text: format!("{rows} of the values carry {}: the column is as sensitive", d.title.to_lowercase()),
    });
}
