//! Showing values: explicit, short, and in the log before anything is seen.

use crate::tui::message::Effect;
use crate::tui::model::{Asked, Model, Pending, Reveal};
use crate::tui::port::{Entry, Intent};
use std::time::Duration;

/// How long values stay.
pub const LASTS: Duration = Duration::from_secs(10);

/// Asks to log a reveal; the values come when that is on disk.
pub fn reveal(model: &mut Model) -> Vec<Effect> {
    let Some(number) = model.queue.cursor() else { return Vec::new() };
    let Some(row) = model.queue.current().cloned() else { return Vec::new() };
    if model.reveals(number) {
        model.hide();
        return Vec::new();
    }
    let ticket = model.ticket();
    let before = vec![(number, row.clone())];
    model
        .pending
        .insert(ticket, Pending { before, what: "reveal".to_owned(), reveals: Some(number), moves: false });
    vec![Effect::Write { ticket, entries: vec![Entry { row, intent: Intent::Reveal }] }]
}

/// The reveal is in the log: shows the values, if the reviewer is still there.
pub fn logged(model: &mut Model, number: u32) -> Vec<Effect> {
    if model.queue.cursor() != Some(number) {
        return Vec::new();
    }
    let Some(row) = model.queue.row(number).cloned() else { return Vec::new() };
    model.reveal = Some(Reveal { row: number, until: model.now + LASTS });
    let ticket = model.ticket();
    model.sample = Asked { ticket, answer: None };
    vec![Effect::Sample(ticket, row)]
}
