//! Conditions on another column of the row, and what happens with the rows that do not meet one.
//!
//! A condition is looked at in the original row. Where it cannot be told (the value is null, or no number or date where
//! one is compared) it counts as met, so that such a row is masked.

use std::borrow::Cow;
use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::mask::MaskChoice;
use super::moment::Moment;

/// A condition with what happens where it is not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// Path of the column that is looked at.
    pub column: String,
    /// How it is compared.
    pub is: Comparison,
    /// With what: nothing for `null` and `not null`, several only for `in` and `not in`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Literal>,
    /// What happens with rows that certainly do not meet it.
    pub otherwise: Otherwise,
}

/// What happens with rows that do not meet a condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "lowercase", deny_unknown_fields)]
pub enum Otherwise {
    /// Released as they are.
    Keep,
    /// Masked otherwise, perhaps under a further condition.
    Mask {
        /// How.
        mask: MaskChoice,
        /// The next condition.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        when: Option<Box<When>>,
    },
}

/// How a value is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Comparison {
    /// Equal.
    #[serde(rename = "=")]
    Equal,
    /// Not equal.
    #[serde(rename = "!=")]
    NotEqual,
    /// Smaller, of numbers and dates.
    #[serde(rename = "<")]
    Less,
    /// Smaller or equal, of numbers and dates.
    #[serde(rename = "<=")]
    AtMost,
    /// Larger, of numbers and dates.
    #[serde(rename = ">")]
    More,
    /// Larger or equal, of numbers and dates.
    #[serde(rename = ">=")]
    AtLeast,
    /// One of some.
    #[serde(rename = "in")]
    In,
    /// None of some.
    #[serde(rename = "not in")]
    NotIn,
    /// Null.
    #[serde(rename = "null")]
    Null,
    /// Not null.
    #[serde(rename = "not null")]
    NotNull,
}

impl Comparison {
    /// Every one.
    pub const ALL: [Self; 10] = [
        Self::Equal,
        Self::NotEqual,
        Self::Less,
        Self::AtMost,
        Self::More,
        Self::AtLeast,
        Self::In,
        Self::NotIn,
        Self::Null,
        Self::NotNull,
    ];

    /// As it is written in a plan.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::More => ">",
            Self::AtLeast => ">=",
            Self::In => "in",
            Self::NotIn => "not in",
            Self::Null => "null",
            Self::NotNull => "not null",
        }
    }

    /// Whether it compares sizes, which numbers and dates have.
    #[must_use]
    pub const fn orders(self) -> bool {
        matches!(self, Self::Less | Self::AtMost | Self::More | Self::AtLeast)
    }
}

/// What a value is compared with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Literal {
    /// A finite number: the value must read as one.
    Number(f64),
    /// A day or point in time: the value must read as one, see [`Moment::against`].
    Date {
        /// As ISO 8601 writes it.
        date: Moment,
    },
    /// A text: the value must be the same, byte for byte.
    Text(String),
}

// A number of a condition is finite: neither JSON nor the parser has others.
impl Eq for Literal {}

impl std::fmt::Display for Literal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Date { date } => write!(f, "{date}"),
            Self::Text(text) => write!(f, "'{}'", text.replace('\'', "''")),
        }
    }
}

/// The number that a value reads as; none where it is infinite or no number.
fn number(value: &[u8]) -> Option<f64> {
    std::str::from_utf8(value).ok()?.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

impl Literal {
    /// Whether a value is this; `None` where that cannot be told.
    fn is(&self, value: &[u8]) -> Option<bool> {
        match self {
            Self::Text(text) => Some(text.as_bytes() == value),
            #[allow(clippy::float_cmp, reason = "equal numbers are what is asked for")]
            Self::Number(wanted) => number(value).map(|number| number == *wanted),
            Self::Date { date } => date.against(&Moment::parse(value)?).map(Ordering::is_eq),
        }
    }

    /// How a value stands to this; `None` where that cannot be told.
    fn order(&self, value: &[u8]) -> Option<Ordering> {
        match self {
            Self::Text(_) => None,
            Self::Number(wanted) => number(value)?.partial_cmp(wanted),
            Self::Date { date } => date.against(&Moment::parse(value)?),
        }
    }
}

impl When {
    /// Whether a row with this value of the column certainly does not meet the condition.
    #[must_use]
    pub fn fails(&self, value: Option<&[u8]>) -> bool {
        match self.is {
            Comparison::Null => return value.is_some(),
            Comparison::NotNull => return value.is_none(),
            _ => {}
        }
        let Some(value) = value else { return false };
        let one_of = || {
            let found: Vec<Option<bool>> = self.values.iter().map(|literal| literal.is(value)).collect();
            if found.contains(&Some(true)) {
                Some(true)
            } else {
                found.into_iter().try_fold(false, |_, one| one)
            }
        };
        let sized = |holds: fn(Ordering) -> bool| {
            self.values.first().and_then(|wanted| wanted.order(value)).map(holds)
        };
        let met = match self.is {
            Comparison::Equal | Comparison::In => one_of(),
            Comparison::NotEqual | Comparison::NotIn => one_of().map(|found| !found),
            Comparison::Less => sized(Ordering::is_lt),
            Comparison::AtMost => sized(Ordering::is_le),
            Comparison::More => sized(Ordering::is_gt),
            Comparison::AtLeast => sized(Ordering::is_ge),
            Comparison::Null | Comparison::NotNull => None,
        };
        met == Some(false)
    }

    /// What is wrong with the condition itself: a number of values that the comparison does not take, sizes of texts.
    #[must_use]
    pub fn wrong(&self) -> Option<&'static str> {
        let values = self.values.len();
        let finite = |literal: &Literal| !matches!(literal, Literal::Number(number) if !number.is_finite());
        match self.is {
            _ if self.column.is_empty() => Some("names no column"),
            _ if !self.values.iter().all(finite) => Some("compares with something that is no number"),
            Comparison::Null | Comparison::NotNull if values > 0 => Some("compares null with a value"),
            Comparison::In | Comparison::NotIn if values == 0 => Some("lists no value"),
            Comparison::Null | Comparison::NotNull | Comparison::In | Comparison::NotIn => None,
            _ if values != 1 => Some("compares with one value"),
            _ if self.is.orders() && matches!(self.values.first(), Some(Literal::Text(_))) => {
                Some("compares sizes of numbers and dates (2024-12-31) only")
            }
            _ => None,
        }
    }

    /// The conditions of the chain with their columns, in order.
    pub fn chain(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |when| match &when.otherwise {
            Otherwise::Mask { when, .. } => when.as_deref(),
            Otherwise::Keep => None,
        })
    }

    /// The masks of rows that do not meet the first condition, in order.
    pub fn masks(&self) -> impl Iterator<Item = &MaskChoice> {
        self.chain().filter_map(|when| match &when.otherwise {
            Otherwise::Mask { mask, .. } => Some(mask),
            Otherwise::Keep => None,
        })
    }

    /// Whether rows that meet none of the conditions are released as they are.
    #[must_use]
    pub fn keeps(&self) -> bool {
        self.chain().any(|when| when.otherwise == Otherwise::Keep)
    }

    /// The texts of the conditions and of the masks under them, for the search for personal data.
    pub fn texts(&self) -> impl Iterator<Item = String> {
        let literals = self.chain().flat_map(|when| &when.values).map(|literal| match literal {
            Literal::Number(number) => number.to_string(),
            Literal::Date { date } => date.to_string(),
            Literal::Text(text) => text.clone(),
        });
        literals.chain(self.masks().flat_map(MaskChoice::texts).map(Cow::into_owned))
    }
}

impl std::fmt::Display for When {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let values: Vec<String> = self.values.iter().map(ToString::to_string).collect();
        match self.is {
            Comparison::Null | Comparison::NotNull => write!(f, "{} is {}", self.column, self.is.name()),
            Comparison::In | Comparison::NotIn => {
                write!(f, "{} {} ({})", self.column, self.is.name(), values.join(", "))
            }
            _ => write!(f, "{} {} {}", self.column, self.is.name(), values.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn when(is: Comparison, values: &[Literal]) -> When {
        When { column: "c".to_owned(), is, values: values.to_vec(), otherwise: Otherwise::Keep }
    }

    #[test]
    fn a_row_fails_a_condition_only_where_that_is_certain() {
        let text = |text: &str| Literal::Text(text.to_owned());
        let date = |text: &str| Literal::Date { date: Moment::parse(text.as_bytes()).unwrap() };
        for (when, fails, meets) in [
            (when(Comparison::Equal, &[text("DE")]), vec!["FR", "de", ""], vec!["DE"]),
            (when(Comparison::NotEqual, &[text("DE")]), vec!["DE"], vec!["FR"]),
            (when(Comparison::In, &[text("DE"), text("AT")]), vec!["FR"], vec!["DE", "AT"]),
            (when(Comparison::NotIn, &[text("DE"), text("AT")]), vec!["AT"], vec!["FR"]),
            (
                when(Comparison::Equal, &[Literal::Number(18.0)]),
                vec!["17", "18.5"],
                vec!["18", "18.0", "x", "NaN"],
            ),
            (when(Comparison::NotEqual, &[Literal::Number(18.0)]), vec!["18"], vec!["17", "x"]),
            (
                when(Comparison::Less, &[Literal::Number(18.0)]),
                vec!["18", "1e3"],
                vec!["17.9", "-1", "x", "inf"],
            ),
            (when(Comparison::AtMost, &[Literal::Number(18.0)]), vec!["18.1"], vec!["18"]),
            (when(Comparison::More, &[Literal::Number(18.0)]), vec!["18"], vec!["19"]),
            (when(Comparison::AtLeast, &[Literal::Number(18.0)]), vec!["17"], vec!["18"]),
            (
                when(Comparison::AtLeast, &[date("2024-01-01")]),
                vec!["2023-12-31", "2023-12-31T23:59:59Z"],
                vec!["2024-01-01", "2024-01-01 00:00:00", "31.12.2023", "2023", ""],
            ),
            (
                when(Comparison::Less, &[date("2024-01-01 12:00Z")]),
                vec!["2024-01-01T13:30:00+01:00", "2024-01-02"],
                vec!["2024-01-01T12:30:00+01:00", "2024-01-01 13:00:00"],
            ),
            (
                when(Comparison::Equal, &[date("2024-01-01")]),
                vec!["2024-01-02"],
                vec!["2024-01-01 10:00", "x"],
            ),
            (when(Comparison::NotEqual, &[date("2024-01-01")]), vec!["2024-01-01"], vec!["2024-01-02", "x"]),
            (when(Comparison::NotNull, &[]), vec![], vec!["x"]),
            (when(Comparison::Null, &[]), vec!["x"], vec![]),
        ] {
            assert_eq!(when.wrong(), None);
            for value in fails {
                assert!(when.fails(Some(value.as_bytes())), "{when}: {value}");
            }
            for value in meets {
                assert!(!when.fails(Some(value.as_bytes())), "{when}: {value}");
            }
            assert_eq!(when.fails(None), when.is == Comparison::NotNull, "{when}: null");
        }
    }

    #[test]
    fn what_a_comparison_does_not_take_is_wrong() {
        let text = Literal::Text("DE".to_owned());
        for bad in [
            when(Comparison::Equal, &[]),
            when(Comparison::In, &[]),
            when(Comparison::Null, &[Literal::Number(1.0)]),
            when(Comparison::Less, std::slice::from_ref(&text)),
            when(Comparison::Equal, &[text.clone(), text]),
            when(Comparison::Equal, &[Literal::Number(f64::NAN)]),
        ] {
            assert!(bad.wrong().is_some(), "{bad}");
        }
    }
}
