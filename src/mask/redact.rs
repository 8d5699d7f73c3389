//! `redact`: a fixed number of stars, whatever the value's length.

use super::support::{TEXT_LIKE, cell_plan, check_type, promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, Outcome, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{ParamSpec, Params};
use crate::domain::technique::Technique;

/// The mask.
pub struct Redact;

/// What it is.
const ABOUT: About = About {
    name: "redact",
    version: 1,
    title: "a fixed number of stars, so that not even the length is left",
    technique: Technique::Masking,
    params: &[
        ParamSpec {
            name: "width",
            help: "how many characters",
            required: false,
            default: Some("6"),
            one_of: &[],
            range: Some((1, 64)),
        },
        ParamSpec {
            name: "char",
            help: "the character",
            required: false,
            default: Some("*"),
            one_of: &[],
            range: None,
        },
    ],
    applies_to: TEXT_LIKE,
    made_for: MadeFor::Anything,
};

impl Mask for Redact {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), TEXT_LIKE, dtype)?;
        text(self, given)?;
        Ok(cell_plan(promises("which values are null"), dtype, DType::String))
    }

    fn build(&self, given: &Params, _: DType, _: &MaskContext<'_>) -> Result<Box<dyn CellMask>, MaskError> {
        Ok(Box::new(Runner(text(self, given)?)))
    }
}

fn text(mask: &Redact, given: &Params) -> Result<String, MaskError> {
    let reader = params::Reader::new(mask, given)?;
    Ok(reader.character("char")?.to_string().repeat(reader.count("width")?))
}

struct Runner(String);

impl CellMask for Runner {
    fn mask(&mut self, cell: &[u8], _: &[Option<&[u8]>], out: &mut Vec<u8>) -> Outcome {
        if cell == self.0.as_bytes() {
            return Outcome::Refused;
        }
        out.extend_from_slice(self.0.as_bytes());
        Outcome::Masked
    }

    fn fork(&self) -> Box<dyn CellMask> {
        Box::new(Self(self.0.clone()))
    }
}
