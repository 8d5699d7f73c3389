//! One session: from the settings to the end.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Instant;

use ratatui::crossterm::style::force_color_output;

use crate::domain::scan::Incomplete;
use crate::review::load::Request;
use crate::store::folders::Folders;
use crate::store::keys::Keys;
use crate::store::project::Project;

use super::desk::house::House;
use super::error::TuiError;
use super::events;
use super::keymap::Keymap;
use super::message::{Effect, Message};
use super::model::Model;
use super::model::overlay::Overlay;
use super::port::{Desk, Planner};
use super::runner;
use super::terminal::{Guard, Screen};
use super::theme::glyphs::Glyphs;
use super::theme::watch::Watch;
use super::theme::{Depth, MONOCHROME, Themes};
use super::worker::Office;

/// How it looks and feels.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// Name of the theme; `None` for `dark`, or `monochrome` under `NO_COLOR`.
    pub theme: Option<String>,
    /// Take the mouse; else selecting text is left to the terminal.
    pub mouse: bool,
    /// Fewer things move.
    pub reduced_motion: bool,
    /// Begin with the first steps for somebody new.
    pub tour: bool,
    /// The user's folder with `keys.toml` and `themes/`.
    pub config_dir: Option<PathBuf>,
}

/// What a review in the terminal is about, and how it looks.
pub struct TuiOptions {
    /// What is to be looked at.
    pub request: Request,
    /// The project.
    pub project: Project,
    /// The user's folders.
    pub folders: Folders,
    /// Who reviews, as claimed.
    pub reviewer: String,
    /// Look without deciding.
    pub read_only: bool,
    /// The keys that previews of keyed masks use.
    pub keys: Keys,
    /// Builds, writes and exports plans; `None` for [`super::desk::plans::Plans`].
    pub planner: Option<Arc<dyn Planner>>,
    /// How it looks and feels.
    pub look: Look,
}

/// How a session ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// The reviewer left.
    Quit,
    /// A signal, by number.
    Signal(i32),
    /// The terminal is gone.
    TerminalLost,
    /// Nothing could be loaded, and why.
    Failed(String),
}

/// What a session leaves behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TuiEnd {
    /// How it ended.
    pub how: How,
    /// Columns.
    pub columns: usize,
    /// Open columns: nothing of them is released.
    pub open: usize,
    /// Steps that were not on disk when it ended.
    pub unsaved: usize,
    /// What could not be read.
    pub incomplete: Vec<Incomplete>,
    /// The scan was stopped: there may be more columns.
    pub cancelled: bool,
}

/// Reads the settings and makes the model.
pub(super) fn model(desk: &dyn Desk, look: &Look) -> Result<Model, TuiError> {
    let env = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let no_color = env("NO_COLOR").is_some();
    let themes_folder = look.config_dir.as_ref().map(|folder| folder.join("themes"));
    let themes = Themes::load(themes_folder.as_deref())?;
    let themes = themes.at_depth(Depth::of_environment(env("COLORTERM").as_deref()));
    let theme = if no_color { MONOCHROME } else { look.theme.as_deref().unwrap_or("dark") };
    let theme = themes.find(theme)?.clone();
    if no_color {
        // crossterm answers NO_COLOR with resets that take the selection away too; the theme has no colours anyway.
        force_color_output(true);
    }
    let keymap = keymap(look)?;
    let mut model = Model::new(desk.about(), themes, theme, Glyphs::of_environment(env), keymap);
    model.reduced_motion = look.reduced_motion;
    model.types = desk.types();
    model.scan.running = true;
    if look.tour {
        model.overlay = Some(Overlay::Tour { step: 0 });
    }
    Ok(model)
}

/// The user's key map, or the default one.
pub(super) fn keymap(look: &Look) -> Result<Keymap, TuiError> {
    let Some(path) = look.config_dir.as_ref().map(|folder| folder.join("keys.toml")) else {
        return Ok(Keymap::default());
    };
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok(Keymap::read(&text, &path.display().to_string())?),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Keymap::default()),
        Err(source) => Err(TuiError::Io { path: path.display().to_string(), source }),
    }
}

/// Runs a review on the terminal of the process.
///
/// # Errors
/// A bad setting, a terminal that refuses, nothing to load, or a fault of the program; the terminal is as it was.
pub fn run(options: TuiOptions) -> Result<TuiEnd, TuiError> {
    let look = options.look.clone();
    run_on(Arc::new(House::new(options)), &look)
}

/// Runs a session with any desk behind it on the terminal of the process.
///
/// # Errors
/// A bad setting, a terminal that refuses, nothing to load, or a fault of the program; the terminal is as it was.
pub fn run_on(desk: Arc<dyn Desk>, look: &Look) -> Result<TuiEnd, TuiError> {
    let mut model = model(desk.as_ref(), look)?;
    let (sender, inbox) = mpsc::channel::<Message>();
    let guard = Guard::enter(look.mouse)?;
    let result = guard.catching(|| {
        let mut screen = Screen::new(look.mouse)?;
        let office = Office::open(desk, sender.clone());
        let _signals = events::listen(&sender, watch(look))
            .map_err(|source| TuiError::Terminal { doing: "start", source })?;
        let start = Instant::now();
        runner::run(
            &mut screen,
            &mut model,
            &inbox,
            &mut |effect| office.take(effect),
            &|| start.elapsed(),
            vec![Effect::Load],
        )
    });
    drop(guard);
    result?;
    end(&mut model)
}

/// The user's themes, watched for changes.
fn watch(look: &Look) -> Option<Watch> {
    let folder = look.config_dir.as_ref()?.join("themes");
    let depth = std::env::var("COLORTERM").ok().filter(|value| !value.is_empty());
    Some(Watch::new(folder, Depth::of_environment(depth.as_deref())))
}

/// What the model leaves behind.
fn end(model: &mut Model) -> Result<TuiEnd, TuiError> {
    let how = model.end.take().unwrap_or(How::Quit);
    if let How::Failed(why) = how {
        return Err(TuiError::Nothing(why));
    }
    Ok(TuiEnd {
        how,
        columns: model.meter.all,
        open: model.meter.open,
        unsaved: model.unsaved(),
        incomplete: std::mem::take(&mut model.scan.incomplete),
        cancelled: model.scan.cancelled || model.scan.running,
    })
}
