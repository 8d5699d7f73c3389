//! What a plan promises of each column of a masked file, and what computes its masks again.

use std::sync::Arc;

use super::beside::Beside;
use super::index::Index;
use super::shape::Shape;
use super::{Expected, VerifyRequest};
use crate::apply::distinct;
use crate::apply::runner::{MaskStep, Step};
use crate::domain::mask::Uniqueness;
use crate::domain::plan::{PlanAction, PlanColumn};
use crate::domain::secret::Secret;
use crate::domain::spans::FindSpans;
use crate::domain::table::Schema;
use crate::mask::{self, Mask, MaskContext, MaskPlan};

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
    /// It is masked by a key that is not at hand.
    pub keyless: bool,
    /// A text from which values of other columns must be gone too.
    pub text: bool,
}

/// What all workers know.
pub struct Rules<'a> {
    /// Finds entities.
    pub finder: &'a dyn FindSpans,
    /// The columns, in the order of the plan.
    pub promises: Vec<Promise>,
    /// The masked file is delimited text, in which formulas are disarmed.
    pub delimited: bool,
    /// Positions in the original of columns that are not released as they are.
    pub hidden: Vec<usize>,
    /// Columns of the masked file: position, path, whether the plan knows it.
    pub there: Vec<(usize, Arc<str>, bool)>,
    /// What stands beside the cells.
    pub beside: Beside,
    /// What is looked for among the originals while cells are judged.
    pub early: Index,
}

/// The promises of a plan for a masked file of a schema, each with what computes its mask again.
pub fn promises(
    request: &VerifyRequest<'_>,
    expected: &[Expected<'_>],
    schema: &Schema,
) -> (Vec<Promise>, Vec<Step>) {
    let place = |column: &PlanColumn| {
        schema.fields.iter().position(|f| f.path == column.column && f.occurrence == column.occurrence)
    };
    expected.iter().map(|e| promise(request, e, place(e.column))).unzip()
}

fn promise(request: &VerifyRequest<'_>, e: &Expected<'_>, to: Option<usize>) -> (Promise, Step) {
    let column = e.column;
    let planned = column.mask.as_ref().and_then(|choice| {
        let mask = mask::of_choice(choice).ok()?;
        Some((mask, mask.plan(&choice.params, column.dtype).ok()?))
    });
    let mut keyless = false;
    let step = planned.as_ref().and_then(|(mask, plan)| {
        let key = match &column.key_id {
            Some(id) => match (request.key)(id, column.domain.as_deref().unwrap_or("value")) {
                Ok(key) => Some(key),
                Err(_) => {
                    keyless = true;
                    return None;
                }
            },
            None => None,
        };
        again(request, e, *mask, plan, key.as_ref())
    });
    let given = planned.map(|(_, plan)| plan.guarantees);
    let unique = |g: &crate::domain::mask::Guarantees| {
        g.uniqueness != Uniqueness::Lost && g.bits.is_some_and(|bits| bits >= 48)
    };
    let promise = Promise {
        name: Arc::from(column.column.as_str()),
        from: e.at,
        to,
        kept: column.action == PlanAction::Keep,
        shape: column.mask.as_ref().map(Shape::of),
        may_equal: given.as_ref().is_none_or(|g| g.may_equal),
        keeps_nulls: given.as_ref().is_none_or(|g| g.keeps_nulls),
        deterministic: given.as_ref().is_some_and(|g| g.deterministic),
        unique: given.as_ref().is_some_and(unique),
        keyless,
        text: column.mask.as_ref().is_some_and(|choice| choice.name == "redact_entities"),
    };
    (promise, step.map_or(Step::Keep, |step| Step::Mask(Box::new(step))))
}

/// What computes a mask again.
fn again(
    request: &VerifyRequest<'_>,
    e: &Expected<'_>,
    mask: &'static dyn Mask,
    plan: &MaskPlan,
    key: Option<&Secret<[u8; 32]>>,
) -> Option<MaskStep> {
    let values = || match request.original {
        Some(original) => distinct::values(original, e.at, request.cancel),
        None => Err("the original is not at hand".to_owned()),
    };
    let context = MaskContext {
        key,
        finder: Some(Arc::clone(&request.finder)),
        files: Some(&crate::apply::mask_file),
        values: Some(&values),
    };
    let runner = mask.build(&e.column.mask.as_ref()?.params, e.column.dtype, &context).ok()?;
    let place = |path: &String| request.dataset.columns.iter().position(|c| c.column == *path);
    let reads = plan.reads.iter().map(place).collect::<Option<Vec<_>>>()?;
    Some(MaskStep { mask: runner, reads, plan: plan.clone() })
}
