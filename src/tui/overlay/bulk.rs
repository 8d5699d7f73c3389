//! The preview of a bulk decision: count, highest risk, list; `y` does it.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::tui::keymap::chord::Chord;
use crate::tui::message::Effect;
use crate::tui::model::overlay::{Bulk, Overlay};
use crate::tui::model::{Model, words};
use crate::tui::theme::Meaning;
use crate::tui::update::decide;
use crate::tui::widget::{self, Ink, fit, safe, tier_meaning, tier_symbol};

use super::list;

/// Takes a key: `y` is yes and nothing else is.
pub fn key(model: &mut Model, chord: Chord) -> Vec<Effect> {
    let Some(Overlay::Bulk(bulk)) = &mut model.overlay else { return Vec::new() };
    if let Some(step) = list::step_plain(chord) {
        let last = (bulk.step.len() + bulk.left_out.len()).saturating_sub(1);
        bulk.top = bulk.top.saturating_add_signed(step).min(last);
        return Vec::new();
    }
    match chord.code {
        KeyCode::Char('y') if !chord.ctrl && !chord.alt => {
            let bulk = bulk.clone();
            model.overlay = None;
            decide::take(model, bulk.step, bulk.repeat)
        }
        KeyCode::Esc | KeyCode::Char('n' | 'q') => super::close(model),
        _ => Vec::new(),
    }
}

/// Draws it.
pub fn draw(model: &Model, bulk: &Bulk, area: Rect, buffer: &mut Buffer) {
    let ink = Ink(&model.theme);
    let inside = widget::popup(buffer, area, (100, 24), &safe(&bulk.title), ink);
    let width = usize::from(inside.width);
    let counts: Vec<String> = bulk.tiers.iter().map(|(tier, n)| format!("{n} {tier}")).collect();
    let mut head = vec![ink.line(words::columns(bulk.step.len()), Meaning::Title)];
    if let Some((highest, _)) = bulk.tiers.first().copied() {
        let text = format!("highest: {} {highest} ({})", tier_symbol(highest), counts.join(", "));
        head.push(ink.line(fit(&text, width), tier_meaning(highest)));
    }
    if !bulk.left_out.is_empty() {
        head.push(ink.line(
            format!("{} left out, listed at the end", words::columns(bulk.left_out.len())),
            Meaning::Bad,
        ));
    }
    let foot = Rect { y: inside.bottom().saturating_sub(1), height: inside.height.min(1), ..inside };
    let head_rows = (head.len() as u16).min(inside.height.saturating_sub(1));
    widget::lines(buffer, Rect { height: head_rows, ..inside }, &head, 0);
    let body =
        Rect { height: inside.height.saturating_sub(head_rows + 1), y: inside.y + head_rows, ..inside };
    let half = width / 2;
    let chosen = bulk.step.iter().map(|(number, verdict)| (number, words::verdict(verdict), Meaning::Text));
    let left = bulk.left_out.iter().map(|(number, why)| (number, format!("left out: {why}"), Meaning::Bad));
    let lines: Vec<Line<'static>> = chosen
        .chain(left)
        .skip(bulk.top)
        .take(usize::from(body.height))
        .filter_map(|(number, what, meaning)| {
            let row = model.queue.row(*number)?;
            let tier = row.scan.sensitivity;
            Some(Line::from(vec![
                ink.put(format!("{} ", tier_symbol(tier)), tier_meaning(tier)),
                ink.put(fit(&safe(&model.address(row)), half.saturating_sub(3)), Meaning::Text),
                ink.put(format!(" {}", fit(&safe(&what), half.saturating_sub(1))), meaning),
            ]))
        })
        .collect();
    widget::lines(buffer, body, &lines, 0);
    let yes = Line::from(vec![
        ink.put("y", Meaning::Key),
        ink.put(" does it as one step   ", Meaning::Text),
        ink.put("esc", Meaning::Key),
        ink.put(" leaves everything as it is", Meaning::Text),
    ]);
    widget::put(buffer, foot.x, foot.y, &yes, foot.width);
}
