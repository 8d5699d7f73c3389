//! The offer to make a key before the first decision whose mask needs one.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::tui::keymap::chord::Chord;
use crate::tui::message::Effect;
use crate::tui::model::overlay::Overlay;
use crate::tui::model::{Model, words};
use crate::tui::theme::Meaning;
use crate::tui::update::decide;
use crate::tui::widget::{self, Ink};

/// Takes a key: `y` makes a key and decides, `n` decides without, escape does neither.
pub fn key(model: &mut Model, chord: Chord) -> Vec<Effect> {
    let make = match chord.code {
        KeyCode::Char('y') if !chord.ctrl && !chord.alt => true,
        KeyCode::Char('n') if !chord.ctrl && !chord.alt => false,
        KeyCode::Esc | KeyCode::Char('q') => return super::close(model),
        _ => return Vec::new(),
    };
    let Some(Overlay::Key { step, repeat }) = model.overlay.take() else { return Vec::new() };
    model.key_asked = true;
    let mut effects = Vec::new();
    if make {
        model.in_flight += 1;
        effects.push(Effect::MakeKey);
    }
    effects.extend(decide::take(model, step, repeat));
    effects
}

/// Draws it.
pub fn draw(model: &Model, count: usize, area: Rect, buffer: &mut Buffer) {
    let ink = Ink(&model.theme);
    let inside = widget::popup(buffer, area, (76, 9), "a key is needed", ink);
    let width = usize::from(inside.width);
    let text = format!(
        "The mask for {} makes tokens with a secret key, and there is none yet. Key `default` would be written to \
         your data folder, readable by you alone; it never stands in a plan. Whoever has it can test guesses.",
        words::columns(count)
    );
    let mut lines: Vec<Line<'static>> =
        widget::wrap(&text, width).into_iter().map(|line| ink.line(line, Meaning::Text)).collect();
    lines.push(Line::default());
    lines.push(Line::from(vec![
        ink.put("y", Meaning::Key),
        ink.put(" make it and decide   ", Meaning::Text),
        ink.put("n", Meaning::Key),
        ink.put(" decide, no key now   ", Meaning::Text),
        ink.put("esc", Meaning::Key),
        ink.put(" neither", Meaning::Text),
    ]));
    widget::lines(buffer, inside, &lines, 0);
}
