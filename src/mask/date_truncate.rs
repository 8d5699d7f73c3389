//! `date_truncate`: a date goes back to the start of its year, quarter, month or week, in its own way of writing.
//!
//! A week starts on a Monday (ISO 8601).

use super::support::{DATES, cell_plan, check_type, promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, Outcome, calendar, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{ParamSpec, Params};
use crate::domain::technique::Technique;

/// The mask.
pub struct DateTruncate;

/// What it is.
const ABOUT: About = About {
    name: "date_truncate",
    version: 1,
    title: "a date goes back to the start of its year, quarter, month or week; a time of day becomes midnight",
    technique: Technique::Rounding,
    params: &[ParamSpec {
        name: "to",
        help: "what is left of the date",
        required: false,
        default: Some("year"),
        one_of: &["year", "quarter", "month", "week"],
        range: None,
    }],
    applies_to: DATES,
    made_for: MadeFor::Dates,
};

impl Mask for DateTruncate {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), DATES, dtype)?;
        let to = params::Reader::new(self, given)?.text("to")?;
        let mut guarantees = promises(&format!("the {to}"));
        guarantees.keeps_order = dtype != DType::String;
        guarantees.may_equal = true;
        Ok(cell_plan(guarantees, dtype, dtype))
    }

    fn build(&self, given: &Params, _: DType, _: &MaskContext<'_>) -> Result<Box<dyn CellMask>, MaskError> {
        Ok(Box::new(match params::Reader::new(self, given)?.text("to")?.as_str() {
            "week" => Runner(0),
            "month" => Runner(1),
            "quarter" => Runner(3),
            _ => Runner(12),
        }))
    }
}

/// Months of a period; 0: a week.
#[derive(Clone)]
struct Runner(u32);

impl CellMask for Runner {
    fn mask(&mut self, cell: &[u8], _: &[Option<&[u8]>], out: &mut Vec<u8>) -> Outcome {
        let Some(parts) = calendar::parts(cell) else { return Outcome::Refused };
        // Day and month that could be swapped: only the year can be told.
        if parts.ambiguous && self.0 < 12 {
            return Outcome::Refused;
        }
        let rest = &cell[parts.end..];
        // What follows may only be a time of day: text would be let through.
        if !rest
            .iter()
            .all(|b| b.is_ascii_digit() || matches!(b, b':' | b'.' | b',' | b' ' | b'T' | b'Z' | b'+' | b'-'))
        {
            return Outcome::Refused;
        }
        let start = out.len();
        out.extend_from_slice(&cell[..parts.end]);
        out.extend(rest.iter().map(|b| if b.is_ascii_digit() { b'0' } else { *b }));
        if self.0 == 0 {
            let Some(()) = monday(cell, parts, &mut out[start..]) else {
                out.truncate(start);
                return Outcome::Refused;
            };
            return Outcome::Masked;
        }
        let text = &mut out[start..];
        let month = calendar::number(cell, parts.month);
        calendar::put(text, parts.month, (month.saturating_sub(1)) / self.0 * self.0 + 1);
        calendar::put(text, parts.day, 1);
        Outcome::Masked
    }

    fn fork(&self) -> Box<dyn CellMask> {
        Box::new(self.clone())
    }
}

/// Writes the Monday of a date's week over it; `None` where it does not fit into the date's own way of writing.
fn monday(cell: &[u8], parts: calendar::Parts, text: &mut [u8]) -> Option<()> {
    let number = |range| calendar::number(cell, range);
    let (year, month) = (i16::try_from(number(parts.year)).ok()?, i8::try_from(number(parts.month)).ok()?);
    let date = jiff::civil::Date::new(year, month, i8::try_from(number(parts.day)).ok()?).ok()?;
    let back = date.weekday().to_monday_zero_offset();
    let start = date.checked_sub(jiff::Span::new().days(back)).ok()?;
    // A part of one digit may need two.
    let wide = |(a, b): (usize, usize)| b - a == 2;
    if !wide(parts.month) || !wide(parts.day) {
        return None;
    }
    calendar::put(text, parts.year, u32::from(start.year().unsigned_abs()));
    calendar::put(text, parts.month, u32::from(start.month().unsigned_abs()));
    calendar::put(text, parts.day, u32::from(start.day().unsigned_abs()));
    Some(())
}
