//! The columns of a typed table masked, nested ones too.

use polars::prelude::{
    Column, DataFrame, DataType, IntoColumn as _, PolarsResult, Series, StringChunked, StructChunked,
};

use super::value::value;
use crate::apply::ColumnCounts;
use crate::apply::runner::Step;
use crate::source::frame::Plan;

/// Masks the parts of one table.
pub struct Masker {
    steps: Vec<Step>,
    /// What happened so far, by column of the plan.
    pub counts: Vec<ColumnCounts>,
}

impl Masker {
    /// A masker of a table with these columns.
    pub fn new(steps: Vec<Step>) -> Self {
        Self { counts: vec![ColumnCounts::default(); steps.len()], steps }
    }

    /// What happens to the columns of the plan.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Whether everything under a column of the file is kept.
    pub fn keeps(&self, plan: &Plan) -> bool {
        match plan {
            Plan::Value(at) => matches!(self.steps.get(*at), Some(Step::Keep)),
            Plan::Struct(plans) => plans.iter().all(|plan| self.keeps(plan)),
            Plan::List(inner) => self.keeps(inner),
        }
    }

    /// The columns of the schema that masks of a column of the file read.
    pub fn reads(&self, plan: &Plan) -> Vec<usize> {
        match plan {
            Plan::Value(at) => match self.steps.get(*at) {
                Some(Step::Mask(step)) => step.reads.clone(),
                _ => Vec::new(),
            },
            Plan::Struct(plans) => plans.iter().flat_map(|plan| self.reads(plan)).collect(),
            Plan::List(inner) => self.reads(inner),
        }
    }

    /// A part of the table, masked.
    ///
    /// # Errors
    /// Values that do not fit into the type of their column.
    pub fn table(&mut self, table: &DataFrame, plans: &[Plan]) -> PolarsResult<DataFrame> {
        self.some(table, plans, &mut |_| true)
    }

    /// Some columns of a part of the table, masked; the others are there to be read by masks.
    ///
    /// # Errors
    /// Values that do not fit into the type of their column.
    pub fn some(
        &mut self,
        table: &DataFrame,
        plans: &[Plan],
        wanted: &mut dyn FnMut(usize) -> bool,
    ) -> PolarsResult<DataFrame> {
        let mut columns: Vec<Column> = Vec::new();
        // Columns that other masks read, as text.
        let mut texts: Vec<Option<StringChunked>> = vec![None; self.steps.len()];
        let read: Vec<usize> = self
            .steps
            .iter()
            .flat_map(|s| if let Step::Mask(m) = s { m.reads.clone() } else { Vec::new() })
            .collect();
        for (column, plan) in table.columns().iter().zip(plans) {
            if let Plan::Value(at) = plan
                && read.contains(at)
                && let Some(place) = texts.get_mut(*at)
            {
                *place = Some(column.as_materialized_series().cast(&DataType::String)?.str()?.clone());
            }
        }
        let these = table.columns().iter().zip(plans).enumerate().filter(|(at, _)| wanted(*at));
        for (_, (column, plan)) in these {
            if let Some(masked) = self.series(column.as_materialized_series(), plan, &texts)? {
                columns.push(masked.into_column());
            }
        }
        DataFrame::new(table.height(), columns)
    }

    /// A masked column; `None` where it is dropped.
    fn series(
        &mut self,
        series: &Series,
        plan: &Plan,
        texts: &[Option<StringChunked>],
    ) -> PolarsResult<Option<Series>> {
        if self.keeps(plan) {
            return Ok(Some(series.clone()));
        }
        match plan {
            Plan::Value(at) => {
                let Some(step) = self.steps.get_mut(*at) else { return Ok(None) };
                match step {
                    Step::Keep => Ok(Some(series.clone())),
                    Step::Drop => Ok(None),
                    Step::Mask(step) => {
                        let counts = self.counts.get_mut(*at);
                        value(step, series, texts, counts).map(Some)
                    }
                }
            }
            Plan::Struct(plans) => {
                let fields = series.struct_()?;
                let mut kept = Vec::new();
                for (field, plan) in fields.fields_as_series().iter().zip(plans) {
                    kept.extend(self.series(field, plan, texts)?);
                }
                if kept.is_empty() {
                    return Ok(None);
                }
                let masked = StructChunked::from_series(series.name().clone(), series.len(), kept.iter())?;
                let nulls = series
                    .rechunk()
                    .struct_()?
                    .downcast_iter()
                    .next()
                    .and_then(|array| polars_arrow::array::Array::validity(array).cloned());
                Ok(Some(polars::prelude::IntoSeries::into_series(masked.with_outer_validity(nulls))))
            }
            Plan::List(inner) => {
                let list = series.cast(&list_of(series.dtype()))?;
                let cell = std::cell::RefCell::new((self, false));
                let masked = list.list()?.apply_to_inner(&|elements| {
                    let mut state = cell.borrow_mut();
                    let name = elements.name().clone();
                    match state.0.series(&elements, inner, texts)? {
                        Some(masked) => Ok(masked.with_name(name)),
                        None => {
                            state.1 = true;
                            Ok(Series::full_null(name, elements.len(), elements.dtype()))
                        }
                    }
                })?;
                let dropped = cell.borrow().1;
                Ok((!dropped).then(|| polars::prelude::IntoSeries::into_series(masked)))
            }
        }
    }
}

/// Arrays of fixed length are written as lists.
fn list_of(dtype: &DataType) -> DataType {
    match dtype {
        DataType::Array(inner, _) => DataType::List(inner.clone()),
        other => other.clone(),
    }
}
