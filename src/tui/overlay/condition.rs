//! The condition of the mask under the cursor: which rows it is for, and what happens with the others.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;
use ratatui::text::Line;
use tui_input::Input;

use crate::domain::action::Action;
use crate::domain::condition::{Comparison, When};
use crate::domain::mask::MaskChoice;
use crate::mask::MaskPlan;
use crate::review::item::Item;
use crate::tui::keymap::chord::Chord;
use crate::tui::message::Effect;
use crate::tui::model::Model;
use crate::tui::model::draft::{Draft, Part};
use crate::tui::model::overlay::Overlay;
use crate::tui::theme::Meaning;
use crate::tui::update::preview;
use crate::tui::widget::{self, Ink, fit, safe};

use super::list;

/// Columns that are offered at once.
const OFFERED: usize = 8;
/// Width of the labels.
const LABEL: usize = 12;

/// Opens the form.
pub fn open(model: &mut Model) -> Vec<Effect> {
    let Some((_, when)) = candidate(model) else { return Vec::new() };
    let draft = Draft::new(when.as_deref());
    let input = Input::new(draft.text().to_owned());
    model.overlay = Some(Overlay::Condition { draft: Box::new(draft), input, problem: None });
    Vec::new()
}

/// The mask under the cursor with its condition.
fn candidate(model: &Model) -> Option<(MaskChoice, Option<Box<When>>)> {
    match &model.mask.current()?.action {
        Action::Mask { mask, when, .. } => Some((mask.clone(), when.clone())),
        Action::Keep | Action::Drop => None,
    }
}

/// Takes a key.
pub fn key(model: &mut Model, key: &KeyEvent, chord: Chord) -> Vec<Effect> {
    let step = match chord.code {
        KeyCode::Esc => return super::close(model),
        KeyCode::Enter => return take(model),
        KeyCode::Tab | KeyCode::Down => 1,
        KeyCode::BackTab | KeyCode::Up => Part::ALL.len() - 1,
        _ => 0,
    };
    let hits = hits(model);
    let Some(Overlay::Condition { draft, input, .. }) = &mut model.overlay else { return Vec::new() };
    let turn = match chord.code {
        KeyCode::Right => Some(1),
        KeyCode::Left => Some(-1),
        _ => None,
    };
    match (draft.part, turn, chord.code) {
        _ if step > 0 => {
            let at = Part::ALL.iter().position(|part| *part == draft.part).unwrap_or(0);
            draft.part = Part::ALL[(at + step) % Part::ALL.len()];
            *input = Input::new(draft.text().to_owned());
        }
        (Part::Column, Some(turn), _) => {
            let at = hits.iter().position(|path| *path == draft.column);
            if let Some(path) = next(&hits, at, turn) {
                draft.column.clone_from(path);
                *input = Input::new(path.clone());
            }
        }
        (Part::Comparison, Some(turn), _) => {
            let at = Comparison::ALL.iter().position(|is| *is == draft.is);
            draft.is = *next(&Comparison::ALL, at, turn).unwrap_or(&draft.is);
        }
        (Part::Comparison, None, KeyCode::Char(first)) => {
            let alike: Vec<Comparison> =
                Comparison::ALL.into_iter().filter(|is| is.name().starts_with(first)).collect();
            let at = alike.iter().position(|is| *is == draft.is);
            draft.is = *next(&alike, at, 1).unwrap_or(&draft.is);
        }
        (Part::Comparison, ..) => {}
        _ => {
            super::edit(input, key);
        }
    }
    typed(model)
}

/// The next or last one of some, round and round.
fn next<T>(all: &[T], at: Option<usize>, turn: isize) -> Option<&T> {
    let count = all.len();
    let at = match (at, turn) {
        (None, 1) => 0,
        (None, _) => count.checked_sub(1)?,
        (Some(at), 1) => (at + 1) % count,
        (Some(at), _) => (at + count - 1) % count,
    };
    all.get(at)
}

/// The columns of the table that a condition may look at and whose path holds what was typed.
fn hits(model: &Model) -> Vec<String> {
    let (Some(Overlay::Condition { draft, .. }), Some(row)) = (&model.overlay, model.queue.current()) else {
        return Vec::new();
    };
    let typed = draft.typed.trim().to_lowercase();
    let mut found: Vec<(usize, &str)> = rows(model)
        .filter(|other| other.id.table == row.id.table && other.id.occurrence == 0)
        .filter(|other| other.scan.sensitivity.allows_conditions() && other.id.column != row.id.column)
        .filter(|other| other.id.column.to_lowercase().contains(&typed))
        .map(|other| (other.scan.index, other.id.column.as_str()))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, path)| path.to_owned()).collect()
}

fn rows(model: &Model) -> impl Iterator<Item = &Item> {
    model.queue.rows.iter().map(Arc::as_ref)
}

/// Checks what stands in the form.
pub fn typed(model: &mut Model) -> Vec<Effect> {
    if let Some(Overlay::Condition { draft, input, .. }) = &mut model.overlay {
        draft.take(input.value());
    }
    let wrong = made(model).err();
    if let Some(Overlay::Condition { problem, .. }) = &mut model.overlay {
        *problem = wrong;
    }
    Vec::new()
}

type Made = (MaskChoice, Option<Box<When>>, MaskPlan);

/// The mask with the condition as it stands in the form, and what both together promise.
fn made(model: &Model) -> Result<Made, String> {
    let (Some(Overlay::Condition { draft, .. }), Some(row), Some((choice, _))) =
        (&model.overlay, model.queue.current(), candidate(model))
    else {
        return Err("the masks are not listed any more; esc leaves".to_owned());
    };
    let when = draft.when(row, rows(model)).map_err(|error| error.to_string())?;
    let plan =
        crate::mask::planned(&choice, when.as_deref(), row.id.dtype).map_err(|error| error.to_string())?;
    Ok((choice, when, plan))
}

/// Puts the checked condition into the candidate and shows its effect. Decides nothing.
fn take(model: &mut Model) -> Vec<Effect> {
    typed(model);
    let (Ok((choice, when, plan)), Some(row)) = (made(model), model.queue.current().cloned()) else {
        return Vec::new();
    };
    model.overlay = None;
    model.mask.change(&row, choice, when, plan);
    preview(model)
}

/// Draws it.
pub fn draw(
    model: &Model,
    draft: &Draft,
    input: &Input,
    problem: Option<&str>,
    area: Rect,
    buffer: &mut Buffer,
) {
    let ink = Ink(&model.theme);
    let title = "condition — enter takes it, tab next, ←→ chooses, esc leaves";
    let inside = widget::popup(buffer, area, (84, 14), title, ink);
    let width = usize::from(inside.width);
    for (y, part) in (inside.y..inside.bottom()).zip(Part::ALL) {
        let (label, text) = match part {
            Part::Column => ("only where", draft.column.as_str()),
            Part::Comparison => ("is", draft.is.name()),
            Part::Values => ("value", draft.values.as_str()),
            Part::Otherwise => ("else", draft.otherwise.as_str()),
        };
        let place = Rect { y, height: 1, ..inside };
        if part == draft.part && part != Part::Comparison {
            widget::field(buffer, place, &fit(label, LABEL), input, ink);
            continue;
        }
        let line = Line::from(vec![
            ink.put(fit(label, LABEL), Meaning::Dim),
            ink.put(fit(&safe(text), width.saturating_sub(LABEL)), Meaning::Text),
        ]);
        widget::put(buffer, place.x, y, &line, place.width);
        if part == draft.part {
            buffer.set_style(place, ink.style(Meaning::Selected));
        }
    }
    let mut notes = vec![Line::default()];
    let mut note = |text: &str, meaning| {
        notes.extend(widget::wrap(&safe(text), width).into_iter().map(|line| ink.line(line, meaning)));
    };
    note(&hint(model, draft.part), Meaning::Dim);
    match problem {
        Some(problem) => note(problem, Meaning::Bad),
        None if draft.column.trim().is_empty() => {
            note("No column: every row is masked alike.", Meaning::Text);
        }
        None => note(
            "Rows of which it cannot be told are masked as if they met it. Whoever has the copy can tell which rows met it.",
            Meaning::Text,
        ),
    }
    widget::lines(buffer, list::below(inside, Part::ALL.len() as u16), &notes, 0);
}

/// What can be written into a part.
fn hint(model: &Model, part: Part) -> String {
    match part {
        Part::Column => {
            let hits = hits(model);
            let some: Vec<&str> = hits.iter().take(OFFERED).map(String::as_str).collect();
            match hits.len().saturating_sub(OFFERED) {
                _ if hits.is_empty() => "No internal or public column of this table is called so.".to_owned(),
                0 => format!("One of: {}", some.join(", ")),
                more => format!("One of: {} and {more} more; type a part of the name.", some.join(", ")),
            }
        }
        Part::Comparison => format!("One of: {}", Comparison::ALL.map(Comparison::name).join("  ")),
        Part::Values => {
            "A number, a date (2024-01-31, 2024-01-31 10:00) or a text, always a text 'in quotes'; \
                         commas between several of in and not in."
                .to_owned()
        }
        Part::Otherwise => {
            "null, keep, or a mask with its parameters for the other rows: partial first=2 last=2".to_owned()
        }
    }
}
