//! What lies over a screen.

use tui_input::Input;

use crate::domain::decision::Verdict;
use crate::domain::mask::MaskChoice;
use crate::domain::tier::Tier;

use super::draft::Draft;
use super::queue::FilterState;

/// An overlay with its state.
pub enum Overlay {
    /// Keys and what they do.
    Help {
        /// First line shown.
        top: usize,
    },
    /// The first steps of somebody new.
    Tour {
        /// Which step, from 0.
        step: usize,
    },
    /// Every action by name.
    Palette {
        /// What was typed.
        input: Input,
        /// Which hit.
        at: usize,
    },
    /// The filter line.
    Filter {
        /// What was typed.
        input: Input,
        /// Why it cannot be read, if so.
        problem: Option<String>,
        /// Completions of the word at the end.
        completions: Vec<String>,
        /// The filter that was in force before.
        before: Box<FilterState>,
    },
    /// A bulk decision waits for `y`.
    Bulk(Bulk),
    /// A key is offered before the first decision that needs one.
    Key {
        /// What will be decided.
        step: Vec<(u32, Verdict)>,
        /// What `.` repeats then.
        repeat: Repeat,
    },
    /// A line of text is asked for.
    Prompt {
        /// What for.
        ask: Ask,
        /// What was typed.
        input: Input,
        /// Why it is not accepted, if so.
        problem: Option<String>,
    },
    /// Parameters of the mask under the cursor.
    Params {
        /// The mask being changed.
        choice: MaskChoice,
        /// Which parameter.
        at: usize,
        /// The value of that parameter.
        input: Input,
        /// Why it is not accepted, if so.
        problem: Option<String>,
    },
    /// The condition of the mask under the cursor.
    Condition {
        /// As far as it is typed.
        draft: Box<Draft>,
        /// What is typed in its current part.
        input: Input,
        /// Why it is not accepted, if so.
        problem: Option<String>,
    },
    /// Semantic types.
    Types {
        /// What was typed.
        input: Input,
        /// Which hit.
        at: usize,
    },
    /// Themes; the one under the cursor is in force.
    Themes {
        /// Which one.
        at: usize,
        /// The theme that was in force before.
        before: String,
    },
    /// Columns that are gone, beside what they may be called now.
    Renames {
        /// Which one.
        at: usize,
    },
    /// Export targets.
    Export {
        /// Which one.
        at: usize,
        /// The lossy columns of the target are shown and wait for `y`.
        confirm: bool,
    },
}

/// What a text is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// Why restricted columns are released in clear.
    Reason {
        /// What will be written once there is a reason.
        step: Vec<(u32, Verdict)>,
        /// The word for the repeat key.
        repeat: Repeat,
    },
    /// A remark about a column.
    Comment {
        /// Which row.
        row: u32,
    },
}

/// What `.` repeats.
#[derive(Clone, Debug, PartialEq)]
pub enum Repeat {
    /// Take each column's own suggestion.
    Approve,
    /// The same verdict.
    Same(Verdict),
}

impl Repeat {
    /// For people.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::Approve => "approve the suggestion".to_owned(),
            Self::Same(verdict) => super::words::verdict(verdict),
        }
    }
}

/// A bulk decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Bulk {
    /// For people: what is done.
    pub title: String,
    /// What `.` would repeat.
    pub repeat: Repeat,
    /// Row number and verdict.
    pub step: Vec<(u32, Verdict)>,
    /// Columns that were left out, and why.
    pub left_out: Vec<(u32, String)>,
    /// How many of each tier, the highest first.
    pub tiers: Vec<(Tier, usize)>,
    /// First line shown.
    pub top: usize,
}
