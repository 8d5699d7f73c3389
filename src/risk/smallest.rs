//! The smallest sets of columns whose values single rows out: minimal near-keys, as pycanon and ARX list them.

use std::collections::HashMap;

/// Most columns of a set.
pub const MOST_COLUMNS: usize = 4;
/// Share of rows that must be alone for a set to single rows out.
pub const NEARLY_ALL: f64 = 0.95;
/// Rows, spread over all, on which a set is tried first: among fewer rows more are alone, so that what fails here fails on all.
const FIRST: usize = 1_000;
/// What the first rows may be off by.
const SLACK: f64 = 0.05;
/// Bits of a code in the key of a row.
const BITS: u32 = u64::BITS / MOST_COLUMNS as u32;
/// Most rows that are looked at: each value's code fits into its bits.
pub const MOST_ROWS: usize = (1 << BITS) - 1;

/// Sets of at most `MOST_COLUMNS` of the columns (by place) over which at least `NEARLY_ALL` of the rows are alone, with that
/// share, of which no smaller set is one: small sets first, then those that leave most rows alone.
///
/// `prints` are the fingerprints of the values, by column and row; rows after the first `MOST_ROWS` do not count.
#[must_use]
pub fn smallest(prints: &[Vec<u64>]) -> Vec<(Vec<usize>, f64)> {
    let columns: Vec<Vec<u16>> = prints.iter().map(|column| codes(column)).collect();
    let rows = columns.iter().map(Vec::len).min().unwrap_or(0);
    let mut found: Vec<(Vec<usize>, f64)> = Vec::new();
    if rows == 0 {
        return found;
    }
    let mut keys = Vec::with_capacity(rows);
    let mut level: Vec<Vec<usize>> = (0..columns.len()).map(|at| vec![at]).collect();
    for size in 1..=MOST_COLUMNS {
        let mut smaller = found.len();
        for set in &level {
            let step = rows.div_ceil(FIRST);
            let first = alone(&columns, set, (rows, step), &mut keys);
            if first >= NEARLY_ALL - SLACK {
                let share = if step == 1 { first } else { alone(&columns, set, (rows, 1), &mut keys) };
                if share >= NEARLY_ALL {
                    found.push((set.clone(), share));
                }
            }
        }
        // Of one size the most telling one first.
        if let Some(new) = found.get_mut(smaller..) {
            new.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        }
        smaller = found.len();
        if size == MOST_COLUMNS {
            break;
        }
        let grown = level.iter().flat_map(|set| {
            let last = set.last().copied().unwrap_or(0);
            (last + 1..columns.len()).map(move |next| [set.as_slice(), &[next]].concat())
        });
        let holds_one = |set: &Vec<usize>| {
            found.iter().take(smaller).any(|(known, _)| known.iter().all(|at| set.contains(at)))
        };
        level = grown.filter(|set| !holds_one(set)).collect();
    }
    found
}

/// Small numbers for the values, in order of appearance.
fn codes(prints: &[u64]) -> Vec<u16> {
    let mut known: HashMap<u64, u16> = HashMap::new();
    let code = |print: &u64| {
        let next = known.len() as u16;
        *known.entry(*print).or_insert(next)
    };
    prints.iter().take(MOST_ROWS).map(code).collect()
}

/// The share of rows that are alone over some columns among every `step`-th of `rows`.
fn alone(columns: &[Vec<u16>], set: &[usize], (rows, step): (usize, usize), keys: &mut Vec<u64>) -> f64 {
    keys.clear();
    keys.resize(rows.div_ceil(step), 0);
    for column in set.iter().filter_map(|at| columns.get(*at)) {
        for (key, code) in keys.iter_mut().zip(column.iter().step_by(step)) {
            *key = *key << BITS | u64::from(*code);
        }
    }
    keys.sort_unstable();
    let groups = keys.chunk_by(|a, b| a == b);
    groups.filter(|group| group.len() == 1).count() as f64 / keys.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_minimal_and_small_ones_come_first() {
        // 30 × 40 × 2 rows: day and street single a house out, and the sex one of two in it; the number is a key.
        let rows = || (0..2_400_u64).map(|row| (row % 30, row / 30 % 40, row / 1_200, row));
        let columns = [
            rows().map(|r| r.0).collect(),
            rows().map(|r| r.1).collect(),
            rows().map(|r| r.2).collect(),
            rows().map(|r| r.3).collect::<Vec<u64>>(),
        ];
        assert_eq!(smallest(&columns), [(vec![3], 1.0), (vec![0, 1, 2], 1.0)]);
        assert_eq!(smallest(&columns[..2]), []);
        assert_eq!(smallest(&[]), []);
        assert_eq!(smallest(&[Vec::new()]), []);
    }

    #[test]
    fn what_some_rows_show_is_looked_at_on_all() {
        // Every second row is alone, those that are tried first among them.
        let column: Vec<u64> = (0..6_000).map(|row| if row % 6 == 0 { row } else { 1 }).collect();
        assert_eq!(smallest(&[column]), []);
        let nearly: Vec<u64> = (0..6_000).map(|row| if row < 200 { 0 } else { row }).collect();
        let found = smallest(&[nearly]);
        assert_eq!(found.len(), 1);
        assert!((found[0].1 - 5_800.0 / 6_000.0).abs() < 1e-12);
    }
}
