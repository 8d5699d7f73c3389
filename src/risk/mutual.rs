//! Mutual information between two columns (Shannon, 1948; Cover and Thomas, Elements of Information Theory, 2.3).

use std::collections::HashMap;

/// The mutual information of two coded columns in nats, 0 or more. High for columns of many values on few rows.
#[must_use]
pub fn mutual_information(a: &[u32], b: &[u32]) -> f64 {
    let n = a.len().min(b.len());
    if n == 0 {
        return 0.0;
    }
    let (pa, pb) = (super::codes::counts(a), super::codes::counts(b));
    let mut joint: HashMap<(u32, u32), u64> = HashMap::new();
    for pair in a.iter().copied().zip(b.iter().copied()) {
        *joint.entry(pair).or_default() += 1;
    }
    let n = n as f64;
    let at = |counts: &[u64], code: u32| counts.get(code as usize).copied().unwrap_or(1) as f64;
    let sum: f64 = joint
        .iter()
        .map(|((x, y), count)| {
            let count = *count as f64;
            count / n * (count * n / (at(&pa, *x) * at(&pb, *y))).ln()
        })
        .sum();
    sum.max(0.0)
}

#[cfg(test)]
mod tests {
    use super::mutual_information;

    #[test]
    fn information_is_that_computed_by_hand() {
        for (a, b, want) in [
            (&[0, 0, 1, 1][..], &[0, 0, 1, 1][..], std::f64::consts::LN_2),
            (&[0, 0, 1, 1], &[0, 1, 0, 1], 0.0),
            (&[0, 0, 0, 0], &[0, 1, 2, 3], 0.0),
            // Joint 2/4, 1/4, 1/4: ln 2 · 0.5·log2(4/3)+0.25·log2(2/3)+0.25·log2(2).
            (
                &[0, 0, 0, 1],
                &[0, 0, 1, 1],
                0.5 * (4.0_f64 / 3.0).ln() + 0.25 * (2.0_f64 / 3.0).ln() + 0.25 * 2.0_f64.ln(),
            ),
            (&[], &[], 0.0),
        ] {
            assert!((mutual_information(a, b) - want).abs() < 1e-12, "{a:?} {b:?}");
        }
    }
}
