//! Numbers stay numbers: in the type of their column where it holds them all, else in the widest of its kind.

use polars::prelude::{DataType, NamedFrom as _, Series};

use super::value;
use crate::apply::ColumnCounts;
use crate::apply::runner::MaskStep;
use crate::domain::dtype::DType;
use crate::domain::mask::{Param, Params};
use crate::domain::secret::Secret;
use crate::mask::{self, MaskContext};

fn masked(series: &Series, name: &str, params: &[(&str, &str)]) -> (Series, ColumnCounts) {
    let given: Params = params.iter().map(|(k, v)| ((*k).to_owned(), Param::parse(v))).collect();
    let mask = mask::find(name).unwrap();
    let dtype = if series.dtype().is_float() { DType::Float } else { DType::Integer };
    let key = Secret::new([7; 32]);
    let context = MaskContext { key: Some(&key), ..MaskContext::default() };
    let mut step = MaskStep {
        mask: mask.build(&given, dtype, &context).unwrap(),
        reads: Vec::new(),
        plan: mask.plan(&given, dtype).unwrap(),
    };
    let mut counts = ColumnCounts::default();
    (value(&mut step, series, &[], Some(&mut counts)).unwrap(), counts)
}

#[test]
fn no_masked_number_is_lost_for_want_of_width() {
    let bytes = Series::new("n".into(), [1_u32, 250, 7]);
    let pseudonym = ("pseudonym", &[("format", "integer")][..]);
    for (dtype, (mask, params), becomes) in [
        (DataType::UInt8, pseudonym, DataType::Int64),
        (DataType::Int32, pseudonym, DataType::Int64),
        (DataType::Int64, pseudonym, DataType::Int64),
        (DataType::UInt64, pseudonym, DataType::UInt64),
        (DataType::Int32, ("pseudonym", &[("format", "integer"), ("length", "9")]), DataType::Int32),
        (DataType::UInt8, ("dense_code", &[("max", "255")]), DataType::UInt8),
        (DataType::UInt8, ("dense_code", &[("max", "99999")]), DataType::Int64),
        (DataType::UInt8, ("top_code", &[("max", "90")]), DataType::UInt8),
        (DataType::UInt8, ("round", &[("step", "100")]), DataType::Int64),
        (DataType::UInt8, ("constant", &[("value", "300")]), DataType::Int64),
        (DataType::UInt8, ("constant", &[("value", "0")]), DataType::UInt8),
        (DataType::Float32, ("noise", &[("scale", "25")]), DataType::Float64),
        (DataType::Float32, ("top_code", &[("max", "90")]), DataType::Float32),
    ] {
        let (series, counts) = masked(&bytes.cast(&dtype).unwrap(), mask, params);
        assert_eq!(*series.dtype(), becomes, "{dtype} by {mask} {params:?}");
        assert_eq!((series.null_count(), counts.masked, counts.refused), (0, 3, 0), "{dtype} by {mask}");
        let (none, _) = masked(&Series::new_empty("n".into(), &dtype), mask, params);
        assert_eq!(none.dtype(), series.dtype(), "the type is that of every part, also of an empty one");
    }
}

#[test]
fn unsigned_numbers_of_64_bits_keep_every_masked_value() {
    let greatest = Series::new("n".into(), [u64::MAX, 5, 9_300_000_000_000_000_000]);
    for ((mask, params), becomes) in [
        (("bottom_code", &[("min", "-5")]), DataType::UInt64),
        (("round", &[("step", "1000")]), DataType::UInt64),
        (("noise", &[("scale", "1000000")]), DataType::Decimal(38, 0)),
        (("constant", &[("value", "-1")]), DataType::Decimal(38, 0)),
        (("constant", &[("value", "1")]), DataType::UInt64),
    ] {
        let (series, counts) = masked(&greatest, mask, params);
        assert_eq!((series.dtype(), series.null_count(), counts.refused), (&becomes, 0, 0), "{mask}");
    }
}

#[test]
fn what_the_widest_type_does_not_hold_is_null_and_counted() {
    let endless = Series::new("n".into(), [f64::MAX, 5.0]).cast(&DataType::Float32).unwrap();
    let (series, counts) = masked(&endless, "top_code", &[("max", "90")]);
    assert_eq!((series.null_count(), counts.masked, counts.refused), (1, 1, 1));
}
