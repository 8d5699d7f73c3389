//! Keys and pasted text.

use ratatui::crossterm::event::{KeyEvent, KeyEventKind};

use crate::tui::action;
use crate::tui::keymap::chord::Chord;
use crate::tui::message::Effect;
use crate::tui::model::Model;
use crate::tui::model::overlay::Overlay;
use crate::tui::overlay;

/// Takes a key: an overlay takes all of them but the ones that cancel and suspend.
pub fn key(model: &mut Model, key: &KeyEvent) -> Vec<Effect> {
    if key.kind == KeyEventKind::Release {
        return Vec::new();
    }
    model.notice = None;
    let chord = Chord::of(key);
    let action = model.keymap.action(chord, model.screen);
    let global = |name: &str| action.is_some_and(|action| action.name == name);
    if !global("cancel") {
        model.interrupted = None;
    }
    if model.overlay.is_some() && !global("suspend") && !global("cancel") {
        return overlay::key(model, key, chord);
    }
    if model.overlay.is_some() && global("cancel") {
        return overlay::close(model);
    }
    action.map_or_else(Vec::new, |action| action::run(model, action))
}

/// Takes pasted text: into a text field, else nowhere, so that a paste never decides.
pub fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    let line: String = text.chars().filter(|c| !c.is_control()).take(2_000).collect();
    let Some(
        Overlay::Palette { input, .. }
        | Overlay::Filter { input, .. }
        | Overlay::Prompt { input, .. }
        | Overlay::Params { input, .. }
        | Overlay::Condition { input, .. }
        | Overlay::Types { input, .. },
    ) = &mut model.overlay
    else {
        return Vec::new();
    };
    for c in line.chars() {
        input.handle(tui_input::InputRequest::InsertChar(c));
    }
    overlay::typed(model)
}
