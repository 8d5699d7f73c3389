//! `postal_prefix`: the first characters of a postal code stay, the rest becomes `**`.

use super::support::{TEXT_LIKE, cell_plan, check_type, promises};
use super::{CellMask, Mask, MaskContext, MaskError, MaskPlan, Outcome, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{ParamSpec, Params};

/// The mask.
pub struct PostalPrefix;

impl Mask for PostalPrefix {
    fn name(&self) -> &'static str {
        "postal_prefix"
    }

    fn version(&self) -> u32 {
        1
    }

    fn title(&self) -> &'static str {
        "the first characters of a postal code stay, the rest becomes two stars"
    }

    fn params(&self) -> &'static [ParamSpec] {
        &[ParamSpec {
            name: "keep",
            help: "characters that stay",
            required: false,
            default: Some("3"),
            one_of: &[],
            range: Some((1, 5)),
        }]
    }

    fn applies_to(&self) -> &'static [DType] {
        TEXT_LIKE
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), TEXT_LIKE, dtype)?;
        let keep = params::Reader::new(self, given)?.number("keep")?;
        Ok(cell_plan(promises(&format!("the area of the first {keep} characters")), dtype, DType::String))
    }

    fn build(&self, given: &Params, _: DType, _: &MaskContext<'_>) -> Result<Box<dyn CellMask>, MaskError> {
        Ok(Box::new(Runner(params::Reader::new(self, given)?.count("keep")?)))
    }
}

#[derive(Clone)]
struct Runner(usize);

impl CellMask for Runner {
    fn mask(&mut self, cell: &[u8], _: &[Option<&[u8]>], out: &mut Vec<u8>) -> Outcome {
        let cell = cell.trim_ascii();
        // A postal code is short and of letters, digits, blanks and hyphens; anything else is no postal code.
        let plain = cell.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b' ' | b'-'));
        if !plain || cell.len() < 2 || cell.len() > 12 {
            return Outcome::Refused;
        }
        out.extend_from_slice(&cell[..self.0.min(cell.len() - 1)]);
        out.extend_from_slice(b"**");
        Outcome::Masked
    }

    fn fork(&self) -> Box<dyn CellMask> {
        Box::new(self.clone())
    }
}
