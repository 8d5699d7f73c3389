//! `fake_company`: a company becomes a made-up one of a language by key, the same one for the same value.
//!
//! Two different words and a legal form are drawn from the value (see `draw`): `Harbor & Heron Ltd`.

use super::data::{LANGUAGES, bits, words};
use super::draw::Draw;
use super::each::each;
use super::support::{Keyed, cell_plan, check_type, keyed_promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{ParamSpec, Params, Uniqueness};
use crate::domain::technique::Technique;

/// The mask.
pub struct FakeCompany;

/// What it is.
const ABOUT: About = About {
    name: "fake_company",
    version: 1,
    title: "a company becomes a made-up one by key; equal ones stay equal, several may share one",
    technique: Technique::Pseudonymization,
    params: &[ParamSpec::new("language", "whose words and legal forms").or("en").among(LANGUAGES)],
    applies_to: &[DType::String],
    made_for: MadeFor::Types(&["organization", "employer"]),
};

impl Mask for FakeCompany {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), self.applies_to(), dtype)?;
        let words = words(&params::Reader::new(self, given)?.text("language")?);
        let bits = bits(&[words.trades.len(), words.trades.len() - 1, words.forms.len()]);
        let leaves =
            "which companies are equal and how often each occurs, blurred where two share a made-up one";
        Ok(cell_plan(keyed_promises(leaves, Uniqueness::CollisionBound, Some(bits)), dtype, dtype))
    }

    fn build(
        &self,
        given: &Params,
        _: DType,
        context: &MaskContext<'_>,
    ) -> Result<Box<dyn CellMask>, MaskError> {
        let words = words(&params::Reader::new(self, given)?.text("language")?);
        let (trades, forms) = (words.trades, words.forms);
        let keyed = Keyed::new(self.name(), context)?;
        Ok(each(move |cell, out| {
            let mut draw = Draw::new(&keyed, cell);
            let first = draw.below(trades.len());
            // The second word is one of the others.
            let second = (first + 1 + draw.below(trades.len().checked_sub(1)?)) % trades.len();
            let form = draw.pick(&forms);
            out.extend_from_slice(
                format!("{} & {} {form}", trades.get(first)?, trades.get(second)?).as_bytes(),
            );
            Some(())
        }))
    }
}
