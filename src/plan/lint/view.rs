//! A plan as the rules see it: every column with what its mask promises.

use std::borrow::Cow;

use crate::detect;
use crate::domain::plan::{Plan, PlanAction, PlanColumn, PlanDataset};
use crate::mask::{self, MaskPlan};

/// A plan with what its masks promise.
pub struct View<'p> {
    /// The plan.
    pub plan: &'p Plan,
    /// The day of the check, `2026-11-25`.
    pub today: &'p str,
    /// Every column; one with conditions once for each way in which its rows are treated.
    pub columns: Vec<ColumnView<'p>>,
}

/// One column.
pub struct ColumnView<'p> {
    /// Its table.
    pub dataset: &'p PlanDataset,
    /// The column.
    pub column: Cow<'p, PlanColumn>,
    /// Semantic type, empty where none.
    pub kind: String,
    /// The general type of it, empty where none.
    pub parent: &'static str,
    /// Family of it, empty where none.
    pub family: &'static str,
    /// What its mask promises; `None` where it is not masked (or the mask is not in this program).
    pub mask: Option<MaskPlan>,
}

/// A hit of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Table id.
    pub table: Option<String>,
    /// Column path.
    pub column: Option<String>,
    /// What is wrong.
    pub why: String,
    /// What to do.
    pub fix: String,
}

impl<'p> View<'p> {
    /// Looks up types and masks of a plan.
    #[must_use]
    pub fn new(plan: &'p Plan, today: &'p str) -> Self {
        let ways = |column: &'p PlanColumn| match &column.when {
            None => vec![Cow::Borrowed(column)],
            Some(_) => column.ways().map(Cow::Owned).collect(),
        };
        let columns = plan
            .datasets
            .iter()
            .flat_map(|dataset| {
                let columns = dataset.columns.iter().flat_map(ways);
                columns.map(move |column| ColumnView::new(dataset, column))
            })
            .collect();
        Self { plan, today, columns }
    }

    /// The columns that are released as they are.
    pub fn kept(&self) -> impl Iterator<Item = &ColumnView<'p>> {
        self.columns.iter().filter(|view| view.column.action == PlanAction::Keep)
    }

    /// The masked columns with the mask's name and promises.
    pub fn masked(&self) -> impl Iterator<Item = (&ColumnView<'p>, &str, &MaskPlan)> {
        self.columns.iter().filter_map(|view| {
            let choice = view.column.mask.as_ref()?;
            Some((view, choice.name.as_str(), view.mask.as_ref()?))
        })
    }
}

impl<'p> ColumnView<'p> {
    fn new(dataset: &'p PlanDataset, column: Cow<'p, PlanColumn>) -> Self {
        let kind = column.kind.clone().unwrap_or_default();
        let detector = detect::find(&kind);
        let planned = |choice| mask::planned(choice, None, column.dtype).ok();
        let mask = column.mask.as_ref().and_then(planned);
        Self {
            dataset,
            kind,
            parent: detector.map_or("", |detector| detector.parent),
            family: detector.map_or("", |detector| detector.family),
            mask,
            column,
        }
    }

    /// Whether the column is of a type or of a form of it.
    #[must_use]
    pub fn is(&self, kind: &str) -> bool {
        self.kind == kind || self.parent == kind
    }

    /// Whether the column is of one of some types.
    #[must_use]
    pub fn is_one_of(&self, kinds: &[&str]) -> bool {
        kinds.iter().any(|kind| self.is(kind))
    }

    /// A whole-number parameter of its mask.
    #[must_use]
    pub fn number(&self, param: &str) -> Option<i64> {
        match self.column.mask.as_ref()?.params.get(param)? {
            crate::domain::mask::Param::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// A parameter of its mask as text; empty where it has none of this name.
    #[must_use]
    pub fn word(&self, param: &str) -> String {
        let value = self.column.mask.as_ref().and_then(|mask| mask.params.get(param));
        value.map(ToString::to_string).unwrap_or_default()
    }

    /// A hit on this column.
    #[must_use]
    pub fn hit(&self, why: impl Into<String>, fix: impl Into<String>) -> Hit {
        Hit {
            table: Some(self.dataset.table.clone()),
            column: Some(crate::plan::column_name(&self.column)),
            why: why.into(),
            fix: fix.into(),
        }
    }
}
