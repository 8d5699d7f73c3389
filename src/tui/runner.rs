//! The loop: waits for messages, updates, paints what changed.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::Backend;

use super::How;
use super::error::TuiError;
use super::message::{Effect, Message};
use super::model::Model;
use super::update::update;
use super::view;

/// What workers report is painted at most this often.
const FRAME: Duration = Duration::from_millis(33);
/// After a signal, what is being saved gets this long.
const GRACE: Duration = Duration::from_secs(2);
/// Messages taken before painting, so that a flood of reports cannot starve the screen.
const FLOOD: usize = 512;

/// A terminal that can do what the loop cannot.
pub trait Stage {
    /// The backend drawn on.
    type Backend: Backend;
    /// The terminal.
    fn terminal(&mut self) -> &mut Terminal<Self::Backend>;
    /// A frame begins (or ends): the terminal may wait with showing it.
    fn framing(&mut self, begins: bool) -> io::Result<()>;
    /// Gives the terminal to the shell and takes it back.
    fn suspend(&mut self) -> io::Result<()>;
    /// Puts text on the clipboard.
    fn copy(&mut self, text: &str) -> io::Result<()>;
}

/// Runs until the model has ended.
///
/// # Errors
/// The terminal refused.
pub fn run<S: Stage>(
    stage: &mut S,
    model: &mut Model,
    inbox: &Receiver<Message>,
    perform: &mut dyn FnMut(Effect),
    clock: &dyn Fn() -> Duration,
    first: Vec<Effect>,
) -> Result<(), TuiError>
where
    <S::Backend as Backend>::Error: std::fmt::Display,
{
    // The first frame comes before anything is loaded.
    paint(stage, model)?;
    first.into_iter().for_each(&mut *perform);
    let (mut painted, mut dirty) = (clock(), false);
    let mut ending: Option<Duration> = None;
    loop {
        let now = clock();
        if model.end.is_some() {
            let since = *ending.get_or_insert(now);
            let patient = matches!(model.end, Some(How::Quit));
            let waits = model.unsaved() > 0 && !model.end_now;
            if !waits || (!patient && now.saturating_sub(since) >= GRACE) {
                return Ok(());
            }
        } else {
            ending = None;
        }
        let frame = dirty.then(|| painted + FRAME);
        let grace = ending.map(|since| since + GRACE);
        let until = [frame, grace, model.next_tick()].into_iter().flatten().min();
        let Some(message) = wait(inbox, until.map(|until| until.saturating_sub(now))) else { return Ok(()) };
        model.now = clock();
        let mut urgent = false;
        let mut next = Some(message);
        for _ in 0..FLOOD {
            let Some(message) = next.take() else { break };
            urgent |= message.is_input();
            for effect in update(model, message) {
                act(stage, effect, perform)?;
            }
            next = inbox.try_recv().ok();
        }
        if let Some(message) = next {
            urgent |= message.is_input();
            for effect in update(model, message) {
                act(stage, effect, perform)?;
            }
        }
        dirty = true;
        if urgent || clock().saturating_sub(painted) >= FRAME {
            paint(stage, model)?;
            (painted, dirty) = (clock(), false);
        }
    }
}

/// The next message; a tick where none comes in time; `None` where none can come any more.
fn wait(inbox: &Receiver<Message>, patience: Option<Duration>) -> Option<Message> {
    let Some(patience) = patience else { return inbox.recv().ok() };
    match inbox.recv_timeout(patience) {
        Ok(message) => Some(message),
        Err(RecvTimeoutError::Timeout) => Some(Message::Tick),
        Err(RecvTimeoutError::Disconnected) => None,
    }
}

fn act<S: Stage>(stage: &mut S, effect: Effect, perform: &mut dyn FnMut(Effect)) -> Result<(), TuiError> {
    match effect {
        Effect::Copy(text) => {
            stage.copy(&text).map_err(|source| TuiError::Terminal { doing: "reach its clipboard", source })
        }
        Effect::Suspend => stage.suspend().map_err(|source| TuiError::Terminal { doing: "suspend", source }),
        effect => {
            perform(effect);
            Ok(())
        }
    }
}

/// Draws a frame.
fn paint<S: Stage>(stage: &mut S, model: &mut Model) -> Result<(), TuiError>
where
    <S::Backend as Backend>::Error: std::fmt::Display,
{
    let broken = |source: io::Error| TuiError::Terminal { doing: "draw", source };
    let refused = |error: <S::Backend as Backend>::Error| broken(io::Error::other(error.to_string()));
    let size = stage.terminal().size().map_err(refused)?;
    if (size.width, size.height) != model.size {
        // Takes effect on the model only: no question depends on the size.
        let _: Vec<Effect> = update(model, Message::Resize(size.width, size.height));
    }
    stage.framing(true).map_err(broken)?;
    stage.terminal().draw(|frame| view::draw(model, frame.buffer_mut())).map_err(refused)?;
    stage.framing(false).map_err(broken)
}
