//! `iban_fake`: an IBAN becomes another of the same country with valid check digits and a bank code that no bank has.
//!
//! The first four characters of the account become `0` or, where a letter stood, `X`; the others are drawn from HMAC-SHA256
//! of the IBAN without blanks in capitals (see `draw`), digits for digits and letters for letters. Check digits by ISO 13616.

use super::draw::Draw;
use super::each::each;
use super::support::{Keyed, cell_plan, check_type, keyed_promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, params};
use crate::detect::check::{iban, mod97};
use crate::domain::dtype::DType;
use crate::domain::mask::{Params, Uniqueness};
use crate::domain::technique::Technique;

/// The mask.
pub struct IbanFake;

/// Characters at the start of the account that name the bank, in every country of the registry.
const BANK: usize = 4;

/// What it is.
const ABOUT: About = About {
    name: "iban_fake",
    version: 1,
    title: "an IBAN becomes a made-up one of its country with valid check digits, by key",
    technique: Technique::Pseudonymization,
    params: &[],
    applies_to: &[DType::String],
    made_for: MadeFor::Types(&["iban"]),
};

impl Mask for IbanFake {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), self.applies_to(), dtype)?;
        params::complete(self, given)?;
        let leaves = "the country, which accounts are equal and how often each occurs";
        // The shortest account (Norway) has 11 digits, seven of which are drawn.
        Ok(cell_plan(keyed_promises(leaves, Uniqueness::CollisionBound, Some(23)), dtype, dtype))
    }

    fn build(
        &self,
        given: &Params,
        _: DType,
        context: &MaskContext<'_>,
    ) -> Result<Box<dyn CellMask>, MaskError> {
        params::complete(self, given)?;
        let keyed = Keyed::new(self.name(), context)?;
        Ok(each(move |cell, out| {
            if !iban(cell) {
                return None;
            }
            let plain: Vec<u8> =
                cell.iter().filter(|b| b.is_ascii_alphanumeric()).map(u8::to_ascii_uppercase).collect();
            let (country, account) = (plain.get(..2)?, plain.get(4..)?);
            let mut draw = Draw::new(&keyed, &plain);
            let made: Vec<u8> = account
                .iter()
                .enumerate()
                .map(|(at, byte)| match (at < BANK, byte.is_ascii_digit()) {
                    (true, true) => b'0',
                    (true, false) => b'X',
                    (false, true) => b'0' + draw.below(10) as u8,
                    (false, false) => b'A' + draw.below(26) as u8,
                })
                .collect();
            let rest = mod97(made.iter().chain(country).chain(b"00"))?;
            out.extend_from_slice(country);
            out.extend_from_slice(format!("{:02}", 98 - rest).as_bytes());
            out.extend_from_slice(&made);
            Some(())
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::secret::Secret;

    #[test]
    fn what_is_made_up_is_valid_and_of_the_same_country() {
        let key = Secret::new([7; 32]);
        let context = MaskContext { key: Some(&key), ..MaskContext::default() };
        let mut mask = IbanFake.build(&Params::new(), DType::String, &context).unwrap();
        for real in [
            "GB82 WEST 1234 5698 7654 32",
            "DE89370400440532013000",
            "NO9386011117947",
            "MT84MALT011000012345MTLCAST001S",
        ] {
            let mut out = Vec::new();
            mask.mask(real.as_bytes(), &[], &mut out);
            assert!(iban(&out) && out[..2] == real.as_bytes()[..2], "{}", String::from_utf8_lossy(&out));
            assert!(matches!(&out[4..8], b"0000" | b"XXXX"));
        }
    }
}
