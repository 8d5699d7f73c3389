//! Writing the plan and exporting it; what a target cannot express is shown before anything is written.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::tui::keymap::chord::Chord;
use crate::tui::message::Effect;
use crate::tui::model::overlay::Overlay;
use crate::tui::model::{Model, Tone, words};
use crate::tui::port::TargetLine;
use crate::tui::theme::Meaning;
use crate::tui::widget::{self, Ink, fit, safe};

use super::list;

/// The plan itself, then every target.
pub fn length(model: &Model) -> usize {
    1 + model.plan.get().map_or(0, |plan| plan.targets.len())
}

fn target(model: &Model, at: usize) -> Option<&TargetLine> {
    at.checked_sub(1).and_then(|at| model.plan.get()?.targets.get(at))
}

/// Takes a key.
pub fn key(model: &mut Model, chord: Chord) -> Vec<Effect> {
    let last = length(model).saturating_sub(1);
    let Some(Overlay::Export { at, confirm }) = &mut model.overlay else { return Vec::new() };
    if let Some(step) = list::step_plain(chord) {
        *at = at.saturating_add_signed(step).min(last);
        *confirm = false;
        return Vec::new();
    }
    match chord.code {
        KeyCode::Char('y') if !chord.ctrl && !chord.alt => {
            let (at, confirmed) = (*at, *confirm);
            write(model, at, confirmed)
        }
        KeyCode::Esc | KeyCode::Char('n' | 'q') => super::close(model),
        _ => Vec::new(),
    }
}

fn write(model: &mut Model, at: usize, confirmed: bool) -> Vec<Effect> {
    let refused = model.plan.get().and_then(|plan| plan.refused.first().cloned());
    if let Some(refused) = refused {
        model.overlay = None;
        model.say(Tone::Bad, format!("the plan is refused: {refused}"));
        return Vec::new();
    }
    if let Some(why) = model.about.read_only.clone() {
        model.overlay = None;
        model.say(Tone::Bad, format!("nothing can be written: {why}"));
        return Vec::new();
    }
    let found = target(model, at).map(|target| {
        let inexact = !target.lossy.is_empty() || !target.unsupported.is_empty();
        (target.name.clone(), inexact)
    });
    if found.as_ref().is_some_and(|(_, inexact)| *inexact) && !confirmed {
        if let Some(Overlay::Export { confirm, .. }) = &mut model.overlay {
            *confirm = true;
        }
        return Vec::new();
    }
    model.overlay = None;
    model.say(Tone::Plain, "writing…");
    model.in_flight += 1;
    match found {
        None => vec![Effect::WritePlan],
        Some((target, inexact)) => vec![Effect::Export { target, allow_lossy: inexact }],
    }
}

/// Draws it.
pub fn draw(model: &Model, at: usize, confirm: bool, area: Rect, buffer: &mut Buffer) {
    let ink = Ink(&model.theme);
    let inside = widget::popup(buffer, area, (96, 22), "write or export — y writes, esc leaves", ink);
    let width = usize::from(inside.width);
    let Some(plan) = model.plan.get() else {
        widget::lines(buffer, inside, &[ink.line("building the plan…", Meaning::Dim)], 0);
        return;
    };
    let mut lines = vec![Line::from(vec![
        ink.put(fit("plan", 20), Meaning::Title),
        ink.put(safe(&plan.path), Meaning::Text),
    ])];
    lines.extend(plan.targets.iter().map(|target| {
        let counts = format!(
            "{} exact · {} lossy · {} unsupported",
            target.exact,
            target.lossy.len(),
            target.unsupported.len()
        );
        Line::from(vec![
            ink.put(fit(&target.name, 20), Meaning::Title),
            ink.put(fit(&safe(&target.title), width.saturating_sub(60)), Meaning::Text),
            ink.put(format!(" {counts}"), Meaning::Dim),
        ])
    }));
    let rows = (lines.len() as u16).min(inside.height.saturating_sub(4).max(1));
    list::draw(buffer, Rect { height: rows.min(inside.height), ..inside }, &lines, at, ink);
    let mut notes = Vec::new();
    if let Some(refused) = plan.refused.first() {
        let more = plan.refused.len() - 1;
        let more = if more > 0 { format!(" (and {more} more)") } else { String::new() };
        notes.extend(ink.labelled("refused    ", &format!("{}{more}", safe(refused)), Meaning::Bad, width));
    }
    if let Some(target) = target(model, at) {
        for (label, all) in [("lossy      ", &target.lossy), ("left out   ", &target.unsupported)] {
            for (column, why) in all {
                notes.extend(ink.labelled(
                    label,
                    &format!("{}: {}", safe(column), safe(why)),
                    Meaning::Bad,
                    width,
                ));
            }
        }
        if confirm {
            let inexact = target.lossy.len() + target.unsupported.len();
            let text =
                format!("{} are not exact here: y again writes it all the same", words::columns(inexact));
            notes.insert(0, ink.line(text, Meaning::Title));
        }
    }
    widget::lines(buffer, list::below(inside, rows + 1), &notes, 0);
}
