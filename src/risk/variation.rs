//! Total variation distance between two columns' values.

use std::collections::HashMap;

/// Half the sum of the differences of shares, 0 (same shares) to 1 (no common value); 0 where either side is empty.
///
/// Levin, Peres and Wilmer, Markov Chains and Mixing Times, 2009, proposition 4.2.
#[must_use]
pub fn total_variation(before: &[Option<&[u8]>], after: &[Option<&[u8]>]) -> f64 {
    if before.is_empty() || after.is_empty() {
        return 0.0;
    }
    let mut shares: HashMap<Option<&[u8]>, (u64, u64)> = HashMap::new();
    for cell in before {
        shares.entry(*cell).or_default().0 += 1;
    }
    for cell in after {
        shares.entry(*cell).or_default().1 += 1;
    }
    let (rows, masked) = (before.len() as f64, after.len() as f64);
    shares.values().map(|(p, q)| (*p as f64 / rows - *q as f64 / masked).abs()).sum::<f64>() / 2.0
}

#[cfg(test)]
mod tests {
    use super::total_variation;

    #[test]
    fn distances_are_those_computed_by_hand() {
        type Cells = [Option<&'static [u8]>];
        let cases: [(&Cells, &Cells, f64); 4] = [
            (&[Some(b"a"), Some(b"b")], &[Some(b"b"), Some(b"a")], 0.0),
            (&[Some(b"a"), Some(b"b")], &[Some(b"a"), None], 0.5),
            (&[Some(b"a"), Some(b"b")], &[None, None], 1.0),
            (&[], &[None], 0.0),
        ];
        for (before, after, want) in cases {
            assert!((total_variation(before, after) - want).abs() < 1e-12, "{before:?} {after:?}");
        }
    }
}
