//! What the terminal asks of the rest of the house: one trait, plain data in and out.
//!
//! The real one is [`super::desk`]; the tests bring a fake, so that no screen needs a file.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::domain::action::Action;
use crate::domain::decision::Verdict;
use crate::domain::mask::Guarantees;
use crate::domain::purpose::Purpose;
use crate::domain::scan::{DatasetScan, Incomplete};
use crate::domain::secret::Secret;
use crate::domain::spans::FindSpans;
use crate::domain::tier::Tier;
pub use crate::review::vanished::Rename;

pub use super::model::row::Row;

/// Something that the house could not do: says what, where and what to do next, never a cell's value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct DeskError(pub String);

impl DeskError {
    /// Takes the words of another room's error.
    pub fn from_words(words: impl std::fmt::Display) -> Self {
        Self(words.to_string())
    }
}

/// Who reviews what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// Name of the project.
    pub project: String,
    /// What the masked data is for.
    pub purpose: Purpose,
    /// The reviewer, as claimed.
    pub reviewer: String,
    /// Why nothing can be decided, where that is so.
    pub read_only: Option<String>,
    /// There is no key yet for masks that need one.
    pub no_key: bool,
    /// The policy forbids to show values.
    pub reveal_forbidden: bool,
    /// What the reviewer should know at the start.
    pub notes: Vec<String>,
}

/// What loading reports while it runs.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    /// The project and its journal are open.
    Opened(About),
    /// How many tables there are.
    Tables(usize),
    /// Columns, new or again (a column that is known already is replaced).
    Rows(Vec<Row>),
    /// How far the scan is.
    Progress {
        /// Bytes read.
        done: u64,
        /// Bytes there are; 0 where that is not known.
        total: u64,
    },
}

/// How loading ended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Loaded {
    /// What could not be read.
    pub incomplete: Vec<Incomplete>,
    /// Files left out by rule.
    pub excluded: u64,
    /// It was cancelled: there may be more columns.
    pub cancelled: bool,
    /// What was noticed; nothing of it makes the scan incomplete.
    pub notes: Vec<String>,
    /// Decided columns that are gone, and what they may be called now.
    pub renames: Vec<Rename>,
}

/// One entry of a step.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The column as the reviewer saw it.
    pub row: Arc<Row>,
    /// What is said about it.
    pub intent: Intent,
}

/// What a reviewer says about a column.
#[derive(Debug, Clone, PartialEq)]
pub enum Intent {
    /// A verdict.
    Verdict {
        /// The verdict.
        verdict: Verdict,
        /// Why, in the reviewer's words.
        reason: Option<String>,
    },
    /// A remark.
    Comment(String),
    /// Another semantic type; `None` takes the correction back.
    SetType(Option<String>),
    /// Values are shown.
    Reveal,
}

/// What undo or redo did.
#[derive(Debug, Clone, PartialEq)]
pub struct Undone {
    /// For people: `3 columns`.
    pub what: String,
    /// The columns as they stand now.
    pub rows: Vec<Row>,
}

/// Rows of a table around one column.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sample {
    /// The columns, by path.
    pub columns: Vec<String>,
    /// Which of them is the one asked for.
    pub at: usize,
    /// The rows.
    pub rows: Vec<SampleRow>,
}

/// One row of a sample.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SampleRow {
    /// 1-based number of the row in the table.
    pub number: u64,
    /// One cell for every column of the sample; `None` is null.
    pub cells: Vec<Cell>,
}

/// An action a reviewer may choose.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The action.
    pub action: Action,
    /// One sentence.
    pub title: String,
    /// What the mask promises with these parameters on this type.
    pub guarantees: Option<Guarantees>,
    /// Why it cannot be chosen.
    pub why_not: Option<String>,
    /// It is the suggestion.
    pub suggested: bool,
}

/// A cell of the data; `None` is null.
pub type Cell = Option<Secret<String>>;

/// What an action does to sample rows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Preview {
    /// Cells before and after; `None` is null or left out.
    pub pairs: Vec<(Cell, Cell)>,
    /// Values that the mask could not take: they become null.
    pub refused: u64,
    /// Figures on the sample.
    pub figures: Vec<Figure>,
    /// Rows that the figures are from.
    pub n: u64,
    /// Those are all rows of the table.
    pub whole: bool,
    /// What gives the values away all the same, or what the action does not help.
    pub remarks: Vec<String>,
}

/// One figure before and after.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figure {
    /// What it is.
    pub what: String,
    /// Before masking.
    pub before: String,
    /// After masking.
    pub after: String,
}

/// The plan as it would be built now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlanView {
    /// Why it is refused; empty where it can be built.
    pub refused: Vec<String>,
    /// Digest of the plan that would be written.
    pub digest: Option<String>,
    /// Where it is written.
    pub path: String,
    /// Lint findings.
    pub lint: Vec<LintLine>,
    /// Sign-offs needed.
    pub sign_offs_needed: u32,
    /// Re-identification risk per dataset: table, before, after.
    pub risk: Vec<(String, String, String)>,
    /// The export targets.
    pub targets: Vec<TargetLine>,
}

/// One lint finding.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LintLine {
    /// `error`, `warning` or `note`.
    pub severity: String,
    /// Name of the rule.
    pub rule: String,
    /// Where.
    pub at: String,
    /// Why, and what to do.
    pub why: String,
}

/// How well one target expresses the plan.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TargetLine {
    /// Permanent name.
    pub name: String,
    /// For people.
    pub title: String,
    /// Columns expressed exactly.
    pub exact: usize,
    /// Columns expressed otherwise: column and why.
    pub lossy: Vec<(String, String)>,
    /// Columns that cannot be expressed: column and why.
    pub unsupported: Vec<(String, String)>,
}

/// One line of the decision log.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LogLine {
    /// When, RFC 3339.
    pub time: String,
    /// Who.
    pub reviewer: String,
    /// Which column.
    pub column: String,
    /// What.
    pub what: String,
}

/// The decision log, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LogView {
    /// The lines.
    pub lines: Vec<LogLine>,
    /// State of the hash chains.
    pub chain: String,
}

/// One thing that changed since the last approval.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChangeLine {
    /// `new`, `vanished`, `worse` …
    pub kind: String,
    /// Where.
    pub at: String,
    /// Why it matters.
    pub why: String,
}

/// A semantic type a reviewer may set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeName {
    /// Name.
    pub name: String,
    /// Family.
    pub family: String,
    /// Tier of the policy.
    pub tier: Tier,
}

/// Says whether a row passes a filter.
pub type Matcher = Arc<dyn Fn(&Row) -> bool + Send + Sync>;

/// The rest of the house.
pub trait Desk: Send + Sync {
    /// What is known before anything is opened.
    fn about(&self) -> About;
    /// Opens the project, scans the inputs and reports as it goes.
    ///
    /// # Errors
    /// Where nothing could be opened at all; a table that cannot be read is listed in [`Loaded::incomplete`].
    fn load(&self, cancel: &AtomicBool, news: &mut dyn FnMut(News)) -> Result<Loaded, DeskError>;
    /// Reads a filter expression.
    ///
    /// # Errors
    /// Where it cannot be read: the place and what would be right.
    fn filter(&self, text: &str) -> Result<Matcher, DeskError>;
    /// Writes one step to the journal and returns, after it is safe on disk, the columns as they stand now.
    ///
    /// # Errors
    /// Nothing of the step is written.
    fn write(&self, step: &[Entry]) -> Result<Vec<Row>, DeskError>;
    /// Takes the last step back.
    ///
    /// # Errors
    /// Nothing to take back, or it cannot be written.
    fn undo(&self) -> Result<Undone, DeskError>;
    /// Does the step again that was taken back last.
    ///
    /// # Errors
    /// Nothing to do again, or it cannot be written.
    fn redo(&self) -> Result<Undone, DeskError>;
    /// Moves the decisions of a column that is gone to its new name, or takes them out of the review.
    ///
    /// # Errors
    /// The columns changed meanwhile, or it cannot be written.
    fn rename(&self, rename: &Rename, accept: bool) -> Result<Undone, DeskError>;
    /// Sample rows around a column.
    ///
    /// # Errors
    /// The table cannot be read.
    fn sample(&self, row: &Row) -> Result<Sample, DeskError>;
    /// The actions that could be chosen for a column, the suggestion first.
    fn candidates(&self, row: &Row) -> Vec<Candidate>;
    /// What an action does to sample rows.
    ///
    /// # Errors
    /// The table cannot be read or the mask not be built (no key).
    fn preview(&self, row: &Row, action: &Action) -> Result<Preview, DeskError>;
    /// The plan that the decisions give now.
    ///
    /// # Errors
    /// It cannot be looked at; a refusal is a [`PlanView`].
    fn plan(&self) -> Result<PlanView, DeskError>;
    /// Builds the plan and writes it; returns the path.
    ///
    /// # Errors
    /// Refused, or it cannot be written.
    fn write_plan(&self) -> Result<String, DeskError>;
    /// Exports the plan for a target; returns the path.
    ///
    /// # Errors
    /// Refused, lossy without leave, or it cannot be written.
    fn export(&self, target: &str, allow_lossy: bool) -> Result<String, DeskError>;
    /// Makes the key `default`; returns where it lies.
    ///
    /// # Errors
    /// It cannot be written.
    fn make_key(&self) -> Result<String, DeskError>;
    /// The decision log.
    ///
    /// # Errors
    /// The journal cannot be read.
    fn log(&self) -> Result<LogView, DeskError>;
    /// What changed since the last approval.
    ///
    /// # Errors
    /// The baseline cannot be read.
    fn changes(&self) -> Result<Vec<ChangeLine>, DeskError>;
    /// The semantic types.
    fn types(&self) -> Vec<TypeName>;
}

/// The review as it stands, for a plan.
pub struct Reviewed<'a> {
    /// Every column.
    pub items: &'a [Row],
    /// The tables as they were scanned.
    pub tables: &'a [DatasetScan],
    /// Finds entities, for masks that look into texts.
    pub finder: Option<Arc<dyn FindSpans>>,
}

/// Makes plans of a review: [`super::desk::plans::Plans`], unless a command brings its own.
pub trait Planner: Send + Sync {
    /// The columns of the last approval, by table and path; `None` where nothing was approved yet.
    fn approved(&self) -> Option<HashSet<(String, String)>>;
    /// The plan that the review gives now.
    ///
    /// # Errors
    /// It cannot be looked at; a refusal is a [`PlanView`].
    fn view(&self, reviewed: &Reviewed<'_>) -> Result<PlanView, DeskError>;
    /// Builds the plan and writes it; returns the path.
    ///
    /// # Errors
    /// Refused, or it cannot be written.
    fn write(&self, reviewed: &Reviewed<'_>) -> Result<String, DeskError>;
    /// Exports the plan for a target; returns the path.
    ///
    /// # Errors
    /// Refused, lossy without leave, or it cannot be written.
    fn export(&self, reviewed: &Reviewed<'_>, target: &str, allow_lossy: bool) -> Result<String, DeskError>;
    /// What changed since the last approval.
    ///
    /// # Errors
    /// The last plan or baseline cannot be read.
    fn changes(&self, reviewed: &Reviewed<'_>) -> Result<Vec<ChangeLine>, DeskError>;
}
