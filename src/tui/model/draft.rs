//! A condition while it is made.

use crate::domain::condition::{Comparison, Otherwise, When};
use crate::review::condition;
use crate::review::error::ReviewError;
use crate::review::item::Item;

/// A part of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Which column is looked at.
    Column,
    /// How it is compared.
    Comparison,
    /// With what.
    Values,
    /// What happens with the other rows.
    Otherwise,
}

impl Part {
    /// Every one, from above.
    pub const ALL: [Self; 4] = [Self::Column, Self::Comparison, Self::Values, Self::Otherwise];
}

/// A condition with the parts as they are typed.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The part being typed.
    pub part: Part,
    /// The column; without one there is no condition.
    pub column: String,
    /// What was typed of the column before one was chosen by its part.
    pub typed: String,
    /// The comparison.
    pub is: Comparison,
    /// The values.
    pub values: String,
    /// The mask of the other rows, or `keep`.
    pub otherwise: String,
    /// The condition that was there before.
    before: Option<Box<When>>,
}

impl Draft {
    /// From the condition that there is.
    #[must_use]
    pub fn new(when: Option<&When>) -> Self {
        let values: Vec<String> =
            when.iter().flat_map(|when| &when.values).map(ToString::to_string).collect();
        Self {
            part: Part::Column,
            column: when.map_or_else(String::new, |when| when.column.clone()),
            typed: String::new(),
            is: when.map_or(Comparison::Equal, |when| when.is),
            values: values.join(", "),
            otherwise: when.map_or_else(|| "null".to_owned(), |when| written(&when.otherwise)),
            before: when.cloned().map(Box::new),
        }
    }

    /// The text of the part being typed; none for the comparison, which is chosen.
    #[must_use]
    pub fn text(&self) -> &str {
        match self.part {
            Part::Column => &self.column,
            Part::Comparison => "",
            Part::Values => &self.values,
            Part::Otherwise => &self.otherwise,
        }
    }

    /// Takes what was typed.
    pub fn take(&mut self, text: &str) {
        let place = match self.part {
            Part::Column => &mut self.column,
            Part::Comparison => return,
            Part::Values => &mut self.values,
            Part::Otherwise => &mut self.otherwise,
        };
        if place.as_str() != text {
            text.clone_into(place);
            if self.part == Part::Column {
                text.clone_into(&mut self.typed);
            }
        }
    }

    /// The condition; none where no column is named. What follows the first condition of a chain stays.
    ///
    /// # Errors
    /// As `vizard decide --when … --otherwise …`.
    pub fn when<'t>(
        &self,
        item: &Item,
        table: impl IntoIterator<Item = &'t Item>,
    ) -> Result<Option<Box<When>>, ReviewError> {
        if self.column.trim().is_empty() {
            return Ok(None);
        }
        let mut made = condition::of_parts(self.column.trim(), self.is, &self.values)?;
        made = condition::resolve(made, item, table)?;
        let before = self.before.as_deref().map(|when| &when.otherwise);
        made.otherwise = match (condition::otherwise(&self.otherwise), before) {
            // A text with a space in a parameter cannot be typed here, but left as it is.
            (_, Some(before)) if written(before) == self.otherwise => before.clone(),
            (Ok(Otherwise::Mask { mask, .. }), Some(Otherwise::Mask { when, .. })) => {
                Otherwise::Mask { mask, when: when.clone() }
            }
            (otherwise, _) => otherwise?,
        };
        Ok(Some(Box::new(made)))
    }
}

/// What happens with the other rows, as it is typed.
fn written(otherwise: &Otherwise) -> String {
    match otherwise {
        Otherwise::Keep => "keep".to_owned(),
        Otherwise::Mask { mask, .. } => mask.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::tier::Tier;
    use crate::tui::tests::fake::row;

    #[test]
    fn a_condition_that_is_not_changed_stays_as_it_is() {
        let (country, phone) = (
            row("t.csv", "country", 0, Some("country"), Tier::Internal, 1.0),
            row("t.csv", "phone", 1, Some("phone"), Tier::Confidential, 1.0),
        );
        let table = [country, phone.clone()];
        let mut when = condition::parse("country in (DE, 'A,T', 2024-01-31)").unwrap();
        let last = condition::parse("country is null").unwrap();
        let Ok(Otherwise::Mask { mask, .. }) = condition::otherwise("redact") else { panic!() };
        when.otherwise = Otherwise::Mask { mask, when: Some(Box::new(last)) };
        let mut draft = Draft::new(Some(&when));
        assert_eq!(draft.when(&phone, &table).unwrap().as_deref(), Some(&when));
        draft.part = Part::Otherwise;
        draft.take("null");
        let changed = draft.when(&phone, &table).unwrap().unwrap();
        assert_eq!((changed.masks().count(), changed.chain().count()), (1, 2), "the chain goes on");
        draft.take("keep");
        assert_eq!(draft.when(&phone, &table).unwrap().unwrap().chain().count(), 1);
        draft.part = Part::Column;
        draft.take("phone");
        assert!(draft.when(&phone, &table).unwrap_err().to_string().contains("internal or public"));
        draft.take(" ");
        assert_eq!(draft.when(&phone, &table).unwrap(), None);
    }
}
