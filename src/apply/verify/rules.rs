//! What a plan promises of each column of a masked file, and what computes its masks again.

use std::sync::Arc;

use super::Expected;
use super::beside::Beside;
use super::index::Index;
use super::shape::Shape;
use crate::apply::ApplyError;
use crate::apply::runner::{self, Ground, Step};
use crate::domain::mask::{Guarantees, Uniqueness};
use crate::domain::plan::{PlanAction, PlanColumn};
use crate::domain::spans::FindSpans;
use crate::domain::table::Schema;
use crate::mask;

/// What is known of one expected column.
pub struct Promise {
    /// Its path.
    pub name: Arc<str>,
    /// Its position in the original.
    pub from: usize,
    /// Its position in the masked file, where it is there.
    pub to: Option<usize>,
    /// Released as it is.
    pub kept: bool,
    /// What masked cells look like.
    pub shape: Option<Shape>,
    /// A masked cell may equal its original.
    pub may_equal: bool,
    /// Nulls stay nulls.
    pub keeps_nulls: bool,
    /// Equal originals have equal tokens.
    pub deterministic: bool,
    /// Different originals have different tokens.
    pub unique: bool,
    /// Why its mask cannot be computed again.
    pub unproven: Option<String>,
    /// A text from which values of other columns must be gone too.
    pub text: bool,
    /// Values only change rows.
    pub moves: bool,
    /// Its cells are packed as in the original, byte by byte: none of them needs to be looked at.
    pub packed: bool,
}

/// What all workers know.
pub struct Rules<'a> {
    /// Finds entities.
    pub finder: &'a dyn FindSpans,
    /// The columns, in the order of the plan.
    pub promises: Vec<Promise>,
    /// The masked file is delimited text, in which formulas are disarmed.
    pub delimited: bool,
    /// The masked file is of another format, in which the same value may be written otherwise.
    pub converted: bool,
    /// Positions in the original of columns that are not released as they are.
    pub hidden: Vec<usize>,
    /// Columns of the masked file: position, path, whether the plan knows it.
    pub there: Vec<(usize, Arc<str>, bool)>,
    /// What stands beside the cells.
    pub beside: Beside,
    /// What is looked for among the originals while cells are judged.
    pub early: Index,
}

impl Rules<'_> {
    /// The columns of the original and of the masked file whose cells are looked at, where that is not all of them.
    pub fn columns(&self, steps: &[Step]) -> [Option<Vec<usize>>; 2] {
        if !self.promises.iter().any(|promise| promise.packed) {
            return [None, None];
        }
        let judged = || self.promises.iter().zip(steps).filter(|(promise, _)| !promise.packed);
        let read = judged().filter_map(|(_, step)| match step {
            Step::Mask(step) => Some(step.reads.iter().copied()),
            _ => None,
        });
        let of = |mut columns: Vec<usize>| {
            columns.sort_unstable();
            columns.dedup();
            Some(columns).filter(|columns| !columns.is_empty())
        };
        let from = judged().map(|(promise, _)| promise.from).chain(read.flatten());
        let unknown = self.there.iter().filter(|(.., known)| !known).map(|(at, ..)| *at);
        let to = judged().filter_map(|(promise, _)| promise.to).chain(unknown);
        [of(from.chain(self.hidden.iter().copied()).collect()), of(to.collect())]
    }
}

/// The promises of a plan for a masked file of a schema, each with what computes its mask again.
pub fn promises(
    ground: &Ground<'_>,
    expected: &[Expected<'_>],
    schema: &Schema,
) -> (Vec<Promise>, Vec<Step>) {
    let place = |column: &PlanColumn| {
        schema.fields.iter().position(|f| f.path == column.column && f.occurrence == column.occurrence)
    };
    let by_path = runner::by_path(ground.dataset);
    let of = |e: &Expected<'_>| {
        let mut promise = promise(e, place(e.column));
        if promise.kept {
            return (promise, Step::Keep);
        }
        match runner::mask_step(ground, e.at, e.column, &by_path) {
            Ok(step) => (promise, Step::Mask(Box::new(step))),
            // A mask that cannot be made here is not computed again; everything else about it is checked.
            Err(error) => {
                let why = match error {
                    ApplyError::Key(_) => "its key is not at hand (--key-file)".to_owned(),
                    error => error.to_string(),
                };
                promise.unproven = Some(why);
                (promise, Step::Keep)
            }
        }
    };
    expected.iter().map(of).unzip()
}

fn promise(e: &Expected<'_>, to: Option<usize>) -> Promise {
    let column = e.column;
    let plan = column
        .mask
        .as_ref()
        .and_then(|choice| mask::planned(choice, column.when.as_deref(), column.dtype).ok());
    let given = plan.as_ref().map(|plan| &plan.guarantees);
    let unique = |g: &Guarantees| g.uniqueness != Uniqueness::Lost && g.bits.is_some_and(|bits| bits >= 48);
    Promise {
        name: Arc::from(column.column.as_str()),
        from: e.at,
        to,
        kept: column.action == PlanAction::Keep,
        shape: column.mask.as_ref().filter(|_| column.when.is_none()).map(Shape::of),
        may_equal: given.is_none_or(|g| g.may_equal),
        keeps_nulls: given.is_none_or(|g| g.keeps_nulls),
        deterministic: given.is_some_and(|g| g.deterministic),
        unique: given.is_some_and(unique),
        unproven: None,
        text: column.when.is_none()
            && column.mask.as_ref().is_some_and(|choice| choice.name == "redact_entities"),
        moves: plan.is_some_and(|plan| plan.ordered),
        packed: false,
    }
}
