//! The screens: one file each.

mod changes;
mod column;
mod log;
mod mask;
mod plan;
mod queue;
mod sample;
mod text;

use ratatui::buffer::Buffer;

use super::layout::Areas;
use super::model::{Model, Pane, Screen};

/// Draws the screen of the model.
pub fn draw(model: &Model, areas: &Areas, buffer: &mut Buffer) {
    match model.screen {
        Screen::Queue => queue::draw(model, areas, buffer),
        Screen::Column => column::draw(model, areas, buffer),
        Screen::Mask => mask::draw(model, areas, buffer),
        Screen::Plan => plan::draw(model, areas, buffer),
        Screen::Changes => changes::draw(model, areas, buffer),
        Screen::Log => log::draw(model, areas, buffer),
    }
}

/// Lines of the pane that the keys scroll.
#[must_use]
pub fn length(model: &Model) -> usize {
    let areas = super::layout::areas(model);
    let width = |pane: ratatui::layout::Rect| usize::from(super::layout::inside(pane, areas.framed).width);
    match (model.screen, model.focus) {
        (Screen::Queue, _) => queue::side(model, width(areas.side)).len(),
        (Screen::Column, Pane::Main) => column::main(model, width(areas.main)).len(),
        (Screen::Column, Pane::Side) => sample::lines(model, width(areas.side)).len(),
        (Screen::Mask, _) => mask::side(model, width(areas.side)).len(),
        (Screen::Plan, Pane::Main) => plan::main_length(model),
        (Screen::Plan, Pane::Side) => plan::side(model, width(areas.side)).len(),
        (Screen::Changes, _) => changes::lines(model, width(areas.main)).len(),
        (Screen::Log, _) => model.log.get().map_or(0, |log| log.lines.len()),
    }
}
