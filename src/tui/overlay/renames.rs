//! Columns that are gone, each beside the new column that it may have become.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::domain::name::ColumnId;
use crate::tui::keymap::chord::Chord;
use crate::tui::message::Effect;
use crate::tui::model::Model;
use crate::tui::model::overlay::Overlay;
use crate::tui::theme::Meaning;
use crate::tui::widget::{self, Ink, fit, safe};

use super::list;

/// Takes a key: `y` moves the decision to the new column, `n` says that the old one is gone, escape leaves both.
pub fn key(model: &mut Model, chord: Chord) -> Vec<Effect> {
    let count = model.scan.renames.len();
    let Some(Overlay::Renames { at }) = &mut model.overlay else { return Vec::new() };
    if let Some(step) = list::step_plain(chord) {
        *at = at.saturating_add_signed(step).min(count.saturating_sub(1));
        return Vec::new();
    }
    let accept = match chord.code {
        KeyCode::Char('y') if !chord.ctrl && !chord.alt => true,
        KeyCode::Char('n') if !chord.ctrl && !chord.alt => false,
        KeyCode::Esc | KeyCode::Char('q') => return super::close(model),
        _ => return Vec::new(),
    };
    if *at >= count {
        return super::close(model);
    }
    let rename = model.scan.renames.remove(*at);
    *at = (*at).min(count.saturating_sub(2));
    if count == 1 {
        model.overlay = None;
    }
    model.in_flight += 1;
    vec![Effect::Rename(rename, accept)]
}

/// Draws it.
pub fn draw(model: &Model, at: usize, area: Rect, buffer: &mut Buffer) {
    let ink = Ink(&model.theme);
    let rows = model.scan.renames.len() as u16 + 4;
    let title = "renamed? — y takes the decision over, n the old one is gone, esc later";
    let inside = widget::popup(buffer, area, (96, rows), title, ink);
    let half = usize::from(inside.width).saturating_sub(3) / 2;
    let name = |id: &ColumnId| fit(&safe(&format!("{}.{}", id.table, id.column)), half);
    let lines: Vec<Line<'static>> = model
        .scan
        .renames
        .iter()
        .map(|rename| {
            Line::from(vec![
                ink.put(name(&rename.from), Meaning::Dim),
                ink.put(" → ", Meaning::Dim),
                ink.put(name(&rename.to), Meaning::Title),
            ])
        })
        .collect();
    list::draw(buffer, inside, &lines, at, ink);
}
