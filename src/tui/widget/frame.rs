//! Frames, popups, text fields.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Borders, Clear, Widget as _};
use tui_input::Input;

use super::ink::Ink;
use crate::tui::theme::Meaning;

/// A frame with a title; returns the inside. Where `framed` is false there is only a title line.
pub fn titled(
    buffer: &mut Buffer,
    area: Rect,
    title: &str,
    ink: Ink<'_>,
    focused: bool,
    framed: bool,
) -> Rect {
    let style = ink.style(if focused { Meaning::Focus } else { Meaning::Border });
    let borders = if framed { Borders::ALL } else { Borders::TOP };
    let room = usize::from(area.width).saturating_sub(4);
    let title = if super::width(title) > room { super::fit(title, room) } else { title.to_owned() };
    let block = Block::new()
        .borders(borders)
        .border_style(style)
        .title(Span::styled(format!(" {title} "), ink.style(Meaning::Title)));
    let inside = block.inner(area);
    block.render(area, buffer);
    inside
}

/// A cleared, framed box in the middle, of at most the size asked for; returns the inside.
pub fn popup(buffer: &mut Buffer, area: Rect, size: (u16, u16), title: &str, ink: Ink<'_>) -> Rect {
    let (width, height) = (size.0.min(area.width), size.1.min(area.height));
    let place =
        Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
    Clear.render(place, buffer);
    buffer.set_style(place, ink.style(Meaning::Text));
    titled(buffer, place, title, ink, true, true)
}

/// A text field with its cursor, on the first line of the area.
pub fn field(buffer: &mut Buffer, area: Rect, label: &str, input: &Input, ink: Ink<'_>) {
    if area.is_empty() {
        return;
    }
    let label_width = super::width(label).min(usize::from(area.width / 2));
    let room = usize::from(area.width).saturating_sub(label_width + 1);
    let scroll = input.visual_scroll(room.max(1));
    let before: String = input.value().chars().take(input.cursor()).collect();
    let shown: String = skip_cells(input.value(), scroll);
    let line = Line::from(vec![
        ink.put(super::fit(label, label_width), Meaning::Dim),
        ink.put(super::fit(&super::safe(&shown), room + 1), Meaning::Input),
    ]);
    super::put(buffer, area.x, area.y, &line, area.width);
    let at = label_width + super::width(&before).saturating_sub(scroll);
    if let Some(cell) = buffer.cell_mut((area.x + at.min(usize::from(area.width) - 1) as u16, area.y)) {
        // A drawn cursor is seen with and without colours.
        cell.modifier.insert(ratatui::style::Modifier::REVERSED);
    }
}

fn skip_cells(text: &str, cells: usize) -> String {
    let mut skipped = 0;
    text.chars()
        .skip_while(|c| {
            let skip = skipped < cells;
            skipped += unicode_width::UnicodeWidthChar::width(*c).unwrap_or(0);
            skip
        })
        .collect()
}
