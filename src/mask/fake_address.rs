//! `fake_address`: an address becomes a made-up one of a language by key, the same one for the same value.
//!
//! House number (1 to 199), street and town are drawn from the value, in this order (see `draw`). The towns are made up.

use super::data::{LANGUAGES, bits, words};
use super::draw::Draw;
use super::each::each;
use super::support::{Keyed, cell_plan, check_type, keyed_promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{ParamSpec, Params, Uniqueness};
use crate::domain::technique::Technique;

/// The mask.
pub struct FakeAddress;

/// House numbers there are.
const NUMBERS: usize = 199;

/// What it is.
const ABOUT: About = About {
    name: "fake_address",
    version: 1,
    title: "an address becomes a made-up one by key; equal ones stay equal, several may share one",
    technique: Technique::Pseudonymization,
    params: &[
        ParamSpec::new("part", "what the column holds").or("street").among(&["street", "city", "full"]),
        ParamSpec::new("language", "whose streets and towns").or("en").among(LANGUAGES),
    ],
    applies_to: &[DType::String],
    made_for: MadeFor::Types(&["street_address", "po_box"]),
};

impl Mask for FakeAddress {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), self.applies_to(), dtype)?;
        let reader = params::Reader::new(self, given)?;
        let words = words(&reader.text("language")?);
        let bits = match reader.text("part")?.as_str() {
            "street" => bits(&[NUMBERS, words.streets.len()]),
            "city" => bits(&[words.towns.len()]),
            _ => bits(&[NUMBERS, words.streets.len(), words.towns.len()]),
        };
        let leaves =
            "which addresses are equal and how often each occurs, blurred where two share a made-up one";
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
        let part = reader.text("part")?;
        let (street, town) = (part != "city", part != "street");
        let (streets, towns, number_first) = (words.streets, words.towns, words.number_first);
        let keyed = Keyed::new(self.name(), context)?;
        Ok(each(move |cell, out| {
            let mut draw = Draw::new(&keyed, cell);
            let number = 1 + draw.below(NUMBERS);
            let (in_street, in_town) = (draw.pick(&streets), draw.pick(&towns));
            let mut parts = Vec::new();
            if street {
                parts.push(if number_first {
                    format!("{number} {in_street}")
                } else {
                    format!("{in_street} {number}")
                });
            }
            if town {
                parts.push(in_town.to_owned());
            }
            out.extend_from_slice(parts.join(", ").as_bytes());
            Some(())
        }))
    }
}
