//! The filter language: words are fuzzy, `'exact`, `!not`, `^start`, `end$`, and fields such as `tier>=confidential`.

mod field;

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::domain::action::Action;
use crate::domain::assessment::ColumnScan;
use crate::domain::fold::ColumnStatus;
use crate::domain::state::State;
use field::Field;

/// What a filter is asked about.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// Table id.
    pub table: &'a str,
    /// The column.
    pub scan: &'a ColumnScan,
    /// Rows of the table.
    pub rows: u64,
    /// Where it stands.
    pub state: State,
    /// Its decisions.
    pub status: &'a ColumnStatus,
    /// The action in force.
    pub action: Option<&'a Action>,
    /// Not there at the last approval.
    pub is_new: bool,
    /// Known from a report only.
    pub no_sample: bool,
}

/// Why a filter cannot be read.
#[derive(Debug, thiserror::Error, Clone, PartialEq, Eq)]
#[error("filter, character {at}: {what}")]
pub struct FilterError {
    /// Place from 1.
    pub at: usize,
    /// What is wrong and what would be right.
    pub what: String,
}

/// A filter: all of its parts must hold.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    parts: Vec<(bool, Part)>,
}

#[derive(Debug, Clone)]
enum Part {
    /// A fuzzy word or one with `'`, `^`, `$`.
    Word(Pattern),
    Field(Field),
}

impl Filter {
    /// Reads a filter; an empty one lets everything pass.
    ///
    /// # Errors
    /// The place and what would be right.
    pub fn parse(text: &str) -> Result<Self, FilterError> {
        let mut parts = Vec::new();
        let mut at = 0;
        for word in text.split(' ') {
            let start = at + 1;
            at += word.chars().count() + 1;
            if word.is_empty() {
                continue;
            }
            let (not, rest) = match word.strip_prefix('!') {
                Some(rest) => (true, rest),
                None => (false, word),
            };
            if rest.is_empty() {
                return Err(FilterError {
                    at: start,
                    what: "`!` needs something to negate, as in !email".to_owned(),
                });
            }
            let part = match Field::parse(rest, start)? {
                Some(field) => Part::Field(field),
                None => Part::Word(Pattern::parse(rest, CaseMatching::Ignore, Normalization::Smart)),
            };
            parts.push((not, part));
        }
        Ok(Self { parts })
    }

    /// Whether everything passes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Whether a column passes.
    #[must_use]
    pub fn matches(&self, subject: &Subject<'_>) -> bool {
        let mut matcher = None;
        self.parts.iter().all(|(not, part)| {
            let holds = match part {
                Part::Field(field) => field.matches(subject),
                Part::Word(pattern) => {
                    let matcher = matcher.get_or_insert_with(|| Matcher::new(Config::DEFAULT));
                    let text = format!(
                        "{}.{} {}",
                        subject.table,
                        subject.scan.column,
                        subject.scan.kind.as_deref().unwrap_or("")
                    );
                    let mut buffer = Vec::new();
                    pattern.score(Utf32Str::new(&text, &mut buffer), matcher).is_some()
                }
            };
            holds != *not
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::tier::Tier;
    use crate::review::testing;

    #[test]
    fn columns_pass_by_words_and_fields() {
        let mut item = testing::item("crm/customers.csv", "contact_email");
        item.is_new = true;
        item.scan.stats.distinct = 7;
        for (text, expected) in [
            ("", true),
            ("email", true),
            ("cstmrs", true),
            ("'customers", true),
            ("!email", false),
            ("^crm", true),
            ("nothing", false),
            ("tier>=confidential", true),
            ("tier>confidential", false),
            ("tier:confidential", true),
            ("state:todo", true),
            ("state:decided", false),
            ("type:email", true),
            ("type:e*", true),
            ("table:crm*", true),
            ("table:old*", false),
            ("rows>=100", true),
            ("rows>1e6", false),
            ("is:new", true),
            ("!is:new", false),
            ("is:changed", false),
            ("contains:us_ssn", false),
            ("type:email tier:confidential mail", true),
        ] {
            assert_eq!(Filter::parse(text).unwrap().matches(&item.subject()), expected, "{text:?}");
        }
        item.scan.sensitivity = Tier::Public;
        assert!(!Filter::parse("tier>=internal").unwrap().matches(&item.subject()));
    }

    #[test]
    fn errors_point_at_the_place() {
        for (text, at, says) in [
            ("email tier>=secret", 7, "public, internal"),
            ("rows>many", 1, "number"),
            ("is:odd", 1, "new, changed"),
            ("state:odd", 1, "todo"),
            ("a !", 3, "negate"),
        ] {
            let error = Filter::parse(text).unwrap_err();
            assert_eq!(error.at, at, "{text}");
            assert!(error.what.contains(says), "{error}");
        }
    }
}
