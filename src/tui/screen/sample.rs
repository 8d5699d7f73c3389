//! Sample rows: hidden until revealed, with the time that is left.

use ratatui::text::{Line, Span};

use crate::domain::safe_text::SafeText;
use crate::domain::secret::Secret;
use crate::tui::model::Model;
use crate::tui::theme::Meaning;
use crate::tui::widget::{self, Ink, fit, safe};

/// The title with the seconds left.
pub fn title(model: &Model) -> String {
    match model.reveal {
        Some(reveal) if reveal.until > model.now => {
            let left = reveal.until.saturating_sub(model.now).as_millis().div_ceil(1000);
            format!("sample rows — revealed, {left} s left")
        }
        _ => "sample rows — hidden".to_owned(),
    }
}

/// The rows, or why they are not shown.
pub fn lines(model: &Model, width: usize) -> Vec<Line<'static>> {
    let ink = Ink(&model.theme);
    let revealed = model.queue.cursor().is_some_and(|number| model.reveals(number));
    if !revealed {
        let key = model.keymap.first("reveal");
        let text = format!("values are hidden; {key} reveals them for 10 s and logs it. Frequent shapes:");
        let mut out: Vec<Line<'static>> =
            widget::wrap(&text, width).into_iter().map(|line| ink.line(line, Meaning::Dim)).collect();
        let shapes = model.queue.current().map(|row| row.scan.stats.shapes.clone()).unwrap_or_default();
        out.extend(shapes.iter().map(|(shape, _)| ink.line(format!("  {}", safe(shape)), Meaning::Text)));
        return out;
    }
    values(model, width)
}

/// The revealed values with the shapes of the other columns beside.
pub fn values(model: &Model, width: usize) -> Vec<Line<'static>> {
    let ink = Ink(&model.theme);
    if let Some(problem) = model.sample.problem() {
        return widget::wrap(&safe(problem), width).into_iter().map(|l| ink.line(l, Meaning::Bad)).collect();
    }
    let Some(sample) = model.sample.get() else { return vec![ink.line("reading…", Meaning::Dim)] };
    // The column asked for comes first, then as many others as there is room for.
    let mut order: Vec<usize> = vec![sample.at];
    order.extend((0..sample.columns.len()).filter(|at| *at != sample.at));
    let number_width = 8.min(width / 4);
    let room = width.saturating_sub(number_width);
    // The column asked for gets half of the room, more where it is alone.
    let first = if order.len() > 1 { (room / 2).max(16).min(room) } else { room };
    let other = 14;
    order.truncate(1 + room.saturating_sub(first + 1) / (other + 1));
    let cells = |at: usize| if at == 0 { first.saturating_sub(1) } else { other };
    let mut header = vec![ink.put(fit("row", number_width), Meaning::Dim)];
    for (place, at) in order.iter().enumerate() {
        let name = sample.columns.get(*at).map_or_else(String::new, |name| safe(name));
        header.push(ink.put(format!("{} ", fit(&name, cells(place))), Meaning::Title));
    }
    let mut out = vec![Line::from(header)];
    for row in &sample.rows {
        let mut spans = vec![ink.put(fit(&row.number.to_string(), number_width), Meaning::Dim)];
        for (place, at) in order.iter().enumerate() {
            // One column was revealed and logged; of those beside it only the shapes are shown.
            let own = *at == sample.at;
            let show = if own { value } else { shape };
            let shown = row.cells.get(*at).map_or_else(String::new, |cell| show(cell.as_ref()));
            let meaning = if own { Meaning::Reveal } else { Meaning::Dim };
            spans.push(ink.put(fit(&shown, cells(place)), meaning));
            spans.push(Span::raw(" "));
        }
        out.push(Line::from(spans));
    }
    if sample.rows.is_empty() {
        out.push(ink.line("the table has no rows", Meaning::Dim));
    }
    out
}

/// A value as it may be shown while revealed.
pub fn value(cell: Option<&Secret<String>>) -> String {
    cell.map_or_else(|| "∅".to_owned(), |cell| SafeText::cut(cell.reveal(), 200).as_str().to_owned())
}

/// The shape of a value: letters `a` and `A`, digits `9`, the rest as it is; holds no value.
pub fn shape(cell: Option<&Secret<String>>) -> String {
    cell.map_or_else(
        || "∅".to_owned(),
        |cell| {
            let text: String = cell
                .reveal()
                .chars()
                .take(24)
                .map(|c| match c {
                    c if c.is_numeric() => '9',
                    c if c.is_uppercase() => 'A',
                    c if c.is_alphabetic() => 'a',
                    c => c,
                })
                .collect();
            SafeText::cut(&text, 24).as_str().to_owned()
        },
    )
}
