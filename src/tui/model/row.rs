//! One column of the queue.

use crate::domain::action::Suggestion;
use crate::domain::assessment::ColumnScan;
use crate::domain::fold::ColumnStatus;
use crate::domain::name::ColumnId;
use crate::domain::scan::RowsRead;
use crate::domain::state::State;

/// A column as the reviewer sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Where it is.
    pub id: ColumnId,
    /// What the scan says.
    pub scan: ColumnScan,
    /// Row counts of its table.
    pub rows: RowsRead,
    /// What is suggested.
    pub suggestion: Suggestion,
    /// Review state.
    pub state: State,
    /// Decisions and remarks.
    pub status: ColumnStatus,
    /// Why a decided column is open again.
    pub why_changed: Option<String>,
}
