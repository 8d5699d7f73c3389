//! The fields of a filter.

use globset::{GlobBuilder, GlobMatcher};

use super::{FilterError, Subject};
use crate::domain::state::State;
use crate::domain::tier::Tier;

/// One field with its test.
#[derive(Debug, Clone)]
pub enum Field {
    /// `tier>=confidential`.
    Tier(Comparison, Tier),
    /// `state:todo`: open or not, or one state.
    State(StateTest),
    /// `type:email`.
    Type(GlobMatcher),
    /// `family:contact`.
    Family(GlobMatcher),
    /// `table:crm*`.
    Table(GlobMatcher),
    /// `column:*mail*`.
    Column(GlobMatcher),
    /// `contains:us_ssn`, `contains:*`.
    Contains(GlobMatcher),
    /// `by:macie`: seen by a scanner.
    By(GlobMatcher),
    /// `action:mask`.
    Action(GlobMatcher),
    /// `rows>1e6`.
    Rows(Comparison, f64),
    /// `score>50`.
    Score(Comparison, f64),
    /// `is:new`.
    Is(Quality),
}

/// How values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `:` or `=`.
    Equal,
    /// `>`.
    More,
    /// `>=`.
    AtLeast,
    /// `<`.
    Less,
    /// `<=`.
    AtMost,
}

impl Comparison {
    fn holds<T: PartialOrd>(self, a: &T, b: &T) -> bool {
        match self {
            Self::Equal => a == b,
            Self::More => a > b,
            Self::AtLeast => a >= b,
            Self::Less => a < b,
            Self::AtMost => a <= b,
        }
    }
}

/// Which states pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateTest {
    /// Everything open.
    Open,
    /// One state.
    One(State),
}

/// Yes-or-no qualities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quality {
    /// Not there at the last approval.
    New,
    /// Reopened.
    Changed,
    /// About persons.
    Personal,
    /// Known from a report only.
    Report,
}

impl Field {
    /// Reads `name` `operator` `value`; `None` where the word is no field.
    ///
    /// # Errors
    /// A known field with a value it does not take.
    pub fn parse(word: &str, at: usize) -> Result<Option<Self>, FilterError> {
        let Some(cut) = word.find([':', '=', '>', '<']) else { return Ok(None) };
        let (name, rest) = word.split_at(cut);
        let (comparison, value) = match rest.as_bytes() {
            [b'>', b'=', ..] => (Comparison::AtLeast, &rest[2..]),
            [b'<', b'=', ..] => (Comparison::AtMost, &rest[2..]),
            [b'>', ..] => (Comparison::More, &rest[1..]),
            [b'<', ..] => (Comparison::Less, &rest[1..]),
            _ => (Comparison::Equal, &rest[1..]),
        };
        let wrong = |what: String| FilterError { at, what };
        let glob = || {
            GlobBuilder::new(value)
                .case_insensitive(true)
                .build()
                .map(|glob| glob.compile_matcher())
                .map_err(|e| wrong(format!("`{value}` is not a pattern ({})", e.kind())))
        };
        let number = || {
            value
                .parse::<f64>()
                .map_err(|_| wrong(format!("`{name}` is compared with a number, as in {name}>1e6")))
        };
        Ok(Some(match name {
            "tier" => {
                let tier = Tier::parse(value).ok_or_else(|| {
                    wrong("tiers are public, internal, unknown, confidential, restricted".to_owned())
                })?;
                Self::Tier(comparison, tier)
            }
            "state" => Self::State(match value {
                "todo" | "open" => StateTest::Open,
                _ => {
                    let state = State::ALL.into_iter().find(|s| s.name() == value).ok_or_else(|| {
                        wrong(
                            "states are todo, undecided, skipped, flagged, disputed, changed, decided"
                                .to_owned(),
                        )
                    })?;
                    StateTest::One(state)
                }
            }),
            "type" => Self::Type(glob()?),
            "family" => Self::Family(glob()?),
            "table" => Self::Table(glob()?),
            "column" => Self::Column(glob()?),
            "contains" => Self::Contains(glob()?),
            "by" => Self::By(glob()?),
            "action" => Self::Action(glob()?),
            "rows" => Self::Rows(comparison, number()?),
            "score" => Self::Score(comparison, number()?),
            "is" => Self::Is(match value {
                "new" => Quality::New,
                "changed" => Quality::Changed,
                "personal" => Quality::Personal,
                "report" => Quality::Report,
                _ => return Err(wrong("`is:` takes new, changed, personal, report".to_owned())),
            }),
            _ => return Ok(None),
        }))
    }

    /// Whether a column passes.
    #[must_use]
    pub fn matches(&self, subject: &Subject<'_>) -> bool {
        let scan = subject.scan;
        let kind = scan.kind.as_deref().unwrap_or("");
        match self {
            Self::Tier(comparison, tier) => comparison.holds(&scan.sensitivity, tier),
            Self::State(StateTest::Open) => subject.state.is_open(),
            Self::State(StateTest::One(state)) => subject.state == *state,
            Self::Type(glob) => {
                glob.is_match(kind) || crate::detect::parent(kind).is_some_and(|p| glob.is_match(p))
            }
            Self::Family(glob) => glob.is_match(scan.family.as_deref().unwrap_or("")),
            Self::Table(glob) => glob.is_match(subject.table),
            Self::Column(glob) => glob.is_match(&scan.column),
            Self::Contains(glob) => scan.contains.iter().any(|c| glob.is_match(&c.kind)),
            Self::By(glob) => scan.seen_by.iter().any(|s| glob.is_match(&s.scanner)),
            Self::Action(glob) => {
                subject.action.is_some_and(|a| glob.is_match(a.word()) || glob.is_match(a.label()))
            }
            Self::Rows(comparison, n) => comparison.holds(&(subject.rows as f64), n),
            Self::Score(comparison, n) => comparison.holds(&scan.score, n),
            Self::Is(Quality::New) => subject.is_new,
            Self::Is(Quality::Changed) => subject.state == State::Changed,
            Self::Is(Quality::Personal) => scan.personal,
            Self::Is(Quality::Report) => subject.no_sample,
        }
    }
}
