//! The whole treatment of a column: its mask, and under conditions what happens with the other rows.
//!
//! The first mask whose condition a row does not certainly fail is taken; all of them share the column's key and
//! consistency domain.

use std::ops::Range;

use super::{CellMask, MaskContext, MaskError, MaskPlan, Numbers, Outcome, of_choice};
use crate::domain::condition::{Otherwise, When};
use crate::domain::dtype::DType;
use crate::domain::mask::{Guarantees, MaskChoice, MaskClass, Uniqueness};

/// Most conditions of a column.
pub const MOST: usize = 16;

/// What a mask, under conditions or not, promises and reads.
///
/// # Errors
/// As [`super::Mask::plan`]; a condition that is wrong in itself, masks that cannot stand under one or do not go together.
pub fn planned(choice: &MaskChoice, when: Option<&When>, dtype: DType) -> Result<MaskPlan, MaskError> {
    let plan = |choice: &MaskChoice| of_choice(choice)?.plan(&choice.params, dtype);
    let first = plan(choice)?;
    let Some(when) = when else { return Ok(first) };
    let bad = |why: &str| MaskError::Condition { on: when.column.clone(), why: why.to_owned() };
    if when.chain().count() > MOST {
        return Err(bad("is one of more than 16 of its column"));
    }
    if let Some((when, why)) = when.chain().find_map(|when| Some((when, when.wrong()?))) {
        return Err(MaskError::Condition { on: when.column.clone(), why: why.to_owned() });
    }
    let mut all = vec![(choice, first)];
    for choice in when.masks() {
        all.push((choice, plan(choice)?));
    }
    if let Some((choice, _)) =
        all.iter().find(|(_, plan)| !matches!(plan.class, MaskClass::Cell | MaskClass::Row))
    {
        let why = format!("cannot be for mask `{}`, which looks at the whole column", choice.name);
        return Err(bad(&why));
    }
    // Nulls have every type and no time of day.
    let valued: Vec<&MaskPlan> =
        all.iter().filter(|(choice, _)| choice.name != "null").map(|(_, plan)| plan).collect();
    let keeps = when.keeps();
    let output = if keeps { dtype } else { valued.first().map_or(dtype, |plan| plan.output) };
    if valued.iter().any(|plan| plan.output != output) {
        return Err(bad("parts masks that give different types of value; choose masks that give one type"));
    }
    let whole = keeps || valued.first().is_some_and(|plan| plan.keeps_time);
    if dtype == DType::Datetime && valued.iter().any(|plan| plan.keeps_time != whole) {
        return Err(bad("parts masks that keep the time of day from such that do not"));
    }
    if keeps && !can_keep(dtype) {
        return Err(bad(
            "cannot release rows of a column of this type as they are; use another mask for them",
        ));
    }
    let mut reads = Vec::new();
    let mut conditions = when.chain();
    for (_, plan) in &all {
        reads.extend(conditions.next().map(|when| when.column.clone()));
        reads.extend(plan.reads.iter().cloned());
    }
    reads.extend(conditions.map(|when| when.column.clone()));
    let guarantees = together(all.iter().map(|(_, plan)| &plan.guarantees), when);
    let class = MaskClass::Row;
    // What is kept is of the column itself, which is less than any limit.
    let numbers = valued.iter().map(|plan| plan.numbers).max().unwrap_or(Numbers::Own);
    Ok(MaskPlan { guarantees, class, output, reads, ordered: false, keeps_time: whole, numbers })
}

/// Types whose values are read and written as the same text by every format.
const fn can_keep(dtype: DType) -> bool {
    matches!(dtype, DType::String | DType::Integer | DType::Float | DType::Date | DType::Datetime)
}

/// What holds for every row, whichever of the masks it gets.
fn together<'g>(all: impl Iterator<Item = &'g Guarantees> + Clone, when: &When) -> Guarantees {
    let keeps = when.keeps();
    let every = |holds: fn(&Guarantees) -> bool| all.clone().all(holds);
    let any = |holds: fn(&Guarantees) -> bool| all.clone().any(holds);
    let mut leaves: Vec<String> = Vec::new();
    for one in all.clone() {
        if !leaves.contains(&one.leaves) {
            leaves.push(one.leaves.clone());
        }
    }
    let mut columns: Vec<&str> = when.chain().map(|when| when.column.as_str()).collect();
    columns.dedup();
    leaves.push(format!("which rows meet the condition on {}", columns.join(", ")));
    if keeps {
        leaves.push("everything in rows that meet none".to_owned());
    }
    Guarantees {
        keyed: any(|g| g.keyed),
        deterministic: false,
        reversible: false,
        keeps_type: every(|g| g.keeps_type),
        keeps_length: every(|g| g.keeps_length),
        keeps_order: false,
        keeps_nulls: every(|g| g.keeps_nulls),
        keeps_join: false,
        may_equal: keeps || any(|g| g.may_equal),
        uniqueness: Uniqueness::Lost,
        leaves: leaves.join("; "),
        bits: None,
    }
}

/// A runner for a column that is masked, under conditions or not.
///
/// # Errors
/// As [`planned`] and [`super::Mask::build`].
pub fn runner(
    choice: &MaskChoice,
    when: Option<&When>,
    dtype: DType,
    context: &MaskContext<'_>,
) -> Result<Box<dyn CellMask>, MaskError> {
    let Some(when) = when else { return of_choice(choice)?.build(&choice.params, dtype, context) };
    planned(choice, Some(when), dtype)?;
    let (mut parts, mut at) = (Vec::new(), 0);
    let mut next = Some((choice, Some(when)));
    while let Some((choice, when)) = next {
        let found = of_choice(choice)?;
        let condition = when.map(|when| (Box::new(own(when)), at));
        at += usize::from(condition.is_some());
        let reads = at..at + found.plan(&choice.params, dtype)?.reads.len();
        at = reads.end;
        parts.push(Part { condition, mask: Some(found.build(&choice.params, dtype, context)?), reads });
        next = match when.map(|when| &when.otherwise) {
            Some(Otherwise::Mask { mask, when }) => Some((mask, when.as_deref())),
            Some(Otherwise::Keep) => {
                parts.push(Part { condition: None, mask: None, reads: 0..0 });
                None
            }
            None => None,
        };
    }
    Ok(Box::new(Runner(parts)))
}

/// The condition alone.
fn own(when: &When) -> When {
    When { column: when.column.clone(), is: when.is, values: when.values.clone(), otherwise: Otherwise::Keep }
}

/// The mask of the rows that do not fail a condition.
struct Part {
    /// The condition and the place of its column among what is read.
    condition: Option<(Box<When>, usize)>,
    /// None: such rows stay as they are.
    mask: Option<Box<dyn CellMask>>,
    /// The places of what the mask reads.
    reads: Range<usize>,
}

struct Runner(Vec<Part>);

impl Runner {
    /// The part that a row belongs to.
    fn part(&mut self, others: &[Option<&[u8]>]) -> Option<&mut Part> {
        self.0.iter_mut().find(|part| {
            let fails = |(when, at): &(Box<When>, usize)| when.fails(others.get(*at).copied().flatten());
            !part.condition.as_ref().is_some_and(fails)
        })
    }
}

impl CellMask for Runner {
    fn mask(&mut self, cell: &[u8], others: &[Option<&[u8]>], out: &mut Vec<u8>) -> Outcome {
        let Some(part) = self.part(others) else { return Outcome::Refused };
        let Some(mask) = &mut part.mask else {
            out.extend_from_slice(cell);
            return Outcome::Kept;
        };
        mask.mask(cell, others.get(part.reads.clone()).unwrap_or_default(), out)
    }

    fn mask_null(&mut self, others: &[Option<&[u8]>], out: &mut Vec<u8>) -> Outcome {
        match self.part(others) {
            Some(Part { mask: Some(mask), reads, .. }) => {
                mask.mask_null(others.get(reads.clone()).unwrap_or_default(), out)
            }
            _ => Outcome::Null,
        }
    }

    fn fork(&self) -> Box<dyn CellMask> {
        let fork = |part: &Part| Part {
            condition: part.condition.clone(),
            mask: part.mask.as_ref().map(|mask| mask.fork()),
            reads: part.reads.clone(),
        };
        Box::new(Self(self.0.iter().map(fork).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::condition::{Comparison, Literal};
    use crate::domain::mask::{Param, Params};
    use crate::domain::secret::Secret;
    use crate::mask::params;

    fn choice(name: &str, given: &[(&str, Param)]) -> MaskChoice {
        let given: Params = given.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        params::choice(name, &given).unwrap()
    }

    fn country(is: Comparison, value: &str, otherwise: Otherwise) -> When {
        When { column: "country".into(), is, values: vec![Literal::Text(value.into())], otherwise }
    }

    fn or(mask: MaskChoice, when: Option<When>) -> Otherwise {
        Otherwise::Mask { mask, when: when.map(Box::new) }
    }

    fn masked(
        choice: &MaskChoice,
        when: &When,
        cell: Option<&str>,
        country: Option<&str>,
    ) -> (Outcome, String) {
        let key = Secret::new([7; 32]);
        let context = MaskContext { key: Some(&key), ..MaskContext::default() };
        let mut runner = runner(choice, Some(when), DType::String, &context).unwrap().fork();
        let reads = planned(choice, Some(when), DType::String).unwrap().reads;
        assert!(reads.iter().all(|read| read == "country"));
        let others = vec![country.map(str::as_bytes); reads.len()];
        let mut out = Vec::new();
        let outcome = match cell {
            Some(cell) => runner.mask(cell.as_bytes(), &others, &mut out),
            None => runner.mask_null(&others, &mut out),
        };
        (outcome, String::from_utf8(out).unwrap())
    }

    #[test]
    fn a_row_gets_the_first_mask_whose_condition_it_does_not_fail() {
        let (stars, fixed) =
            (choice("redact", &[]), choice("constant", &[("value", Param::Text("x".into()))]));
        let at = country(Comparison::Equal, "AT", Otherwise::Keep);
        let de = country(Comparison::Equal, "DE", or(fixed, Some(at)));
        let say = |cell, country| masked(&stars, &de, cell, country);
        let redacted = masked(&stars, &de, Some("a"), Some("DE"));
        assert_eq!(redacted.0, Outcome::Masked);
        assert_ne!(redacted.1, "a");
        assert_eq!(say(Some("a"), Some("AT")), (Outcome::Masked, "x".into()));
        assert_eq!(say(Some("a"), Some("FR")), (Outcome::Kept, "a".into()));
        assert_eq!(say(Some("a"), None), redacted, "what cannot be told is masked");
        assert_eq!(say(None, Some("AT")), (Outcome::Masked, "x".into()), "a null as the mask has it");
        assert_eq!(say(None, Some("FR")).0, Outcome::Null);
    }

    #[test]
    fn a_mask_gets_what_it_reads_behind_the_condition() {
        let shift = choice("date_shift", &[("by", Param::Text("country".into()))]);
        let null = choice("null", &[]);
        let de = country(Comparison::Equal, "DE", or(null, None));
        let (outcome, moved) = masked(&shift, &de, Some("2020-05-17"), Some("DE"));
        assert_eq!(outcome, Outcome::Masked);
        assert_ne!(moved, "2020-05-17");
        assert_eq!(masked(&shift, &de, Some("2020-05-17"), Some("FR")).0, Outcome::Null);
    }

    #[test]
    fn only_what_every_row_gets_is_promised() {
        let keep = country(Comparison::Equal, "DE", Otherwise::Keep);
        let plan = planned(&choice("pseudonym", &[]), Some(&keep), DType::String).unwrap();
        let g = &plan.guarantees;
        assert!(
            g.keyed && g.may_equal && !g.deterministic && !g.keeps_join && g.uniqueness == Uniqueness::Lost
        );
        assert!(g.leaves.contains("country") && g.leaves.contains("everything"), "{}", g.leaves);
    }

    #[test]
    fn what_does_not_go_together_is_refused() {
        let keep = || country(Comparison::Equal, "DE", Otherwise::Keep);
        let year = choice("date_truncate", &[("to", Param::Text("year".into()))]);
        for (choice, when, dtype, says) in [
            (choice("shuffle", &[]), keep(), DType::String, "whole column"),
            (choice("partial", &[]), keep(), DType::Integer, "different types"),
            (year, keep(), DType::Datetime, "time of day"),
            (choice("null", &[]), keep(), DType::Boolean, "of this type"),
            (choice("null", &[]), country(Comparison::Less, "DE", Otherwise::Keep), DType::String, "sizes"),
        ] {
            let error = planned(&choice, Some(&when), dtype).unwrap_err().to_string();
            assert!(error.contains(says), "{}: {error}", choice.name);
        }
        let mut deep = keep();
        for _ in 0..MOST {
            deep = country(Comparison::Equal, "DE", or(choice("null", &[]), Some(deep)));
        }
        assert!(planned(&choice("null", &[]), Some(&deep), DType::String).is_err());
    }
}
