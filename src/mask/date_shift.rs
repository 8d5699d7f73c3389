//! `date_shift`: all dates of one person move by the same keyed number of days, so that intervals stay.
//!
//! The shift is HMAC-SHA256 of the value of column `by`, its first 8 bytes as a big-endian number modulo 2·days,
//! mapped to −days … −1, 1 … days.

use super::support::{DATES, Keyed, cell_plan, check_type, promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, Outcome, calendar, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{MaskClass, ParamSpec, Params};
use crate::domain::technique::Technique;

/// The mask.
pub struct DateShift;

/// What it is.
const ABOUT: About = About {
    name: "date_shift",
    version: 1,
    title: "all dates of one person move by the same keyed number of days",
    technique: Technique::NoiseAddition,
    params: &[
        ParamSpec {
            name: "by",
            help: "the column whose value says whose date it is",
            required: true,
            default: None,
            one_of: &[],
            range: None,
        },
        ParamSpec {
            name: "days",
            help: "the longest shift in either direction",
            required: false,
            default: Some("30"),
            one_of: &[],
            range: Some((1, 3650)),
        },
    ],
    applies_to: DATES,
    made_for: MadeFor::Dates,
};

impl Mask for DateShift {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), DATES, dtype)?;
        let reader = params::Reader::new(self, given)?;
        let mut guarantees =
            promises("the season, the weekday pattern and the intervals between a person's dates");
        guarantees.keyed = true;
        guarantees.deterministic = false;
        let reads = vec![reader.text("by")?];
        Ok(MaskPlan { class: MaskClass::Row, reads, keeps_time: true, ..cell_plan(guarantees, dtype, dtype) })
    }

    fn build(
        &self,
        given: &Params,
        _: DType,
        context: &MaskContext<'_>,
    ) -> Result<Box<dyn CellMask>, MaskError> {
        let reader = params::Reader::new(self, given)?;
        Ok(Box::new(Runner { days: reader.number("days")?, keyed: Keyed::new(self.name(), context)? }))
    }
}

#[derive(Clone)]
struct Runner {
    days: i64,
    keyed: Keyed,
}

impl CellMask for Runner {
    fn mask(&mut self, cell: &[u8], others: &[Option<&[u8]>], out: &mut Vec<u8>) -> Outcome {
        let (Some(parts), Some(Some(person))) = (calendar::parts(cell), others.first()) else {
            return Outcome::Refused;
        };
        if parts.ambiguous {
            return Outcome::Refused;
        }
        let number = |range| calendar::number(cell, range);
        let (Ok(year), Ok(month), Ok(day)) = (
            i16::try_from(number(parts.year)),
            i8::try_from(number(parts.month)),
            i8::try_from(number(parts.day)),
        ) else {
            return Outcome::Refused;
        };
        let Ok(date) = jiff::civil::Date::new(year, month, day) else { return Outcome::Refused };
        let mut first = [0; 8];
        first.copy_from_slice(&self.keyed.of(person)[..8]);
        let step = (u64::from_be_bytes(first) % (2 * self.days as u64)) as i64;
        let shift = if step < self.days { step - self.days } else { step - self.days + 1 };
        let Ok(moved) = date.checked_add(jiff::Span::new().days(shift)) else { return Outcome::Refused };
        // One-digit parts may need two digits: then both are written with two.
        let start = out.len();
        out.extend_from_slice(cell);
        let wide = |(a, b): (usize, usize)| b - a == 2;
        if !wide(parts.month) || !wide(parts.day) {
            out.truncate(start);
            return Outcome::Refused;
        }
        let text = &mut out[start..];
        calendar::put(text, parts.year, u32::from(moved.year().unsigned_abs()));
        calendar::put(text, parts.month, u32::from(moved.month().unsigned_abs()));
        calendar::put(text, parts.day, u32::from(moved.day().unsigned_abs()));
        Outcome::Masked
    }

    fn fork(&self) -> Box<dyn CellMask> {
        Box::new(self.clone())
    }
}
