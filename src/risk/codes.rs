//! Values as small numbers, so that formulas count without holding a value.

use std::collections::HashMap;

/// One number for each distinct cell, from 0 in order of appearance; null is a value of its own.
#[must_use]
pub fn codes(cells: &[Option<&[u8]>]) -> Vec<u32> {
    let mut known: HashMap<Option<&[u8]>, u32> = HashMap::with_capacity(cells.len().min(1 << 12));
    cells
        .iter()
        .map(|cell| {
            let next = known.len() as u32;
            *known.entry(*cell).or_insert(next)
        })
        .collect()
}

/// The codes of the rows' tuples over some coded columns; rows of no columns are all alike.
#[must_use]
pub fn tuples(rows: usize, columns: &[&[u32]]) -> Vec<u32> {
    let mut out = vec![0; rows];
    for column in columns {
        let mut known: HashMap<(u32, u32), u32> = HashMap::with_capacity(rows.min(1 << 12));
        for (code, value) in out.iter_mut().zip(*column) {
            let next = known.len() as u32;
            *code = *known.entry((*code, *value)).or_insert(next);
        }
    }
    out
}

/// How often each code stands.
#[must_use]
pub fn counts(codes: &[u32]) -> Vec<u64> {
    let mut out = vec![0; codes.iter().max().map_or(0, |most| *most as usize + 1)];
    for code in codes {
        if let Some(count) = out.get_mut(*code as usize) {
            *count += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_cells_have_equal_codes_and_tuples_join_them() {
        let cells: [Option<&[u8]>; 5] = [Some(b"a"), None, Some(b""), Some(b"a"), None];
        let first = codes(&cells);
        assert_eq!(first, [0, 1, 2, 0, 1]);
        let second = [0, 0, 0, 1, 0];
        assert_eq!(tuples(5, &[&first, &second]), [0, 1, 2, 3, 1]);
        assert_eq!(tuples(2, &[]), [0, 0]);
        assert_eq!(counts(&first), [2, 2, 1]);
        assert_eq!(counts(&[]), Vec::<u64>::new());
    }
}
