//! `top_code`: outliers become the limit, so that the largest and smallest no longer stand out.

use super::number::Number;
use super::support::{NUMBERS, cell_plan, check_type, promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, Numbers, Outcome, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{ParamSpec, Params};
use crate::domain::technique::Technique;

/// The mask.
pub struct TopCode;

/// What it is.
const ABOUT: About = About {
    name: "top_code",
    version: 1,
    title: "outliers become the limit, the rest stays",
    technique: Technique::TopBottomCoding,
    params: &[
        ParamSpec {
            name: "max",
            help: "the highest value that is left",
            required: true,
            default: None,
            one_of: &[],
            range: Some((-1_000_000_000_000, 1_000_000_000_000)),
        },
        ParamSpec {
            name: "min",
            help: "the lowest value that is left",
            required: false,
            default: None,
            one_of: &[],
            range: Some((-1_000_000_000_000, 1_000_000_000_000)),
        },
    ],
    applies_to: NUMBERS,
    made_for: MadeFor::Numbers,
};

impl Mask for TopCode {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), NUMBERS, dtype)?;
        params::complete(self, given)?;
        let mut guarantees = promises("every value between the limits as it is");
        guarantees.keeps_order = dtype != DType::String;
        guarantees.may_equal = true;
        let own = !given.contains_key("min");
        let numbers = if own { Numbers::Own } else { Numbers::Any };
        Ok(MaskPlan { numbers, ..cell_plan(guarantees, dtype, dtype) })
    }

    fn build(&self, given: &Params, _: DType, _: &MaskContext<'_>) -> Result<Box<dyn CellMask>, MaskError> {
        let reader = params::Reader::new(self, given)?;
        Ok(Box::new(Runner { max: reader.number("max")?, min: reader.maybe_number("min")? }))
    }
}

#[derive(Clone)]
struct Runner {
    max: i64,
    min: Option<i64>,
}

impl CellMask for Runner {
    fn mask(&mut self, cell: &[u8], _: &[Option<&[u8]>], out: &mut Vec<u8>) -> Outcome {
        let Some(number) = Number::read(cell) else { return Outcome::Refused };
        let real = number.real();
        if real > self.max as f64 {
            out.extend_from_slice(self.max.to_string().as_bytes());
        } else if let Some(min) = self.min.filter(|min| real < *min as f64) {
            out.extend_from_slice(min.to_string().as_bytes());
        } else {
            out.extend_from_slice(cell);
        }
        Outcome::Masked
    }

    fn fork(&self) -> Box<dyn CellMask> {
        Box::new(self.clone())
    }
}
