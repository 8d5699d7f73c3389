//! A line of text: the reason of a release, a comment.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;
use tui_input::Input;

use crate::tui::keymap::chord::Chord;
use crate::tui::message::Effect;
use crate::tui::model::overlay::{Ask, Overlay};
use crate::tui::model::{Model, Pending, words};
use crate::tui::port::{Entry, Intent};
use crate::tui::theme::Meaning;
use crate::tui::update::decide;
use crate::tui::widget::{self, Ink, safe};

use super::list;

/// Takes a key.
pub fn key(model: &mut Model, key: &KeyEvent, chord: Chord) -> Vec<Effect> {
    let Some(Overlay::Prompt { ask, input, problem }) = &mut model.overlay else { return Vec::new() };
    match chord.code {
        KeyCode::Esc => super::close(model),
        KeyCode::Enter => {
            let text = input.value().trim().to_owned();
            if text.is_empty() {
                *problem = Some("write some words, or esc leaves everything as it is".to_owned());
                return Vec::new();
            }
            let ask = ask.clone();
            model.overlay = None;
            done(model, ask, text)
        }
        _ => {
            super::edit(input, key);
            *problem = None;
            Vec::new()
        }
    }
}

fn done(model: &mut Model, ask: Ask, text: String) -> Vec<Effect> {
    match ask {
        Ask::Reason { step, repeat } => decide::commit(model, &step, Some(&text), repeat),
        Ask::Comment { row: number } => {
            let Some(row) = model.queue.row(number).cloned() else { return Vec::new() };
            let ticket = model.ticket();
            let before = vec![(number, row.clone())];
            model
                .pending
                .insert(ticket, Pending { before, what: "comment".to_owned(), reveals: None, moves: false });
            vec![Effect::Write { ticket, entries: vec![Entry { row, intent: Intent::Comment(text) }] }]
        }
    }
}

/// Draws it.
pub fn draw(model: &Model, ask: &Ask, input: &Input, problem: Option<&str>, area: Rect, buffer: &mut Buffer) {
    let ink = Ink(&model.theme);
    let (title, text) = match ask {
        Ask::Reason { step, .. } => {
            let first = step.first().and_then(|(number, _)| model.queue.row(*number));
            let name = first.map_or_else(String::new, |row| safe(&model.address(row)));
            let what = if step.len() == 1 { name } else { words::columns(step.len()) };
            (
                "reason needed",
                format!(
                    "{what}: restricted data would be released in clear. Why is that right? No values, please."
                ),
            )
        }
        Ask::Comment { row } => {
            let name = model.queue.row(*row).map_or_else(String::new, |row| safe(&model.address(row)));
            ("comment", format!("{name}: for everybody who reads the decisions. No values, please."))
        }
    };
    let inside = widget::popup(buffer, area, (80, 7), title, ink);
    let width = usize::from(inside.width);
    let mut lines: Vec<_> =
        widget::wrap(&text, width).into_iter().map(|l| ink.line(l, Meaning::Text)).collect();
    if let Some(problem) = problem {
        lines.push(ink.line(problem.to_owned(), Meaning::Bad));
    }
    widget::field(buffer, inside, "> ", input, ink);
    widget::lines(buffer, list::below(inside, 1), &lines, 0);
}
