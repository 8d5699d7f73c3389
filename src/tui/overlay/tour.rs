//! Four steps for somebody who is here for the first time.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::tui::keymap::chord::Chord;
use crate::tui::message::Effect;
use crate::tui::model::Model;
use crate::tui::model::overlay::Overlay;
use crate::tui::theme::Meaning;
use crate::tui::widget::{self, Ink};

/// A step: title, text, and the actions whose keys it shows.
struct Step {
    title: &'static str,
    text: &'static str,
    actions: &'static [&'static str],
}

const STEPS: &[Step] = &[
    Step {
        title: "the queue",
        text: "Every column, the most sensitive first. Decided columns go to the end; the first line says what is left. \
               Beside the list stands why a column ranks where it does.",
        actions: &["move-down", "next-undecided", "open", "filter"],
    },
    Step {
        title: "one key decides",
        text: "A key decides the column under the cursor and goes to the next one. Enter and Esc never decide. \
               Capital letters do the same for all that is left, after a preview.",
        actions: &["approve", "mask", "reject", "skip", "approve-all", "undo"],
    },
    Step {
        title: "values stay hidden",
        text: "You decide by type, evidence and shape. Where that is not enough, reveal the column for 10 seconds; \
               the log says that you did.",
        actions: &["reveal", "hide", "effect"],
    },
    Step {
        title: "nothing open is released",
        text: "Leaving releases nothing, and the plan is refused while a column is open. When all are decided, \
               look at the plan and write it.",
        actions: &["screen-plan", "export", "help", "quit"],
    },
];

/// Takes a key.
pub fn key(model: &mut Model, step: usize, chord: Chord) -> Vec<Effect> {
    let last = STEPS.len() - 1;
    let next = match chord.code {
        KeyCode::Esc | KeyCode::Char('q') => None,
        KeyCode::Left | KeyCode::Up | KeyCode::Backspace | KeyCode::Char('k') => Some(step.saturating_sub(1)),
        KeyCode::Enter | KeyCode::Right | KeyCode::Down | KeyCode::Char(' ' | 'j') => {
            (step < last).then_some(step + 1)
        }
        _ => Some(step),
    };
    model.overlay = next.map(|step| Overlay::Tour { step });
    Vec::new()
}

/// Draws it.
pub fn draw(model: &Model, step: usize, area: Rect, buffer: &mut Buffer) {
    let ink = Ink(&model.theme);
    let Some(shown) = STEPS.get(step) else { return };
    let title = format!("{} of {}: {} — enter next, esc skips", step + 1, STEPS.len(), shown.title);
    let inside = widget::popup(buffer, area, (76, 14), &title, ink);
    let width = usize::from(inside.width);
    let mut lines: Vec<Line<'static>> =
        widget::wrap(shown.text, width).into_iter().map(|line| ink.line(line, Meaning::Text)).collect();
    lines.push(Line::default());
    for action in shown.actions.iter().filter_map(|name| crate::tui::action::find(name)) {
        let key = model.keymap.first(action.name);
        lines.push(Line::from(vec![
            ink.put(widget::fit_right(&key, 8), Meaning::Key),
            ink.put(format!("  {}", widget::fit(action.title, width.saturating_sub(10))), Meaning::Dim),
        ]));
    }
    widget::lines(buffer, inside, &lines, 0);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_of_the_tour_exists() {
        for name in STEPS.iter().flat_map(|step| step.actions) {
            assert!(crate::tui::action::find(name).is_some(), "{name}");
        }
    }
}
