//! The filter line: evaluated while one types, with completion.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;
use tui_input::Input;

use crate::domain::state::State;
use crate::domain::tier::Tier;
use crate::tui::keymap::chord::Chord;
use crate::tui::message::{Effect, Ticket};
use crate::tui::model::overlay::Overlay;
use crate::tui::model::queue::FilterState;
use crate::tui::model::{Model, Screen, Tone};
use crate::tui::port::{DeskError, Matcher};
use crate::tui::theme::Meaning;
use crate::tui::widget::{self, Ink};

/// Opens the line with the filter in force.
pub fn open(model: &mut Model) -> Vec<Effect> {
    model.screen = Screen::Queue;
    let before = model.queue.filter.clone();
    let text = if before.on { before.text.clone() } else { String::new() };
    model.overlay = Some(Overlay::Filter {
        input: Input::new(text),
        problem: None,
        completions: Vec::new(),
        before: Box::new(before),
    });
    complete(model);
    Vec::new()
}

/// Takes a key.
pub fn key(model: &mut Model, key: &KeyEvent, chord: Chord) -> Vec<Effect> {
    let Some(Overlay::Filter { input, completions, .. }) = &mut model.overlay else { return Vec::new() };
    match chord.code {
        KeyCode::Esc => super::close(model),
        KeyCode::Enter => {
            model.overlay = None;
            Vec::new()
        }
        KeyCode::Tab => {
            if let Some(word) = completions.first() {
                let kept = input.value().rsplit_once(' ').map_or("", |(before, _)| before);
                let text = if kept.is_empty() { word.clone() } else { format!("{kept} {word}") };
                *input = Input::new(text);
            }
            typed(model)
        }
        _ => {
            if super::edit(input, key) {
                return typed(model);
            }
            Vec::new()
        }
    }
}

/// Evaluates what was typed.
pub fn typed(model: &mut Model) -> Vec<Effect> {
    complete(model);
    let Some(Overlay::Filter { input, .. }) = &model.overlay else { return Vec::new() };
    let text = input.value().trim().to_owned();
    let ticket = model.ticket();
    model.queue.filter.ticket = ticket;
    if text.is_empty() {
        model.queue.filter = FilterState { ticket, ..FilterState::default() };
        model.queue.refit_filter();
        if let Some(Overlay::Filter { problem, .. }) = &mut model.overlay {
            *problem = None;
        }
        return Vec::new();
    }
    vec![Effect::Filter { ticket, text, rows: model.queue.rows.clone() }]
}

/// Takes the answer of a worker.
pub fn answered(
    model: &mut Model,
    ticket: Ticket,
    answer: Result<(String, Matcher, Vec<bool>), DeskError>,
) -> Vec<Effect> {
    if ticket != model.queue.filter.ticket {
        return Vec::new();
    }
    let mut bad = None;
    match answer {
        Ok((text, matcher, hits)) => {
            model.queue.filter = FilterState { text, matcher: Some(matcher), hits, on: true, ticket };
            model.queue.refit_filter();
        }
        Err(error) => bad = Some(error.0),
    }
    match &mut model.overlay {
        Some(Overlay::Filter { problem, .. }) => *problem = bad,
        _ => {
            if let Some(bad) = bad {
                model.say(Tone::Bad, bad);
            }
        }
    }
    Vec::new()
}

/// The filter as it was before.
pub fn restore(model: &mut Model, before: FilterState) -> Vec<Effect> {
    let ticket = model.ticket();
    model.queue.filter = FilterState { ticket, ..before };
    model.queue.refit_filter();
    Vec::new()
}

/// Completions of the word at the end.
fn complete(model: &mut Model) {
    let Some(Overlay::Filter { input, .. }) = &model.overlay else { return };
    let text = input.value();
    let word = text.rsplit(' ').next().unwrap_or("").to_owned();
    let mut all: Vec<String> = Vec::new();
    for operator in [">=", ":", "<=", ">", "<"] {
        all.extend(Tier::ALL.iter().map(|tier| format!("tier{operator}{tier}")));
    }
    all.extend(["todo", "open"].iter().map(|word| format!("state:{word}")));
    all.extend(State::ALL.iter().map(|state| format!("state:{}", state.name())));
    all.extend(["is:new", "is:changed", "rows>1e6", "rows<1000"].map(str::to_owned));
    all.extend(model.names.all().into_iter().map(|table| format!("table:{table}")));
    for field in ["type", "contains"] {
        all.extend(model.types.iter().map(|kind| format!("{field}:{}", kind.name)));
    }
    let fits = |candidate: &String| !word.is_empty() && candidate.starts_with(&word) && *candidate != word;
    let found: Vec<String> = all.into_iter().filter(fits).take(8).collect();
    if let Some(Overlay::Filter { completions, .. }) = &mut model.overlay {
        *completions = found;
    }
}

/// Draws the line at the bottom, what is wrong or could follow above it.
pub fn draw(
    model: &Model,
    input: &Input,
    problem: Option<&str>,
    completions: &[String],
    area: Rect,
    buffer: &mut Buffer,
) {
    let ink = Ink(&model.theme);
    let line = Rect { y: area.bottom(), height: 1, ..area }.intersection(buffer.area);
    buffer.set_style(line, ink.style(Meaning::Text));
    for x in line.x..line.right() {
        if let Some(cell) = buffer.cell_mut((x, line.y)) {
            cell.set_symbol(" ");
        }
    }
    widget::field(buffer, line, " / ", input, ink);
    let width = usize::from(area.width);
    let above = Rect { y: area.bottom().saturating_sub(1), height: area.height.min(1), ..area };
    let (text, meaning) = match problem {
        Some(problem) => (format!(" {}", widget::safe(problem)), Meaning::Bad),
        None if completions.is_empty() => return,
        None => (format!(" tab: {}", widget::safe(&completions.join("  "))), Meaning::Dim),
    };
    widget::put(buffer, above.x, above.y, &ink.line(widget::fit(&text, width), meaning), above.width);
}
