//! What comes in and what goes out: the only ways in and out of the model.

use std::sync::Arc;

use ratatui::crossterm::event::{KeyEvent, MouseEvent};

use crate::domain::action::Action;

use super::model::row::Row;
use super::port::{
    Candidate, ChangeLine, DeskError, Entry, Loaded, LogView, Matcher, News, PlanView, Preview, Rename,
    Sample, Undone,
};
use super::theme::{ThemeError, Themes};

/// Numbers a question; an answer with an old number is thrown away.
pub type Ticket = u64;

/// Something that happened.
pub enum Message {
    /// A key.
    Key(KeyEvent),
    /// The mouse.
    Mouse(MouseEvent),
    /// Pasted text.
    Paste(String),
    /// A new size: columns, rows.
    Resize(u16, u16),
    /// The terminal lost the focus.
    FocusLost,
    /// A theme of the user changed on disk.
    Themes(Result<Themes, ThemeError>),
    /// A signal that ends the program.
    Signal(i32),
    /// The terminal cannot be read any more.
    InputLost,
    /// Time passed.
    Tick,
    /// Loading reports.
    News(News),
    /// Loading ended.
    Loaded(Result<Loaded, DeskError>),
    /// A filter was evaluated: the expression, the matcher, and for every row whether it passes.
    Filtered(Ticket, Result<(String, Matcher, Vec<bool>), DeskError>),
    /// A step is on disk, or is not.
    Wrote(Ticket, Result<Vec<Row>, DeskError>),
    /// Undo or redo is on disk, or is not.
    Undone(Result<Undone, DeskError>),
    /// Sample rows.
    Sampled(Ticket, Result<Sample, DeskError>),
    /// Actions to choose from.
    Candidates(Ticket, Vec<Candidate>),
    /// A preview.
    Previewed(Ticket, Result<Preview, DeskError>),
    /// The plan.
    Planned(Ticket, Result<PlanView, DeskError>),
    /// The plan or an export was written: what and where.
    Exported(Result<String, DeskError>),
    /// A key was made, and where it lies.
    KeyMade(Result<String, DeskError>),
    /// The decision log.
    Logged(Ticket, Result<LogView, DeskError>),
    /// What changed.
    Changed(Ticket, Result<Vec<ChangeLine>, DeskError>),
    /// A worker failed in a way that is a fault of the program.
    Fault(&'static str),
}

impl Message {
    /// Whether a person waits for the answer on the screen: painted at once, not with the next batch.
    #[must_use]
    pub const fn is_input(&self) -> bool {
        matches!(
            self,
            Self::Key(_) | Self::Mouse(_) | Self::Paste(_) | Self::Resize(..) | Self::FocusLost | Self::Tick
        )
    }
}

/// Something to be done outside of the model.
#[derive(Clone)]
pub enum Effect {
    /// Open, scan and report.
    Load,
    /// Stop loading.
    CancelLoad,
    /// Evaluate a filter over all rows.
    Filter {
        /// Number.
        ticket: Ticket,
        /// The expression.
        text: String,
        /// The rows.
        rows: Arc<Vec<Arc<Row>>>,
    },
    /// Write a step.
    Write {
        /// Number.
        ticket: Ticket,
        /// The step.
        entries: Vec<Entry>,
    },
    /// Take the last step back.
    Undo,
    /// Do it again.
    Redo,
    /// Move the decisions of a column that is gone to its new name, or take them out.
    Rename(Rename, bool),
    /// Read sample rows.
    Sample(Ticket, Arc<Row>),
    /// List the actions for a column.
    Candidates(Ticket, Arc<Row>),
    /// Run an action on sample rows.
    Preview(Ticket, Arc<Row>, Action),
    /// Look at the plan.
    Plan(Ticket),
    /// Write the plan.
    WritePlan,
    /// Export the plan.
    Export {
        /// Target.
        target: String,
        /// Lossy columns are accepted.
        allow_lossy: bool,
    },
    /// Make the key `default`.
    MakeKey,
    /// Read the log.
    Log(Ticket),
    /// Compare with the last approval.
    Changes(Ticket),
    /// Put text on the clipboard of the terminal.
    Copy(String),
    /// Give the terminal back until the shell resumes us.
    Suspend,
}
