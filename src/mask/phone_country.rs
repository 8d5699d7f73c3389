//! `phone_country`: of a telephone number the country code stays (ITU-T E.164), everything else goes.

use super::each::each;
use super::support::{TEXT_LIKE, cell_plan, check_type, promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{ParamSpec, Params};
use crate::domain::technique::Technique;

/// The mask.
pub struct PhoneCountry;

/// Country codes of two digits (ITU Operational Bulletin, list of E.164 country codes); 1 and 7 have one, all others three.
const TWO: &[u8] = &[
    20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54, 55, 56, 57, 58,
    60, 61, 62, 63, 64, 65, 66, 81, 82, 84, 86, 90, 91, 92, 93, 94, 95, 98,
];

/// What it is.
const ABOUT: About = About {
    name: "phone_country",
    version: 1,
    title: "of a telephone number only the country code stays",
    technique: Technique::Masking,
    params: &[ParamSpec::new("home", "country code of numbers without one; not given: they are refused")
        .within(1, 999)],
    applies_to: TEXT_LIKE,
    made_for: MadeFor::Types(&["phone"]),
};

impl Mask for PhoneCountry {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), TEXT_LIKE, dtype)?;
        home(self, given)?;
        Ok(cell_plan(promises("the country of the number"), dtype, DType::String))
    }

    fn build(&self, given: &Params, _: DType, _: &MaskContext<'_>) -> Result<Box<dyn CellMask>, MaskError> {
        let home = home(self, given)?;
        Ok(each(move |cell, out| {
            let cell = cell.trim_ascii();
            let plain = |b: &u8| b.is_ascii_digit() || matches!(b, b' ' | b'-' | b'.' | b'/' | b'(' | b')');
            let digits = |text: &[u8]| -> Option<String> {
                let all = text.iter().all(plain).then(|| text.iter().filter(|b| b.is_ascii_digit()));
                let digits: String = all?.map(|b| char::from(*b)).collect();
                (5..=17).contains(&digits.len()).then_some(digits)
            };
            let code = if let Some(rest) = cell.strip_prefix(b"+").or_else(|| cell.strip_prefix(b"00")) {
                code(&digits(rest)?)?.to_owned()
            } else {
                digits(cell)?;
                home.clone()?
            };
            out.push(b'+');
            out.extend_from_slice(code.as_bytes());
            Some(())
        }))
    }
}

/// The country code that a number begins with; a following zero is none.
fn code(digits: &str) -> Option<&str> {
    let length = match digits.as_bytes() {
        [b'0', ..] => return None,
        [b'1' | b'7', ..] => 1,
        _ if digits.get(..2)?.parse().is_ok_and(|two| TWO.contains(&two)) => 2,
        _ => 3,
    };
    digits.get(..length)
}

fn home(mask: &PhoneCountry, given: &Params) -> Result<Option<String>, MaskError> {
    let home = params::Reader::new(mask, given)?.maybe_number("home")?.map(|home| home.to_string());
    match &home {
        Some(digits) if code(&format!("{digits}000")) != Some(digits.as_str()) => Err(params::bad(
            "phone_country",
            "home",
            "must be a country code of ITU-T E.164, such as 1, 44 or 351".to_owned(),
        )),
        _ => Ok(home),
    }
}
