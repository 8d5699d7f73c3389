//! Keys, mouse and signals become messages.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;

use ratatui::crossterm::event::{self, Event, MouseButton, MouseEventKind};

use super::message::Message;
use super::theme::watch::Watch;

/// Stops listening for signals when dropped.
pub struct Listening {
    #[cfg(unix)]
    signals: signal_hook::iterator::Handle,
}

#[cfg(unix)]
impl Drop for Listening {
    fn drop(&mut self) {
        self.signals.close();
    }
}

/// Begins to listen. The thread that reads the terminal blocks in the system and ends with the process.
pub fn listen(sender: &Sender<Message>, mut themes: Option<Watch>) -> io::Result<Listening> {
    let keys = sender.clone();
    thread::Builder::new().name("keys".to_owned()).spawn(move || {
        loop {
            let message = match event::read() {
                Ok(event) => of_event(event),
                Err(_) => Some(Message::InputLost),
            };
            let lost = matches!(message, Some(Message::InputLost));
            if message.is_some_and(|message| keys.send(message).is_err()) || lost {
                return;
            }
            // After the key, which does not wait for it. Nobody listens only when the session is over.
            if let Some(themes) = themes.as_mut().and_then(Watch::changed) {
                drop(keys.send(Message::Themes(themes)));
            }
        }
    })?;
    signals(sender)
}

#[cfg(unix)]
fn signals(sender: &Sender<Message>) -> io::Result<Listening> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT])?;
    let handle = signals.handle();
    let sender = sender.clone();
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            if sender.send(Message::Signal(signal)).is_err() {
                return;
            }
        }
    })?;
    Ok(Listening { signals: handle })
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "as on unix")]
fn signals(_: &Sender<Message>) -> io::Result<Listening> {
    Ok(Listening {})
}

fn of_event(event: Event) -> Option<Message> {
    match event {
        Event::Key(key) => Some(Message::Key(key)),
        Event::Mouse(mouse) => matches!(
            mouse.kind,
            MouseEventKind::Down(MouseButton::Left) | MouseEventKind::ScrollDown | MouseEventKind::ScrollUp
        )
        .then_some(Message::Mouse(mouse)),
        Event::Paste(text) => Some(Message::Paste(text)),
        Event::Resize(columns, rows) => Some(Message::Resize(columns, rows)),
        Event::FocusLost => Some(Message::FocusLost),
        Event::FocusGained => None,
    }
}
