//! What of a column's values is left: of use to whoever works with them, and to whoever attacks them.

use crate::risk::{codes, counts, distances, spearman, total_variation};
use crate::tui::model::words::{count, percent};
use crate::tui::port::Figure;

/// The figures of a column before and after an action.
pub fn figures(before: &[Option<&[u8]>], after: &[Option<&[u8]>]) -> Vec<Figure> {
    let (was, is) = (Counts::of(before), Counts::of(after));
    let same = before.iter().zip(after).filter(|(before, after)| before.is_some() && before == after).count();
    let mut out = vec![
        line("distinct values", was.distinct.to_string(), is.distinct.to_string()),
        line("alone in their value", percent(was.alone), percent(is.alone)),
        line("smallest group", was.smallest.to_string(), is.smallest.to_string()),
        line("null", percent(was.null), percent(is.null)),
        line("values as they were", percent(1.0), percent(share(same, was.present))),
        // A join that is kept gives as many pairs as before; more are false matches.
        line("pairs of a self-join", count(was.pairs), count(is.pairs)),
        line("shares moved", percent(0.0), percent(total_variation(before, after))),
    ];
    out.extend(of_numbers(before, after));
    out
}

/// Distances and rank correlation, where what is there before and after reads as numbers or dates.
fn of_numbers(before: &[Option<&[u8]>], after: &[Option<&[u8]>]) -> Vec<Figure> {
    let read = |cells: &[Option<&[u8]>]| -> Option<Vec<f64>> {
        cells.iter().flatten().map(|cell| number(cell)).collect()
    };
    let (Some(was), Some(is)) = (read(before), read(after)) else { return Vec::new() };
    let mut out = Vec::new();
    if let Some(distances) = distances(&was, &is) {
        out.push(line("Kolmogorov-Smirnov", "0".to_owned(), format!("{:.3}", distances.kolmogorov_smirnov)));
        out.push(line("Wasserstein", "0".to_owned(), format!("{:.4}", distances.wasserstein)));
    }
    let pairs: Vec<(f64, f64)> =
        before.iter().zip(after).filter_map(|(a, b)| Some((number((*a)?)?, number((*b)?)?))).collect();
    if let Some(correlation) = spearman(&pairs) {
        out.push(line("rank correlation", "1".to_owned(), format!("{correlation:.3}")));
    }
    out
}

/// A number, or an ISO 8601 date (or year and month) as years with their fraction.
pub fn number(cell: &[u8]) -> Option<f64> {
    let text = std::str::from_utf8(cell).ok()?;
    if let Ok(number) = text.parse::<f64>() {
        return number.is_finite().then_some(number);
    }
    let mut parts = text.get(..10).unwrap_or(text).split('-');
    let year: f64 = parts.next().filter(|part| part.len() == 4)?.parse().ok()?;
    let month: f64 = parts.next().filter(|part| part.len() == 2)?.parse().ok()?;
    let day: f64 = parts.next().map_or(Some(1.0), |part| part.parse().ok())?;
    Some(year + (month - 1.0) / 12.0 + (day - 1.0) / 372.0)
}

/// One figure.
pub fn line(what: &str, before: String, after: String) -> Figure {
    Figure { what: what.to_owned(), before, after }
}

struct Counts {
    present: usize,
    distinct: usize,
    smallest: u64,
    alone: f64,
    null: f64,
    pairs: u64,
}

impl Counts {
    fn of(cells: &[Option<&[u8]>]) -> Self {
        let values: Vec<Option<&[u8]>> = cells.iter().filter(|cell| cell.is_some()).copied().collect();
        let groups = counts(&codes(&values));
        Self {
            present: values.len(),
            distinct: groups.len(),
            smallest: groups.iter().copied().min().unwrap_or(0),
            alone: share(groups.iter().filter(|n| **n == 1).count(), values.len()),
            null: share(cells.len() - values.len(), cells.len()),
            pairs: groups.iter().map(|n| n * n).sum(),
        }
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_are_read_in_their_order() {
        let order = ["12", "12.5", "1985-03", "1985-03-12", "1985-11-02T10:00:00", "2001-01-01"];
        let numbers: Vec<f64> = order.iter().map(|text| number(text.as_bytes()).unwrap()).collect();
        assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]), "{numbers:?}");
        for text in ["", "a", "nan", "12-1", "1985-1"] {
            assert_eq!(number(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn what_is_lost_shows() {
        let cells = |texts: &[&'static str]| -> Vec<Option<&'static [u8]>> {
            texts.iter().map(|text| (!text.is_empty()).then_some(text.as_bytes())).collect()
        };
        let after = |before: &[&'static str], masked: &[&'static str], what: &str| {
            let figures = figures(&cells(before), &cells(masked));
            figures.iter().find(|figure| figure.what == what).map(|figure| figure.after.clone())
        };
        let ages = ["31", "38", "42", ""];
        for (masked, what, want) in [
            (["30", "30", "40", ""], "distinct values", Some("2")),
            (["30", "30", "40", ""], "pairs of a self-join", Some("5")),
            (["30", "30", "40", ""], "rank correlation", Some("0.866")),
            (["30", "30", "40", ""], "Wasserstein", Some("3.6667")),
            (["30", "30", "40", ""], "shares moved", Some("75 %")),
            (["t1", "t2", "t3", ""], "rank correlation", None),
            (["", "", "", ""], "null", Some("100 %")),
        ] {
            assert_eq!(after(&ages, &masked, what).as_deref(), want, "{what} of {masked:?}");
        }
    }
}
