//! The terminal of the process: taken, and given back whatever happens.

use std::io::{self, BufWriter, Stdout, Write as _};
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::event::{
    DisableBracketedPaste, DisableFocusChange, EnableBracketedPaste, EnableFocusChange,
};
use ratatui::crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::crossterm::{cursor, execute, queue};

use super::error::TuiError;
use super::runner::Stage;

/// The terminal is ours now.
static TAKEN: AtomicBool = AtomicBool::new(false);

type Hook = Box<dyn Fn(&panic::PanicHookInfo<'_>) + Sync + Send + 'static>;

/// Holds the terminal in raw mode on the alternate screen, and gives it back when dropped, on a panic too.
pub struct Guard {
    previous: Arc<Mutex<Option<Hook>>>,
    place: Arc<Mutex<Option<String>>>,
}

impl Guard {
    /// Takes the terminal.
    pub fn enter(mouse: bool) -> Result<Self, TuiError> {
        take(mouse).map_err(|source| {
            give_back();
            TuiError::Terminal { doing: "start", source }
        })?;
        let place = Arc::new(Mutex::new(None));
        let previous = Arc::new(Mutex::new(Some(panic::take_hook())));
        let (ui, at) = (std::thread::current().id(), Arc::clone(&place));
        // A worker that panics must not tear the screen down, and no message may reach the terminal: it could
        // hold a value. The place alone is kept.
        panic::set_hook(Box::new(move |info| {
            if std::thread::current().id() == ui {
                give_back();
                if let (Ok(mut at), Some(location)) = (at.lock(), info.location()) {
                    *at = Some(format!("{}:{}", location.file(), location.line()));
                }
            }
        }));
        Ok(Self { previous, place })
    }

    /// Runs something; a panic in it becomes an error.
    pub fn catching<T>(&self, work: impl FnOnce() -> Result<T, TuiError>) -> Result<T, TuiError> {
        panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
            let at = self.place.lock().ok().and_then(|place| place.clone());
            Err(TuiError::Fault { at: at.unwrap_or_else(|| "an unknown place".to_owned()) })
        })
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
        if let Some(hook) = self.previous.lock().ok().and_then(|mut hook| hook.take()) {
            panic::set_hook(hook);
        }
    }
}

fn take(mouse: bool) -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    let mut out = io::stdout();
    execute!(out, EnterAlternateScreen, cursor::Hide, EnableBracketedPaste, EnableFocusChange)?;
    if mouse {
        mouse_on(&mut out)?;
    }
    Ok(())
}

/// Gives the terminal back; what cannot be undone is left, since there is nobody to tell.
fn give_back() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = io::stdout();
    let _ = mouse_off(&mut out);
    // Cleared before it is left: some terminals keep the alternate screen in their history.
    let _ = execute!(
        out,
        EndSynchronizedUpdate,
        DisableFocusChange,
        DisableBracketedPaste,
        Clear(ClearType::All),
        LeaveAlternateScreen,
        cursor::Show
    );
    let _ = disable_raw_mode();
}

/// Clicks and wheel only: reports of every motion would cost the idle screen.
#[cfg(unix)]
fn mouse_on(out: &mut Stdout) -> io::Result<()> {
    out.write_all(b"\x1b[?1000h\x1b[?1006h")?;
    out.flush()
}

#[cfg(unix)]
fn mouse_off(out: &mut Stdout) -> io::Result<()> {
    out.write_all(b"\x1b[?1006l\x1b[?1000l")?;
    out.flush()
}

#[cfg(not(unix))]
fn mouse_on(out: &mut Stdout) -> io::Result<()> {
    execute!(out, ratatui::crossterm::event::EnableMouseCapture)
}

#[cfg(not(unix))]
fn mouse_off(out: &mut Stdout) -> io::Result<()> {
    execute!(out, ratatui::crossterm::event::DisableMouseCapture)
}

/// The screen of the process.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<BufWriter<Stdout>>>,
    mouse: bool,
}

impl Screen {
    /// The screen, not yet drawn on.
    pub fn new(mouse: bool) -> Result<Self, TuiError> {
        let backend = CrosstermBackend::new(BufWriter::with_capacity(1 << 16, io::stdout()));
        let terminal =
            Terminal::new(backend).map_err(|source| TuiError::Terminal { doing: "start", source })?;
        Ok(Self { terminal, mouse })
    }
}

impl Stage for Screen {
    type Backend = CrosstermBackend<BufWriter<Stdout>>;

    fn terminal(&mut self) -> &mut Terminal<Self::Backend> {
        &mut self.terminal
    }

    fn framing(&mut self, begins: bool) -> io::Result<()> {
        let backend = self.terminal.backend_mut();
        if begins {
            queue!(backend, BeginSynchronizedUpdate)
        } else {
            execute!(backend, EndSynchronizedUpdate)
        }
    }

    #[cfg(unix)]
    fn suspend(&mut self) -> io::Result<()> {
        give_back();
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        take(self.mouse)?;
        // Both buffers blank: the next frame draws every cell. (`Terminal::clear` would ask the terminal where its
        // cursor is, and the answer is taken by the thread that reads keys.)
        self.terminal.swap_buffers();
        Ok(())
    }

    #[cfg(not(unix))]
    fn suspend(&mut self) -> io::Result<()> {
        let _ = self.mouse;
        Ok(())
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        let encoded = data_encoding::BASE64.encode(text.as_bytes());
        let backend = self.terminal.backend_mut();
        write!(backend, "\x1b]52;c;{encoded}\x07")?;
        backend.flush()
    }
}
