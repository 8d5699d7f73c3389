//! Distances between two samples of numbers.

/// Both distances between two samples; `None` where either is empty or holds what is not a finite number.
///
/// The Kolmogorov-Smirnov statistic is the largest difference of the cumulated shares, 0 to 1 (Smirnov, Annals of
/// Mathematical Statistics 19, 1948). The Wasserstein distance of order 1 is the area between them, in the unit of the
/// numbers (Ramdas and others, Entropy 19(2), 2017).
#[must_use]
pub fn distances(before: &[f64], after: &[f64]) -> Option<Distances> {
    let all = || before.iter().chain(after);
    if before.is_empty() || after.is_empty() || !all().all(|x| x.is_finite()) {
        return None;
    }
    let (mut a, mut b) = (before.to_vec(), after.to_vec());
    a.sort_unstable_by(f64::total_cmp);
    b.sort_unstable_by(f64::total_cmp);
    let mut points: Vec<f64> = all().copied().collect();
    points.sort_unstable_by(f64::total_cmp);
    let (mut i, mut j, mut out) = (0, 0, Distances { kolmogorov_smirnov: 0.0, wasserstein: 0.0 });
    for (at, point) in points.iter().enumerate() {
        while a.get(i).is_some_and(|x| x <= point) {
            i += 1;
        }
        while b.get(j).is_some_and(|x| x <= point) {
            j += 1;
        }
        let gap = (i as f64 / a.len() as f64 - j as f64 / b.len() as f64).abs();
        out.kolmogorov_smirnov = out.kolmogorov_smirnov.max(gap);
        if let Some(next) = points.get(at + 1) {
            out.wasserstein += gap * (next - point);
        }
    }
    Some(out)
}

/// How far two samples of numbers are apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Distances {
    /// Kolmogorov-Smirnov statistic, 0 to 1.
    pub kolmogorov_smirnov: f64,
    /// Wasserstein distance of order 1, in the unit of the numbers.
    pub wasserstein: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_computed_by_hand() {
        for (before, after, ks, w) in [
            (&[1.0, 2.0, 3.0][..], &[3.0, 1.0, 2.0][..], 0.0, 0.0),
            (&[0.0, 1.0, 3.0], &[5.0, 6.0, 8.0], 1.0, 5.0),
            (&[1.0, 2.0], &[1.0], 0.5, 0.5),
        ] {
            let got = distances(before, after).unwrap();
            assert!(
                (got.kolmogorov_smirnov - ks).abs() < 1e-12 && (got.wasserstein - w).abs() < 1e-12,
                "{got:?}"
            );
        }
        assert_eq!(distances(&[], &[1.0]), None);
        assert_eq!(distances(&[f64::NAN], &[1.0]), None);
    }
}
