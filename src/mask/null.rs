//! `null`: every value becomes null.

use super::support::{ALL_TYPES, cell_plan, promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, Numbers, Outcome, params};
use crate::domain::dtype::DType;
use crate::domain::mask::Params;
use crate::domain::technique::Technique;

/// The mask.
pub struct Null;

/// What it is.
const ABOUT: About = About {
    name: "null",
    version: 1,
    title: "every value becomes null",
    technique: Technique::LocalSuppression,
    params: &[],
    applies_to: ALL_TYPES,
    made_for: MadeFor::Anything,
};

impl Mask for Null {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        params::complete(self, given)?;
        let plan = cell_plan(promises("that the column exists"), dtype, dtype);
        Ok(MaskPlan { numbers: Numbers::Own, ..plan })
    }

    fn build(&self, given: &Params, _: DType, _: &MaskContext<'_>) -> Result<Box<dyn CellMask>, MaskError> {
        params::complete(self, given)?;
        Ok(Box::new(Runner))
    }
}

struct Runner;

impl CellMask for Runner {
    fn mask(&mut self, _: &[u8], _: &[Option<&[u8]>], _: &mut Vec<u8>) -> Outcome {
        Outcome::Null
    }

    fn fork(&self) -> Box<dyn CellMask> {
        Box::new(Self)
    }
}
