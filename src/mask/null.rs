//! `null`: every value becomes null.

use super::support::{ALL_TYPES, cell_plan, promises};
use super::{CellMask, Mask, MaskContext, MaskError, MaskPlan, Outcome, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{ParamSpec, Params};
use crate::domain::technique::Technique;

/// The mask.
pub struct Null;

impl Mask for Null {
    fn name(&self) -> &'static str {
        "null"
    }

    fn version(&self) -> u32 {
        1
    }

    fn title(&self) -> &'static str {
        "every value becomes null"
    }

    fn technique(&self) -> Technique {
        Technique::LocalSuppression
    }

    fn params(&self) -> &'static [ParamSpec] {
        &[]
    }

    fn applies_to(&self) -> &'static [DType] {
        ALL_TYPES
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        params::complete(self, given)?;
        Ok(cell_plan(promises("that the column exists"), dtype, dtype))
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
