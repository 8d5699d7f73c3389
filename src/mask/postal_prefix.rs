//! `postal_prefix`: the first characters of a postal code stay, the rest becomes `**`.
//!
//! With `small` = `us`, ZIP codes of the seventeen three-digit areas with at most 20 000 people (Census 2000; HHS guidance on
//! 45 CFR 164.514(b)(2)(i)(B)) become `000**`.

use super::support::{TEXT_LIKE, cell_plan, check_type, promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, Outcome, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{ParamSpec, Params};
use crate::domain::technique::Technique;

/// The mask.
pub struct PostalPrefix;

/// What it is.
const ABOUT: About = About {
    name: "postal_prefix",
    version: 1,
    title: "the first characters of a postal code stay, the rest becomes two stars",
    technique: Technique::Classes,
    params: &[
        ParamSpec::new("keep", "characters that stay").or("3").within(1, 5),
        ParamSpec::new(
            "small",
            "us: ZIP codes of areas with few people become 000, as HIPAA asks; needs keep 1 to 3",
        )
        .or("none")
        .among(&["none", "us"]),
    ],
    applies_to: TEXT_LIKE,
    made_for: MadeFor::Types(&["postal_code"]),
};

impl Mask for PostalPrefix {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), TEXT_LIKE, dtype)?;
        let keep = Runner::read(self, given)?.keep;
        Ok(cell_plan(promises(&format!("the area of the first {keep} characters")), dtype, DType::String))
    }

    fn build(&self, given: &Params, _: DType, _: &MaskContext<'_>) -> Result<Box<dyn CellMask>, MaskError> {
        Ok(Box::new(Runner::read(self, given)?))
    }
}

#[derive(Clone)]
struct Runner {
    keep: usize,
    small: bool,
}

/// Three-digit ZIP areas with at most 20 000 people.
pub const SMALL: [&str; 17] = [
    "036", "059", "063", "102", "203", "556", "692", "790", "821", "823", "830", "831", "878", "879", "884",
    "890", "893",
];

impl Runner {
    fn read(mask: &PostalPrefix, given: &Params) -> Result<Self, MaskError> {
        let reader = params::Reader::new(mask, given)?;
        let (keep, small) = (reader.count("keep")?, reader.text("small")? == "us");
        if small && keep > 3 {
            return Err(params::bad(
                "postal_prefix",
                "keep",
                "must be 1 to 3 with small=us, as HIPAA asks".to_owned(),
            ));
        }
        Ok(Self { keep, small })
    }
}

impl CellMask for Runner {
    fn mask(&mut self, cell: &[u8], _: &[Option<&[u8]>], out: &mut Vec<u8>) -> Outcome {
        let cell = cell.trim_ascii();
        // A postal code is short and of letters, digits, blanks and hyphens; anything else is no postal code.
        let plain = cell.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b' ' | b'-'));
        if !plain || cell.len() < 2 || cell.len() > 12 {
            return Outcome::Refused;
        }
        // With the rule on, what is no ZIP code cannot be looked up.
        if self.small && !(cell.len() >= 5 && cell[..5].iter().all(u8::is_ascii_digit)) {
            return Outcome::Refused;
        }
        let few = self.small && SMALL.iter().any(|area| cell.starts_with(area.as_bytes()));
        let kept = &cell[..self.keep.min(cell.len() - 1)];
        out.extend_from_slice(if few { &b"000"[..kept.len()] } else { kept });
        out.extend_from_slice(b"**");
        Outcome::Masked
    }

    fn fork(&self) -> Box<dyn CellMask> {
        Box::new(self.clone())
    }
}
