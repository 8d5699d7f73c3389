//! A plan's dataset made ready to run: for every column of the input what happens to its cells.

use std::collections::HashMap;

use super::{ApplyError, ApplyRequest};
use crate::domain::dtype::DType;
use crate::domain::plan::{PlanAction, PlanColumn};
use crate::mask::{self, CellMask, MaskContext, MaskPlan, Outcome};
use crate::source::decode;

/// What happens to one column.
pub enum Step {
    /// Copied.
    Keep,
    /// Left out.
    Drop,
    /// Masked.
    Mask(Box<MaskStep>),
}

/// A mask with what it reads.
pub struct MaskStep {
    /// Runs it; forked for each thread.
    pub mask: Box<dyn CellMask>,
    /// Positions of the columns it reads.
    pub reads: Vec<usize>,
    /// Its promises.
    pub plan: MaskPlan,
}

impl Step {
    /// The same step for another thread.
    #[must_use]
    pub fn fork(&self) -> Self {
        match self {
            Self::Keep => Self::Keep,
            Self::Drop => Self::Drop,
            Self::Mask(step) => Self::Mask(Box::new(MaskStep {
                mask: step.mask.fork(),
                reads: step.reads.clone(),
                plan: step.plan.clone(),
            })),
        }
    }
}

/// All columns of a dataset.
pub struct Runner {
    /// In the order of the plan, which is that of the file.
    pub steps: Vec<Step>,
}

impl Runner {
    /// Builds every mask of a dataset.
    ///
    /// # Errors
    /// A mask that cannot be built, a missing key, a column that a mask reads and that is not there.
    pub fn new(request: &ApplyRequest<'_>) -> Result<Self, ApplyError> {
        let columns = &request.dataset.columns;
        let by_path: HashMap<(String, u32), usize> =
            columns.iter().enumerate().map(|(at, c)| ((c.column.clone(), c.occurrence), at)).collect();
        let steps = columns
            .iter()
            .enumerate()
            .map(|(at, column)| match column.action {
                PlanAction::Keep => Ok(Step::Keep),
                PlanAction::Drop => Ok(Step::Drop),
                PlanAction::Mask => {
                    mask_step(request, at, column, &by_path).map(|step| Step::Mask(Box::new(step)))
                }
            })
            .collect::<Result<_, ApplyError>>()?;
        Ok(Self { steps })
    }

    /// How many threads may mask at once: one where a mask must see its column in order.
    #[must_use]
    pub fn threads(&self, wanted: usize) -> usize {
        let ordered = |step: &Step| matches!(step, Step::Mask(step) if step.plan.ordered);
        if self.steps.iter().any(ordered) { 1 } else { wanted.max(1) }
    }

    /// The steps for another thread.
    #[must_use]
    pub fn fork(&self) -> Vec<Step> {
        self.steps.iter().map(Step::fork).collect()
    }
}

fn mask_step(
    request: &ApplyRequest<'_>,
    at: usize,
    column: &PlanColumn,
    by_path: &HashMap<(String, u32), usize>,
) -> Result<MaskStep, ApplyError> {
    let bad = |error| ApplyError::Mask { column: column.column.clone(), error };
    let stale = |what: String| ApplyError::Stale { path: decode::shown(&request.input.path), what };
    let choice =
        column.mask.as_ref().ok_or_else(|| stale(format!("column {} has no mask", column.column)))?;
    let mask = mask::of_choice(choice).map_err(bad)?;
    let plan = mask.plan(&choice.params, column.dtype).map_err(bad)?;
    let key = match &column.key_id {
        Some(id) => {
            Some((request.key)(id, column.domain.as_deref().unwrap_or("value")).map_err(ApplyError::Key)?)
        }
        None => None,
    };
    let values = || super::distinct::values(request.input, at, request.cancel);
    let cells = || super::in_order::cells(request.input, at, request.cancel);
    let context = MaskContext {
        key: key.as_ref(),
        finder: Some(std::sync::Arc::clone(&request.finder)),
        files: Some(&super::mask_file),
        values: Some(&values),
        cells: Some(&cells),
    };
    let runner = mask.build(&choice.params, column.dtype, &context).map_err(bad)?;
    let reads = plan
        .reads
        .iter()
        .map(|path| {
            by_path.get(&(path.clone(), 0)).copied().ok_or_else(|| {
                stale(format!("the mask of {} reads column {path}, which is not there", column.column))
            })
        })
        .collect::<Result<_, _>>()?;
    Ok(MaskStep { mask: runner, reads, plan })
}

/// Masks one cell into `out`; says what happened. A refused value appends nothing and becomes null.
pub fn cell(
    step: &mut MaskStep,
    value: Option<&[u8]>,
    others: &[Option<&[u8]>],
    out: &mut Vec<u8>,
) -> Outcome {
    let start = out.len();
    let outcome = match value {
        Some(value) => step.mask.mask(value, others, out),
        None => step.mask.mask_null(out),
    };
    if outcome != Outcome::Masked {
        out.truncate(start);
    }
    outcome
}

/// For delimited files: puts an apostrophe before a text that a spreadsheet would run as a formula (OWASP ASVS 1.2.10).
pub fn disarm(output: DType, out: &mut Vec<u8>, start: usize) {
    let Some(text) = out.get(start..) else { return };
    let risky = matches!(text.first(), Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r'));
    let number = std::str::from_utf8(text).is_ok_and(|t| t.parse::<f64>().is_ok());
    if risky && output == DType::String && !number {
        out.insert(start, b'\'');
    }
}
