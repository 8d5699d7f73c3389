//! Screen 3: another mask for one column, and what it does to sample rows.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::domain::action::Action;
use crate::domain::mask::{Guarantees, Uniqueness};
use crate::tui::layout::Areas;
use crate::tui::model::{Model, Pane, words};
use crate::tui::theme::Meaning;
use crate::tui::widget::{self, Ink, fit, safe};

use super::sample;

/// Draws the screen.
pub fn draw(model: &Model, areas: &Areas, buffer: &mut Buffer) {
    let ink = Ink(&model.theme);
    let name = model.queue.current().map_or_else(|| "no column".to_owned(), |row| safe(&model.address(row)));
    if !areas.main.is_empty() {
        let title = format!("mask for {name}");
        let inside = widget::titled(buffer, areas.main, &title, ink, model.focus == Pane::Main, areas.framed);
        list(model, ink, inside, buffer);
    }
    if !areas.side.is_empty() {
        let title = "before and after";
        let inside = widget::titled(buffer, areas.side, title, ink, model.focus == Pane::Side, areas.framed);
        widget::lines(buffer, inside, &side(model, usize::from(inside.width)), model.scroll);
    }
}

fn list(model: &Model, ink: Ink<'_>, area: Rect, buffer: &mut Buffer) {
    let pick = &model.mask;
    if pick.candidates.is_empty() {
        let text = if pick.row.is_some() { "listing the masks…" } else { "there is no column here" };
        widget::put(buffer, area.x, area.y, &ink.line(text, Meaning::Dim), area.width);
    }
    let width = usize::from(area.width);
    let label = (width * 2 / 5).clamp(12, 44);
    for (y, (at, candidate)) in (area.y..area.bottom()).zip(pick.candidates.iter().enumerate().skip(pick.top))
    {
        let edge = if at == pick.at { "▌" } else { " " };
        let star = if candidate.suggested { "★ " } else { "  " };
        let off = candidate.why_not.is_some();
        let say = candidate.why_not.clone().unwrap_or_else(|| candidate.title.clone());
        let line = Line::from(vec![
            ink.put(format!("{edge}{star}"), Meaning::Key),
            ink.put(
                fit(&safe(&candidate.action.label()), label),
                if off { Meaning::Dim } else { Meaning::Title },
            ),
            ink.put(format!(" {}", fit(&safe(&say), width.saturating_sub(label + 4))), Meaning::Dim),
        ]);
        widget::put(buffer, area.x, y, &line, area.width);
        if at == pick.at {
            buffer.set_style(Rect { y, height: 1, ..area }, ink.style(Meaning::Selected));
        }
    }
}

/// Effect, promises and what the column is.
pub fn side(model: &Model, width: usize) -> Vec<Line<'static>> {
    let ink = Ink(&model.theme);
    let mut out = effect(model, width);
    if let Some(row) = model.queue.current() {
        out.push(Line::default());
        out.extend(super::text::head(ink, row, width));
        out.extend(super::text::shares(ink, row, width));
    }
    out
}

/// Before and after on sample rows, figures, promises.
pub fn effect(model: &Model, width: usize) -> Vec<Line<'static>> {
    let ink = Ink(&model.theme);
    let pick = &model.mask;
    let Some(candidate) = pick.current() else { return Vec::new() };
    let mut out = ink.labelled("action     ", &safe(&candidate.action.label()), Meaning::Title, width);
    if candidate.suggested
        && let Some(row) = model.queue.current()
    {
        let why = format!("for {}: {}", model.about.purpose, row.suggestion.why);
        out.extend(ink.labelled("suggested  ", &safe(&why), Meaning::Dim, width));
    }
    if let Some(why) = &candidate.why_not {
        out.extend(ink.labelled("not here   ", &safe(why), Meaning::Bad, width));
    }
    let revealed = pick.row.is_some_and(|number| model.reveals(number));
    if let Some(problem) = pick.preview.problem() {
        out.extend(ink.labelled("effect     ", &safe(problem), Meaning::Bad, width));
    } else if let Some(preview) = pick.preview.get() {
        let half = width.saturating_sub(3) / 2;
        let note = if revealed { "" } else { " (shapes)" };
        out.push(Line::from(vec![
            ink.put(fit(&format!("before{note}"), half), Meaning::Dim),
            ink.put(" → ", Meaning::Dim),
            ink.put(fit(&format!("after{note}"), half), Meaning::Dim),
        ]));
        for (before, after) in preview.pairs.iter().take(if revealed { 12 } else { 6 }) {
            let show = if revealed { sample::value } else { sample::shape };
            let meaning = if revealed { Meaning::Reveal } else { Meaning::Text };
            out.push(Line::from(vec![
                ink.put(fit(&show(before.as_ref()), half), meaning),
                ink.put(" → ", Meaning::Dim),
                ink.put(fit(&show(after.as_ref()), half), meaning),
            ]));
        }
        for figure in &preview.figures {
            if figure.before.is_empty() && figure.after.is_empty() {
                // A heading: whose figures follow.
                out.push(ink.line(safe(&figure.what), Meaning::Title));
                continue;
            }
            let text = format!("{} → {}", figure.before, figure.after);
            out.extend(ink.labelled(&fit(&safe(&figure.what), 22), &text, Meaning::Text, width));
        }
        for remark in &preview.remarks {
            out.extend(ink.labelled("note       ", &safe(remark), Meaning::Bad, width));
        }
        let basis = if preview.whole { "all rows" } else { "sample" };
        let n = format!("{basis}, n {}", words::count(preview.n));
        out.extend(ink.labelled(&fit("figures from", 22), &n, Meaning::Dim, width));
        if preview.refused > 0 {
            let text =
                format!("{} values the mask cannot take: they become null", words::count(preview.refused));
            out.extend(ink.labelled("refused    ", &text, Meaning::Bad, width));
        }
    } else {
        out.push(ink.line("running it on sample rows…", Meaning::Dim));
    }
    if let Action::Mask { mask, .. } = &candidate.action
        && let Ok(found) = crate::mask::of_choice(mask)
    {
        out.extend(ink.labelled("ISO 20889  ", found.technique().name(), Meaning::Text, width));
    }
    if let Some(guarantees) = &candidate.guarantees {
        out.extend(promises(ink, guarantees, width));
    }
    out
}

fn promises(ink: Ink<'_>, guarantees: &Guarantees, width: usize) -> Vec<Line<'static>> {
    let unique = match (guarantees.uniqueness, guarantees.bits) {
        (Uniqueness::Exact, _) => "distinct stays distinct".to_owned(),
        (Uniqueness::CollisionBound, Some(bits)) => {
            format!("distinct stays distinct but for 2^-{bits} a pair")
        }
        (Uniqueness::CollisionBound, None) => "distinct stays distinct but for a bound".to_owned(),
        (Uniqueness::Lost, _) => "distinct may become equal".to_owned(),
    };
    let kept: Vec<&str> = [
        (guarantees.keyed, "keyed"),
        (guarantees.deterministic, "deterministic"),
        (guarantees.reversible, "reversible with the key"),
        (guarantees.keeps_type, "keeps type"),
        (guarantees.keeps_length, "keeps length"),
        (guarantees.keeps_order, "keeps order"),
        (guarantees.keeps_nulls, "keeps nulls"),
        (guarantees.keeps_join, "joins still work"),
        (guarantees.may_equal, "a value may stay as it is"),
    ]
    .into_iter()
    .filter_map(|(holds, word)| holds.then_some(word))
    .collect();
    let mut out =
        ink.labelled("promises   ", &format!("{} · {unique}", kept.join(" · ")), Meaning::Text, width);
    out.extend(ink.labelled("insider    ", &insider(guarantees), Meaning::Text, width));
    out.extend(ink.labelled("outsider   ", &safe(&guarantees.leaves), Meaning::Text, width));
    out
}

/// What somebody with the key learns.
fn insider(guarantees: &Guarantees) -> String {
    if guarantees.reversible {
        "who holds the key gets the value back".to_owned()
    } else if guarantees.keyed {
        "who holds the key can test a guessed value".to_owned()
    } else {
        "no key: learns what an outsider learns".to_owned()
    }
}
