//! Screen 1: every column by priority, one line each, and what is known about the one under the cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::decision::Verdict;
use crate::domain::state::State;
use crate::tui::layout::Areas;
use crate::tui::model::queue::Brief;
use crate::tui::model::row::Row;
use crate::tui::model::{Model, Pane, Side, words};
use crate::tui::theme::Meaning;
use crate::tui::widget::{self, Ink, fit, fit_right, safe, tier_meaning, tier_symbol};

use super::text;

/// Draws the screen.
pub fn draw(model: &Model, areas: &Areas, buffer: &mut Buffer) {
    let ink = Ink(&model.theme);
    if !areas.main.is_empty() {
        let list =
            widget::titled(buffer, areas.main, &title(model), ink, model.focus == Pane::Main, areas.framed);
        list_rows(model, ink, list, buffer);
    }
    if !areas.side.is_empty() {
        let name = model.queue.current().map_or_else(|| "column".to_owned(), |row| safe(&model.address(row)));
        let name = if model.side == Side::Effect { format!("{name} — before and after") } else { name };
        let inside = widget::titled(buffer, areas.side, &name, ink, model.focus == Pane::Side, areas.framed);
        widget::lines(buffer, inside, &side(model, usize::from(inside.width)), model.scroll);
    }
}

fn title(model: &Model) -> String {
    let queue = &model.queue;
    let mut title = "queue".to_owned();
    if queue.filter.on {
        title += &format!(" — filter: {} — {}", safe(&queue.filter.text), words::columns(queue.view.len()));
    }
    let marks = queue.marked();
    if marks > 0 {
        title += &format!(" — {marks} marked");
    }
    if queue.order != crate::tui::model::order::Order::Priority {
        title += &format!(" — by {}", queue.order.name());
    }
    title
}

fn list_rows(model: &Model, ink: Ink<'_>, area: Rect, buffer: &mut Buffer) {
    let queue = &model.queue;
    if queue.view.is_empty() {
        let text = if queue.filter.on {
            "no column passes the filter; Esc clears it"
        } else if model.scan.running || !model.scan.ended {
            "looking for columns…"
        } else {
            "no columns were found"
        };
        widget::put(buffer, area.x, area.y, &ink.line(text, Meaning::Dim), area.width);
        return;
    }
    let range = queue.range_from.and_then(|number| queue.place_of(number));
    let shown = queue.view.iter().enumerate().skip(queue.top);
    for (y, (place, number)) in (area.y..area.bottom()).zip(shown) {
        let (Some(row), Some(brief)) = (queue.row(*number), queue.brief.get(*number as usize)) else {
            continue;
        };
        let marked = queue.is_marked(place, range);
        let line = line(model, ink, row, *brief, (place == queue.at, marked), usize::from(area.width));
        widget::put(buffer, area.x, y, &line, area.width);
        let ground = Rect { y, height: 1, ..area };
        if marked {
            buffer.set_style(ground, ink.style(Meaning::Marked));
        }
        if place == queue.at {
            buffer.set_style(ground, ink.style(Meaning::Selected));
        }
    }
}

/// One line: cursor, priority, tier, name, type, share, standing; on a narrow screen the later ones give way.
fn line(
    model: &Model,
    ink: Ink<'_>,
    row: &Row,
    brief: Brief,
    on: (bool, bool),
    width: usize,
) -> Line<'static> {
    let scan = &row.scan;
    let (selected, marked) = on;
    let edge = if selected { "▌" } else { " " };
    let mark = if marked { "*" } else { " " };
    let mut spans: Vec<Span<'static>> = vec![ink.put(format!("{edge}{mark}"), Meaning::Key)];
    let tier = scan.sensitivity;
    spans.push(ink.put(format!("{} ", fit_right(&format!("{:.0}", scan.score), 3)), Meaning::Dim));
    let tier_word = if width >= 64 {
        format!("{} {}", tier_symbol(tier), fit(tier.name(), 13))
    } else {
        format!("{} ", tier_symbol(tier))
    };
    spans.push(ink.put(tier_word, tier_meaning(tier)));
    let (standing, meaning) = standing(row, brief);
    let standing_width = match width {
        0..40 => 2,
        40..64 => 8,
        64..76 => 10,
        76..90 => 15,
        90..120 => 20,
        _ => 26,
    };
    let share_width = if width >= 56 { 8 } else { 0 };
    let used: usize = spans.iter().map(|span| widget::width(&span.content)).sum();
    let rest = width.saturating_sub(used + share_width + standing_width + 2);
    let kind_width = if width >= 44 { (rest / 3).min(20) } else { 0 };
    let name = fit(&safe(&model.address(row)), rest.saturating_sub(kind_width));
    spans.push(ink.put(name, if brief.state.is_open() { Meaning::Text } else { Meaning::Dim }));
    if kind_width > 0 {
        let (kind, share) = kind(row);
        spans.push(ink.put(format!(" {}", fit(&kind, kind_width.saturating_sub(1))), Meaning::Text));
        if share_width > 0 {
            spans.push(ink.put(format!("{} ", fit_right(&share, share_width - 1)), Meaning::Dim));
        }
    }
    spans.push(ink.put(format!(" {}", fit(&standing, standing_width)), meaning));
    Line::from(spans)
}

/// The type and its share; a contained type where it is the reason.
fn kind(row: &Row) -> (String, String) {
    let scan = &row.scan;
    let contained = scan.contains.first();
    let plain = scan.kind.as_deref().is_none_or(|kind| kind == "free_text");
    match contained {
        Some(contained) if plain => {
            (format!("⊃ {}", safe(&contained.kind)), words::percent(contained.share.share))
        }
        _ => {
            let kind = scan.kind.as_deref().map_or_else(|| "—".to_owned(), safe);
            let more = if contained.is_some() { " ⊃" } else { "" };
            let share = scan.is.map_or_else(String::new, |is| words::percent(is.share));
            (format!("{kind}{more}"), share)
        }
    }
}

/// How a row stands: symbol and word.
fn standing(row: &Row, brief: Brief) -> (String, Meaning) {
    let done = || match row.status.heads.first().map(|head| &head.verdict) {
        Some(Verdict::Decided { action, not_sensitive }) => {
            if *not_sensitive {
                "keep (not sensitive)".to_owned()
            } else {
                safe(&action.label())
            }
        }
        _ => row.state.name().to_owned(),
    };
    if brief.saving {
        return (format!("… {}", done()), Meaning::Saving);
    }
    match row.state {
        State::Undecided if row.rows.read == 0 => ("no sample".to_owned(), Meaning::Dim),
        // What one key would do.
        State::Undecided => (
            format!("{}→ {}", if row.is_new { "new " } else { "" }, safe(&row.suggestion.action.label())),
            Meaning::Dim,
        ),
        State::Skipped => ("↷ skipped".to_owned(), Meaning::Dim),
        State::Flagged => ("⚑ flagged".to_owned(), Meaning::Bad),
        State::Disputed => ("≠ disputed".to_owned(), Meaning::Bad),
        State::Changed => ("Δ changed".to_owned(), Meaning::Bad),
        State::Decided => (format!("✓ {}", done()), Meaning::Good),
    }
}

/// What stands beside the queue.
pub fn side(model: &Model, width: usize) -> Vec<Line<'static>> {
    let ink = Ink(&model.theme);
    let Some(row) = model.queue.current() else { return Vec::new() };
    let mut out = text::head(ink, row, width);
    if model.queue.cursor().is_some_and(|number| model.reveals(number)) {
        out.extend(super::sample::values(model, width));
    }
    if model.side == Side::Effect {
        out.extend(super::mask::effect(model, width));
        return out;
    }
    out.extend(text::suggestion(ink, row, width));
    out.extend(text::shares(ink, row, width));
    out.extend(text::evidence(ink, row, width, 4));
    out.extend(text::scanners(ink, row, width));
    out.extend(text::stats(ink, row, width));
    out.extend(text::terms(ink, row, width));
    out
}
