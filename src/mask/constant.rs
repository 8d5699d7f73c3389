//! `constant`: every value becomes the same text; nulls too, so that they tell nothing.

use super::support::{TEXT_LIKE, cell_plan, check_type, promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, Numbers, Outcome, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{ParamSpec, Params};
use crate::domain::technique::Technique;

/// The mask.
pub struct Constant;

/// What it is.
const ABOUT: About = About {
    name: "constant",
    version: 1,
    title: "every value, nulls too, becomes the same text or number",
    technique: Technique::Masking,
    params: &[ParamSpec {
        name: "value",
        help: "what every value becomes",
        required: false,
        default: Some("REDACTED"),
        one_of: &[],
        range: None,
    }],
    applies_to: TEXT_LIKE,
    made_for: MadeFor::Anything,
};

impl Mask for Constant {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), TEXT_LIKE, dtype)?;
        let value = params::Reader::new(self, given)?.text("value")?;
        let output =
            if dtype == DType::Integer && value.parse::<i64>().is_ok() { dtype } else { DType::String };
        let mut guarantees = promises("that the column exists");
        guarantees.keeps_nulls = false;
        guarantees.may_equal = true;
        let numbers = value.parse().ok().filter(|n| *n >= 0).map_or(Numbers::Any, Numbers::To);
        Ok(MaskPlan { numbers, ..cell_plan(guarantees, dtype, output) })
    }

    fn build(&self, given: &Params, _: DType, _: &MaskContext<'_>) -> Result<Box<dyn CellMask>, MaskError> {
        Ok(Box::new(Runner(params::Reader::new(self, given)?.text("value")?)))
    }
}

struct Runner(String);

impl CellMask for Runner {
    fn mask(&mut self, _: &[u8], _: &[Option<&[u8]>], out: &mut Vec<u8>) -> Outcome {
        out.extend_from_slice(self.0.as_bytes());
        Outcome::Masked
    }

    fn mask_null(&mut self, _: &[Option<&[u8]>], out: &mut Vec<u8>) -> Outcome {
        out.extend_from_slice(self.0.as_bytes());
        Outcome::Masked
    }

    fn fork(&self) -> Box<dyn CellMask> {
        Box::new(Self(self.0.clone()))
    }
}
