//! The columns of a table that a mask is judged by.

use crate::domain::action::Action;
use crate::domain::dtype::DType;
use crate::domain::tier::Role;
use crate::mask;
use crate::tui::port::{DeskError, Row};

use super::preview;

/// No more columns than these are read beside the one that is masked.
const MOST: usize = 40;

/// A column that a mask is judged by.
#[derive(Debug, Clone)]
pub struct Involved {
    /// Position in the schema.
    pub index: usize,
    /// Column path.
    pub path: String,
    /// Role.
    pub role: Role,
    /// General semantic type, empty where none.
    pub parent: &'static str,
    /// Logical type.
    pub dtype: DType,
    /// What is decided; open columns count as kept.
    pub action: Action,
    /// It is the column that models are to predict.
    pub target: bool,
}

/// A table as a mask is judged by it: the column in question comes first.
pub struct Scene {
    /// The columns.
    pub columns: Vec<Involved>,
    /// Size under which a group is small.
    pub threshold: u64,
    /// Rows whose released quasi-identifiers fewer rows than this share are left out.
    pub suppress_under: Option<u64>,
}

impl Scene {
    /// The scene for an action on a column: quasi-identifiers, sensitive and other personal columns, the target, and what
    /// masks read.
    ///
    /// # Errors
    /// A mask that is unknown, or reads a column that is not there.
    pub fn of(
        row: &Row,
        action: &Action,
        table: &[Row],
        target: Option<&str>,
        (threshold, suppress_under): (u64, Option<u64>),
    ) -> Result<Self, DeskError> {
        let is_target = |item: &Row| target == Some(item.id.column.as_str());
        let mut columns = vec![involved(row, is_target(row))];
        let mut add = |item: &Row| {
            if columns.iter().all(|known| known.index != item.scan.index) {
                columns.push(involved(item, is_target(item)));
            }
        };
        let mut others: Vec<&Row> = table.iter().filter(|item| item.id.table == row.id.table).collect();
        others.sort_by_key(|item| item.scan.index);
        let by_role = |role| others.iter().copied().filter(move |item| item.scan.role == role);
        by_role(Role::Quasi).for_each(&mut add);
        by_role(Role::Sensitive).chain(by_role(Role::Direct)).take(MOST).for_each(&mut add);
        others.iter().copied().filter(|item| is_target(item)).for_each(&mut add);
        let read_by = |item: &Row, action: &Action| preview::reads(action, item.id.dtype);
        let mut reads = read_by(row, action)?;
        for item in by_role(Role::Quasi) {
            reads.extend(read_by(item, item.action().unwrap_or(&Action::Keep))?);
        }
        for path in &reads {
            let found = others.iter().copied().find(|item| item.id.column == *path);
            add(found.ok_or_else(|| DeskError(format!("{} has no column {path}", row.id.table)))?);
        }
        Ok(Self { columns, threshold, suppress_under })
    }

    /// Positions in the schema, in order.
    #[must_use]
    pub fn indexes(&self) -> Vec<usize> {
        self.columns.iter().map(|column| column.index).collect()
    }

    /// Where a column of that path stands here.
    #[must_use]
    pub fn place(&self, path: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.path == path)
    }
}

fn involved(item: &Row, target: bool) -> Involved {
    Involved {
        index: item.scan.index,
        path: item.id.column.clone(),
        role: item.scan.role,
        parent: item.scan.kind.as_deref().and_then(crate::detect::find).map_or("", |d| d.parent),
        dtype: item.id.dtype,
        action: item.action().cloned().unwrap_or(Action::Keep),
        target,
    }
}

/// Whether the plan masks a column with a key.
#[must_use]
pub fn is_keyed(action: &Action, dtype: DType) -> bool {
    let Action::Mask { mask: choice, when, .. } = action else { return false };
    mask::planned(choice, when.as_deref(), dtype).is_ok_and(|plan| plan.guarantees.keyed)
}
