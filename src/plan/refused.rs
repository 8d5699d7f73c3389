//! Why there is no plan.

use std::fmt;

use crate::domain::state::State;
use crate::domain::tier::Tier;
use crate::mask::MaskError;

/// Why there is no plan: every reason, not only the first.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Refused {
    /// At least one.
    pub reasons: Vec<Refusal>,
}

/// One reason against a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// No table at all.
    Nothing,
    /// Two tables of one id.
    TableTwice {
        /// Table id.
        table: String,
    },
    /// Nobody has decided, or not for good.
    Open {
        /// Table id.
        table: String,
        /// Column path.
        column: String,
        /// Which one of equally named columns.
        occurrence: u32,
        /// Where it stands.
        state: State,
    },
    /// The mask does not fit the column.
    Mask {
        /// Table id.
        table: String,
        /// Column path.
        column: String,
        /// Why.
        error: MaskError,
    },
    /// A mask reads a column that is not there.
    Reads {
        /// Table id.
        table: String,
        /// Column path.
        column: String,
        /// The missing column.
        reads: String,
    },
    /// A keyed mask and no key.
    NeedsKey {
        /// Table id.
        table: String,
        /// Column path.
        column: String,
    },
    /// Rows are to be left out where a mask moves values between rows.
    Moves {
        /// Table id.
        table: String,
        /// Column path.
        column: String,
    },
    /// A condition on a sensitive column.
    Condition {
        /// Table id.
        table: String,
        /// Column path.
        column: String,
        /// The column that the condition looks at.
        on: String,
        /// Its tier.
        tier: Tier,
    },
    /// A risk figure that is no share.
    Figure {
        /// Table id.
        table: String,
    },
}

impl Refused {
    /// The open columns: table id, path, occurrence, state.
    pub fn open(&self) -> impl Iterator<Item = (&str, &str, u32, State)> {
        self.reasons.iter().filter_map(|reason| match reason {
            Refusal::Open { table, column, occurrence, state } => {
                Some((table.as_str(), column.as_str(), *occurrence, *state))
            }
            _ => None,
        })
    }

    /// The reasons for a screen that lists the open columns elsewhere: those in one line, the others one each.
    #[must_use]
    pub fn summary(&self) -> Vec<String> {
        let open = self.reasons.iter().filter(|reason| matches!(reason, Refusal::Open { .. })).count();
        let others = self.reasons.iter().filter(|reason| !matches!(reason, Refusal::Open { .. }));
        let open = match open {
            0 => None,
            1 => Some("1 column is open: decide it".to_owned()),
            n => Some(format!("{n} columns are open: decide them")),
        };
        open.into_iter().chain(others.map(ToString::to_string)).collect()
    }

    /// Whether a key is missing (exit code 2 rather than 1).
    #[must_use]
    pub fn needs_key(&self) -> bool {
        self.reasons.iter().any(|reason| matches!(reason, Refusal::NeedsKey { .. }))
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no plan was built:")?;
        self.reasons.iter().try_for_each(|reason| write!(f, "\n  {reason}"))
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("there is no table; name files or set `inputs` in vizard.toml"),
            Self::TableTwice { table } => write!(f, "{table}: two inputs have this table id; name only one"),
            Self::Open { table, column, state, .. } => {
                write!(f, "{table}: column {column} is {}; decide it with `vizard decide`", state.name())
            }
            Self::Mask { table, column, error } => write!(f, "{table}: column {column}: {error}"),
            Self::Reads { table, column, reads } => {
                write!(
                    f,
                    "{table}: column {column}: its mask reads column {reads}, which is not there; decide it again"
                )
            }
            Self::NeedsKey { table, column } => {
                write!(f, "{table}: column {column}: its mask needs a key; `vizard keys new` makes one")
            }
            Self::Moves { table, column } => write!(
                f,
                "{table}: column {column}: its mask moves values between rows, and rows are to be left out (suppress_rows); choose another mask"
            ),
            Self::Condition { table, column, on, tier } => write!(
                f,
                "{table}: column {column}: its condition looks at column {on}, which is {tier}; the copy would tell \
                 its values, so use a column that is internal or public"
            ),
            Self::Figure { table } => write!(f, "{table}: a risk figure is not between 0 and 1; scan again"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_columns_are_counted_and_all_else_is_said_in_full() {
        let open = |column: &str| Refusal::Open {
            table: "t.csv".to_owned(),
            column: column.to_owned(),
            occurrence: 0,
            state: State::Undecided,
        };
        let key = Refusal::NeedsKey { table: "t.csv".to_owned(), column: "c".to_owned() };
        let refused = Refused { reasons: vec![open("a"), key.clone(), open("b")] };
        assert_eq!(refused.summary(), ["2 columns are open: decide them".to_owned(), key.to_string()]);
        assert_eq!(Refused { reasons: vec![open("a")] }.summary(), ["1 column is open: decide it"]);
        assert_eq!(Refused { reasons: vec![key.clone()] }.summary(), [key.to_string()]);
    }
}
