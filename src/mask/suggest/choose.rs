//! Masks for a column, as the suggestions of all purposes choose them; nothing where a mask cannot take its type.

use crate::domain::action::Action;
use crate::domain::assessment::{ColumnScan, ValueClass};
use crate::domain::dtype::DType;
use crate::domain::mask::{Param, Params};
use crate::domain::tier::Tier;
use crate::mask::{self, params};

/// What is suggested for a column: the action (nothing: it is dropped), why, and the runner-up.
pub struct Pick {
    /// The action; `None`: drop.
    pub action: Option<Action>,
    /// Why, one sentence without its full stop.
    pub why: &'static str,
    /// The runner-up; `None`: drop.
    pub otherwise: Option<Action>,
}

impl Pick {
    /// An action with its reason; the runner-up is to drop the column.
    pub fn new(action: Option<Action>, why: &'static str) -> Self {
        Self { action, why, otherwise: None }
    }

    /// The same with another runner-up.
    pub fn or(self, otherwise: Option<Action>) -> Self {
        Self { otherwise, ..self }
    }
}

/// Chooses masks for one column.
pub struct Choose<'a> {
    /// The column.
    pub column: &'a ColumnScan,
    /// Its consistency domain.
    pub domain: &'a str,
}

impl Choose<'_> {
    /// A mask with parameters as words, where it can take the column's type.
    pub fn mask(&self, name: &str, list: &[(&str, &str)]) -> Option<Action> {
        let given: Params = list.iter().map(|(k, v)| ((*k).to_owned(), Param::parse(v))).collect();
        let mask = params::choice(name, &given).ok()?;
        let plan = mask::of_choice(&mask).ok()?.plan(&mask.params, self.column.dtype).ok()?;
        let domain = plan.guarantees.keyed.then(|| self.domain.to_owned());
        Some(Action::mask(mask, domain))
    }

    /// A keyed token that stays a number where the values are whole numbers.
    pub fn token(&self) -> Option<Action> {
        self.mask("pseudonym", &[("format", if self.is_whole() { "integer" } else { "hex" })])
    }

    /// A mask for numbers, where the values are numbers.
    pub fn number(&self, name: &str, list: &[(&str, &str)]) -> Option<Action> {
        let numbers = self.column.dtype.is_number()
            || matches!(self.column.stats.values_are, ValueClass::Integer | ValueClass::Decimal);
        if numbers { self.mask(name, list) } else { None }
    }

    /// A mask for ages and birth years; bands that are written as text stay where they are few and harmless.
    pub fn band(&self, name: &str, list: &[(&str, &str)]) -> Option<Action> {
        let coarse = self.is_few() && self.column.sensitivity <= Tier::Internal;
        self.number(name, list).or_else(|| (!self.is_number() && coarse).then_some(Action::Keep))
    }

    /// Format-preserving encryption, where nearly every value is long enough for it and of its alphabet.
    pub fn same_format(&self) -> Option<Action> {
        let shapes = &self.column.stats.shapes;
        let all = |allowed: fn(char) -> bool| {
            !shapes.is_empty() && shapes.iter().all(|(shape, _)| shape.chars().all(allowed))
        };
        let alphabet = if self.is_whole() || all(|c| !c.is_alphabetic()) {
            "digits"
        } else if all(|c| !c.is_lowercase() && c.is_ascii()) {
            "alphanumeric_upper"
        } else if all(|c| !c.is_uppercase() && c.is_ascii()) {
            "alphanumeric"
        } else {
            return None;
        };
        (self.column.stats.length.0 >= 6).then(|| self.mask("fpe", &[("alphabet", alphabet)])).flatten()
    }

    /// A permutation for keys that are whole numbers.
    pub fn dense(&self) -> Option<Action> {
        // Ten digits may be more than the mask's default limit; the widest one takes all of them.
        let max = if self.column.stats.length.1 <= 9 { "999999999" } else { "9223372036854775807" };
        if self.is_whole() { self.mask("dense_code", &[("max", max)]) } else { None }
    }

    /// Characters of a postal code that name an area: three of five digits, two of British and shorter codes.
    pub fn area(&self) -> Option<Action> {
        self.mask("postal_prefix", &[("keep", if self.column.stats.length.0 >= 5 { "3" } else { "2" })])
    }

    /// Whether nearly all values are written as US ZIP codes are; other countries write five digits too.
    pub fn is_zip(&self) -> bool {
        let zip = |shape: &str| matches!(shape, "9" | "99999" | "9-9" | "99999-9999");
        let shapes = &self.column.stats.shapes;
        matches!(self.column.stats.length, (5, 5 | 10))
            && !shapes.is_empty()
            && shapes.iter().all(|(shape, _)| zip(shape))
    }

    /// A token of fewer values than this is no protection: the most frequent one is known.
    pub fn is_few(&self) -> bool {
        self.column.stats.distinct > 0 && self.column.stats.distinct < 50
    }

    fn is_whole(&self) -> bool {
        self.column.dtype == DType::Integer || self.column.stats.values_are == ValueClass::Integer
    }

    fn is_number(&self) -> bool {
        self.column.dtype.is_number()
            || matches!(self.column.stats.values_are, ValueClass::Integer | ValueClass::Decimal)
    }
}
