//! `geo_grid`: coordinates go to the south-western corner of their field in a grid, geohashes lose their last characters.
//!
//! A degree of latitude is 111 km, so one decimal place is a field of about 11 km from south to north.

use super::each::each;
use super::support::{cell_plan, check_type, promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{ParamSpec, Params};
use crate::domain::technique::Technique;

/// The mask.
pub struct GeoGrid;

const TYPES: &[DType] = &[DType::String, DType::Float, DType::Decimal];

/// What it is.
const ABOUT: About = About {
    name: "geo_grid",
    version: 1,
    title: "coordinates go to the corner of their field in a grid, geohashes are shortened",
    technique: Technique::Rounding,
    params: &[
        ParamSpec::new("places", "decimal places that stay: 0 is 111 km, 1 is 11 km, 2 is 1.1 km")
            .or("1")
            .within(0, 3),
        ParamSpec::new("geohash", "characters of a geohash that stay: 3 is 156 km, 4 is 39 km, 5 is 5 km")
            .or("4")
            .within(1, 6),
    ],
    applies_to: TYPES,
    made_for: MadeFor::Types(&["geo_coordinate", "location"]),
};

impl Mask for GeoGrid {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), TYPES, dtype)?;
        let places = params::Reader::new(self, given)?.number("places")?;
        let mut guarantees = promises(&format!("the place to {places} decimal places of a degree"));
        guarantees.may_equal = true;
        guarantees.keeps_order = dtype != DType::String;
        Ok(cell_plan(guarantees, dtype, dtype))
    }

    fn build(&self, given: &Params, _: DType, _: &MaskContext<'_>) -> Result<Box<dyn CellMask>, MaskError> {
        let reader = params::Reader::new(self, given)?;
        let (places, keep) = (reader.count("places")?, reader.count("geohash")?);
        Ok(each(move |cell, out| {
            let text = std::str::from_utf8(cell.trim_ascii()).ok()?;
            if let Some(number) = degrees(text, 180) {
                out.extend_from_slice(floor(number, places).as_bytes());
            } else if let Some((north, east)) = text.split_once([',', ';', ' ']) {
                let separator = &text[north.len()..text.len() - east.len()];
                let (north, east) = (degrees(north.trim(), 90)?, degrees(east.trim(), 180)?);
                out.extend_from_slice(floor(north, places).as_bytes());
                out.extend_from_slice(separator.as_bytes());
                out.extend_from_slice(floor(east, places).as_bytes());
            } else {
                // Base 32 of geohashes: no a, i, l, o. Digits alone are a number that is no angle.
                let hash = |b: u8| b.is_ascii_alphanumeric() && !b"ailo".contains(&b.to_ascii_lowercase());
                let number = text.bytes().all(|b| b.is_ascii_digit());
                if number || !text.bytes().all(hash) || !(2..=12).contains(&text.len()) {
                    return None;
                }
                out.extend_from_slice(&text.as_bytes()[..keep.min(text.len() - 1)]);
            }
            Some(())
        }))
    }
}

/// Degrees in millionths, rounded down; `None` for what is no angle of at most `most` degrees.
fn degrees(text: &str, most: i64) -> Option<i64> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || !plain(whole) || !plain(fraction) {
        return None;
    }
    let six = format!("{fraction:0<6}");
    let millionths = whole.parse::<i64>().ok()? * 1_000_000 + six.get(..6)?.parse::<i64>().ok()?;
    let beyond = fraction.bytes().skip(6).any(|b| b != b'0');
    let value = if negative { -millionths - i64::from(beyond) } else { millionths };
    (value.abs() <= most * 1_000_000).then_some(value)
}

/// The grid line below, with the decimal places of the grid, at least one.
fn floor(millionths: i64, places: usize) -> String {
    let step = 10_i64.pow(6 - places as u32);
    let line = millionths.div_euclid(step) * step;
    let sign = if line < 0 { "-" } else { "" };
    let (whole, rest) = (line.abs() / 1_000_000, line.abs() % 1_000_000);
    let rest = format!("{rest:06}");
    format!("{sign}{whole}.{}", rest.get(..places.max(1)).unwrap_or("0"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_go_down_to_the_grid() {
        for (text, places, expected) in [
            ("52.5200", 1, Some("52.5")),
            ("-0.1276", 1, Some("-0.2")),
            ("-0.1000000001", 1, Some("-0.2")),
            ("13.404954", 2, Some("13.40")),
            ("13.404954", 0, Some("13.0")),
            ("180.0", 1, Some("180.0")),
            ("181", 1, None),
            ("1e1", 1, None),
            ("-", 1, None),
        ] {
            assert_eq!(degrees(text, 180).map(|d| floor(d, places)).as_deref(), expected, "{text}");
        }
    }
}
