//! A profile's statistics as the scan prints them.

use super::profile::{Detail, Profile};
use crate::detect::SHAPES;
use crate::domain::assessment::{Stats, ValueClass};

/// The statistics of a column.
pub fn of(profile: &Profile) -> Stats {
    let all = profile.values + profile.nulls;
    let nulls = if all == 0 { 0.0 } else { profile.nulls as f64 / all as f64 };
    let Some(detail) = &profile.detail else {
        return Stats { values: all, nulls, ..Stats::default() };
    };
    let n = profile.values.max(1) as f64;
    let distinct = detail.distinct.count().min(profile.values);
    let singles = detail.distinct.singles().map_or(distinct as f64 / n, |singles| singles as f64 / n);
    let share = |count| count as f64 / detail.closely.max(1) as f64;
    let most = detail.forms.most(5).into_iter();
    let shapes =
        most.map(|(form, count)| (String::from_utf8_lossy(form).into_owned(), share(count))).collect();
    Stats {
        values: all,
        nulls,
        distinct,
        unique_share: singles.min(1.0),
        length: detail.length,
        histogram: detail.lengths.to_vec(),
        shapes,
        values_are: class(profile.values, detail),
    }
}

/// Share of the values with a shape.
pub fn shape(detail: &Detail, values: u64, name: &str) -> f64 {
    let at = SHAPES.iter().position(|shape| shape.name == name);
    at.and_then(|at| detail.shapes.get(at)).map_or(0.0, |count| *count as f64 / values.max(1) as f64)
}

fn class(values: u64, detail: &Detail) -> ValueClass {
    let share = |name| shape(detail, values, name);
    const NEARLY: f64 = 0.99;
    if values == 0 {
        ValueClass::Empty
    } else if share("integer") >= NEARLY && detail.numbers.zeros == 0 {
        ValueClass::Integer
    } else if share("integer") + share("decimal") >= NEARLY && share("decimal") > 0.0 {
        ValueClass::Decimal
    } else if share("boolean") >= NEARLY {
        ValueClass::Boolean
    } else if share("iso_date").max(share("date")) >= NEARLY {
        ValueClass::Date
    } else if share("timestamp") >= NEARLY {
        ValueClass::Timestamp
    } else if detail.text_share() > 0.5 {
        ValueClass::Text
    } else if share("word").max(share("code")).max(share("words")) >= 0.9 {
        ValueClass::Word
    } else {
        ValueClass::Mixed
    }
}
