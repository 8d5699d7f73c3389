//! One column of the review.

use std::sync::Arc;

use crate::domain::action::{Action, Suggestion};
use crate::domain::assessment::ColumnScan;
use crate::domain::decision::Verdict;
use crate::domain::fold::ColumnStatus;
use crate::domain::name::ColumnId;
use crate::domain::scan::RowsRead;
use crate::domain::state::State;

use super::filter::Subject;
use super::select::Place;

/// A column with everything that a decision needs.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The key of its decisions.
    pub id: ColumnId,
    /// What is known about it; a corrected type and the policy's tiers are in it. Copies of an item share it, as the
    /// columns of a wide table are hundreds of megabytes.
    pub scan: Arc<ColumnScan>,
    /// Rows of its table.
    pub rows: RowsRead,
    /// What to do with it, in the program's view.
    pub suggestion: Suggestion,
    /// Where it stands, evidence compared.
    pub state: State,
    /// The decisions about it.
    pub status: ColumnStatus,
    /// Why it is open again although it was decided.
    pub why_changed: Option<String>,
    /// It was not there when the project was last approved.
    pub is_new: bool,
}

impl Item {
    /// The action in force; `None` while the column is open.
    #[must_use]
    pub fn action(&self) -> Option<&Action> {
        if self.state.is_open() { None } else { self.status.action() }
    }

    /// Whether only a report speaks about it: no row of it was read.
    #[must_use]
    pub fn has_no_sample(&self) -> bool {
        self.rows.read == 0 && !self.scan.seen_by.is_empty()
    }

    /// The same column for a selector.
    #[must_use]
    pub fn place(&self) -> Place<'_> {
        Place { table: &self.id.table, column: &self.id.column, index: self.scan.index }
    }

    /// The same column for a filter.
    #[must_use]
    pub fn subject(&self) -> Subject<'_> {
        Subject {
            table: &self.id.table,
            scan: &self.scan,
            rows: self.rows.total,
            state: self.state,
            status: &self.status,
            action: self.action(),
            is_new: self.is_new,
            no_sample: self.has_no_sample(),
        }
    }

    /// What is known about it, to be changed.
    #[cfg(test)]
    pub fn scan_mut(&mut self) -> &mut ColumnScan {
        Arc::make_mut(&mut self.scan)
    }

    /// Takes the decisions about it; says whether anything changed.
    pub(super) fn take(&mut self, status: Option<&ColumnStatus>) -> bool {
        let (state, why) = match status {
            Some(status) => judge(status, &self.scan),
            None => (State::Undecided, None),
        };
        let same = match status {
            Some(status) => self.status == *status,
            None => self.status == ColumnStatus::default(),
        };
        if same && state == self.state && why == self.why_changed {
            return false;
        }
        if !same {
            self.status = status.cloned().unwrap_or_default();
        }
        self.state = state;
        if self.scan.state != state {
            Arc::make_mut(&mut self.scan).state = state;
        }
        self.why_changed = why;
        true
    }
}

/// Where a column stands: what the verdicts say, reopened where the evidence got worse than any they were made on.
#[must_use]
pub fn judge(status: &ColumnStatus, scan: &ColumnScan) -> (State, Option<String>) {
    let state = status.state();
    if state != State::Decided {
        return (state, None);
    }
    // Of several who say the same, one who saw today's evidence is enough.
    let mut worse = None;
    for head in status.heads.iter().filter(|head| matches!(head.verdict, Verdict::Decided { .. })) {
        match head.basis.worse(scan) {
            None => return (State::Decided, None),
            Some(why) => worse = Some(why),
        }
    }
    (State::Changed, worse)
}
