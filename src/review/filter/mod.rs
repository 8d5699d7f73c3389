//! The filter language: words are fuzzy, `'exact`, `!not`, `^start`, `end$`, and fields such as `tier>=confidential`.

mod compare;
mod field;
mod words;

use std::cell::RefCell;

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::select::without_extension;
use crate::domain::action::Action;
use crate::domain::assessment::ColumnScan;
use crate::domain::fold::ColumnStatus;
use crate::domain::state::State;
pub use field::FIELDS;
use field::Field;

thread_local! {
    /// The fuzzy matcher's working memory is too large to be made for every column.
    static MATCHER: RefCell<Matcher> = RefCell::new(Matcher::new(Config::DEFAULT));
}

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
    parts: Vec<Part>,
}

#[derive(Debug, Clone)]
enum Part {
    /// A fuzzy word or one with `!`, `'`, `^`, `$`.
    Word(Atom),
    /// A field that must hold, or must not.
    Field(Field, bool),
}

impl Filter {
    /// Reads a filter; an empty one lets everything pass.
    ///
    /// # Errors
    /// The place and what would be right.
    pub fn parse(text: &str) -> Result<Self, FilterError> {
        let mut parts = Vec::new();
        for word in words::split(text)? {
            let not = !word.is_quoted() && word.text.starts_with('!');
            let rest = if not { word.tail() } else { word.clone() };
            if rest.text.is_empty() {
                let what = "`!` needs something to negate, as in !email".to_owned();
                return Err(FilterError { at: word.at, what });
            }
            let (case, normal) = (CaseMatching::Ignore, Normalization::Smart);
            parts.push(match Field::parse(&rest)? {
                Some(field) => Part::Field(field, !not),
                None if rest.is_quoted() => {
                    let mut atom = Atom::new(&rest.text, case, normal, AtomKind::Substring, false);
                    atom.negative = not;
                    Part::Word(atom)
                }
                None => Part::Word(Atom::parse(&word.text, case, normal)),
            });
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
        self.parts.iter().all(|part| match part {
            Part::Field(field, wanted) => field.matches(subject) == *wanted,
            Part::Word(atom) => says(atom, subject),
        })
    }
}

/// Whether a word is in the column's name (table without extension, dot, path) or its type; a negated one in neither.
fn says(atom: &Atom, subject: &Subject<'_>) -> bool {
    let name = format!("{}.{}", without_extension(subject.table), subject.scan.column);
    let kind = subject.scan.kind.as_deref().unwrap_or_default();
    MATCHER.with_borrow_mut(|matcher| {
        let mut buffer = Vec::new();
        let mut holds = |text: &str| atom.score(Utf32Str::new(text, &mut buffer), matcher).is_some();
        if atom.negative { holds(&name) && holds(kind) } else { holds(&name) || holds(kind) }
    })
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
        item.scan_mut().stats.distinct = 7;
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
            ("type:phone,email", true),
            ("type!=email", false),
            ("!type:phone", true),
            ("tier!=public", true),
            ("tier:public,internal", false),
            ("rows<1k", true),
            ("rows:100", true),
            ("mail$", true),
            ("crm$", false),
            ("'customers.contact", true),
            ("\"contact_email\"", true),
            ("!\"contact_email\"", false),
            ("\"is:new\"", false),
            ("table:customers", true),
            ("table:\"crm/customers.csv\"", true),
            ("role:none", true),
            ("dtype:string", true),
            ("state:done", false),
            ("is:corrected", false),
            ("action:*", false),
            ("!phone", true),
        ] {
            assert_eq!(Filter::parse(text).unwrap().matches(&item.subject()), expected, "{text:?}");
        }
        item.scan_mut().sensitivity = Tier::Public;
        assert!(!Filter::parse("tier>=internal").unwrap().matches(&item.subject()));
    }

    #[test]
    fn errors_point_at_the_place() {
        for (text, at, says) in [
            ("email tier>=secret", 7, "public, internal"),
            ("rows>many", 1, "rows>1e6"),
            ("is:odd", 1, "new, changed"),
            ("state:odd", 1, "todo"),
            ("a !", 3, "negate"),
            ("a  tipe:email", 4, "no field `tipe`"),
            ("!tipe:email", 2, "type, family"),
            ("type:", 1, "needs a value"),
            ("type:a,", 1, "needs a value"),
            ("type>email", 1, "`type:`"),
            ("é table:[", 3, "does not take"),
            ("a \"b", 3, "not closed"),
        ] {
            let error = Filter::parse(text).unwrap_err();
            assert_eq!(error.at, at, "{text}");
            assert!(error.what.contains(says), "{error}");
        }
    }
}
