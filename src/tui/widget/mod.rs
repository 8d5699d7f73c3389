//! Small pieces that screens are made of. Text of data comes in as [`SafeText`] only.

mod cells;
mod frame;
mod ink;
mod spark;

pub use cells::{fit, fit_right, nearest, width, wrap};
pub use frame::{field, popup, titled};
pub use ink::{Ink, tier_meaning, tier_symbol};
pub use spark::{meter, spark};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::domain::safe_text::SafeText;

/// Longest text of a name on a screen, in characters.
const NAME: usize = 256;

/// A name, header, file name or message made safe to show.
#[must_use]
pub fn safe(text: &str) -> String {
    SafeText::cut(text, NAME).as_str().to_owned()
}

/// Draws a line of at most `width` cells, where that place is on the screen at all.
pub fn put(buffer: &mut Buffer, x: u16, y: u16, line: &Line<'_>, width: u16) {
    if buffer.area.contains((x, y).into()) {
        buffer.set_line(x, y, line, width.min(buffer.area.right() - x));
    }
}

/// Draws lines from the `top`-th on; what has no room is not drawn.
pub fn lines(buffer: &mut Buffer, area: Rect, lines: &[Line<'_>], top: usize) {
    let top = top.min(lines.len().saturating_sub(usize::from(area.height)));
    for (y, line) in (area.y..area.bottom()).zip(lines.iter().skip(top)) {
        put(buffer, area.x, y, line, area.width);
    }
}
