//! Leaving: nothing is released by it, and nothing that was decided is lost.

use std::time::Duration;

use crate::tui::How;
use crate::tui::message::Effect;
use crate::tui::model::{Model, Tone};

/// A second Ctrl-c within this time quits.
const TWICE: Duration = Duration::from_secs(2);

/// Quits as soon as everything is saved; asked again, at once.
pub fn ask(model: &mut Model) -> Vec<Effect> {
    if model.end.is_some() {
        model.end_now = true;
    }
    model.end = Some(How::Quit);
    if model.unsaved() > 0 {
        model.say(Tone::Plain, "saving the last decisions; q again leaves without waiting");
    }
    if model.scan.running { vec![Effect::CancelLoad] } else { Vec::new() }
}

/// Ctrl-c: cancels the running scan, else the second one quits.
pub fn interrupt(model: &mut Model) -> Vec<Effect> {
    if model.scan.running && !model.scan.stopping {
        model.scan.stopping = true;
        model.interrupted = Some(model.now);
        model.say(Tone::Plain, "stopping the scan; what was found stays (again: quit)");
        return vec![Effect::CancelLoad];
    }
    if model.interrupted.is_some_and(|before| model.now.saturating_sub(before) <= TWICE) {
        return ask(model);
    }
    model.interrupted = Some(model.now);
    model.say(Tone::Plain, "again: quit (nothing is released by quitting)");
    Vec::new()
}

/// A signal asks to end.
pub fn signalled(model: &mut Model, signal: i32) -> Vec<Effect> {
    model.hide();
    model.end = Some(How::Signal(signal));
    vec![Effect::CancelLoad]
}

/// The terminal is gone.
pub fn input_lost(model: &mut Model) -> Vec<Effect> {
    model.hide();
    model.end = Some(How::TerminalLost);
    vec![Effect::CancelLoad]
}
