//! The fields of a filter.

use globset::{GlobBuilder, GlobMatcher};

use super::compare::{Comparison, number};
use super::words::Word;
use super::{FilterError, Subject};
use crate::detect;
use crate::domain::state::State;
use crate::domain::tier::Tier;

/// Name, operators and values of every field, for help and completion.
pub const FIELDS: &[(&str, &str)] = &[
    ("tier", "tier>=confidential; public, internal, unknown, confidential, restricted"),
    ("state", "state:todo (open), done, undecided, skipped, flagged, disputed, changed, decided"),
    ("is", "is:new, changed, personal, report (known from a report only), corrected, commented"),
    ("type", "type:email, type:*name; a general type stands for its forms"),
    ("family", "family:contact"),
    ("role", "role:direct, quasi, sensitive, key, none"),
    ("dtype", "dtype:string, integer, …"),
    ("table", "table:crm*; with or without folder and extension"),
    ("column", "column:*mail*"),
    ("contains", "contains:us_ssn, contains:*"),
    ("by", "by:macie; seen by another scanner"),
    ("action", "action:mask, action:pseudonym*"),
    ("reviewer", "reviewer:ana; decided by"),
    ("rows", "rows>1e6, rows<10k"),
    ("score", "score>50"),
];

/// One field with its test.
#[derive(Debug, Clone)]
pub(super) enum Field {
    Tier(Comparison, Vec<Tier>),
    State(Comparison, Vec<StateTest>),
    Is(Comparison, Vec<Quality>),
    /// A text of the column and the patterns for it.
    Text(Comparison, Text, Vec<GlobMatcher>),
    Rows(Comparison, Vec<f64>),
    Score(Comparison, Vec<f64>),
}

/// Which states pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StateTest {
    Open,
    One(State),
}

/// Yes-or-no qualities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quality {
    New,
    Changed,
    Personal,
    Report,
    Corrected,
    Commented,
}

/// Texts that are compared with patterns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Text {
    Type,
    Family,
    Role,
    Dtype,
    Table,
    Column,
    Contains,
    By,
    Action,
    Reviewer,
}

impl Field {
    /// Reads `name` `operator` `value`, several values separated by commas; `None` where the word is no field.
    ///
    /// # Errors
    /// A field that does not exist, a value or operator that it does not take.
    pub fn parse(word: &Word) -> Result<Option<Self>, FilterError> {
        let is_sign = |c: char| matches!(c, ':' | '=' | '>' | '<' | '!');
        let Some(cut) = word.find(is_sign).filter(|_| !word.is_quoted()) else { return Ok(None) };
        let (name, rest) = word.text.split_at(cut);
        let Some((comparison, value)) = Comparison::parse(rest) else { return Ok(None) };
        // `'a:b` and `^a:b` are words.
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphabetic()) {
            return Ok(None);
        }
        let parser = Parser { at: word.at, name, comparison, value };
        let field = match name {
            "tier" => Self::Tier(comparison, parser.words(false, Tier::parse)?),
            "state" => Self::State(comparison, parser.words(true, StateTest::parse)?),
            "is" => Self::Is(comparison, parser.words(true, Quality::parse)?),
            "rows" => Self::Rows(comparison, parser.words(false, number)?),
            "score" => Self::Score(comparison, parser.words(false, number)?),
            "type" => parser.text(Text::Type)?,
            "family" => parser.text(Text::Family)?,
            "role" => parser.text(Text::Role)?,
            "dtype" => parser.text(Text::Dtype)?,
            "table" => parser.text(Text::Table)?,
            "column" => parser.text(Text::Column)?,
            "contains" => parser.text(Text::Contains)?,
            "by" => parser.text(Text::By)?,
            "action" => parser.text(Text::Action)?,
            "reviewer" => parser.text(Text::Reviewer)?,
            _ => {
                // Taken as a fuzzy word, a misspelled field would choose columns that nobody meant.
                let names: Vec<&str> = FIELDS.iter().map(|(name, _)| *name).collect();
                let what = format!(
                    "there is no field `{name}`; fields are {}; put a word with `:` in quotes",
                    names.join(", ")
                );
                return Err(FilterError { at: word.at, what });
            }
        };
        Ok(Some(field))
    }

    /// Whether a column passes.
    pub fn matches(&self, subject: &Subject<'_>) -> bool {
        let plain = |comparison: &Comparison, any: bool| any == (*comparison != Comparison::Unequal);
        match self {
            Self::Tier(comparison, tiers) => comparison.holds(&subject.scan.sensitivity, tiers),
            Self::Rows(comparison, numbers) => comparison.holds(&(subject.rows as f64), numbers),
            Self::Score(comparison, numbers) => comparison.holds(&subject.scan.score, numbers),
            Self::State(comparison, tests) => {
                plain(comparison, tests.iter().any(|test| test.holds(subject.state)))
            }
            Self::Is(comparison, qualities) => {
                plain(comparison, qualities.iter().any(|quality| quality.holds(subject)))
            }
            Self::Text(comparison, text, globs) => plain(comparison, text.matches(subject, globs)),
        }
    }
}

/// One field while it is read.
struct Parser<'a> {
    at: usize,
    name: &'a str,
    comparison: Comparison,
    value: &'a str,
}

impl Parser<'_> {
    /// The error with what would be right.
    fn wrong(&self, value: &str) -> FilterError {
        let help = FIELDS.iter().find(|(name, _)| *name == self.name).map_or("", |(_, help)| *help);
        let what = if value.is_empty() {
            format!("`{}` needs a value: {help}", self.name)
        } else {
            format!("`{}` does not take `{value}`: {help}", self.name)
        };
        FilterError { at: self.at, what }
    }

    /// The values, each read by `parse`.
    fn words<T>(&self, plain: bool, parse: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, FilterError> {
        if plain && !self.comparison.is_plain() {
            return Err(FilterError {
                at: self.at,
                what: format!("`{0}` is compared with `{0}:` or `{0}!=` only", self.name),
            });
        }
        self.value.split(',').map(|value| parse(value).ok_or_else(|| self.wrong(value))).collect()
    }

    /// The values as patterns.
    fn text(&self, text: Text) -> Result<Field, FilterError> {
        let globs = self.words(true, |value| {
            let glob = GlobBuilder::new(value).case_insensitive(true).build();
            glob.ok().filter(|_| !value.is_empty()).map(|glob| glob.compile_matcher())
        })?;
        Ok(Field::Text(self.comparison, text, globs))
    }
}

impl StateTest {
    fn parse(word: &str) -> Option<Self> {
        match word {
            "todo" | "open" => Some(Self::Open),
            "done" => Some(Self::One(State::Decided)),
            _ => State::ALL.into_iter().find(|state| state.name() == word).map(Self::One),
        }
    }

    fn holds(self, state: State) -> bool {
        match self {
            Self::Open => state.is_open(),
            Self::One(one) => state == one,
        }
    }
}

impl Quality {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "new" => Self::New,
            "changed" => Self::Changed,
            "personal" => Self::Personal,
            "report" => Self::Report,
            "corrected" => Self::Corrected,
            "commented" => Self::Commented,
            _ => return None,
        })
    }

    fn holds(self, subject: &Subject<'_>) -> bool {
        match self {
            Self::New => subject.is_new,
            Self::Changed => subject.state == State::Changed,
            Self::Personal => subject.scan.personal,
            Self::Report => subject.no_sample,
            Self::Corrected => subject.status.corrected.is_some(),
            Self::Commented => !subject.status.comments.is_empty(),
        }
    }
}

impl Text {
    fn matches(self, subject: &Subject<'_>, globs: &[GlobMatcher]) -> bool {
        let scan = subject.scan;
        let any = |text: &str| globs.iter().any(|glob| glob.is_match(text));
        match self {
            Self::Type => {
                scan.kind.as_deref().is_some_and(|kind| any(kind) || detect::parent(kind).is_some_and(any))
            }
            Self::Family => scan.family.as_deref().is_some_and(any),
            Self::Role => any(scan.role.name()),
            Self::Dtype => any(scan.dtype.name()),
            Self::Table => {
                let short = crate::review::select::without_extension(subject.table);
                let file = short.rsplit('/').next().unwrap_or(short);
                any(subject.table) || any(short) || any(file)
            }
            Self::Column => any(&scan.column),
            Self::Contains => scan.contains.iter().any(|c| any(&c.kind)),
            Self::By => scan.seen_by.iter().any(|s| any(&s.scanner)),
            Self::Action => subject.action.is_some_and(|action| any(action.word()) || any(&action.label())),
            Self::Reviewer => subject.status.heads.iter().any(|head| any(&head.reviewer)),
        }
    }
}
