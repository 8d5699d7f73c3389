//! `mac_vendor`: a MAC address keeps the vendor's part, the device's part is drawn by key.
//!
//! The six last digits are the first ones of HMAC-SHA256 of the twelve digits in lower case. An address that no vendor gave
//! (the bit for local administration is set, as in random addresses) keeps nothing: it becomes `02` and ten drawn digits.

use super::each::each;
use super::support::{Keyed, cell_plan, check_type, hex_into, keyed_promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{Params, Uniqueness};
use crate::domain::technique::Technique;

/// The mask.
pub struct MacVendor;

/// What it is.
const ABOUT: About = About {
    name: "mac_vendor",
    version: 1,
    title: "a MAC address keeps its vendor, the device becomes a keyed number",
    technique: Technique::Pseudonymization,
    params: &[],
    applies_to: &[DType::String],
    made_for: MadeFor::Types(&["mac_address"]),
};

impl Mask for MacVendor {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), self.applies_to(), dtype)?;
        params::complete(self, given)?;
        let leaves = "the vendor of the device, which addresses are equal and how often each occurs";
        let mut guarantees = keyed_promises(leaves, Uniqueness::CollisionBound, Some(24));
        guarantees.keeps_length = true;
        Ok(cell_plan(guarantees, dtype, dtype))
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
            let digits: Vec<u8> =
                cell.iter().filter(|b| b.is_ascii_hexdigit()).map(u8::to_ascii_lowercase).collect();
            // aa:bb:cc:dd:ee:ff, aa-bb-cc-dd-ee-ff, aabb.ccdd.eeff, aabbccddeeff
            let written = match cell.len() {
                12 => true,
                14 => cell[4] == b'.' && cell[9] == b'.',
                17 => matches!(cell[2], b':' | b'-') && cell[2..].iter().step_by(3).all(|b| *b == cell[2]),
                _ => false,
            };
            if digits.len() != 12 || !written {
                return None;
            }
            let local = matches!(digits[1], b'2' | b'3' | b'6' | b'7' | b'a' | b'b' | b'e' | b'f');
            let mut masked = if local { b"02".to_vec() } else { digits[..6].to_vec() };
            hex_into(&keyed.of(&digits), 12 - masked.len(), &mut masked);
            let upper = cell.iter().any(u8::is_ascii_uppercase);
            let mut masked = masked.into_iter();
            for byte in cell {
                let digit = if byte.is_ascii_hexdigit() { masked.next()? } else { *byte };
                out.push(if upper { digit.to_ascii_uppercase() } else { digit });
            }
            Some(())
        }))
    }
}
