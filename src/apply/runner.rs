//! A plan's dataset made ready to run: for every column of the input what happens to its cells.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::left_out::{self, LeftOut};
use super::{ApplyError, ApplyRequest, KeyOf};
use crate::domain::dtype::DType;
use crate::domain::plan::{PlanAction, PlanColumn, PlanDataset};
use crate::domain::spans::FindSpans;
use crate::mask::{self, CellMask, MaskContext, MaskPlan, Outcome};
use crate::source::{Input, decode};

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
    /// Rows that are left out.
    pub left_out: Option<LeftOut>,
}

/// What the masks of a dataset are made from.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The dataset of the plan.
    pub dataset: &'a PlanDataset,
    /// The file that is masked.
    pub input: &'a Input,
    /// Sub-keys.
    pub key: &'a KeyOf<'a>,
    /// Finds entities.
    pub finder: &'a Arc<dyn FindSpans>,
    /// Set to stop.
    pub cancel: &'a AtomicBool,
}

impl Runner {
    /// Builds every mask of a dataset.
    ///
    /// # Errors
    /// A mask that cannot be built, a missing key, a column that a mask reads and that is not there.
    pub fn new(request: &ApplyRequest<'_>) -> Result<Self, ApplyError> {
        let ground = Ground {
            dataset: request.dataset,
            input: request.input,
            key: request.key,
            finder: &request.finder,
            cancel: request.cancel,
        };
        let by_path = by_path(request.dataset);
        let columns = &request.dataset.columns;
        let steps = columns
            .iter()
            .enumerate()
            .map(|(at, column)| match column.action {
                PlanAction::Keep => Ok(Step::Keep),
                PlanAction::Drop => Ok(Step::Drop),
                PlanAction::Mask => {
                    mask_step(&ground, at, column, &by_path).map(|step| Step::Mask(Box::new(step)))
                }
            })
            .collect::<Result<_, ApplyError>>()?;
        Ok(Self { steps, left_out: left_out::rows(&ground)? })
    }

    /// How many threads may mask at once: one where rows must be seen in order.
    #[must_use]
    pub fn threads(&self, wanted: usize) -> usize {
        let ordered = |step: &Step| matches!(step, Step::Mask(step) if step.plan.ordered);
        if self.left_out.is_some() || self.steps.iter().any(ordered) { 1 } else { wanted.max(1) }
    }

    /// The steps for another thread.
    #[must_use]
    pub fn fork(&self) -> Vec<Step> {
        self.steps.iter().map(Step::fork).collect()
    }
}

/// The positions of columns by path and occurrence.
pub fn by_path(dataset: &PlanDataset) -> HashMap<(String, u32), usize> {
    let columns = dataset.columns.iter().enumerate();
    columns.map(|(at, c)| ((c.column.clone(), c.occurrence), at)).collect()
}

fn stale(ground: &Ground<'_>, what: String) -> ApplyError {
    ApplyError::Stale { path: decode::shown(&ground.input.path), what }
}

/// The mask of a column, ready to run.
///
/// # Errors
/// A mask that is missing, unknown or cannot take the column, a missing key, a column that the mask reads and that is not there.
pub fn mask_step(
    ground: &Ground<'_>,
    at: usize,
    column: &PlanColumn,
    by_path: &HashMap<(String, u32), usize>,
) -> Result<MaskStep, ApplyError> {
    let bad = |error| ApplyError::Mask { column: column.column.clone(), error };
    let choice =
        column.mask.as_ref().ok_or_else(|| stale(ground, format!("column {} has no mask", column.column)))?;
    let when = column.when.as_deref();
    let plan = mask::planned(choice, when, column.dtype).map_err(bad)?;
    let key = match &column.key_id {
        Some(id) => {
            Some((ground.key)(id, column.domain.as_deref().unwrap_or("value")).map_err(ApplyError::Key)?)
        }
        None => None,
    };
    let values = || super::distinct::values(ground.input, at, ground.cancel);
    let cells = || super::in_order::cells(ground.input, at, ground.cancel);
    let context = MaskContext {
        key: key.as_ref(),
        finder: Some(Arc::clone(ground.finder)),
        files: Some(&super::mask_file),
        values: Some(&values),
        cells: Some(&cells),
    };
    let runner = mask::runner(choice, when, column.dtype, &context).map_err(bad)?;
    let reads = plan
        .reads
        .iter()
        .map(|path| {
            by_path.get(&(path.clone(), 0)).copied().ok_or_else(|| {
                stale(
                    ground,
                    format!("the mask of {} reads column {path}, which is not there", column.column),
                )
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
        None => step.mask.mask_null(others, out),
    };
    if !outcome.has_value() {
        out.truncate(start);
    }
    outcome
}

/// For delimited files: puts an apostrophe before a text that a spreadsheet would run as a formula (OWASP ASVS 1.2.10).
pub fn disarm(output: DType, out: &mut Vec<u8>, start: usize) {
    let Some(text) = out.get(start..) else { return };
    let risky = matches!(text.first(), Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r'));
    let number = || std::str::from_utf8(text).is_ok_and(|t| t.parse::<f64>().is_ok());
    if risky && output == DType::String && !number() {
        out.insert(start, b'\'');
    }
}
