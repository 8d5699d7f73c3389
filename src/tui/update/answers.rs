//! What workers report. An answer to an old question is thrown away.

use std::sync::Arc;

use crate::tui::message::{Effect, Message, Ticket};
use crate::tui::model::meter::Meter;
use crate::tui::model::row::Row;
use crate::tui::model::{Model, ScanState, Screen, Tone, words};
use crate::tui::port::{DeskError, Loaded, News, Undone};

/// Takes a report.
pub fn take(model: &mut Model, message: Message) -> Vec<Effect> {
    let words = |error: DeskError| error.0;
    match message {
        Message::News(news) => self::news(model, news),
        Message::Loaded(end) => loaded(model, end),
        Message::Filtered(ticket, answer) => {
            return crate::tui::overlay::filter::answered(model, ticket, answer);
        }
        Message::Wrote(ticket, answer) => return wrote(model, ticket, answer),
        Message::Undone(answer) => {
            model.in_flight = model.in_flight.saturating_sub(1);
            undone(model, answer);
        }
        Message::Sampled(ticket, answer) => {
            model.sample.take(ticket, answer.map_err(words));
        }
        Message::Candidates(ticket, candidates) if ticket == model.mask.ticket => {
            model.mask.at = candidates.iter().position(|candidate| candidate.suggested).unwrap_or(0);
            model.mask.candidates = candidates;
            return super::follow::preview(model);
        }
        Message::Previewed(ticket, answer) => {
            model.mask.preview.take(ticket, answer.map_err(words));
        }
        Message::Planned(ticket, answer) => {
            model.plan.take(ticket, answer.map_err(words));
        }
        Message::KeyMade(answer) => {
            model.in_flight = model.in_flight.saturating_sub(1);
            match answer {
                Ok(path) => {
                    model.about.no_key = false;
                    model.mask.row = None;
                    model.say(
                        Tone::Good,
                        format!("key made: {path}; keep a copy of it where the data is not"),
                    );
                }
                Err(error) => model.say(Tone::Bad, error.0),
            }
        }
        Message::Logged(ticket, answer) => {
            model.log.take(ticket, answer.map_err(words));
        }
        Message::Changed(ticket, answer) => {
            model.changes.take(ticket, answer.map_err(words));
        }
        Message::Exported(answer) => {
            model.in_flight = model.in_flight.saturating_sub(1);
            match answer {
                Ok(path) => model.say(Tone::Good, format!("written: {path}")),
                Err(error) => model.say(Tone::Bad, error.0),
            }
            return super::screens::refresh(model);
        }
        Message::Themes(Ok(themes)) => {
            // One that is gone stays until another one is chosen.
            if let Ok(theme) = themes.find(&model.theme.name) {
                model.theme = theme.clone();
            }
            model.themes = themes;
        }
        Message::Themes(Err(error)) => model.say(Tone::Bad, error.to_string()),
        Message::Fault(doing) => {
            model.say(
                Tone::Bad,
                format!("a fault of vizard while {doing}; your decisions are safe, please report it"),
            );
        }
        _ => {}
    }
    Vec::new()
}

fn news(model: &mut Model, news: News) {
    match news {
        News::Opened(about) => {
            if let Some(note) = about.notes.first() {
                model.say(Tone::Plain, note.clone());
            }
            model.about = about;
        }
        News::Tables(tables) => model.scan.tables = tables,
        News::Rows(rows) => {
            model.names.learn(rows.iter().map(|row| row.id.table.as_str()));
            model.queue.arrive(rows);
            model.meter = Meter::of(&model.queue);
        }
        News::Progress { done, total } => model.scan.bytes = (done, total),
    }
}

fn loaded(model: &mut Model, end: Result<Loaded, DeskError>) {
    model.scan =
        ScanState { running: false, stopping: false, ended: true, ..std::mem::take(&mut model.scan) };
    match end {
        Ok(loaded) => {
            let lost = loaded.incomplete.len();
            model.scan.incomplete = loaded.incomplete;
            model.scan.excluded = loaded.excluded;
            model.scan.cancelled = loaded.cancelled;
            model.scan.notes = loaded.notes;
            model.scan.renames = loaded.renames;
            if loaded.cancelled {
                model.say(Tone::Plain, "the scan was stopped: there may be more columns than these");
            } else if lost > 0 {
                model.say(Tone::Bad, format!("{lost} not read: ! says what"));
            } else if !model.scan.renames.is_empty() {
                let columns = words::columns(model.scan.renames.len());
                model.say(Tone::Plain, format!("{columns} may have a new name: w shows them"));
            } else if let Some(note) = model.scan.notes.first() {
                let more = model.scan.notes.len() - 1;
                let more = if more == 0 { String::new() } else { format!(" ({more} more: 5 lists them)") };
                model.say(Tone::Plain, format!("{note}{more}"));
            }
        }
        Err(error) if model.queue.rows.is_empty() => model.end = Some(crate::tui::How::Failed(error.0)),
        Err(error) => model.say(Tone::Bad, error.0),
    }
}

fn wrote(model: &mut Model, ticket: Ticket, answer: Result<Vec<Row>, DeskError>) -> Vec<Effect> {
    let Some(pending) = model.pending.remove(&ticket) else { return Vec::new() };
    match answer {
        Ok(rows) => {
            settle(model, rows);
            model.queue.rebuild();
            model.meter = Meter::of(&model.queue);
            if let Some(number) = pending.reveals {
                return super::values::logged(model, number);
            }
            if !pending.moves {
                model.say(Tone::Good, format!("saved: {}", pending.what));
            }
            if model.meter.open == 0 && model.screen != Screen::Plan && model.scan.ended {
                model.say(
                    Tone::Good,
                    format!("all {} are decided: 4 shows the plan", words::columns(model.meter.all)),
                );
            }
        }
        Err(error) => {
            // Back to where it was, and the cursor with it: the reviewer must see it.
            for (number, row) in &pending.before {
                model.queue.replace(*number, row.clone(), true);
            }
            model.queue.rebuild();
            if let (true, Some((number, _))) = (pending.moves, pending.before.first()) {
                model.queue.go_to(*number);
            }
            model.end = None;
            model.meter = Meter::of(&model.queue);
            model.say(Tone::Bad, format!("not saved ({}): {error}", pending.what));
        }
    }
    Vec::new()
}

fn settle(model: &mut Model, rows: Vec<Row>) -> Vec<u32> {
    let mut numbers = Vec::with_capacity(rows.len());
    for row in rows {
        if let Some(number) = model.queue.number(&row.id) {
            model.queue.replace(number, Arc::new(row), true);
            numbers.push(number);
        }
    }
    numbers
}

fn undone(model: &mut Model, answer: Result<Undone, DeskError>) {
    match answer {
        Ok(undone) => {
            model.queue.begin_step();
            let numbers = settle(model, undone.rows);
            model.queue.rebuild();
            if let Some(number) = numbers.first() {
                model.queue.go_to(*number);
            }
            model.scroll = 0;
            model.meter = Meter::of(&model.queue);
            model.streak = (None, None, 0);
            model.say(Tone::Good, undone.what);
        }
        Err(error) => model.say(Tone::Bad, error.0),
    }
}
