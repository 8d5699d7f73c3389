//! What a plan makes of a quasi-identifier, as far as the classes go.

use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::action::Action;
use crate::domain::dtype::DType;
use crate::domain::mask::{MaskClass, Uniqueness};
use crate::domain::secret::Secret;
use crate::domain::spans::FindSpans;
use crate::mask::{self, CellMask, MaskContext, MaskError, ReadFile};

/// What becomes of a column.
pub enum Release {
    /// Kept, or masked so that equal values stay equal and distinct ones distinct: the classes are those of the original.
    Same,
    /// Left out.
    Out,
    /// Masked by this.
    Masked(Box<dyn CellMask>),
}

/// A column of the tuple.
pub struct Released {
    /// Its position in the schema.
    pub index: usize,
    /// What becomes of it.
    pub release: Release,
    /// Positions of the columns that its mask reads.
    pub reads: Vec<usize>,
}

impl Released {
    /// The same for another thread.
    #[must_use]
    pub fn fork(&self) -> Self {
        let release = match &self.release {
            Release::Same => Release::Same,
            Release::Out => Release::Out,
            Release::Masked(mask) => Release::Masked(mask.fork()),
        };
        Self { index: self.index, release, reads: self.reads.clone() }
    }
}

/// What masks are run with.
#[derive(Clone, Copy, Default)]
pub struct Tools<'a> {
    /// Finds entities in texts.
    pub finder: Option<&'a Arc<dyn FindSpans>>,
    /// Reads the file of a path that a parameter names.
    pub files: Option<&'a ReadFile<'a>>,
    /// Gives the distinct values of the column at a position with their rows, for masks of whole columns.
    pub values: Option<&'a (dyn Fn(usize) -> Result<HashMap<Vec<u8>, u64>, String> + 'a)>,
}

/// What an action makes of the column at `index`; `place` gives the position of a column by its path.
///
/// Tokens of a keyed mask are not computed where equal stays equal and distinct stays distinct: the classes are those of the
/// original whatever the key. Other keyed masks run with a stand-in key, since classes depend on it in detail only.
///
/// # Errors
/// A mask that is unknown, cannot take the type, or reads a column that is not there.
pub fn release(
    index: usize,
    action: &Action,
    dtype: DType,
    place: &dyn Fn(&str) -> Option<usize>,
    tools: Tools<'_>,
) -> Result<Released, MaskError> {
    let plain = |release| Ok(Released { index, release, reads: Vec::new() });
    let (choice, when) = match action {
        Action::Keep => return plain(Release::Same),
        Action::Drop => return plain(Release::Out),
        Action::Mask { mask, when, .. } => (mask, when.as_deref()),
    };
    let plan = mask::planned(choice, when, dtype)?;
    let promise = &plan.guarantees;
    // Values that only change rows: the classes are those of the original, so that the risk is not said to be lower.
    if plan.ordered {
        return plain(Release::Same);
    }
    if plan.class == MaskClass::Cell && promise.deterministic && promise.uniqueness != Uniqueness::Lost {
        return plain(Release::Same);
    }
    let key = Secret::new([0x5a; 32]);
    let values = tools.values.map(|values| move || values(index));
    let context = MaskContext {
        key: promise.keyed.then_some(&key),
        finder: tools.finder.cloned(),
        files: tools.files,
        values: values.as_ref().map(|values| values as _),
        cells: None,
    };
    let mask = mask::runner(choice, when, dtype, &context)?;
    let reads = plan
        .reads
        .iter()
        .map(|path| place(path).ok_or_else(|| MaskError::Reads { column: path.clone() }))
        .collect::<Result<_, _>>()?;
    Ok(Released { index, release: Release::Masked(mask), reads })
}
