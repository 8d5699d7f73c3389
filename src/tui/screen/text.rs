//! What is known about a column, as paragraphs that several screens share.

use ratatui::text::Line;

use crate::domain::state::State;
use crate::domain::tier::Role;
use crate::tui::model::row::Row;
use crate::tui::model::words;
use crate::tui::theme::Meaning;
use crate::tui::widget::{self, Ink, safe, tier_meaning, tier_symbol};

/// Type, tier, role; where the column stands; its remarks.
pub fn head(ink: Ink<'_>, row: &Row, width: usize) -> Vec<Line<'static>> {
    let scan = &row.scan;
    let tier = scan.sensitivity;
    let kind = scan.kind.as_deref().map_or_else(|| "no known type".to_owned(), safe);
    let role = match scan.role {
        Role::Direct => "direct identifier · ",
        Role::Quasi => "quasi-identifier · ",
        Role::Sensitive => "sensitive attribute · ",
        Role::Key => "key · ",
        Role::None => "",
    };
    let mut out = vec![Line::from(vec![
        ink.put(format!("{} {tier}", tier_symbol(tier)), tier_meaning(tier)),
        ink.put(
            format!(" · {}", widget::fit(&kind, widget::width(&kind).min(width.saturating_sub(17)))),
            Meaning::Title,
        ),
    ])];
    out.push(ink.line(format!("  {role}{}", row.id.dtype), Meaning::Dim));
    if row.state != State::Undecided {
        let who = row.status.heads.iter().map(|head| {
            let reason = head.reason.as_deref().map_or_else(String::new, |r| format!(" ({})", safe(r)));
            format!("{}: {}{reason}", safe(&head.reviewer), words::verdict(&head.verdict))
        });
        let text = format!("{} — {}", row.state.name(), who.collect::<Vec<_>>().join("; "));
        out.extend(ink.labelled("stands     ", &text, Meaning::Title, width));
    }
    if let Some(why) = &row.why_changed {
        out.extend(ink.labelled("changed    ", &safe(why), Meaning::Bad, width));
    }
    if let Some(kind) = &row.status.corrected {
        out.extend(ink.labelled("corrected  ", &safe(kind), Meaning::Title, width));
    }
    for (reviewer, _, text) in &row.status.comments {
        out.extend(ink.labelled(
            "comment    ",
            &format!("{}: {}", safe(reviewer), safe(text)),
            Meaning::Text,
            width,
        ));
    }
    out
}

/// IS and CONTAINS with their intervals.
pub fn shares(ink: Ink<'_>, row: &Row, width: usize) -> Vec<Line<'static>> {
    let scan = &row.scan;
    let mut out = Vec::new();
    match (&scan.is, &scan.kind) {
        (Some(is), Some(kind)) => {
            out.extend(ink.labelled(
                "IS         ",
                &format!("{} {}", safe(kind), words::interval(is)),
                Meaning::Text,
                width,
            ));
        }
        _ if row.rows.read == 0 => {
            out.extend(ink.labelled(
                "IS         ",
                "no sample: known from reports only",
                Meaning::Dim,
                width,
            ));
        }
        _ => {}
    }
    for contained in &scan.contains {
        let share = words::interval(&contained.share);
        let text = format!("{} in {} rows, {share}", safe(&contained.kind), words::count(contained.rows));
        out.extend(ink.labelled("CONTAINS   ", &text, Meaning::Confidential, width));
    }
    out
}

/// Evidence for and against, strongest first, at most `most` of each.
pub fn evidence(ink: Ink<'_>, row: &Row, width: usize, most: usize) -> Vec<Line<'static>> {
    let mut out = Vec::new();
    for (label, meaning, positive) in
        [("for        ", Meaning::Good, true), ("against    ", Meaning::Bad, false)]
    {
        let all: Vec<_> = row.scan.evidence.iter().filter(|e| (e.weight >= 0.0) == positive).collect();
        if all.is_empty() {
            out.extend(ink.labelled(label, "—", Meaning::Dim, width));
        }
        for (at, evidence) in all.iter().take(most).enumerate() {
            let label = if at == 0 { label } else { "           " };
            let text = format!("{:+.0} {}", evidence.weight, safe(&evidence.text));
            out.extend(ink.labelled(label, &text, meaning, width));
        }
        if all.len() > most {
            out.extend(ink.labelled(
                "           ",
                &format!("and {} more", all.len() - most),
                Meaning::Dim,
                width,
            ));
        }
    }
    out
}

/// What other scanners say.
pub fn scanners(ink: Ink<'_>, row: &Row, width: usize) -> Vec<Line<'static>> {
    row.scan
        .seen_by
        .iter()
        .enumerate()
        .flat_map(|(at, seen)| {
            let agrees = seen.kind.is_some() && seen.kind == row.scan.kind;
            let unmapped = if seen.kind.is_none() { " (a type that vizard does not map)" } else { "" };
            let count = seen.count.map_or_else(String::new, |n| format!(", {} hits", words::count(n)));
            let partly = if seen.incomplete { ", saw only a part" } else { "" };
            let text = format!(
                "{} {}: {}{unmapped}{count}{partly}",
                if agrees { "✓" } else { "✗" },
                safe(&seen.scanner),
                safe(&seen.reported)
            );
            let label = if at == 0 { "seen by    " } else { "           " };
            ink.labelled(label, &text, if agrees { Meaning::Good } else { Meaning::Text }, width)
        })
        .collect()
}

/// Statistics and a sparkline.
pub fn stats(ink: Ink<'_>, row: &Row, width: usize) -> Vec<Line<'static>> {
    let stats = &row.scan.stats;
    if stats.values == 0 {
        return Vec::new();
    }
    let spark = widget::spark(&stats.histogram).trim_end().to_owned();
    let text = format!(
        "{spark}{}length {}–{} · distinct {} · unique {} · nulls {}",
        if spark.is_empty() { "" } else { " " },
        stats.length.0,
        stats.length.1,
        words::count(stats.distinct),
        words::percent(stats.unique_share),
        words::percent(stats.nulls)
    );
    let rows = if row.rows.seed.is_some() {
        format!("{} of {} rows read", words::count(row.rows.read), words::count(row.rows.total))
    } else {
        format!("all {} rows read", words::count(row.rows.read))
    };
    let mut out = ink.labelled("values     ", &text, Meaning::Text, width);
    out.extend(ink.labelled("           ", &rows, Meaning::Dim, width));
    out
}

/// The suggestion.
pub fn suggestion(ink: Ink<'_>, row: &Row, width: usize) -> Vec<Line<'static>> {
    let mut out = ink.labelled("suggested  ", &safe(&row.suggestion.action.label()), Meaning::Title, width);
    out.extend(ink.labelled("           ", &safe(&row.suggestion.why), Meaning::Dim, width));
    if let Some(other) = &row.suggestion.otherwise {
        out.extend(ink.labelled("otherwise  ", &safe(&other.label()), Meaning::Dim, width));
    }
    out
}

/// The terms of the priority.
pub fn terms(ink: Ink<'_>, row: &Row, width: usize) -> Vec<Line<'static>> {
    let mut out = ink.labelled("priority   ", &format!("{:.1} =", row.scan.score), Meaning::Title, width);
    for term in &row.scan.reasons {
        let text = format!("{:+6.1} {}: {}", term.points, safe(&term.term), safe(&term.why));
        out.extend(ink.labelled("           ", &text, Meaning::Text, width));
    }
    out
}

/// The next best types and the most frequent shapes.
pub fn shapes(ink: Ink<'_>, row: &Row, width: usize) -> Vec<Line<'static>> {
    let mut out = Vec::new();
    for (at, (shape, share)) in row.scan.stats.shapes.iter().enumerate() {
        let label = if at == 0 { "shapes     " } else { "           " };
        out.extend(ink.labelled(
            label,
            &format!("{} {}", words::percent(*share), safe(shape)),
            Meaning::Text,
            width,
        ));
    }
    for (at, other) in row.scan.alternates.iter().enumerate() {
        let label = if at == 0 { "or else    " } else { "           " };
        out.extend(ink.labelled(
            label,
            &format!("{} {}", safe(&other.kind), words::percent(other.confidence)),
            Meaning::Dim,
            width,
        ));
    }
    out
}
