//! Draws the model. Nothing in here can change it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::layout::{self, Areas};
use super::model::{Model, Tone, words};
use super::theme::Meaning;
use super::widget::{self, Ink};
use super::{overlay, screen};

/// Draws everything.
pub fn draw(model: &Model, buffer: &mut Buffer) {
    let ink = Ink(&model.theme);
    let all = buffer.area;
    buffer.set_style(all, ink.style(Meaning::Text));
    if (all.width, all.height) != model.size {
        // The terminal changed under us; the message about it comes next.
        return;
    }
    let areas = layout::areas(model);
    if areas.tiny {
        tiny(model, ink, all, buffer);
    } else {
        header(model, ink, areas.header, buffer);
        screen::draw(model, &areas, buffer);
        bottom(model, ink, &areas, buffer);
        if model.overlay.is_some() {
            let body = Rect { y: all.y + 1, height: all.height.saturating_sub(2), ..all };
            overlay::draw(model, body, buffer);
        }
    }
    model.glyphs.degrade(buffer);
}

fn tiny(model: &Model, ink: Ink<'_>, all: Rect, buffer: &mut Buffer) {
    if all.is_empty() {
        return;
    }
    let text = format!("{} left; too small: 20x5 needed", model.meter.open);
    widget::put(
        buffer,
        all.x,
        all.y,
        &ink.line(widget::fit(&text, usize::from(all.width)), Meaning::Text),
        all.width,
    );
}

fn header(model: &Model, ink: Ink<'_>, area: Rect, buffer: &mut Buffer) {
    let width = usize::from(area.width);
    let meter = &model.meter;
    let mut middle = Vec::new();
    let mut say = |text: String, meaning| middle.push(ink.put(text, meaning));
    if width >= 60 {
        say(format!("{} · ", words::columns(meter.all)), Meaning::Dim);
    }
    say(format!("{} left", words::count(meter.open as u64)), Meaning::Title);
    if meter.restricted > 0 && width >= 80 {
        say(format!(" · {} restricted", words::count(meter.restricted as u64)), Meaning::Restricted);
    }
    if meter.saving > 0 {
        say(format!(" · {} saving", words::count(meter.saving as u64)), Meaning::Saving);
    }
    if width >= 110 && meter.all > 0 {
        say(format!(" · risk left {}", words::percent(meter.risk_left)), Meaning::Dim);
    }
    if width >= 80 && meter.all > 0 {
        let (full, rest) = widget::meter(meter.done(), 14);
        say(" ".to_owned(), Meaning::Dim);
        say("▓".repeat(full), Meaning::Meter);
        say("░".repeat(rest), Meaning::Track);
        say(format!(" {}", words::percent(meter.done())), Meaning::Dim);
    }
    let shown = model.reveal.filter(|reveal| reveal.until > model.now);
    let right = match shown {
        Some(reveal) => {
            let left = reveal.until.saturating_sub(model.now).as_millis().div_ceil(1000);
            format!(" values shown {left} s ")
        }
        None => scan(model),
    };
    let right_width = widget::width(&right);
    let middle_width: usize = middle.iter().map(|span| widget::width(&span.content)).sum();
    let name = widget::safe(&model.about.project);
    let who = if width >= 100 && !model.about.reviewer.is_empty() {
        format!(" · {}", widget::safe(&model.about.reviewer))
    } else {
        String::new()
    };
    let room = width.saturating_sub(middle_width + right_width + 4);
    let left = if room >= 8 { widget::fit(&format!(" vizard  {name}{who}"), room) } else { " ".to_owned() };
    let mut spans: Vec<Span<'static>> = vec![ink.put(left, Meaning::Title), Span::raw(" ")];
    spans.extend(middle);
    let used: usize = spans.iter().map(|span| widget::width(&span.content)).sum();
    if used + right_width < width {
        let gap = width - used - 1 - right_width;
        spans.push(Span::raw(" ".repeat(gap)));
        spans.push(ink.put(right, if shown.is_some() { Meaning::Reveal } else { Meaning::Dim }));
    }
    widget::put(buffer, area.x, area.y, &Line::from(spans), area.width);
}

/// How the scan stands.
fn scan(model: &Model) -> String {
    let scan = &model.scan;
    let (done, total) = scan.bytes;
    if scan.running {
        let frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧'];
        let turn = (model.now.as_millis() / 250) as usize % frames.len();
        let wheel = if model.reduced_motion { '·' } else { frames.get(turn).copied().unwrap_or('·') };
        if scan.stopping {
            return format!("stopping {wheel}");
        }
        let seconds = model.now.saturating_sub(scan.since).as_secs_f64();
        let share = if total > 0 {
            format!(" {}", words::percent((done as f64 / total as f64).min(1.0)))
        } else {
            String::new()
        };
        let left = if total > done && done > 0 && seconds > 2.0 {
            format!(" {:.0} s left", seconds * (total - done) as f64 / done as f64)
        } else {
            String::new()
        };
        let read = if done > 0 { format!(" {}", words::bytes(done)) } else { String::new() };
        return format!("scan{share}{read}{left} {wheel}");
    }
    if scan.cancelled {
        "scan stopped".to_owned()
    } else if !scan.incomplete.is_empty() {
        format!("{} not read (!)", scan.incomplete.len())
    } else {
        String::new()
    }
}

/// The last line: what there is to say, else the hints.
fn bottom(model: &Model, ink: Ink<'_>, areas: &Areas, buffer: &mut Buffer) {
    let area = areas.hints;
    if let Some(notice) = &model.notice {
        let meaning = match notice.tone {
            Tone::Plain => Meaning::Title,
            Tone::Good => Meaning::Good,
            Tone::Bad => Meaning::Bad,
        };
        let text = widget::fit(&format!(" {}", widget::safe(&notice.text)), usize::from(area.width));
        widget::put(buffer, area.x, area.y, &ink.line(text, meaning), area.width);
        return;
    }
    for hint in layout::hints(model, area) {
        let line = Line::from(vec![
            ink.put(hint.key, Meaning::Key),
            ink.put(format!(" {}", hint.action.hint), Meaning::Dim),
        ]);
        widget::put(buffer, hint.area.x, hint.area.y, &line, hint.area.width);
    }
}
