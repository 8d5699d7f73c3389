//! Figures over the sizes of equivalence classes.
//!
//! k-anonymity: Sweeney, International Journal of Uncertainty, Fuzziness and Knowledge-Based Systems 10(5), 2002. Prosecutor,
//! journalist and marketer risk: El Emam, Guide to the De-Identification of Personal Health Information, 2013. Without a
//! table of the population the journalist's risk equals the prosecutor's.

use super::classes::Classes;
use crate::domain::plan::RiskFigures;

/// The figures of classes that were counted, estimated where not all classes were kept.
///
/// Of a sample of classes, `k` is an upper bound: a smaller class may not have been kept.
#[must_use]
pub fn of_classes(classes: &Classes, threshold: u64) -> RiskFigures {
    let mut figures = scaled(classes.sizes(), classes.stands_for(), classes.rows(), threshold);
    figures.k = classes.sizes().min().unwrap_or(0);
    figures
}

/// The figures of classes of these sizes; `threshold` is the size under which a class is small.
#[must_use]
pub fn figures(sizes: &[u64], threshold: u64) -> RiskFigures {
    scaled(sizes.iter().copied(), 1, sizes.iter().sum(), threshold)
}

fn scaled(sizes: impl Iterator<Item = u64>, times: u64, rows: u64, threshold: u64) -> RiskFigures {
    let (mut k, mut classes, mut unique, mut small) = (u64::MAX, 0_u64, 0_u64, 0_u64);
    for size in sizes.filter(|size| *size > 0) {
        k = k.min(size);
        classes += 1;
        unique += u64::from(size == 1);
        small += if size < threshold { size } else { 0 };
    }
    if classes == 0 || rows == 0 {
        return RiskFigures::default();
    }
    let share = |part: u64| ((part * times) as f64 / rows as f64).min(1.0);
    RiskFigures {
        k,
        classes: (classes * times).min(rows),
        unique_share: share(unique),
        small_share: share(small),
        prosecutor: 1.0 / k as f64,
        marketer: share(classes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_those_computed_by_hand() {
        // sizes, threshold -> k, classes, unique, small, prosecutor, marketer
        for (sizes, threshold, k, unique, small, prosecutor, marketer) in [
            (&[][..], 5, 0, 0.0, 0.0, 0.0, 0.0),
            (&[1], 5, 1, 1.0, 1.0, 1.0, 1.0),
            (&[1, 1, 2, 6], 5, 1, 0.2, 0.4, 1.0, 0.4),
            (&[5, 5], 5, 5, 0.0, 0.0, 0.2, 0.2),
            (&[4, 16], 5, 4, 0.0, 0.2, 0.25, 0.1),
            (&[4, 16], 20, 4, 0.0, 1.0, 0.25, 0.1),
        ] {
            let want = RiskFigures {
                k,
                classes: sizes.len() as u64,
                unique_share: unique,
                small_share: small,
                prosecutor,
                marketer,
            };
            assert_eq!(figures(sizes, threshold), want, "{sizes:?} under {threshold}");
        }
    }
}
