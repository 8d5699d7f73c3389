//! Every action by name; one that is off says why.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;
use ratatui::text::Line;
use tui_input::Input;

use crate::tui::action::{self, Action};
use crate::tui::keymap::chord::Chord;
use crate::tui::message::Effect;
use crate::tui::model::overlay::Overlay;
use crate::tui::model::{Model, Tone};
use crate::tui::theme::Meaning;
use crate::tui::update::bulk;
use crate::tui::widget::{self, Ink, fit, fit_right};

use super::list;

/// Takes a key.
pub fn key(model: &mut Model, key: &KeyEvent, chord: Chord) -> Vec<Effect> {
    let Some(Overlay::Palette { input, at }) = &mut model.overlay else { return Vec::new() };
    let hits = hits(input.value());
    match chord.code {
        KeyCode::Esc => super::close(model),
        KeyCode::Enter => {
            let chosen = hits.get(*at).copied();
            model.overlay = None;
            chosen.map_or_else(Vec::new, |action| run(model, action))
        }
        _ => {
            if let Some(step) = list::step(chord) {
                *at = at.saturating_add_signed(step).min(hits.len().saturating_sub(1));
            } else if super::edit(input, key) {
                *at = 0;
            }
            Vec::new()
        }
    }
}

/// Runs an action; a decision is previewed and waits for `y`, since enter never decides.
fn run(model: &mut Model, action: &'static Action) -> Vec<Effect> {
    if !action.is_on(model.screen) {
        let screens: Vec<&str> = action.on.iter().map(|screen| screen.name()).collect();
        model.say(Tone::Bad, format!("{} is for the screen {}", action.name, screens.join(", ")));
        return Vec::new();
    }
    match bulk::of_action(model, action.name) {
        Some(repeat) if (action.ready)(model).is_ok() => bulk::one(model, &repeat),
        _ => action::run(model, action),
    }
}

/// The actions that match.
pub fn hits(text: &str) -> Vec<&'static Action> {
    list::fuzzy(text, action::all().map(|action| (action, format!("{} {}", action.name, action.title))))
}

/// Draws it.
pub fn draw(model: &Model, input: &Input, at: usize, area: Rect, buffer: &mut Buffer) {
    let ink = Ink(&model.theme);
    let inside = widget::popup(buffer, area, (96, 20), "every action — enter runs, esc closes", ink);
    widget::field(buffer, inside, ": ", input, ink);
    let width = usize::from(inside.width);
    let lines: Vec<Line<'static>> = hits(input.value())
        .into_iter()
        .map(|action| {
            let key = model.keymap.first(action.name);
            let off = if action.is_on(model.screen) {
                (action.ready)(model).err().map(|why| format!("off: {why}"))
            } else {
                Some("off: for another screen".to_owned())
            };
            let (text, meaning) = match off {
                Some(off) => (off, Meaning::Dim),
                None => (action.title.to_owned(), Meaning::Text),
            };
            Line::from(vec![
                ink.put(format!("{} ", fit_right(&key, 8)), Meaning::Key),
                ink.put(fit(action.name, 20), meaning),
                ink.put(fit(&widget::safe(&text), width.saturating_sub(29)), meaning),
            ])
        })
        .collect();
    list::draw(buffer, list::below(inside, 1), &lines, at, ink);
}
