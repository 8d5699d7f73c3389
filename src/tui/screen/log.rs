//! Screen 6: who decided what and when, and whether the chain of the journal holds.

use ratatui::buffer::Buffer;
use ratatui::text::Line;

use crate::tui::layout::Areas;
use crate::tui::model::Model;
use crate::tui::theme::Meaning;
use crate::tui::widget::{self, Ink, fit, safe};

/// Draws the screen.
pub fn draw(model: &Model, areas: &Areas, buffer: &mut Buffer) {
    let ink = Ink(&model.theme);
    let chain = model.log.get().map_or_else(String::new, |log| format!(" — {}", log.chain));
    let inside = widget::titled(buffer, areas.main, &format!("log{chain}"), ink, true, areas.framed);
    let width = usize::from(inside.width);
    let say = |text: &str, meaning| vec![ink.line(safe(text), meaning)];
    let shown: Vec<Line<'static>> = match (&model.log.problem(), model.log.get()) {
        (Some(problem), _) => say(problem, Meaning::Bad),
        (None, None) => say("reading the journal…", Meaning::Dim),
        (None, Some(log)) if log.lines.is_empty() => say("nothing was decided yet", Meaning::Dim),
        (None, Some(log)) => {
            let height = usize::from(inside.height);
            let top = model.scroll.min(log.lines.len().saturating_sub(height));
            let time = if width >= 80 { 20 } else { 0 };
            let who = (width / 6).clamp(4, 20);
            let name = (width.saturating_sub(time + who)) / 2;
            log.lines
                .iter()
                .skip(top)
                .take(height)
                .map(|line| {
                    let seconds = line.time.get(..19).unwrap_or(&line.time);
                    Line::from(vec![
                        ink.put(fit(&safe(seconds), time), Meaning::Dim),
                        ink.put(format!("{} ", fit(&safe(&line.reviewer), who)), Meaning::Dim),
                        ink.put(
                            format!("{} ", fit(&safe(&line.column), name.saturating_sub(2))),
                            Meaning::Text,
                        ),
                        ink.put(safe(&line.what), Meaning::Title),
                    ])
                })
                .collect()
        }
    };
    widget::lines(buffer, inside, &shown, 0);
}
