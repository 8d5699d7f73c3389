//! Themes: the one under the cursor is shown at once.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::tui::keymap::chord::Chord;
use crate::tui::message::Effect;
use crate::tui::model::overlay::Overlay;
use crate::tui::model::{Model, Tone};
use crate::tui::theme::Meaning;
use crate::tui::widget::{self, Ink, fit, safe};

use super::list;

/// Takes a key.
pub fn key(model: &mut Model, chord: Chord) -> Vec<Effect> {
    let count = model.themes.iter().count();
    let Some(Overlay::Themes { at, .. }) = &mut model.overlay else { return Vec::new() };
    if let Some(step) = list::step_plain(chord) {
        *at = at.saturating_add_signed(step).min(count.saturating_sub(1));
        let at = *at;
        if let Some(theme) = model.themes.iter().nth(at).cloned() {
            model.theme = theme;
        }
        return Vec::new();
    }
    match chord.code {
        KeyCode::Enter => {
            model.overlay = None;
            let name = model.theme.name.clone();
            model.say(Tone::Good, format!("theme {name}; `theme = \"{name}\"` in config.toml keeps it"));
            Vec::new()
        }
        KeyCode::Esc | KeyCode::Char('q') => super::close(model),
        _ => Vec::new(),
    }
}

/// The theme as it was before.
pub fn restore(model: &mut Model, before: &str) -> Vec<Effect> {
    if let Ok(theme) = model.themes.find(before) {
        model.theme = theme.clone();
    }
    Vec::new()
}

/// Draws it.
pub fn draw(model: &Model, at: usize, area: Rect, buffer: &mut Buffer) {
    let ink = Ink(&model.theme);
    let rows = model.themes.iter().count() as u16 + 2;
    let inside = widget::popup(buffer, area, (72, rows), "theme — enter keeps, esc leaves", ink);
    let lines: Vec<Line<'static>> = model
        .themes
        .iter()
        .map(|theme| {
            Line::from(vec![
                ink.put(fit(&safe(&theme.name), 20), Meaning::Title),
                ink.put(safe(&theme.title), Meaning::Dim),
            ])
        })
        .collect();
    list::draw(buffer, inside, &lines, at, ink);
}
