//! Parameters of the mask under the cursor; every change is checked and its effect shown.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;
use ratatui::text::Line;
use tui_input::Input;

use crate::domain::action::Action;
use crate::domain::mask::{MaskChoice, Param, ParamSpec};
use crate::tui::keymap::chord::Chord;
use crate::tui::message::Effect;
use crate::tui::model::overlay::Overlay;
use crate::tui::model::{Model, Tone};
use crate::tui::theme::Meaning;
use crate::tui::update::preview;
use crate::tui::widget::{self, Ink, fit, safe};

use super::list;

/// Opens the form.
pub fn open(model: &mut Model) -> Vec<Effect> {
    let Some(Action::Mask { mask, .. }) = model.mask.current().map(|candidate| &candidate.action) else {
        model.say(Tone::Plain, "keep and drop have no parameters");
        return Vec::new();
    };
    let choice = mask.clone();
    if specs(&choice).is_empty() {
        model.say(Tone::Plain, format!("{} has no parameters", choice.name));
        return Vec::new();
    }
    let input = value_of(&choice, 0);
    model.overlay = Some(Overlay::Params { choice, at: 0, input, problem: None });
    Vec::new()
}

fn specs(choice: &MaskChoice) -> &'static [ParamSpec] {
    crate::mask::of_choice(choice).map_or(&[], crate::mask::Mask::params)
}

fn value_of(choice: &MaskChoice, at: usize) -> Input {
    let value = specs(choice).get(at).and_then(|spec| choice.params.get(spec.name));
    Input::new(value.map_or_else(String::new, ToString::to_string))
}

/// Takes a key.
pub fn key(model: &mut Model, key: &KeyEvent, chord: Chord) -> Vec<Effect> {
    let Some(Overlay::Params { choice, at, input, problem }) = &mut model.overlay else { return Vec::new() };
    let count = specs(choice).len();
    if chord.code == KeyCode::Esc {
        return super::close(model);
    }
    if let Some(step) = list::step(chord).or((chord.code == KeyCode::Tab).then_some(1)) {
        store(choice, *at, input.value());
        *at = if chord.code == KeyCode::Tab {
            (*at + 1) % count.max(1)
        } else {
            at.saturating_add_signed(step).min(count.saturating_sub(1))
        };
        *input = value_of(choice, *at);
        return Vec::new();
    }
    if chord.code == KeyCode::Enter {
        store(choice, *at, input.value());
        let choice = choice.clone();
        return take(model, choice);
    }
    if super::edit(input, key) {
        *problem = None;
    }
    Vec::new()
}

/// Puts what was typed into the choice; an empty text takes the default.
fn store(choice: &mut MaskChoice, at: usize, text: &str) {
    let Some(spec) = specs(choice).get(at) else { return };
    match (text.trim(), spec.default) {
        ("", Some(default)) => choice.params.insert(spec.name.to_owned(), Param::parse(default)),
        ("", None) => choice.params.remove(spec.name),
        (text, _) => choice.params.insert(spec.name.to_owned(), Param::parse(text)),
    };
}

/// Puts the checked parameters into the candidate and shows their effect. Decides nothing.
fn take(model: &mut Model, choice: MaskChoice) -> Vec<Effect> {
    let Some(row) = model.queue.current().cloned() else { return Vec::new() };
    let when = match model.mask.current().map(|candidate| &candidate.action) {
        Some(Action::Mask { when, .. }) => when.as_deref(),
        _ => None,
    };
    let planned = crate::mask::planned(&choice, when, row.id.dtype);
    match planned {
        Err(error) => {
            if let Some(Overlay::Params { problem, .. }) = &mut model.overlay {
                *problem = Some(error.to_string());
            }
            Vec::new()
        }
        Ok(plan) => {
            let when = when.cloned().map(Box::new);
            model.overlay = None;
            model.mask.change(&row, choice, when, plan);
            preview(model)
        }
    }
}

/// Draws it.
pub fn draw(
    model: &Model,
    choice: &MaskChoice,
    at: usize,
    input: &Input,
    problem: Option<&str>,
    area: Rect,
    buffer: &mut Buffer,
) {
    let ink = Ink(&model.theme);
    let specs = specs(choice);
    let title = format!("{} — enter takes them, tab next, esc leaves", choice.name);
    let inside = widget::popup(buffer, area, (80, specs.len() as u16 + 7), &title, ink);
    let width = usize::from(inside.width);
    let lines: Vec<Line<'static>> = specs
        .iter()
        .map(|spec| {
            let value = choice.params.get(spec.name).map_or_else(|| "—".to_owned(), ToString::to_string);
            Line::from(vec![
                ink.put(fit(spec.name, 16), Meaning::Title),
                ink.put(fit(&safe(&value), 18), Meaning::Text),
                ink.put(fit(spec.help, width.saturating_sub(34)), Meaning::Dim),
            ])
        })
        .collect();
    let rows = (lines.len() as u16).min(inside.height.saturating_sub(3));
    list::draw(buffer, Rect { height: rows, ..inside }, &lines, at, ink);
    let rest = list::below(inside, rows);
    let name = specs.get(at).map_or("", |spec| spec.name);
    widget::field(buffer, rest, &format!("{name} "), input, ink);
    let mut notes = Vec::new();
    if let Some(spec) = specs.get(at) {
        let one_of =
            if spec.one_of.is_empty() { String::new() } else { format!("one of {}", spec.one_of.join(", ")) };
        let range = spec.range.map_or_else(String::new, |(low, high)| format!("{low} to {high}"));
        let default = spec.default.map_or_else(String::new, |default| format!("default {default}"));
        let parts: Vec<String> =
            [one_of, range, default].into_iter().filter(|part| !part.is_empty()).collect();
        notes.push(ink.line(parts.join(" · "), Meaning::Dim));
    }
    if let Some(problem) = problem {
        notes
            .extend(widget::wrap(&safe(problem), width).into_iter().map(|line| ink.line(line, Meaning::Bad)));
    }
    widget::lines(buffer, list::below(rest, 1), &notes, 0);
}
