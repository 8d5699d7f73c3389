//! `round`: a number goes to the nearest multiple of a step; whole numbers stay whole, and at the ends of 64 bits, signed or
//! not, they go to the last multiple inside.

use super::number::Number;
use super::support::{NUMBERS, cell_plan, check_type, promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, Numbers, Outcome, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{ParamSpec, Params};
use crate::domain::technique::Technique;

/// The mask.
pub struct Round;

/// What it is.
const ABOUT: About = About {
    name: "round",
    version: 1,
    title: "a number goes to the nearest multiple of a step and keeps its type",
    technique: Technique::Rounding,
    params: &[ParamSpec {
        name: "step",
        help: "the step",
        required: false,
        default: Some("1000"),
        one_of: &[],
        range: Some((1, 1_000_000_000_000)),
    }],
    applies_to: NUMBERS,
    made_for: MadeFor::Numbers,
};

impl Mask for Round {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), NUMBERS, dtype)?;
        let step = params::Reader::new(self, given)?.number("step")?;
        let mut guarantees = promises(&format!("the value to within {}", step as f64 / 2.0));
        guarantees.keeps_order = dtype != DType::String;
        guarantees.may_equal = true;
        Ok(MaskPlan { numbers: Numbers::Wide, ..cell_plan(guarantees, dtype, dtype) })
    }

    fn build(&self, given: &Params, _: DType, _: &MaskContext<'_>) -> Result<Box<dyn CellMask>, MaskError> {
        Ok(Box::new(Runner(params::Reader::new(self, given)?.number("step")?)))
    }
}

#[derive(Clone)]
struct Runner(i64);

impl CellMask for Runner {
    fn mask(&mut self, cell: &[u8], _: &[Option<&[u8]>], out: &mut Vec<u8>) -> Outcome {
        let step = i128::from(self.0);
        let text = match Number::read(cell) {
            // Halves go up, also below zero, so that the order is kept.
            Some(Number::Whole(whole)) if whole.abs() < i128::MAX / 2 => {
                within((whole + step / 2).div_euclid(step) * step, step, whole).to_string()
            }
            Some(Number::Real(real)) => {
                let rounded = (real / self.0 as f64 + 0.5).floor() * self.0 as f64;
                format!("{rounded:.1}")
            }
            _ => return Outcome::Refused,
        };
        out.extend_from_slice(text.as_bytes());
        Outcome::Masked
    }

    fn fork(&self) -> Box<dyn CellMask> {
        Box::new(self.clone())
    }
}

/// A multiple of a step, taken back by one where the number beside it fits into 64 bits and it does not.
fn within(multiple: i128, step: i128, number: i128) -> i128 {
    let (least, most) = (i128::from(i64::MIN), i128::from(i64::MAX));
    let greatest = i128::from(u64::MAX);
    match number {
        n if n >= least && multiple < least => multiple + step,
        n if n <= most && multiple > most => multiple - step,
        n if n > most && n <= greatest && multiple > greatest => multiple - step,
        _ => multiple,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_64_bits_stay_such_numbers() {
        let round = |value: &str| {
            let mut out = Vec::new();
            Runner(1000).mask(value.as_bytes(), &[], &mut out);
            String::from_utf8(out).unwrap()
        };
        // 2^63 - 1, -2^63, 2^64 - 1, and what is beyond them all.
        assert_eq!(round("9223372036854775807"), "9223372036854775000");
        assert_eq!(round("-9223372036854775808"), "-9223372036854775000");
        assert_eq!(round("18446744073709551615"), "18446744073709551000");
        assert_eq!(round("18446744073709551616"), "18446744073709552000");
        assert_eq!(round("9223372036854775808"), "9223372036854776000");
        assert_eq!((round("1499").as_str(), round("-1500").as_str()), ("1000", "-1000"));
    }
}
