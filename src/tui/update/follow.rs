//! What follows from a change of the model, whatever the change was.

use crate::domain::action::Action;
use crate::tui::message::Effect;
use crate::tui::model::masks::MaskPick;
use crate::tui::model::{Model, Screen, Side};

/// Hides what may not be shown any more, keeps the cursor in sight, asks for what the screen needs.
pub fn follow(model: &mut Model) -> Vec<Effect> {
    let cursor = model.queue.cursor();
    if let Some(reveal) = model.reveal
        && (Some(reveal.row) != cursor || model.now >= reveal.until || !shows_values(model))
    {
        model.hide();
    }
    model.keep_in_sight();
    let mut effects = Vec::new();
    if wants_masks(model) && model.mask.row != cursor {
        model.mask = MaskPick { row: cursor, ..MaskPick::default() };
        if let Some(row) = model.queue.current().cloned() {
            let ticket = model.ticket();
            model.mask.ticket = ticket;
            effects.push(Effect::Candidates(ticket, row));
        }
    }
    effects
}

/// Asks for the effect of the candidate under the cursor.
pub fn preview(model: &mut Model) -> Vec<Effect> {
    let row = model.mask.row.and_then(|number| model.queue.row(number)).cloned();
    let action: Option<Action> = model.mask.current().map(|candidate| candidate.action.clone());
    let (Some(row), Some(action)) = (row, action) else { return Vec::new() };
    let ticket = model.ticket();
    model.mask.preview = super::super::model::Asked { ticket, answer: None };
    vec![Effect::Preview(ticket, row, action)]
}

const fn shows_values(model: &Model) -> bool {
    matches!(model.screen, Screen::Queue | Screen::Column | Screen::Mask)
}

fn wants_masks(model: &Model) -> bool {
    match model.screen {
        Screen::Mask => true,
        Screen::Queue => model.side == Side::Effect,
        _ => false,
    }
}
