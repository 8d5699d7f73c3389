//! Plain data for the tests of this room.

use super::item::Item;
use crate::domain::action::{Action, Suggestion};
use crate::domain::assessment::ColumnScan;
use crate::domain::decision::{Basis, Verdict};
use crate::domain::fold::Head;
use crate::domain::name::ColumnId;
use crate::domain::scan::RowsRead;
use crate::domain::spans::{FindSpans, Span};
use crate::domain::state::State;
use crate::domain::tier::Tier;

/// An undecided confidential e-mail column.
pub fn item(table: &str, column: &str) -> Item {
    let scan = ColumnScan {
        column: column.into(),
        kind: Some("email".into()),
        family: Some("contact".into()),
        sensitivity: Tier::Confidential,
        confidence: 0.9,
        ..ColumnScan::default()
    };
    Item {
        id: ColumnId { table: table.into(), column: column.into(), occurrence: 0, dtype: scan.dtype },
        scan: std::sync::Arc::new(scan),
        rows: RowsRead { total: 100, total_is_exact: true, read: 100, seed: None },
        suggestion: Suggestion { action: Action::Drop, why: "a test".into(), otherwise: None },
        state: State::Undecided,
        status: crate::domain::fold::ColumnStatus::default(),
        why_changed: None,
        is_new: false,
    }
}

/// A verdict `keep` that nothing supersedes.
pub fn head(id: &str) -> Head {
    Head {
        id: id.into(),
        step: "s".into(),
        reviewer: "ana".into(),
        time: "2026-01-01T00:00:00.000Z".into(),
        verdict: Verdict::Decided { action: Action::Keep, not_sensitive: false },
        basis: Basis::default(),
        reason: None,
    }
}

/// Finds an e-mail at every at sign.
pub struct AtSigns;

impl FindSpans for AtSigns {
    fn find_spans(&self, text: &[u8], out: &mut Vec<Span>) {
        let ats = text.iter().enumerate().filter(|(_, b)| **b == b'@');
        out.extend(ats.map(|(start, _)| Span { start, end: start + 1, kind: "email" }));
    }
}
