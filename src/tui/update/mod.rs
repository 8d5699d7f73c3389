//! The only place that changes the model: a message in, effects out. Pure: no disk, no clock, no terminal.

mod answers;
pub mod bulk;
pub mod decide;
mod follow;
mod keys;
mod mouse;
pub mod moving;
pub mod quit;
pub mod screens;
pub mod values;

pub use follow::preview;

use super::message::{Effect, Message};
use super::model::{Model, Tone};

/// Takes one message.
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    let mut effects = match message {
        Message::Key(key) => keys::key(model, &key),
        Message::Mouse(event) => mouse::mouse(model, event),
        Message::Paste(text) => keys::paste(model, &text),
        Message::Resize(columns, rows) => {
            model.size = (columns, rows);
            Vec::new()
        }
        Message::FocusLost => {
            if model.reveal.is_some() {
                model.hide();
                model.say(Tone::Plain, "hidden: the terminal lost the focus");
            }
            Vec::new()
        }
        Message::Signal(signal) => quit::signalled(model, signal),
        Message::InputLost => quit::input_lost(model),
        Message::Tick => Vec::new(),
        answer => answers::take(model, answer),
    };
    effects.extend(follow::follow(model));
    effects
}
