//! `noise`: a number moves by a random amount that its value and the key give, so that asking again gives nothing new.
//!
//! Two numbers u and v between 0 and 1 are drawn from the value (see `draw`), written as short as it can be read back.
//! Laplace of scale b: x = −b·sgn(u − ½)·ln(1 − 2|u − ½|). Gauss of standard deviation s: x = s·√(−2 ln u)·cos 2πv (Box and
//! Muller, 1958). Whole numbers are rounded to whole ones, others to a thousandth of the scale's power of ten. This is noise
//! addition, not differential privacy: equal values move by the same amount.

use super::draw::Draw;
use super::each::each;
use super::number::Number;
use super::support::{Keyed, NUMBERS, cell_plan, check_type, keyed_promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{ParamSpec, Params, Uniqueness};
use crate::domain::technique::Technique;

/// The mask.
pub struct Noise;

/// What it is.
const ABOUT: About = About {
    name: "noise",
    version: 1,
    title: "a number moves by a random amount that depends on value and key, so that it does not average out",
    technique: Technique::NoiseAddition,
    params: &[
        ParamSpec::new("kind", "the distribution").or("laplace").among(&["laplace", "gauss"]),
        ParamSpec::new("scale", "scale of Laplace, standard deviation of Gauss: 1000 or 0.5").or("100"),
    ],
    applies_to: NUMBERS,
    made_for: MadeFor::Numbers,
};

impl Mask for Noise {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), NUMBERS, dtype)?;
        let scale = scale(self, given)?;
        let leaves = format!("the value to within some {scale}, and which values are equal");
        let mut guarantees = keyed_promises(&leaves, Uniqueness::Lost, None);
        guarantees.keeps_join = false;
        Ok(cell_plan(guarantees, dtype, dtype))
    }

    fn build(
        &self,
        given: &Params,
        dtype: DType,
        context: &MaskContext<'_>,
    ) -> Result<Box<dyn CellMask>, MaskError> {
        let scale = scale(self, given)?;
        let gauss = params::Reader::new(self, given)?.text("kind")? == "gauss";
        let keyed = Keyed::new(self.name(), context)?;
        // Decimal places of what is written: a thousandth of the scale's order of magnitude.
        let places = (3 - scale.log10().floor() as i32).clamp(1, 15) as usize;
        Ok(each(move |cell, out| {
            let number = Number::read(cell)?;
            let canonical = match number {
                Number::Whole(whole) => whole.to_string(),
                Number::Real(real) => real.to_string(),
            };
            let mut draw = Draw::new(&keyed, canonical.as_bytes());
            let (u, v) = (draw.unit(), draw.unit());
            let amount = if gauss {
                scale * (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
            } else {
                -scale * (u - 0.5).signum() * (1.0 - 2.0 * (u - 0.5).abs()).ln()
            };
            let text = match number {
                Number::Whole(whole) if dtype != DType::Float => {
                    // The ends of 64 bits are the ends of what a column of whole numbers can hold.
                    let moved = whole.checked_add(amount.round() as i128)?;
                    let signed = i128::from(i64::MAX);
                    let most = if whole > signed { i128::from(u64::MAX) } else { signed };
                    moved.clamp(i128::from(i64::MIN), most).to_string()
                }
                other => format!("{:.places$}", other.real() + amount),
            };
            out.extend_from_slice(text.as_bytes());
            Some(())
        }))
    }
}

fn scale(mask: &Noise, given: &Params) -> Result<f64, MaskError> {
    let text = params::Reader::new(mask, given)?.text("scale")?;
    let scale = text.parse::<f64>().ok().filter(|scale| (1e-9..=1e12).contains(scale));
    scale.ok_or_else(|| {
        params::bad("noise", "scale", "must be a number from 10^-9 to 10^12, such as 1000 or 0.5".to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::mask::Param;
    use crate::domain::secret::Secret;

    /// Mean and mean of absolute (Laplace: b) or squared (Gauss: s²) deviation of 20 000 values, each within 4 standard errors.
    #[test]
    fn the_amounts_have_the_distribution_that_they_should() {
        for (kind, moment) in [("laplace", 1), ("gauss", 2)] {
            let key = Secret::new([7; 32]);
            let context = MaskContext { key: Some(&key), ..MaskContext::default() };
            let given: Params = [("kind", kind), ("scale", "1000")]
                .iter()
                .map(|(name, value)| ((*name).to_owned(), Param::parse(value)))
                .collect();
            let mut mask = Noise.build(&given, DType::Integer, &context).unwrap();
            let (mut sum, mut spread) = (0.0, 0.0);
            let n = 20_000;
            for value in 0..n {
                let mut out = Vec::new();
                mask.mask(value.to_string().as_bytes(), &[], &mut out);
                let moved = std::str::from_utf8(&out).unwrap().parse::<f64>().unwrap() - f64::from(value);
                sum += moved / 1000.0;
                spread += (moved / 1000.0).abs().powi(moment);
            }
            let n = f64::from(n);
            assert!((sum / n).abs() < 4.0 * (2.0 / n).sqrt(), "{kind}: mean {}", sum / n);
            assert!((spread / n - 1.0).abs() < 4.0 * (2.0 / n).sqrt(), "{kind}: spread {}", spread / n);
        }
    }
}
