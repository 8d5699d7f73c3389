//! `microaggregate`: a number becomes the mean of the group of near values that it falls into, at least `k` rows each.
//!
//! The whole column is looked at first: its distinct values in order, each with its rows, fill groups until `k` rows are
//! reached; what is left at the end joins the last group (Defays and Nanopoulos, 1993, with groups of near equal size).

use std::sync::Arc;

use super::each::each;
use super::number::Number;
use super::support::{NUMBERS, cell_plan, check_type, promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, Numbers, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{MaskClass, ParamSpec, Params};
use crate::domain::technique::Technique;

/// The mask.
pub struct Microaggregate;

/// What it is.
const ABOUT: About = About {
    name: "microaggregate",
    version: 1,
    title: "a number becomes the mean of at least k rows with near values",
    technique: Technique::Microaggregation,
    params: &[ParamSpec::new("k", "fewest rows of a group").or("5").within(2, 1000)],
    applies_to: NUMBERS,
    made_for: MadeFor::Numbers,
};

impl Mask for Microaggregate {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), NUMBERS, dtype)?;
        let k = params::Reader::new(self, given)?.number("k")?;
        let mut guarantees =
            promises(&format!("the mean of each group of {k} or more rows, so the sum of the column"));
        guarantees.keeps_order = dtype != DType::String;
        guarantees.may_equal = true;
        let numbers = if dtype == DType::Integer { Numbers::Own } else { Numbers::Any };
        Ok(MaskPlan { class: MaskClass::Column, numbers, ..cell_plan(guarantees, dtype, dtype) })
    }

    fn build(
        &self,
        given: &Params,
        dtype: DType,
        context: &MaskContext<'_>,
    ) -> Result<Box<dyn CellMask>, MaskError> {
        let k = params::Reader::new(self, given)?.number("k")?.unsigned_abs();
        let mut values = Vec::new();
        context.each_value(self.name(), &mut |cell, rows| {
            values.extend(Number::read(cell).map(|number| (number.real(), rows)));
        })?;
        let groups = Arc::new(groups(values, k));
        let whole = dtype == DType::Integer;
        Ok(each(move |cell, out| {
            let number = Number::read(cell)?;
            let at = groups.partition_point(|(last, _)| *last < number.real());
            let (_, mean) = groups.get(at).or(groups.last())?;
            let text = if whole || matches!(number, Number::Whole(_)) && dtype == DType::String {
                format!("{mean:.0}")
            } else {
                format!("{mean:.6}")
            };
            out.extend_from_slice(text.as_bytes());
            Some(())
        }))
    }
}

/// The largest value and the mean of each group, in order. Fewer than `k` rows in all make no group.
fn groups(mut values: Vec<(f64, u64)>, k: u64) -> Vec<(f64, f64)> {
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let total: u64 = values.iter().map(|(_, rows)| rows).sum();
    let mut out = Vec::new();
    let (mut seen, mut rows, mut sum) = (0, 0_u64, 0.0);
    for (value, n) in values {
        rows += n;
        seen += n;
        sum += value * n as f64;
        // What is left must be enough for another group; else it joins this one.
        if rows >= k && (seen == total || total - seen >= k) {
            out.push((value, sum / rows as f64));
            (rows, sum) = (0, 0.0);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_have_k_rows_and_keep_the_sum() {
        let values = [(1.0, 1), (2.0, 1), (3.0, 1), (10.0, 4), (11.0, 1), (12.0, 1)];
        assert_eq!(groups(values.to_vec(), 3), [(3.0, 2.0), (12.0, 63.0 / 6.0)]);
        assert_eq!(groups(vec![(1.0, 2)], 3), []);
    }

    proptest::proptest! {
        #[test]
        fn no_group_is_small(values in proptest::collection::vec((-1000_i32..1000, 1_u64..5), 0..200), k in 2_u64..20) {
            let mut rows = std::collections::BTreeMap::new();
            values.iter().for_each(|(value, n)| *rows.entry(*value).or_insert(0) += n);
            let made = groups(rows.iter().map(|(value, n)| (f64::from(*value), *n)).collect(), k);
            let mut low = f64::NEG_INFINITY;
            for (last, _) in &made {
                let held: u64 = rows.iter().filter(|(v, _)| f64::from(**v) > low && f64::from(**v) <= *last).map(|(_, n)| n).sum();
                proptest::prop_assert!(held >= k);
                low = *last;
            }
            let total: u64 = rows.values().sum();
            proptest::prop_assert_eq!(made.is_empty(), total < k);
            proptest::prop_assert!(made.is_empty() || f64::from(*rows.keys().last().unwrap()) <= low);
        }
    }
}
