//! Rank correlation (Spearman, American Journal of Psychology 15, 1904), ties by their mean rank.

/// The correlation of the ranks of pairs, -1 to 1; `None` for fewer than two pairs or where one side has a single value.
#[must_use]
pub fn spearman(pairs: &[(f64, f64)]) -> Option<f64> {
    let (a, b): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
    let (a, b) = (ranks(&a), ranks(&b));
    let mean = f64::midpoint(pairs.len() as f64, 1.0);
    let product = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(x, y)| (x - mean) * (y - mean)).sum::<f64>();
    let spread = (product(&a, &a) * product(&b, &b)).sqrt();
    (pairs.len() > 1 && spread > 0.0).then(|| (product(&a, &b) / spread).clamp(-1.0, 1.0))
}

/// Ranks from 1; equal numbers share the mean of theirs.
fn ranks(numbers: &[f64]) -> Vec<f64> {
    // Adding 0 makes of minus zero zero, which is equal to it.
    let mut order: Vec<(f64, usize)> = numbers.iter().map(|x| x + 0.0).zip(0..).collect();
    order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let mut out = vec![0.0; numbers.len()];
    let mut before = 0;
    for run in order.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let rank = before as f64 + f64::midpoint(run.len() as f64, 1.0);
        for (_, at) in run {
            if let Some(slot) = out.get_mut(*at) {
                *slot = rank;
            }
        }
        before += run.len();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn correlations_are_those_computed_by_hand() {
        assert_eq!(ranks(&[10.0, 20.0, 10.0, 5.0]), [2.5, 4.0, 2.5, 1.0]);
        for (pairs, want) in [
            (&[(1.0, 10.0), (2.0, 20.0), (3.0, 90.0)][..], Some(1.0)),
            (&[(1.0, 9.0), (2.0, 5.0), (3.0, 1.0)], Some(-1.0)),
            // Ranks 1 2 3 4 and 1 3 2 4: 1 - 6·2 / (4·15).
            (&[(1.0, 1.0), (2.0, 3.0), (3.0, 2.0), (4.0, 4.0)], Some(0.8)),
            (&[(1.0, 1.0), (2.0, 1.0)], None),
            (&[(1.0, 1.0)], None),
            (&[], None),
        ] {
            let got = spearman(pairs);
            let same = got.zip(want).map_or(got == want, |(got, want)| (got - want).abs() < 1e-12);
            assert!(same, "{pairs:?}: {got:?}");
        }
    }
}
