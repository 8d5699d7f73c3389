//! `age_band`: an age in years becomes a band; from `top` on all ages are one band.
//!
//! A top band from 90 follows HIPAA, 45 CFR 164.514(b)(2)(i)(C): all ages over 89 into one category.

use super::each::each;
use super::support::{NUMBERS, cell_plan, check_type, promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{ParamSpec, Params};
use crate::domain::technique::Technique;
use crate::mask::number::Number;

/// The mask.
pub struct AgeBand;

/// No one was older; a larger number is no age.
const OLDEST: f64 = 130.0;

/// What it is.
const ABOUT: About = About {
    name: "age_band",
    version: 1,
    title: "an age becomes a band such as 30-39, the oldest together as 90+",
    technique: Technique::Classes,
    params: &[
        ParamSpec::new("width", "years of a band").or("10").within(2, 50),
        ParamSpec::new("top", "all ages from here on are one band").or("90").within(18, 120),
        ParamSpec::new("write", "the band, or its first year alone so that numbers stay numbers")
            .or("band")
            .among(&["band", "first"]),
    ],
    applies_to: NUMBERS,
    made_for: MadeFor::Types(&["age"]),
};

impl Mask for AgeBand {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), NUMBERS, dtype)?;
        let reader = params::Reader::new(self, given)?;
        let mut guarantees = promises(&format!("the age to within {} years", reader.number("width")?));
        let first = reader.text("write")? == "first";
        guarantees.may_equal = first;
        guarantees.keeps_order = first && dtype != DType::String;
        Ok(cell_plan(guarantees, dtype, if first { dtype } else { DType::String }))
    }

    fn build(
        &self,
        given: &Params,
        dtype: DType,
        _: &MaskContext<'_>,
    ) -> Result<Box<dyn CellMask>, MaskError> {
        let reader = params::Reader::new(self, given)?;
        let (width, top) = (reader.number("width")?, reader.number("top")?);
        let first = reader.text("write")? == "first";
        let point = if dtype == DType::Float { ".0" } else { "" };
        Ok(each(move |cell, out| {
            let age = Number::read(cell)?.real();
            if !(0.0..OLDEST).contains(&age) {
                return None;
            }
            let age = age as i64;
            let low = if age >= top { top } else { age / width * width };
            let text = if first {
                format!("{low}{point}")
            } else if age >= top {
                format!("{top}+")
            } else {
                format!("{low}-{}", (low + width - 1).min(top - 1))
            };
            out.extend_from_slice(text.as_bytes());
            Some(())
        }))
    }
}
