//! Masked parts of a typed table as rows of text, for formats without types.

use polars::prelude::{CompatLevel, DataFrame, PolarsError, SchemaExt as _};

use crate::apply::convert::{Column, Form, Out, refused};
use crate::apply::output::Target;
use crate::apply::runner::Step;
use crate::apply::{ApplyError, ApplyRequest};
use crate::domain::name;
use crate::domain::table::{Batch, BatchWorker};
use crate::source::cells::Cells;
use crate::source::frame::{self, Plan};

/// A file of text that grows part by part.
pub struct Texts {
    out: Out,
    plans: Vec<Plan>,
    width: usize,
    rows: u64,
}

impl Texts {
    /// A file with the columns of a first part.
    ///
    /// # Errors
    /// A nested column; a file that cannot be written.
    pub fn new(
        request: &ApplyRequest<'_>,
        target: &Target,
        form: Form,
        first: &DataFrame,
        steps: &[Step],
    ) -> Result<Self, ApplyError> {
        let (schema, plans) = frame::columns(&first.schema().to_arrow(CompatLevel::newest()));
        if let Some(at) = plans.iter().position(|plan| !matches!(plan, Plan::Value(_))) {
            let name = first.columns().get(at).map(|column| column.name().to_string()).unwrap_or_default();
            let what = format!(
                "column {name} holds other columns, and only flat columns are converted to {}; keep the format, or drop it",
                form.name()
            );
            return Err(refused(request, what));
        }
        let mut known = request.dataset.columns.iter().zip(steps);
        let columns = schema.fields.iter().map(|field| {
            let step = known.find(|(column, _)| column.column == field.path).map(|(_, step)| step);
            let masked = match step {
                Some(Step::Mask(step)) => Some(step.plan.output),
                _ => None,
            };
            Column { name: name::bare(&field.path), dtype: field.dtype, masked }
        });
        let columns: Vec<Column> = columns.collect();
        let width = columns.len();
        Ok(Self { out: Out::new(request, target, form, columns, false)?, plans, width, rows: 0 })
    }

    /// Writes a part.
    ///
    /// # Errors
    /// A value that the format cannot hold, what the system refuses.
    pub fn write(
        &mut self,
        target: &Target,
        part: &DataFrame,
        bad: impl Fn(PolarsError) -> ApplyError,
    ) -> Result<(), ApplyError> {
        let mut worker = Worker { out: &mut self.out, target, failed: None };
        let mut cells = Cells::new(self.width);
        self.rows += frame::emit(part, &self.plans, self.rows, &mut cells, &mut worker).map_err(bad)?;
        worker.failed.map_or(Ok(()), Err)
    }

    /// Ends the file.
    ///
    /// # Errors
    /// What the system refuses.
    pub fn finish(self, target: &Target) -> Result<(), ApplyError> {
        self.out.finish(target)
    }
}

struct Worker<'a> {
    out: &'a mut Out,
    target: &'a Target,
    failed: Option<ApplyError>,
}

impl BatchWorker for Worker<'_> {
    fn batch(&mut self, batch: &Batch<'_>) {
        for row in 0..batch.rows {
            if self.failed.is_some() {
                return;
            }
            let cells = batch.columns.iter().map(|column| column.cells.get(row).copied().flatten());
            self.failed = self.out.row(self.target, cells).err();
        }
    }

    fn finish(self: Box<Self>) {}
}
