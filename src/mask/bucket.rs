//! `bucket`: a number becomes the range it lies in, `[20-30)`, with open ends below `min` and from `max`.

use super::number::Number;
use super::support::{NUMBERS, cell_plan, check_type, promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, Outcome, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{ParamSpec, Params};
use crate::domain::technique::Technique;

/// The mask.
pub struct Bucket;

/// What it is.
const ABOUT: About = About {
    name: "bucket",
    version: 1,
    title: "a number becomes the range it lies in, outliers the open ends",
    technique: Technique::Classes,
    params: &[
        ParamSpec {
            name: "size",
            help: "width of a range",
            required: false,
            default: Some("10"),
            one_of: &[],
            range: Some((1, 1_000_000_000_000)),
        },
        ParamSpec {
            name: "min",
            help: "everything below is one range",
            required: false,
            default: None,
            one_of: &[],
            range: Some((-1_000_000_000_000, 1_000_000_000_000)),
        },
        ParamSpec {
            name: "max",
            help: "everything from here on is one range",
            required: false,
            default: None,
            one_of: &[],
            range: Some((-1_000_000_000_000, 1_000_000_000_000)),
        },
    ],
    applies_to: NUMBERS,
    made_for: MadeFor::Numbers,
};

impl Mask for Bucket {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), NUMBERS, dtype)?;
        let runner = Runner::new(self, given)?;
        Ok(cell_plan(promises(&format!("the range of {}", runner.size)), dtype, DType::String))
    }

    fn build(&self, given: &Params, _: DType, _: &MaskContext<'_>) -> Result<Box<dyn CellMask>, MaskError> {
        Ok(Box::new(Runner::new(self, given)?))
    }
}

#[derive(Clone)]
struct Runner {
    size: i64,
    min: Option<i64>,
    max: Option<i64>,
}

impl Runner {
    fn new(mask: &Bucket, given: &Params) -> Result<Self, MaskError> {
        let reader = params::Reader::new(mask, given)?;
        let runner = Self {
            size: reader.number("size")?,
            min: reader.maybe_number("min")?,
            max: reader.maybe_number("max")?,
        };
        if let (Some(min), Some(max)) = (runner.min, runner.max)
            && min >= max
        {
            return Err(params::bad("bucket", "max", "must be larger than min".to_owned()));
        }
        Ok(runner)
    }
}

impl CellMask for Runner {
    fn mask(&mut self, cell: &[u8], _: &[Option<&[u8]>], out: &mut Vec<u8>) -> Outcome {
        let Some(number) = Number::read(cell) else { return Outcome::Refused };
        let real = number.real();
        let text = if let Some(max) = self.max.filter(|max| real >= *max as f64) {
            format!("[{max}+)")
        } else if let Some(min) = self.min.filter(|min| real < *min as f64) {
            format!("(<{min})")
        } else {
            let size = i128::from(self.size);
            let low = match number {
                Number::Whole(whole) => whole.div_euclid(size) * size,
                Number::Real(real) if real.abs() < 1e30 => (real / self.size as f64).floor() as i128 * size,
                Number::Real(_) => return Outcome::Refused,
            };
            format!("[{low}-{})", low.saturating_add(size))
        };
        out.extend_from_slice(text.as_bytes());
        Outcome::Masked
    }

    fn fork(&self) -> Box<dyn CellMask> {
        Box::new(self.clone())
    }
}
