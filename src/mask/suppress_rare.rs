//! `suppress_rare`: a value that fewer than `k` rows have is refused, so that it becomes null; the others stay.
//!
//! The whole column is looked at first. What is refused is counted like every value that a mask cannot take.

use std::collections::HashSet;
use std::sync::Arc;

use super::each::each;
use super::support::{TEXT_LIKE, cell_plan, check_type, promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, Numbers, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{MaskClass, ParamSpec, Params};
use crate::domain::technique::Technique;

/// The mask.
pub struct SuppressRare;

/// What it is.
const ABOUT: About = About {
    name: "suppress_rare",
    version: 1,
    title: "a value that fewer than k rows have becomes null, the others stay",
    technique: Technique::LocalSuppression,
    params: &[ParamSpec::new("k", "fewest rows of a value that stays").or("5").within(2, 100_000)],
    applies_to: TEXT_LIKE,
    made_for: MadeFor::Anything,
};

impl Mask for SuppressRare {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), TEXT_LIKE, dtype)?;
        let k = params::Reader::new(self, given)?.number("k")?;
        let mut guarantees = promises(&format!("every value that at least {k} rows have, as it is"));
        guarantees.may_equal = true;
        Ok(MaskPlan {
            class: MaskClass::Column,
            numbers: Numbers::Own,
            ..cell_plan(guarantees, dtype, dtype)
        })
    }

    fn build(
        &self,
        given: &Params,
        _: DType,
        context: &MaskContext<'_>,
    ) -> Result<Box<dyn CellMask>, MaskError> {
        let k = params::Reader::new(self, given)?.number("k")?.unsigned_abs();
        let mut frequent: HashSet<Vec<u8>> = HashSet::new();
        context.each_value(self.name(), &mut |cell, rows| {
            if rows >= k {
                frequent.insert(cell.to_vec());
            }
        })?;
        let frequent = Arc::new(frequent);
        Ok(each(move |cell, out| frequent.contains(cell).then(|| out.extend_from_slice(cell))))
    }
}
