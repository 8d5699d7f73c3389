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
    /// How many times as many observations, drawn in blocks, say as much as ones drawn one by one: at least 1, and 1
    /// where all were read. The bounds are those of `n / design_effect` observations.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub design_effect: f64,
}

const fn one() -> f64 {
    1.0
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_one(effect: &f64) -> bool {
    *effect <= 1.0
}

impl Share {
    /// The share `hits / n` and its interval; for `n` = 0 the interval is all of 0 to 1.
    #[must_use]
    pub fn of(hits: u64, n: u64) -> Self {
        Self::clustered(hits, n, 1.0)
    }

    /// The share `hits / n` of observations that were drawn in blocks, with the interval of `n / effect` of them (Korn
    /// and Graubard 1998). An effect below 1 counts as 1.
    #[must_use]
    pub fn clustered(hits: u64, n: u64, effect: f64) -> Self {
        let effect = effect.clamp(1.0, n.max(1) as f64);
        let share = if n == 0 { 0.0 } else { hits as f64 / n as f64 };
        let (low, high) = interval(share, n as f64 / effect);
        Self { share, low, high, n, design_effect: (effect * 100.0).round() / 100.0 }
    }
}

/// The 95 % Wilson score interval of a binomial share (Wilson 1927, z = 1.959964).
#[must_use]
pub fn wilson(hits: u64, n: u64) -> (f64, f64) {
    interval(if n == 0 { 0.0 } else { hits as f64 / n as f64 }, n as f64)
}

/// The interval of the share `p` of `n` observations.
fn interval(p: f64, n: f64) -> (f64, f64) {
    if n <= 0.0 {
        return (0.0, 1.0);
    }
    let z = 1.959_964_f64;
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

    #[test]
    fn a_design_effect_widens_as_fewer_observations_do() {
        let (wide, few) = (Share::clustered(100, 1000, 10.0), Share::of(10, 100));
        assert!((wide.low - few.low).abs() < 1e-9 && (wide.high - few.high).abs() < 1e-9);
        assert_eq!((wide.n, wide.design_effect), (1000, 10.0));
        assert_eq!(Share::clustered(3, 10, 0.2), Share::of(3, 10));
        let text = serde_json::to_string(&Share::of(3, 10)).unwrap();
        assert!(!text.contains("design_effect"), "{text}");
        assert_eq!(serde_json::from_str::<Share>(&text).unwrap(), Share::of(3, 10));
    }
}
