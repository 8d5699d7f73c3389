//! Shares with their Wilson score interval.

use serde::{Deserialize, Serialize};

/// A share of `n` observations with its 95 % Wilson score interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// The observed share, 0 to 1.
    pub share: f64,
    /// Lower bound, 0 to 1.
    pub low: f64,
    /// Upper bound, 0 to 1.
    pub high: f64,
    /// Number of observations.
    pub n: u64,
}

impl Share {
    /// The share `hits / n` and its interval; for `n` = 0 the interval is all of 0 to 1.
    #[must_use]
    pub fn of(hits: u64, n: u64) -> Self {
        let (low, high) = wilson(hits, n);
        let share = if n == 0 { 0.0 } else { hits as f64 / n as f64 };
        Self { share, low, high, n }
    }
}

/// The 95 % Wilson score interval of a binomial share (Wilson 1927, z = 1.959964).
#[must_use]
pub fn wilson(hits: u64, n: u64) -> (f64, f64) {
    if n == 0 {
        return (0.0, 1.0);
    }
    let z = 1.959_964_f64;
    let (hits, n) = (hits as f64, n as f64);
    let p = hits / n;
    let z2 = z * z;
    let centre = p + z2 / (2.0 * n);
    let spread = z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z2 / n;
    (((centre - spread) / scale).max(0.0), ((centre + spread) / scale).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_the_published_ones() {
        for (hits, n, low, high) in [(1, 50, 0.0035, 0.105), (3, 3, 0.44, 1.0), (950, 1000, 0.935, 0.962)] {
            let got = wilson(hits, n);
            assert!((got.0 - low).abs() < 0.002 && (got.1 - high).abs() < 0.002, "{hits}/{n}: {got:?}");
        }
        assert_eq!(wilson(0, 0), (0.0, 1.0));
    }
}
