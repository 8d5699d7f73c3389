//! `shuffle`: the values of a column stay, each in another row.
//!
//! The whole column is looked at first: its values that are neither null nor empty, in the order of the file. A stream of
//! numbers (the bytes of HMAC-SHA256 of a seed, then of those 32 bytes, and so on, 8 bytes big-endian each) drives Sattolo's
//! algorithm (S. Sattolo, 1986): for `i` from the last place down to 1 the values at `i` and at the next number modulo `i`
//! change places, so that no value stays in its place. The seed is HMAC-SHA256 of every value followed by its length in bytes
//! (8 bytes big-endian): columns of one table are not moved alike, or their rows could be put together again. Both HMACs use
//! the sub-key's `shuffle` key.

use std::sync::Arc;

use super::column_cells::ColumnCells;
use super::draw::Draw;
use super::support::{Keyed, cell_plan, check_type, keyed_promises, mode_key};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, Numbers, Outcome, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{MaskClass, Params, Uniqueness};
use crate::domain::technique::Technique;

/// The mask.
pub struct Shuffle;

const TYPES: &[DType] = &[DType::String, DType::Integer, DType::Float, DType::Decimal, DType::Date];

/// What it is.
const ABOUT: About = About {
    name: "shuffle",
    version: 1,
    title: "the values of the column change rows, none stays in its own",
    technique: Technique::Permutation,
    params: &[],
    applies_to: TYPES,
    made_for: MadeFor::Anything,
};

impl Mask for Shuffle {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), TYPES, dtype)?;
        params::Reader::new(self, given)?;
        let leaves = "every value of the column and how often it occurs, only not in which row; a value that singles out, and the most frequent ones, are still known";
        let mut guarantees = keyed_promises(leaves, Uniqueness::Lost, None);
        guarantees.deterministic = false;
        guarantees.keeps_join = false;
        let class = MaskClass::Column;
        Ok(MaskPlan { class, ordered: true, numbers: Numbers::Own, ..cell_plan(guarantees, dtype, dtype) })
    }

    fn build(&self, _: &Params, _: DType, context: &MaskContext<'_>) -> Result<Box<dyn CellMask>, MaskError> {
        let key = mode_key(self.name(), context, "shuffle")?;
        let keyed = Keyed::new(self.name(), &MaskContext { key: Some(&key), ..MaskContext::default() })?;
        let cells = context.all_cells(self.name())?;
        let order = order(&keyed, &cells).ok_or_else(|| MaskError::NoColumn {
            mask: self.name(),
            why: "it has more values than a permutation is made for (4 294 967 295)".to_owned(),
        })?;
        Ok(Box::new(Runner { moved: Arc::new(Moved { cells, order }), at: 0 }))
    }
}

/// Which value comes to each place; `None` where there are too many.
fn order(keyed: &Keyed, cells: &ColumnCells) -> Option<Vec<u32>> {
    let lengths = cells.iter().map(|cell| (cell, (cell.len() as u64).to_be_bytes()));
    let seed = keyed.of_parts(lengths);
    let mut draw = Draw::new(keyed, &seed);
    let mut order: Vec<u32> = (0..u32::try_from(cells.len()).ok()?).collect();
    for at in (1..order.len()).rev() {
        order.swap(at, draw.below(at));
    }
    Some(order)
}

struct Moved {
    cells: ColumnCells,
    order: Vec<u32>,
}

/// Goes through the column in the order of the file.
struct Runner {
    moved: Arc<Moved>,
    at: usize,
}

impl CellMask for Runner {
    fn mask(&mut self, cell: &[u8], _: &[Option<&[u8]>], out: &mut Vec<u8>) -> Outcome {
        if cell.is_empty() {
            return Outcome::Masked;
        }
        let at = self.at;
        self.at += 1;
        // A column of one value, or one that is not the one looked at first, is not passed through.
        let known = self.moved.cells.get(at).is_some_and(|known| same(known, cell));
        let from = self.moved.order.get(at).map(|from| *from as usize).filter(|from| *from != at && known);
        match from.and_then(|from| self.moved.cells.get(from)) {
            Some(value) => {
                out.extend_from_slice(value);
                Outcome::Masked
            }
            None => Outcome::Refused,
        }
    }

    fn fork(&self) -> Box<dyn CellMask> {
        Box::new(Self { moved: Arc::clone(&self.moved), at: 0 })
    }
}

/// Whether two texts are one value; a number may be written in two ways.
fn same(a: &[u8], b: &[u8]) -> bool {
    let number = |text: &[u8]| std::str::from_utf8(text).ok()?.parse::<f64>().ok();
    a == b || matches!((number(a), number(b)), (Some(a), Some(b)) if f64::total_cmp(&a, &b).is_eq())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::secret::Secret;

    fn shuffled(values: &[String], key: u8) -> Vec<Option<String>> {
        let mut cells = ColumnCells::default();
        values.iter().for_each(|value| cells.push(value.as_bytes()));
        let all = || Ok(cells.clone());
        let key = Secret::new([key; 32]);
        let context = MaskContext { key: Some(&key), cells: Some(&all), ..MaskContext::default() };
        let mut mask = Shuffle.build(&Params::new(), DType::String, &context).unwrap();
        let mut run = |value: &String| {
            let mut out = Vec::new();
            let masked = mask.mask(value.as_bytes(), &[], &mut out) == Outcome::Masked;
            masked.then(|| String::from_utf8(out).unwrap())
        };
        values.iter().map(&mut run).collect()
    }

    fn rows(n: usize) -> Vec<String> {
        (0..n).map(|at| format!("v{at}")).collect()
    }

    proptest::proptest! {
        #[test]
        fn values_stay_and_none_stays_in_its_row(values in proptest::collection::vec("[a-z]{0,2}", 0..40)) {
            let masked = shuffled(&values, 7);
            let mut before: Vec<&String> = values.iter().collect();
            let mut after: Vec<&String> = masked.iter().flatten().collect();
            before.sort();
            after.sort();
            let alone = values.iter().filter(|value| !value.is_empty()).count() == 1;
            before.retain(|value| !alone || value.is_empty());
            proptest::prop_assert_eq!(before, after);
            for (value, masked) in values.iter().zip(&masked) {
                proptest::prop_assert_eq!(value.is_empty(), masked.as_ref().is_some_and(String::is_empty));
            }
        }
    }

    #[test]
    fn every_place_changes_and_the_key_and_the_column_decide_how() {
        let values = rows(500);
        let masked = shuffled(&values, 7);
        assert!(values.iter().zip(&masked).all(|(value, masked)| Some(value) != masked.as_ref()));
        assert_ne!(masked, shuffled(&values, 8));
        // Another column of the table goes another way.
        let other: Vec<String> = (0..500).map(|at| format!("w{at}")).collect();
        let place = |masked: &Option<String>| masked.as_ref().map(|m| m[1..].to_owned());
        let alike = masked.iter().zip(shuffled(&other, 7)).filter(|(a, b)| place(a) == place(b)).count();
        assert!(alike < 10, "{alike} rows of two columns stay together");
        assert_eq!(shuffled(&rows(1), 7), [None]);
    }

    #[test]
    fn what_is_not_the_column_that_was_looked_at_is_refused() {
        let mut cells = ColumnCells::default();
        ["a", "b", "c"].iter().for_each(|value| cells.push(value.as_bytes()));
        let all = || Ok(cells.clone());
        let key = Secret::new([7; 32]);
        let context = MaskContext { key: Some(&key), cells: Some(&all), ..MaskContext::default() };
        let mut mask = Shuffle.build(&Params::new(), DType::String, &context).unwrap();
        let mut out = Vec::new();
        for (value, expected) in
            [("a", Outcome::Masked), ("x", Outcome::Refused), ("c", Outcome::Masked), ("d", Outcome::Refused)]
        {
            assert_eq!(mask.mask(value.as_bytes(), &[], &mut out), expected, "{value}");
        }
        let missing = Shuffle.build(
            &Params::new(),
            DType::String,
            &MaskContext { key: Some(&key), ..MaskContext::default() },
        );
        assert!(matches!(missing.err(), Some(MaskError::NoColumn { .. })));
    }
}
