//! `fake_name`: a name becomes a made-up one of a language by key, the same one for the same value.
//!
//! Given and family name are drawn from the value (see `draw`) out of short lists, so several people share one: the promise
//! states the bits.

use super::data::{LANGUAGES, bits, words};
use super::draw::Draw;
use super::each::each;
use super::support::{Keyed, cell_plan, check_type, keyed_promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{ParamSpec, Params, Uniqueness};
use crate::domain::technique::Technique;

/// The mask.
pub struct FakeName;

/// What it is.
const ABOUT: About = About {
    name: "fake_name",
    version: 1,
    title: "a name becomes a made-up one by key; equal names stay equal, several may share one",
    technique: Technique::Pseudonymization,
    params: &[
        ParamSpec::new("part", "what the column holds").or("full").among(&["full", "first", "last"]),
        ParamSpec::new("language", "whose names").or("en").among(LANGUAGES),
    ],
    applies_to: &[DType::String],
    made_for: MadeFor::Types(&["person_name", "first_name", "last_name", "middle_name", "username"]),
};

impl Mask for FakeName {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), self.applies_to(), dtype)?;
        let reader = params::Reader::new(self, given)?;
        let words = words(&reader.text("language")?);
        let bits = match reader.text("part")?.as_str() {
            "first" => bits(&[words.first.len()]),
            "last" => bits(&[words.last.len()]),
            _ => bits(&[words.first.len(), words.last.len()]),
        };
        let leaves =
            "which names are equal and how often each occurs, blurred where two names share a made-up one";
        Ok(cell_plan(keyed_promises(leaves, Uniqueness::CollisionBound, Some(bits)), dtype, dtype))
    }

    fn build(
        &self,
        given: &Params,
        _: DType,
        context: &MaskContext<'_>,
    ) -> Result<Box<dyn CellMask>, MaskError> {
        let reader = params::Reader::new(self, given)?;
        let words = words(&reader.text("language")?);
        let (first, last) = match reader.text("part")?.as_str() {
            "first" => (words.first, Vec::new()),
            "last" => (Vec::new(), words.last),
            _ => (words.first, words.last),
        };
        let keyed = Keyed::new(self.name(), context)?;
        Ok(each(move |cell, out| {
            let mut draw = Draw::new(&keyed, cell);
            let name = [draw.pick(&first), draw.pick(&last)];
            out.extend_from_slice(name.join(" ").trim().as_bytes());
            Some(())
        }))
    }
}
