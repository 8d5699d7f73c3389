//! Screen 5: what changed since the last approval, and what could not be read.

use ratatui::buffer::Buffer;
use ratatui::text::Line;

use crate::tui::layout::Areas;
use crate::tui::model::Model;
use crate::tui::theme::Meaning;
use crate::tui::widget::{self, Ink, safe};

/// Draws the screen.
pub fn draw(model: &Model, areas: &Areas, buffer: &mut Buffer) {
    let ink = Ink(&model.theme);
    let inside =
        widget::titled(buffer, areas.main, "changes since the last approval", ink, true, areas.framed);
    widget::lines(buffer, inside, &lines(model, usize::from(inside.width)), model.scroll);
}

/// The lines.
pub fn lines(model: &Model, width: usize) -> Vec<Line<'static>> {
    let ink = Ink(&model.theme);
    let mut out = Vec::new();
    if let Some(problem) = model.changes.problem() {
        out.extend(ink.labelled("", &safe(problem), Meaning::Dim, width));
    } else if let Some(changes) = model.changes.get() {
        if changes.is_empty() {
            out.push(ink.line("nothing changed", Meaning::Good));
        }
        for change in changes {
            let label = widget::fit(&change.kind, 16);
            let text = format!("{}: {}", safe(&change.at), safe(&change.why));
            out.extend(ink.labelled(&label, &text, Meaning::Text, width));
        }
    } else {
        out.push(ink.line("comparing…", Meaning::Dim));
    }
    for bad in &model.scan.incomplete {
        let at = bad.at.as_deref().map_or_else(String::new, |at| format!(" {at}"));
        let text = format!("{}{}: {}", safe(&bad.table), safe(&at), safe(&bad.why));
        out.extend(ink.labelled("not read        ", &text, Meaning::Bad, width));
    }
    for note in &model.scan.notes {
        out.extend(ink.labelled("note            ", &safe(note), Meaning::Dim, width));
    }
    if model.scan.excluded > 0 {
        let text = format!("{} files left out by rule", model.scan.excluded);
        out.extend(ink.labelled("left out        ", &text, Meaning::Dim, width));
    }
    out
}
