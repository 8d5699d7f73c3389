//! The mouse: click selects, double click opens, wheel scrolls, a click on a hint runs it.

use std::time::Duration;

use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use crate::tui::message::Effect;
use crate::tui::model::{Model, Pane, Screen};
use crate::tui::{action, layout};

use super::moving::{self, By};

/// Two clicks within this time are one double click.
const DOUBLE: Duration = Duration::from_millis(400);

/// Takes a mouse event; while an overlay is open only the wheel does something.
pub fn mouse(model: &mut Model, event: MouseEvent) -> Vec<Effect> {
    let at = Position::new(event.column, event.row);
    let areas = layout::areas(model);
    match event.kind {
        MouseEventKind::ScrollDown | MouseEventKind::ScrollUp => {
            let lines = if event.kind == MouseEventKind::ScrollDown { 3 } else { -3 };
            if model.overlay.is_some() {
                return crate::tui::overlay::scroll(model, lines);
            }
            if areas.side.contains(at) {
                model.focus = Pane::Side;
            } else if areas.main.contains(at) {
                model.focus = Pane::Main;
            }
            moving::go(model, By::Lines(lines))
        }
        MouseEventKind::Down(MouseButton::Left) if model.overlay.is_none() => {
            model.notice = None;
            if areas.hints.contains(at) {
                let hit = layout::hints(model, areas.hints).into_iter().find(|hint| hint.area.contains(at));
                return hit.map_or_else(Vec::new, |hint| action::run(model, hint.action));
            }
            if areas.side.contains(at) {
                model.focus = Pane::Side;
                return Vec::new();
            }
            if !areas.list.contains(at) {
                return Vec::new();
            }
            model.focus = Pane::Main;
            click(model, usize::from(at.y - areas.list.y))
        }
        _ => Vec::new(),
    }
}

fn click(model: &mut Model, line: usize) -> Vec<Effect> {
    match model.screen {
        Screen::Queue => {
            let place = model.queue.top + line;
            let Some(number) = model.queue.view.get(place).copied() else { return Vec::new() };
            model.queue.at = place;
            model.scroll = 0;
            let again = model
                .click
                .is_some_and(|(then, row)| row == number && model.now.saturating_sub(then) <= DOUBLE);
            model.click = Some((model.now, number));
            if again { super::screens::show(model, Screen::Column) } else { Vec::new() }
        }
        Screen::Mask => {
            let place = model.mask.top + line;
            if place >= model.mask.candidates.len() {
                return Vec::new();
            }
            model.mask.at = place;
            super::follow::preview(model)
        }
        _ => Vec::new(),
    }
}
