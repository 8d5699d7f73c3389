//! Everything the screens show, changed by [`super::update::update`] alone.

pub mod draft;
pub mod masks;
pub mod meter;
pub mod names;
pub mod order;
pub mod overlay;
pub mod queue;
pub mod row;
pub mod words;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use crate::domain::scan::Incomplete;

use super::keymap::Keymap;
use super::message::Ticket;
use super::port::{About, ChangeLine, LogView, PlanView, Rename, Sample, TypeName};
use super::theme::glyphs::Glyphs;
use super::theme::{Theme, Themes};
use super::{How, layout};
use masks::MaskPick;
use meter::Meter;
use names::Names;
use overlay::{Overlay, Repeat};
use queue::Queue;
use row::Row;

/// A screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Screen {
    /// Every column by priority.
    Queue,
    /// All about one column.
    Column,
    /// Another mask for one column.
    Mask,
    /// The plan.
    Plan,
    /// What changed since the last approval.
    Changes,
    /// The decision log.
    Log,
}

impl Screen {
    /// Every screen in the order of the keys 1 to 6.
    pub const ALL: [Self; 6] = [Self::Queue, Self::Column, Self::Mask, Self::Plan, Self::Changes, Self::Log];

    /// For people.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Queue => "queue",
            Self::Column => "column",
            Self::Mask => "mask",
            Self::Plan => "plan",
            Self::Changes => "changes",
            Self::Log => "log",
        }
    }
}

/// Which pane the keys move in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pane {
    /// The list.
    #[default]
    Main,
    /// What stands beside it.
    Side,
}

/// What the pane beside the queue shows; sticky from column to column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Side {
    /// Evidence for and against.
    #[default]
    Evidence,
    /// Before and after the suggested action.
    Effect,
}

/// How loading stands.
#[derive(Debug, Clone, Default, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct ScanState {
    /// It runs.
    pub running: bool,
    /// It was asked to stop.
    pub stopping: bool,
    /// Tables there are.
    pub tables: usize,
    /// Bytes read and there are.
    pub bytes: (u64, u64),
    /// When it began.
    pub since: Duration,
    /// What could not be read.
    pub incomplete: Vec<Incomplete>,
    /// Files left out by rule.
    pub excluded: u64,
    /// It was cancelled: there may be more columns.
    pub cancelled: bool,
    /// What was noticed.
    pub notes: Vec<String>,
    /// Decided columns that are gone, and what they may be called now.
    pub renames: Vec<Rename>,
    /// It ended.
    pub ended: bool,
}

/// Something asked for: the number of the question and, once it came, the answer.
pub struct Asked<T> {
    /// Number of the question; an answer with another number is old.
    pub ticket: Ticket,
    /// The answer, or why there is none.
    pub answer: Option<Result<T, String>>,
}

impl<T> Default for Asked<T> {
    fn default() -> Self {
        Self { ticket: 0, answer: None }
    }
}

impl<T> Asked<T> {
    /// Takes an answer, where it is to the last question.
    pub fn take(&mut self, ticket: Ticket, answer: Result<T, String>) -> bool {
        let fits = ticket == self.ticket;
        if fits {
            self.answer = Some(answer);
        }
        fits
    }

    /// The answer, where it came and is good.
    #[must_use]
    pub fn get(&self) -> Option<&T> {
        self.answer.as_ref().and_then(|answer| answer.as_ref().ok())
    }

    /// Why there is no answer.
    #[must_use]
    pub fn problem(&self) -> Option<&str> {
        self.answer.as_ref().and_then(|answer| answer.as_ref().err()).map(String::as_str)
    }
}

/// Values of one column are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reveal {
    /// Which row.
    pub row: u32,
    /// Until when.
    pub until: Duration,
}

/// A step that is not on disk yet.
pub struct Pending {
    /// The rows as they were.
    pub before: Vec<(u32, Arc<Row>)>,
    /// For people: what is being saved.
    pub what: String,
    /// Values of this row are shown once the step is on disk.
    pub reveals: Option<u32>,
    /// The rows moved in the queue.
    pub moves: bool,
}

/// How a notice sounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// For information.
    Plain,
    /// Something went well.
    Good,
    /// Something did not.
    Bad,
}

/// A line for the reviewer, there until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The words.
    pub text: String,
    /// Tone.
    pub tone: Tone,
}

/// The model.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Model {
    /// Size of the terminal: columns, rows.
    pub size: (u16, u16),
    /// Time since the start.
    pub now: Duration,
    /// Who reviews what.
    pub about: About,
    /// The queue.
    pub queue: Queue,
    /// Short names of tables.
    pub names: Names,
    /// What is left.
    pub meter: Meter,
    /// Loading.
    pub scan: ScanState,
    /// The screen.
    pub screen: Screen,
    /// The screen that the mask screen was opened from.
    pub back_to: Screen,
    /// What lies over it.
    pub overlay: Option<Overlay>,
    /// Pane of the keys.
    pub focus: Pane,
    /// The pane of the keys has the whole screen.
    pub zoom: bool,
    /// What stands beside the queue.
    pub side: Side,
    /// First line shown of the text beside, of the column, plan, changes or log screen.
    pub scroll: usize,
    /// Values shown.
    pub reveal: Option<Reveal>,
    /// Sample rows of the revealed column.
    pub sample: Asked<Sample>,
    /// The mask screen, and the effect beside the queue.
    pub mask: MaskPick,
    /// The plan.
    pub plan: Asked<PlanView>,
    /// The log.
    pub log: Asked<LogView>,
    /// The changes.
    pub changes: Asked<Vec<ChangeLine>>,
    /// Every semantic type.
    pub types: Vec<TypeName>,
    /// A line for the reviewer.
    pub notice: Option<Notice>,
    /// Steps that are being saved.
    pub pending: BTreeMap<Ticket, Pending>,
    /// Undo, redo and exports that were asked for and are not done yet.
    pub in_flight: usize,
    /// Whether the reviewer was asked to make a key.
    pub key_asked: bool,
    /// What `.` repeats.
    pub last: Option<Repeat>,
    /// Type and count of equal decisions in a row.
    pub streak: (Option<String>, Option<Repeat>, usize),
    /// Themes there are.
    pub themes: Themes,
    /// Theme in force.
    pub theme: Theme,
    /// Symbols for this terminal.
    pub glyphs: Glyphs,
    /// Keys.
    pub keymap: Keymap,
    /// Fewer things move.
    pub reduced_motion: bool,
    /// The last question's number.
    pub tickets: Ticket,
    /// Last click: time, row.
    pub click: Option<(Duration, u32)>,
    /// When Ctrl-c was pressed last.
    pub interrupted: Option<Duration>,
    /// The program ends so, once everything is saved.
    pub end: Option<How>,
    /// It ends even though not everything is saved.
    pub end_now: bool,
}

impl Model {
    /// An empty model.
    #[must_use]
    pub fn new(about: About, themes: Themes, theme: Theme, glyphs: Glyphs, keymap: Keymap) -> Self {
        Self {
            size: (80, 24),
            now: Duration::ZERO,
            about,
            queue: Queue::default(),
            names: Names::default(),
            meter: Meter::default(),
            scan: ScanState::default(),
            screen: Screen::Queue,
            back_to: Screen::Queue,
            overlay: None,
            focus: Pane::default(),
            zoom: false,
            side: Side::default(),
            scroll: 0,
            reveal: None,
            sample: Asked::default(),
            mask: MaskPick::default(),
            plan: Asked::default(),
            log: Asked::default(),
            changes: Asked::default(),
            types: Vec::new(),
            notice: None,
            pending: BTreeMap::new(),
            in_flight: 0,
            key_asked: false,
            last: None,
            streak: (None, None, 0),
            themes,
            theme,
            glyphs,
            keymap,
            reduced_motion: false,
            tickets: 0,
            click: None,
            interrupted: None,
            end: None,
            end_now: false,
        }
    }

    /// A fresh number for a question.
    pub const fn ticket(&mut self) -> Ticket {
        self.tickets += 1;
        self.tickets
    }

    /// `TABLE.COLUMN`, with `:INDEX` for a repeated header.
    #[must_use]
    pub fn address(&self, row: &Row) -> String {
        self.names.address(row)
    }

    /// How much is on its way to disk and would be missed.
    #[must_use]
    pub fn unsaved(&self) -> usize {
        self.in_flight + self.pending.values().filter(|pending| pending.reveals.is_none()).count()
    }

    /// Says something until the next key.
    pub fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), tone });
    }

    /// Whether the values of a row are shown now.
    #[must_use]
    pub fn reveals(&self, row: u32) -> bool {
        self.reveal.is_some_and(|reveal| reveal.row == row && reveal.until > self.now)
    }

    /// Hides every value and forgets what was read.
    pub fn hide(&mut self) {
        self.reveal = None;
        self.sample = Asked::default();
    }

    /// Keeps the cursor inside what is shown.
    pub fn keep_in_sight(&mut self) {
        let height = usize::from(layout::areas(self).list_rows()).max(1);
        let queue = &mut self.queue;
        queue.top = queue.top.min(queue.view.len().saturating_sub(height)).min(queue.at);
        if queue.at >= queue.top + height {
            queue.top = queue.at + 1 - height;
        }
        let pick = &mut self.mask;
        pick.top = pick.top.min(pick.candidates.len().saturating_sub(height)).min(pick.at);
        if pick.at >= pick.top + height {
            pick.top = pick.at + 1 - height;
        }
    }

    /// When the screen changes by itself next: a reveal counts down, a scan shows that it runs.
    #[must_use]
    pub fn next_tick(&self) -> Option<Duration> {
        let reveal = self.reveal.map(|reveal| {
            let left = reveal.until.saturating_sub(self.now);
            let to_second = Duration::from_millis(u64::from(left.subsec_millis()));
            self.now + if to_second.is_zero() { left.min(Duration::from_secs(1)) } else { to_second }
        });
        let pulse = Duration::from_millis(if self.reduced_motion { 1000 } else { 250 });
        let scan = self.scan.running.then(|| self.now + pulse);
        [reveal, scan].into_iter().flatten().min()
    }
}
