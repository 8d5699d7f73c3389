//! Changing screens.

use crate::tui::message::Effect;
use crate::tui::model::{Asked, Model, Pane, Screen};

/// Shows a screen and asks for what it needs.
pub fn show(model: &mut Model, screen: Screen) -> Vec<Effect> {
    if screen == Screen::Mask && model.screen != Screen::Mask {
        model.back_to = if model.screen == Screen::Column { Screen::Column } else { Screen::Queue };
    }
    model.screen = screen;
    model.scroll = 0;
    model.focus = Pane::Main;
    refresh(model)
}

/// Asks again for what the screen shows, where decisions may have changed it.
pub fn refresh(model: &mut Model) -> Vec<Effect> {
    let ticket = model.ticket();
    match model.screen {
        Screen::Plan => {
            model.plan = Asked { ticket, answer: model.plan.answer.take() };
            vec![Effect::Plan(ticket)]
        }
        Screen::Changes => {
            model.changes = Asked { ticket, answer: model.changes.answer.take() };
            vec![Effect::Changes(ticket)]
        }
        Screen::Log => {
            model.log = Asked { ticket, answer: model.log.answer.take() };
            vec![Effect::Log(ticket)]
        }
        Screen::Queue | Screen::Column | Screen::Mask => Vec::new(),
    }
}

/// One screen up.
pub fn up(model: &mut Model) -> Vec<Effect> {
    let above = if model.screen == Screen::Mask { model.back_to } else { Screen::Queue };
    show(model, above)
}

/// Escape: one thing at a time is taken back, never a decision.
pub fn back(model: &mut Model) -> Vec<Effect> {
    if model.screen != Screen::Queue {
        return up(model);
    }
    if model.queue.range_from.take().is_some() {
        return Vec::new();
    }
    if !model.queue.marks.is_empty() {
        model.queue.marks.clear();
        return Vec::new();
    }
    if model.queue.filter.on {
        model.queue.filter.on = false;
        model.queue.rebuild();
        return Vec::new();
    }
    model.zoom = false;
    model.focus = Pane::Main;
    Vec::new()
}
