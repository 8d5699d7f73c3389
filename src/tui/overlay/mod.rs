//! What lies over a screen: one file each, its keys and its look together.

mod bulk;
pub mod condition;
mod export;
pub mod filter;
mod help;
mod key_offer;
mod list;
mod palette;
pub mod params;
mod prompt;
mod renames;
mod themes;
mod tour;
mod types;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{Event, KeyEvent};
use ratatui::layout::Rect;
use tui_input::Input;
use tui_input::backend::crossterm::EventHandler as _;

use super::keymap::chord::Chord;
use super::message::Effect;
use super::model::Model;
use super::model::overlay::Overlay;

/// Gives a key to the overlay.
pub fn key(model: &mut Model, key: &KeyEvent, chord: Chord) -> Vec<Effect> {
    match &model.overlay {
        None => Vec::new(),
        Some(Overlay::Help { .. }) => help::key(model, chord),
        Some(Overlay::Tour { step }) => tour::key(model, *step, chord),
        Some(Overlay::Palette { .. }) => palette::key(model, key, chord),
        Some(Overlay::Filter { .. }) => filter::key(model, key, chord),
        Some(Overlay::Bulk(_)) => bulk::key(model, chord),
        Some(Overlay::Key { .. }) => key_offer::key(model, chord),
        Some(Overlay::Prompt { .. }) => prompt::key(model, key, chord),
        Some(Overlay::Params { .. }) => params::key(model, key, chord),
        Some(Overlay::Condition { .. }) => condition::key(model, key, chord),
        Some(Overlay::Types { .. }) => types::key(model, key, chord),
        Some(Overlay::Themes { .. }) => themes::key(model, chord),
        Some(Overlay::Renames { .. }) => renames::key(model, chord),
        Some(Overlay::Export { .. }) => export::key(model, chord),
    }
}

/// Draws the overlay.
pub fn draw(model: &Model, area: Rect, buffer: &mut Buffer) {
    match &model.overlay {
        None => {}
        Some(Overlay::Help { top }) => help::draw(model, *top, area, buffer),
        Some(Overlay::Tour { step }) => tour::draw(model, *step, area, buffer),
        Some(Overlay::Palette { input, at }) => palette::draw(model, input, *at, area, buffer),
        Some(Overlay::Filter { input, problem, completions, .. }) => {
            filter::draw(model, input, problem.as_deref(), completions, area, buffer);
        }
        Some(Overlay::Bulk(bulk)) => bulk::draw(model, bulk, area, buffer),
        Some(Overlay::Key { step, .. }) => key_offer::draw(model, step.len(), area, buffer),
        Some(Overlay::Prompt { ask, input, problem }) => {
            prompt::draw(model, ask, input, problem.as_deref(), area, buffer);
        }
        Some(Overlay::Params { choice, at, input, problem }) => {
            params::draw(model, choice, *at, input, problem.as_deref(), area, buffer);
        }
        Some(Overlay::Condition { draft, input, problem }) => {
            condition::draw(model, draft, input, problem.as_deref(), area, buffer);
        }
        Some(Overlay::Types { input, at }) => types::draw(model, input, *at, area, buffer),
        Some(Overlay::Themes { at, .. }) => themes::draw(model, *at, area, buffer),
        Some(Overlay::Renames { at }) => renames::draw(model, *at, area, buffer),
        Some(Overlay::Export { at, confirm }) => export::draw(model, *at, *confirm, area, buffer),
    }
}

/// Closes the overlay as escape does.
pub fn close(model: &mut Model) -> Vec<Effect> {
    match model.overlay.take() {
        Some(Overlay::Filter { before, .. }) => filter::restore(model, *before),
        Some(Overlay::Themes { before, .. }) => themes::restore(model, &before),
        _ => Vec::new(),
    }
}

/// The wheel over an overlay.
pub fn scroll(model: &mut Model, lines: isize) -> Vec<Effect> {
    match &mut model.overlay {
        Some(Overlay::Help { top } | Overlay::Bulk(super::model::overlay::Bulk { top, .. })) => {
            *top = top.saturating_add_signed(lines);
        }
        Some(Overlay::Palette { at, .. } | Overlay::Types { at, .. } | Overlay::Export { at, .. }) => {
            *at = at.saturating_add_signed(lines.signum());
        }
        _ => {}
    }
    typed_bounds(model);
    Vec::new()
}

/// The text of a field changed.
pub fn typed(model: &mut Model) -> Vec<Effect> {
    typed_bounds(model);
    match model.overlay {
        Some(Overlay::Filter { .. }) => filter::typed(model),
        Some(Overlay::Condition { .. }) => condition::typed(model),
        _ => Vec::new(),
    }
}

/// Keeps the cursor of a list inside its hits.
fn typed_bounds(model: &mut Model) {
    let length = match &model.overlay {
        Some(Overlay::Palette { input, .. }) => palette::hits(input.value()).len(),
        Some(Overlay::Types { input, .. }) => types::hits(model, input.value()).len(),
        Some(Overlay::Export { .. }) => export::length(model),
        Some(Overlay::Help { .. }) => help::length(model),
        Some(Overlay::Bulk(bulk)) => bulk.step.len() + bulk.left_out.len(),
        _ => return,
    };
    if let Some(
        Overlay::Palette { at, .. }
        | Overlay::Types { at, .. }
        | Overlay::Export { at, .. }
        | Overlay::Help { top: at }
        | Overlay::Bulk(super::model::overlay::Bulk { top: at, .. }),
    ) = &mut model.overlay
    {
        *at = (*at).min(length.saturating_sub(1));
    }
}

/// Gives a key to a text field; says whether the text changed.
fn edit(input: &mut Input, key: &KeyEvent) -> bool {
    input.handle_event(&Event::Key(*key)).is_some_and(|changed| changed.value)
}
