//! Decisions as events: the review is a fold of them.

use serde::{Deserialize, Serialize};

use super::action::Action;
use super::assessment::{ColumnScan, Contained};
use super::name::ColumnId;
use super::share::Share;
use super::tier::{Role, Tier};

/// One event of a journal as it stands in a line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Digest of the line without this field: `sha256:…`.
    pub id: String,
    /// `id` of the event before it in the same file; `None` for the first.
    pub prev: Option<String>,
    /// When, RFC 3339 in UTC with milliseconds.
    pub time: String,
    /// Who, as claimed.
    pub reviewer: String,
    /// Events of one step (a bulk decision) share it; undo takes back a step.
    pub step: String,
    /// What.
    pub change: Change,
}

/// What an event says.
#[allow(clippy::large_enum_variant, reason = "nearly every event is a verdict")]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Change {
    /// A verdict about a column.
    Verdict {
        /// Which column.
        column: ColumnId,
        /// The verdict.
        verdict: Verdict,
        /// The evidence it was made on.
        basis: Basis,
        /// Why, in the reviewer's words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        /// Ids of the verdict events of this column that this one replaces (all heads that the reviewer saw).
        #[serde(default)]
        supersedes: Vec<String>,
        /// The step that this event takes back, for undo; the step that was undone, for redo.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        undoes: Option<String>,
    },
    /// A remark.
    Comment {
        /// Which column.
        column: ColumnId,
        /// The remark; searched by the detectors before it is written.
        text: String,
    },
    /// A reviewer corrects the semantic type.
    SetType {
        /// Which column.
        column: ColumnId,
        /// The type, a name of the registry; `None` takes an earlier correction back.
        #[serde(rename = "type")]
        kind: Option<String>,
    },
    /// Values of a column were shown.
    Reveal {
        /// Which column.
        column: ColumnId,
    },
    /// Masked values of a column were turned back with the key.
    Opened {
        /// Which column.
        column: ColumnId,
        /// Why; searched by the detectors before it is written.
        reason: String,
        /// How many.
        tokens: u64,
    },
}

impl Change {
    /// The column it is about.
    #[must_use]
    pub const fn column(&self) -> &ColumnId {
        match self {
            Self::Verdict { column, .. }
            | Self::Comment { column, .. }
            | Self::SetType { column, .. }
            | Self::Reveal { column }
            | Self::Opened { column, .. } => column,
        }
    }
}

/// What a reviewer says about a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// Decided, with the resolved action.
    Decided {
        /// The action.
        #[serde(flatten)]
        action: Action,
        /// The finding was rejected: not sensitive.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        not_sensitive: bool,
    },
    /// Put off.
    Skipped,
    /// For a second reviewer.
    Flagged,
    /// Back to undecided (an undo of the first verdict).
    Withdrawn,
}

/// The evidence a verdict was made on; a new scan compares itself with it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// Semantic type at that time.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Tier at that time.
    pub sensitivity: Tier,
    /// Role at that time.
    pub role: Role,
    /// Rows read.
    pub n: u64,
    /// Share of the type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<Share>,
    /// Contained types.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contains: Vec<Contained>,
    /// Digest of the detectors.
    pub detectors: String,
}

impl Basis {
    /// The evidence that a scan shows now.
    #[must_use]
    pub fn of(scan: &ColumnScan, detectors: &str) -> Self {
        Self {
            kind: scan.kind.clone(),
            sensitivity: scan.sensitivity,
            role: scan.role,
            n: scan.stats.values,
            is: scan.is,
            contains: scan.contains.clone(),
            detectors: detectors.to_owned(),
        }
    }

    /// Why the evidence of `now` is worse than this basis: a higher tier, another type that is at least as
    /// sensitive, or a type contained that was not there. `None` where nothing got worse.
    #[must_use]
    pub fn worse(&self, now: &ColumnScan) -> Option<String> {
        if now.sensitivity > self.sensitivity {
            return Some(format!("sensitivity was {}, is {}", self.sensitivity, now.sensitivity));
        }
        if now.kind != self.kind && now.sensitivity >= self.sensitivity && now.sensitivity > Tier::Public {
            let name = |kind: &Option<String>| kind.clone().unwrap_or_else(|| "none".to_owned());
            return Some(format!("type was {}, is {}", name(&self.kind), name(&now.kind)));
        }
        let new: Vec<&str> = now
            .contains
            .iter()
            .map(|c| c.kind.as_str())
            .filter(|kind| !self.contains.iter().any(|old| old.kind == *kind))
            .collect();
        (!new.is_empty()).then(|| format!("now contains {}", new.join(", ")))
    }
}
