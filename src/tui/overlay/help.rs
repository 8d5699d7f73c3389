//! Keys and what they do, from the live key map.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::tui::action::GROUPS;
use crate::tui::keymap::chord::Chord;
use crate::tui::message::Effect;
use crate::tui::model::Model;
use crate::tui::model::overlay::Overlay;
use crate::tui::theme::Meaning;
use crate::tui::widget::{self, Ink, fit};

/// Takes a key.
pub fn key(model: &mut Model, chord: Chord) -> Vec<Effect> {
    let last = length(model).saturating_sub(1);
    match (super::list::step_plain(chord), chord.code) {
        (Some(step), _) => {
            if let Some(Overlay::Help { top }) = &mut model.overlay {
                *top = top.saturating_add_signed(step).min(last);
            }
            Vec::new()
        }
        (None, KeyCode::Esc | KeyCode::Char('q' | '?') | KeyCode::Enter) => super::close(model),
        _ => Vec::new(),
    }
}

/// How many lines there are.
pub fn length(model: &Model) -> usize {
    lines(model, 80).len()
}

fn lines(model: &Model, width: usize) -> Vec<Line<'static>> {
    let ink = Ink(&model.theme);
    let mut out = Vec::new();
    for (group, actions) in GROUPS {
        out.push(ink.line((*group).to_owned(), Meaning::Title));
        for action in *actions {
            let keys: Vec<String> = model.keymap.keys(action).iter().map(ToString::to_string).collect();
            let keys = if keys.is_empty() { "—".to_owned() } else { keys.join(" ") };
            let screens: Vec<&str> = action.on.iter().map(|screen| screen.name()).collect();
            let on = if screens.is_empty() { String::new() } else { format!(" (on {})", screens.join(", ")) };
            let room = width.saturating_sub(16).max(8);
            for (at, text) in widget::wrap(&format!("{}{on}", action.title), room).into_iter().enumerate() {
                let keys = if at == 0 { fit(&keys, 15) } else { " ".repeat(15) };
                out.push(Line::from(vec![
                    ink.put(keys, Meaning::Key),
                    ink.put(format!(" {text}"), Meaning::Text),
                ]));
            }
        }
        out.push(Line::default());
    }
    out.push(ink.line("in windows", Meaning::Title));
    for (keys, text) in [
        ("y", "yes, do what the window shows"),
        ("esc", "close without doing anything"),
        ("enter", "take the text or the line; decides nothing by itself"),
        ("tab", "complete the word in the filter"),
    ] {
        out.push(Line::from(vec![
            ink.put(fit(keys, 15), Meaning::Key),
            ink.put(format!(" {text}"), Meaning::Text),
        ]));
    }
    out
}

/// Draws it.
pub fn draw(model: &Model, top: usize, area: Rect, buffer: &mut Buffer) {
    let ink = Ink(&model.theme);
    let inside = widget::popup(buffer, area, (92, area.height), "help — esc closes", ink);
    widget::lines(buffer, inside, &lines(model, usize::from(inside.width)), top);
}
