//! `bottom_code`: values below a limit become the limit, so that the smallest no longer stand out.

use super::each::each;
use super::number::Number;
use super::support::{NUMBERS, cell_plan, check_type, promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, Numbers, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{ParamSpec, Params};
use crate::domain::technique::Technique;

/// The mask.
pub struct BottomCode;

/// What it is.
const ABOUT: About = About {
    name: "bottom_code",
    version: 1,
    title: "values below a limit become the limit, the rest stays",
    technique: Technique::TopBottomCoding,
    params: &[ParamSpec::new("min", "the lowest value that is left")
        .required()
        .within(-1_000_000_000_000, 1_000_000_000_000)],
    applies_to: NUMBERS,
    made_for: MadeFor::Numbers,
};

impl Mask for BottomCode {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), NUMBERS, dtype)?;
        let min = params::Reader::new(self, given)?.number("min")?;
        let mut guarantees = promises(&format!("every value from {min} on as it is"));
        guarantees.keeps_order = dtype != DType::String;
        guarantees.may_equal = true;
        Ok(MaskPlan { numbers: Numbers::Wide, ..cell_plan(guarantees, dtype, dtype) })
    }

    fn build(&self, given: &Params, _: DType, _: &MaskContext<'_>) -> Result<Box<dyn CellMask>, MaskError> {
        let min = params::Reader::new(self, given)?.number("min")?;
        Ok(each(move |cell, out| {
            if Number::read(cell)?.real() < min as f64 {
                out.extend_from_slice(min.to_string().as_bytes());
            } else {
                out.extend_from_slice(cell.trim_ascii());
            }
            Some(())
        }))
    }
}
