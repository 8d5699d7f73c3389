//! Screen 2: all about one column.

use ratatui::buffer::Buffer;
use ratatui::text::Line;

use crate::tui::layout::Areas;
use crate::tui::model::{Model, Pane};
use crate::tui::theme::Meaning;
use crate::tui::widget::{self, Ink, safe};

use super::{sample, text};

/// Draws the screen.
pub fn draw(model: &Model, areas: &Areas, buffer: &mut Buffer) {
    let ink = Ink(&model.theme);
    let name = model.queue.current().map_or_else(|| "no column".to_owned(), |row| safe(&model.address(row)));
    if !areas.main.is_empty() {
        let inside = widget::titled(buffer, areas.main, &name, ink, model.focus == Pane::Main, areas.framed);
        let top = if model.focus == Pane::Main { model.scroll } else { 0 };
        widget::lines(buffer, inside, &main(model, usize::from(inside.width)), top);
    }
    if !areas.side.is_empty() {
        let title = sample::title(model);
        let inside = widget::titled(buffer, areas.side, &title, ink, model.focus == Pane::Side, areas.framed);
        let top = if model.focus == Pane::Side { model.scroll } else { 0 };
        widget::lines(buffer, inside, &sample::lines(model, usize::from(inside.width)), top);
    }
}

/// Everything that is known.
pub fn main(model: &Model, width: usize) -> Vec<Line<'static>> {
    let ink = Ink(&model.theme);
    let Some(row) = model.queue.current() else {
        return vec![ink.line("there is no column here; 1 shows the queue", Meaning::Dim)];
    };
    let mut out = text::head(ink, row, width);
    for part in [
        text::suggestion(ink, row, width),
        text::shares(ink, row, width),
        text::evidence(ink, row, width, usize::MAX),
        text::scanners(ink, row, width),
        text::stats(ink, row, width),
        text::shapes(ink, row, width),
        text::terms(ink, row, width),
    ] {
        if !part.is_empty() {
            out.push(Line::default());
            out.extend(part);
        }
    }
    out
}
