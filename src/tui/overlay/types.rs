//! Semantic types, to correct the one of a column.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;
use ratatui::text::Line;
use tui_input::Input;

use crate::tui::keymap::chord::Chord;
use crate::tui::message::Effect;
use crate::tui::model::overlay::Overlay;
use crate::tui::model::{Model, Pending};
use crate::tui::port::{Entry, Intent, TypeName};
use crate::tui::theme::Meaning;
use crate::tui::widget::{self, Ink, fit, safe, tier_meaning};

use super::list;

/// Takes a key.
pub fn key(model: &mut Model, key: &KeyEvent, chord: Chord) -> Vec<Effect> {
    let Some(Overlay::Types { input, at }) = &model.overlay else { return Vec::new() };
    let hits = hits(model, input.value());
    let (count, chosen) = (hits.len(), hits.get(*at).map(|kind| kind.name.clone()));
    match chord.code {
        KeyCode::Esc => super::close(model),
        KeyCode::Enter => {
            model.overlay = None;
            chosen.map_or_else(Vec::new, |kind| set(model, &kind))
        }
        _ => {
            if let Some(Overlay::Types { input, at }) = &mut model.overlay {
                if let Some(step) = list::step(chord) {
                    *at = at.saturating_add_signed(step).min(count.saturating_sub(1));
                } else if super::edit(input, key) {
                    *at = 0;
                }
            }
            Vec::new()
        }
    }
}

fn set(model: &mut Model, kind: &str) -> Vec<Effect> {
    let (Some(number), Some(row)) = (model.queue.cursor(), model.queue.current().cloned()) else {
        return Vec::new();
    };
    let ticket = model.ticket();
    let before = vec![(number, row.clone())];
    model
        .pending
        .insert(ticket, Pending { before, what: format!("type {kind}"), reveals: None, moves: false });
    let intent = Intent::SetType(Some(kind.to_owned()));
    vec![Effect::Write { ticket, entries: vec![Entry { row, intent }] }]
}

/// The types that match.
pub fn hits<'a>(model: &'a Model, text: &str) -> Vec<&'a TypeName> {
    list::fuzzy(text, model.types.iter().map(|kind| (kind, format!("{}/{}", kind.family, kind.name))))
}

/// Draws it.
pub fn draw(model: &Model, input: &Input, at: usize, area: Rect, buffer: &mut Buffer) {
    let ink = Ink(&model.theme);
    let name = model.queue.current().map_or_else(String::new, |row| safe(&model.address(row)));
    let inside = widget::popup(buffer, area, (64, 18), &format!("type of {name} — enter sets it"), ink);
    widget::field(buffer, inside, "> ", input, ink);
    let lines: Vec<Line<'static>> = hits(model, input.value())
        .into_iter()
        .map(|kind| {
            Line::from(vec![
                ink.put(fit(&safe(&kind.name), 24), Meaning::Text),
                ink.put(fit(&safe(&kind.family), 18), Meaning::Dim),
                ink.put(kind.tier.name(), tier_meaning(kind.tier)),
            ])
        })
        .collect();
    if lines.is_empty() {
        let rest = list::below(inside, 1);
        widget::lines(buffer, rest, &[ink.line("no type of that name", Meaning::Dim)], 0);
    }
    list::draw(buffer, list::below(inside, 1), &lines, at, ink);
}
