//! Least and greatest values of a page in the order of their type (Parquet format, "Statistics" and "Column order").

use std::cmp::Ordering;

use polars_parquet::parquet::schema::types::{
    IntegerType, PhysicalType, PrimitiveConvertedType, PrimitiveLogicalType, PrimitiveType,
};
use polars_parquet_format::Statistics;

/// Bytes of a bound of texts: longer ones are cut off, the greatest one upwards.
const LONGEST: usize = 64;

/// How the values of a column are written and compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Bits.
    Boolean,
    /// Texts and bytes: unsigned, byte by byte.
    Bytes { text: bool },
    /// Whole numbers of four bytes.
    Int32 { signed: bool },
    /// Whole numbers of eight bytes.
    Int64 { signed: bool },
    /// IEEE 754, four bytes.
    Float,
    /// IEEE 754, eight bytes.
    Double,
    /// Bytes of one length, or decimals of two's complement, the highest byte first.
    Fixed { width: usize, decimal: bool },
}

impl Kind {
    /// The kind of a type; `None` for those of another order.
    pub fn of(dtype: &PrimitiveType) -> Option<Self> {
        use {IntegerType as Is, PrimitiveConvertedType as Was, PrimitiveLogicalType as Means};
        let (means, was) = (dtype.logical_type, dtype.converted_type);
        let signed = match means {
            Some(Means::Integer(int)) => !matches!(int, Is::UInt8 | Is::UInt16 | Is::UInt32 | Is::UInt64),
            _ => !matches!(was, Some(Was::Uint8 | Was::Uint16 | Was::Uint32 | Was::Uint64)),
        };
        let decimal = matches!(means, Some(Means::Decimal(..))) || matches!(was, Some(Was::Decimal(..)));
        Some(match dtype.physical_type {
            PhysicalType::Boolean => Self::Boolean,
            PhysicalType::Int32 => Self::Int32 { signed },
            PhysicalType::Int64 => Self::Int64 { signed },
            PhysicalType::Float => Self::Float,
            PhysicalType::Double => Self::Double,
            PhysicalType::FixedLenByteArray(width)
                if width > 0 && means != Some(Means::Float16) && was != Some(Was::Interval) =>
            {
                Self::Fixed { width, decimal }
            }
            PhysicalType::ByteArray if !decimal => {
                Self::Bytes { text: means == Some(Means::String) || was == Some(Was::Utf8) }
            }
            _ => return None,
        })
    }

    /// Bytes of a value; `None` where each has its own length, or less than a byte.
    pub const fn width(self) -> Option<usize> {
        match self {
            Self::Boolean | Self::Bytes { .. } => None,
            Self::Int32 { .. } | Self::Float => Some(4),
            Self::Int64 { .. } | Self::Double => Some(8),
            Self::Fixed { width, .. } => Some(width),
        }
    }

    /// Whether polars-parquet, which makes the bounds of a column chunk from those of its pages, compares them so.
    pub const fn is_folded(self) -> bool {
        !matches!(
            self,
            Self::Int32 { signed: false } | Self::Int64 { signed: false } | Self::Fixed { decimal: true, .. }
        )
    }

    fn order(self, a: &[u8], b: &[u8]) -> Ordering {
        let four = |v: &[u8]| v.first_chunk().copied().unwrap_or_default();
        let eight = |v: &[u8]| v.first_chunk().copied().unwrap_or_default();
        match self {
            // The sign is the highest bit.
            Self::Fixed { decimal: true, .. } => {
                let turned = |v: &[u8]| v.first().map(|first| first ^ 0x80);
                turned(a).cmp(&turned(b)).then_with(|| a.cmp(b))
            }
            Self::Boolean | Self::Bytes { .. } | Self::Fixed { .. } => a.cmp(b),
            Self::Int32 { signed: true } => i32::from_le_bytes(four(a)).cmp(&i32::from_le_bytes(four(b))),
            Self::Int32 { signed: false } => u32::from_le_bytes(four(a)).cmp(&u32::from_le_bytes(four(b))),
            Self::Int64 { signed: true } => i64::from_le_bytes(eight(a)).cmp(&i64::from_le_bytes(eight(b))),
            Self::Int64 { signed: false } => u64::from_le_bytes(eight(a)).cmp(&u64::from_le_bytes(eight(b))),
            Self::Float => f32::from_le_bytes(four(a)).total_cmp(&f32::from_le_bytes(four(b))),
            Self::Double => f64::from_le_bytes(eight(a)).total_cmp(&f64::from_le_bytes(eight(b))),
        }
    }

    fn is_nan(self, value: &[u8]) -> bool {
        match self {
            Self::Float => value.first_chunk().is_some_and(|v| f32::from_le_bytes(*v).is_nan()),
            Self::Double => value.first_chunk().is_some_and(|v| f64::from_le_bytes(*v).is_nan()),
            _ => false,
        }
    }
}

/// The least and the greatest of some values.
pub struct Bounds<'a> {
    kind: Kind,
    ends: Option<(&'a [u8], &'a [u8])>,
    values: usize,
}

impl<'a> Bounds<'a> {
    /// Of no values.
    pub const fn new(kind: Kind) -> Self {
        Self { kind, ends: None, values: 0 }
    }

    /// Takes a value.
    pub fn add(&mut self, value: &'a [u8]) {
        self.values += 1;
        // What is no number has no place in the order.
        if self.kind.is_nan(value) {
            return;
        }
        match &mut self.ends {
            None => self.ends = Some((value, value)),
            Some((least, greatest)) => {
                if self.kind.order(value, least).is_lt() {
                    *least = value;
                } else if self.kind.order(value, greatest).is_gt() {
                    *greatest = value;
                }
            }
        }
    }

    /// The statistics of a page with so many nulls beside the values; `None` where its values have no bounds.
    pub fn statistics(&self, nulls: usize) -> Option<Statistics> {
        // Bounds are missing where all is null, and nowhere else.
        if self.ends.is_none() && self.values > 0 {
            return None;
        }
        let (min_value, max_value) = match self.ends {
            None => (None, None),
            Some((least, greatest)) => (Some(self.lower(least)), Some(self.upper(greatest)?)),
        };
        Some(Statistics {
            max: None,
            min: None,
            null_count: Some(i64::try_from(nulls).ok()?),
            distinct_count: None,
            // What is said to be cut off Polars does not take for a bound.
            is_max_value_exact: None,
            is_min_value_exact: None,
            max_value,
            min_value,
        })
    }

    fn lower(&self, least: &[u8]) -> Vec<u8> {
        match self.kind {
            Kind::Bytes { text } => cut(least, text).to_vec(),
            // Zeros of both signs are the same number, and the bounds hold both.
            Kind::Float if least == 0.0_f32.to_le_bytes() => (-0.0_f32).to_le_bytes().to_vec(),
            Kind::Double if least == 0.0_f64.to_le_bytes() => (-0.0_f64).to_le_bytes().to_vec(),
            _ => least.to_vec(),
        }
    }

    fn upper(&self, greatest: &[u8]) -> Option<Vec<u8>> {
        match self.kind {
            Kind::Bytes { .. } if greatest.len() <= LONGEST => Some(greatest.to_vec()),
            Kind::Bytes { text: true } => {
                let mut chars: Vec<char> = std::str::from_utf8(cut(greatest, true)).ok()?.chars().collect();
                while let Some(last) = chars.pop() {
                    let next = (u32::from(last) + 1..=u32::from(last) + 0x801).find_map(char::from_u32);
                    if let Some(next) = next {
                        chars.push(next);
                        return Some(chars.iter().collect::<String>().into_bytes());
                    }
                }
                None
            }
            Kind::Bytes { text: false } => {
                let mut bytes = cut(greatest, false).to_vec();
                while let Some(last) = bytes.pop() {
                    if let Some(next) = last.checked_add(1) {
                        bytes.push(next);
                        return Some(bytes);
                    }
                }
                None
            }
            Kind::Float if greatest == (-0.0_f32).to_le_bytes() => Some(0.0_f32.to_le_bytes().to_vec()),
            Kind::Double if greatest == (-0.0_f64).to_le_bytes() => Some(0.0_f64.to_le_bytes().to_vec()),
            _ => Some(greatest.to_vec()),
        }
    }
}

/// The first bytes of a value, of a text no half character.
fn cut(value: &[u8], text: bool) -> &[u8] {
    let mut end = value.len().min(LONGEST);
    while text && end > 0 && value.get(end).is_some_and(|byte| byte & 0xc0 == 0x80) {
        end -= 1;
    }
    value.get(..end).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(kind: Kind, values: &[&[u8]]) -> Option<(Option<Vec<u8>>, Option<Vec<u8>>)> {
        let mut bounds = Bounds::new(kind);
        values.iter().for_each(|value| bounds.add(value));
        bounds.statistics(0).map(|s| (s.min_value, s.max_value))
    }

    #[test]
    fn bounds_follow_the_order_of_the_type() {
        let (minus, two, most) = ((-1_i32).to_le_bytes(), 2_i32.to_le_bytes(), 300_i32.to_le_bytes());
        let of = |kind| bounds(kind, &[&two, &minus, &most]).unwrap();
        assert_eq!(of(Kind::Int32 { signed: true }), (Some(minus.to_vec()), Some(most.to_vec())));
        assert_eq!(of(Kind::Int32 { signed: false }), (Some(two.to_vec()), Some(minus.to_vec())));
        let texts = bounds(Kind::Bytes { text: true }, &[b"b", b"abc", b"\xc3\xa4"]).unwrap();
        assert_eq!(texts, (Some(b"abc".to_vec()), Some("ä".into())));
        let (zero, nan) = (0.0_f64.to_le_bytes(), f64::NAN.to_le_bytes());
        let numbers = bounds(Kind::Double, &[&nan, &zero, &nan]).unwrap();
        assert_eq!(numbers, (Some((-0.0_f64).to_le_bytes().to_vec()), Some(zero.to_vec())));
        assert_eq!(bounds(Kind::Double, &[&nan]), None, "no bounds, and yet no null");
        assert_eq!(bounds(Kind::Boolean, &[]), Some((None, None)));
        let (below, above) = ((-2_i16).to_be_bytes(), 300_i16.to_be_bytes());
        let decimals = bounds(Kind::Fixed { width: 2, decimal: true }, &[&above, &below]).unwrap();
        assert_eq!(decimals, (Some(below.to_vec()), Some(above.to_vec())));
        let bytes = bounds(Kind::Fixed { width: 2, decimal: false }, &[&above, &below]).unwrap();
        assert_eq!(bytes, (Some(above.to_vec()), Some(below.to_vec())));
    }

    #[test]
    fn long_texts_are_cut_and_still_bound() {
        let long = "z".repeat(63) + "ä and more";
        let (least, greatest) = bounds(Kind::Bytes { text: true }, &[long.as_bytes()]).unwrap();
        let (least, greatest) = (least.unwrap(), greatest.unwrap());
        assert!(least.as_slice() <= long.as_bytes() && long.as_bytes() <= greatest.as_slice());
        assert!(least.len() <= LONGEST && greatest.len() <= LONGEST);
        assert_eq!(std::str::from_utf8(&greatest).unwrap(), "z".repeat(62) + "{");
        let last = "\u{d7ff}".repeat(22);
        let (_, greatest) = bounds(Kind::Bytes { text: true }, &[last.as_bytes()]).unwrap();
        assert!(greatest.unwrap() > last.into_bytes(), "over the gap of the surrogates");
        let bytes = [0xff; 70];
        assert_eq!(bounds(Kind::Bytes { text: false }, &[&bytes]), None, "nothing short is greater");
    }
}
