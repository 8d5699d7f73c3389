//! `card_parts`: of a card number the issuer's digits or the last four stay; the rest is starred, or drawn by key.
//!
//! `fake` writes a number of a test range of the same scheme (378282…, 411111…, 555555…, 601111…) that passes Luhn: its
//! digits after the range are drawn from HMAC-SHA256 of the number's digits (see `draw`), and the check digit fits. PCI DSS
//! 4.0, 3.4.1, lets at most the first six (or eight) and the last four be shown; both together leave 10^5 candidates.

use super::draw::Draw;
use super::each::each;
use super::support::{Keyed, TEXT_LIKE, cell_plan, check_type, keyed_promises, promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, params};
use crate::detect::check::luhn;
use crate::domain::dtype::DType;
use crate::domain::mask::{ParamSpec, Params, Uniqueness};
use crate::domain::technique::Technique;

/// The mask.
pub struct CardParts;

/// What it is.
const ABOUT: About = About {
    name: "card_parts",
    version: 1,
    title: "of a card number the issuer or the last four digits stay, the rest is starred or a test number",
    technique: Technique::Masking,
    params: &[
        ParamSpec::new("keep", "which digits stay; both is an error of `plan lint` unless it is waived")
            .or("last4")
            .among(&["none", "last4", "bin6", "bin8", "both"]),
        ParamSpec::new("write", "four stars for the rest, or a test number that passes Luhn")
            .or("stars")
            .among(&["stars", "fake"]),
    ],
    applies_to: TEXT_LIKE,
    made_for: MadeFor::Types(&["credit_card"]),
};

impl Mask for CardParts {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), TEXT_LIKE, dtype)?;
        let parts = Parts::read(self, given)?;
        let kept = match (parts.first, parts.last) {
            (0, 0) => "no digit of the number".to_owned(),
            (0, last) => format!("the last {last} digits"),
            (first, 0) => format!("the first {first} digits, which name the issuer"),
            (first, last) => format!("the first {first} and last {last} digits: 10^5 numbers fit them"),
        };
        if !parts.fake {
            return Ok(cell_plan(promises(&kept), dtype, DType::String));
        }
        let leaves = format!("{kept}, the scheme, and which numbers are equal");
        let bits = if parts.last == 0 { 26 } else { 13 };
        let guarantees = keyed_promises(&leaves, Uniqueness::CollisionBound, Some(bits));
        Ok(cell_plan(guarantees, dtype, dtype))
    }

    fn build(
        &self,
        given: &Params,
        _: DType,
        context: &MaskContext<'_>,
    ) -> Result<Box<dyn CellMask>, MaskError> {
        let parts = Parts::read(self, given)?;
        let keyed = if parts.fake { Some(Keyed::new(self.name(), context)?) } else { None };
        Ok(each(move |cell, out| {
            let written = cell.iter().all(|b| b.is_ascii_digit() || matches!(b, b' ' | b'-'));
            let digits: Vec<u8> = cell.iter().copied().filter(u8::is_ascii_digit).collect();
            if !written || !(12..=19).contains(&digits.len()) {
                return None;
            }
            match &keyed {
                Some(keyed) => out.extend(fake(keyed, &digits, parts.last)?),
                None => {
                    out.extend_from_slice(&digits[..parts.first]);
                    out.extend_from_slice(b"****");
                    out.extend_from_slice(&digits[digits.len() - parts.last..]);
                }
            }
            Some(())
        }))
    }
}

#[derive(Clone, Copy)]
struct Parts {
    first: usize,
    last: usize,
    fake: bool,
}

impl Parts {
    fn read(mask: &CardParts, given: &Params) -> Result<Self, MaskError> {
        let reader = params::Reader::new(mask, given)?;
        let fake = reader.text("write")? == "fake";
        let (first, last) = match reader.text("keep")?.as_str() {
            "bin6" => (6, 0),
            "bin8" => (8, 0),
            "both" => (6, 4),
            "none" => (0, 0),
            _ => (0, 4),
        };
        if fake && first > 0 {
            let wrong = "must be none or last4 where `write` is fake: a made-up number of a real issuer can be somebody's";
            return Err(params::bad("card_parts", "keep", wrong.to_owned()));
        }
        Ok(Self { first, last, fake })
    }
}

/// A number of a test range with the last digits given.
fn fake(keyed: &Keyed, digits: &[u8], last: usize) -> Option<Vec<u8>> {
    let (range, length) = match digits.first()? {
        b'3' => (b"378282", 15),
        b'2' | b'5' => (b"555555", 16),
        b'6' => (b"601111", 16),
        _ => (b"411111", 16),
    };
    let mut draw = Draw::new(keyed, digits);
    let mut out = range.to_vec();
    let drawn = length - range.len() - last - 1;
    out.extend((0..drawn).map(|_| b'0' + draw.below(10) as u8));
    let free = out.len();
    out.push(b'0');
    out.extend_from_slice(&digits[digits.len() - last..]);
    // Luhn is a bijection in every place: one digit fits.
    (b'0'..=b'9').find(|digit| {
        out[free] = *digit;
        luhn(&out)
    })?;
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::secret::Secret;

    proptest::proptest! {
        #[test]
        fn made_up_numbers_pass_luhn_in_a_test_range(number in "[2-6][0-9]{14,15}", keep in 0..2_usize) {
            let key = Secret::new([7; 32]);
            let keyed = Keyed::new("card_parts", &MaskContext { key: Some(&key), ..MaskContext::default() }).unwrap();
            let made = fake(&keyed, number.as_bytes(), 4 * keep).unwrap();
            proptest::prop_assert!(luhn(&made));
            proptest::prop_assert!([b"378282", b"411111", b"555555", b"601111"].iter().any(|range| made.starts_with(*range)));
            proptest::prop_assert!(made.ends_with(&number.as_bytes()[number.len() - 4 * keep..]));
        }
    }
}
