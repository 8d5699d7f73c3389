//! What the lists of overlays share.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::tui::keymap::chord::Chord;
use crate::tui::theme::Meaning;
use crate::tui::widget::{self, Ink};

/// How a key moves in a list with a text field above: arrows only, letters are text.
pub fn step(chord: Chord) -> Option<isize> {
    match chord.code {
        KeyCode::Down => Some(1),
        KeyCode::Up => Some(-1),
        KeyCode::PageDown => Some(10),
        KeyCode::PageUp => Some(-10),
        _ => None,
    }
}

/// How a key moves in a list without a text field.
pub fn step_plain(chord: Chord) -> Option<isize> {
    match chord.code {
        KeyCode::Char('j') => Some(1),
        KeyCode::Char('k') => Some(-1),
        KeyCode::Char('g') | KeyCode::Home => Some(isize::MIN / 2),
        KeyCode::Char('G') | KeyCode::End => Some(isize::MAX / 2),
        _ => step(chord),
    }
}

/// What matches, best first; all in their order for an empty text.
pub fn fuzzy<T: Copy>(text: &str, items: impl Iterator<Item = (T, String)>) -> Vec<T> {
    if text.trim().is_empty() {
        return items.map(|(item, _)| item).collect();
    }
    let pattern = Pattern::parse(text, CaseMatching::Smart, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut chars = Vec::new();
    let mut hits: Vec<(u32, T)> = items
        .filter_map(|(item, name)| {
            pattern.score(Utf32Str::new(&name, &mut chars), &mut matcher).map(|s| (s, item))
        })
        .collect();
    hits.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    hits.into_iter().map(|(_, item)| item).collect()
}

/// Draws lines with the one of the cursor in sight.
pub fn draw(buffer: &mut Buffer, area: Rect, lines: &[Line<'_>], at: usize, ink: Ink<'_>) {
    let height = usize::from(area.height);
    let top = (at + 1).saturating_sub(height);
    for (y, (place, line)) in (area.y..area.bottom()).zip(lines.iter().enumerate().skip(top)) {
        widget::put(buffer, area.x, y, line, area.width);
        if place == at {
            buffer.set_style(Rect { y, height: 1, ..area }, ink.style(Meaning::Selected));
        }
    }
}

/// The rest of an area under its first `lines` lines.
pub fn below(area: Rect, lines: u16) -> Rect {
    let lines = lines.min(area.height);
    Rect { y: area.y + lines, height: area.height - lines, ..area }
}
