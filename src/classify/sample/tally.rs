//! Hits by block, as sums that give their design effect.

use crate::classify::profile::Profile;

/// How a hit is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// The whole value has the form and passes the check.
    Form,
    /// The whole value stands in the list.
    List,
    /// It stands inside a longer value.
    Inside,
}

/// The hits of one kind in the blocks, with sizes `n` and hits `x`.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Hits {
    detector: u16,
    how: How,
    x: f64,
    xx: f64,
    xn: f64,
    /// Of some blocks only a part was counted.
    guessed: bool,
}

/// The blocks themselves.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Blocks {
    count: f64,
    n: f64,
    nn: f64,
}

impl Blocks {
    fn add(&mut self, n: f64) {
        if n > 0.0 {
            self.count += 1.0;
            self.n += n;
            self.nn += n * n;
        }
    }
}

/// What the blocks of a sample hold of one column.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Clusters {
    /// By values.
    values: Blocks,
    /// By values that were looked up in word lists.
    looked_up: Blocks,
    hits: Vec<Hits>,
}

impl Clusters {
    /// Takes the profile of one block.
    pub fn block(&mut self, profile: &Profile) {
        let Some(detail) = &profile.detail else { return };
        let forms = detail.hits.iter().map(|hit| (hit.detector, How::Form, hit.passes()));
        let lists = detail.members.iter().map(|(at, count)| (*at, How::List, *count));
        let inside = detail.inside.iter().map(|(at, rows)| (*at, How::Inside, *rows));
        self.add(profile.values, detail.looked_up, forms.chain(lists).chain(inside));
        // Where only some rows were put to the check, the hits of a block are a guess.
        for hit in detail.hits.iter().filter(|hit| hit.tested != hit.form) {
            let known = |h: &&mut Hits| h.detector == hit.detector && h.how == How::Form;
            self.hits.iter_mut().filter(|h| known(h)).for_each(|h| h.guessed = true);
        }
    }

    pub(super) fn add(&mut self, values: u64, looked_up: u64, hits: impl Iterator<Item = (u16, How, u64)>) {
        let (values, looked_up) = (values as f64, looked_up as f64);
        self.values.add(values);
        self.looked_up.add(looked_up);
        for (detector, how, x) in hits.filter(|(_, _, x)| *x > 0) {
            let n = if how == How::List { looked_up } else { values };
            let x = (x as f64).min(n);
            match self.hits.iter_mut().find(|h| h.detector == detector && h.how == how) {
                Some(h) => (h.x, h.xx, h.xn) = (h.x + x, h.xx + x * x, h.xn + x * n),
                None => self.hits.push(Hits { detector, how, x, xx: x * x, xn: x * n, guessed: false }),
            }
        }
    }

    /// Takes what other blocks of the same column hold.
    pub fn merge(&mut self, other: &Self) {
        for (ours, theirs) in [(&mut self.values, &other.values), (&mut self.looked_up, &other.looked_up)] {
            (ours.count, ours.n, ours.nn) =
                (ours.count + theirs.count, ours.n + theirs.n, ours.nn + theirs.nn);
        }
        for hit in &other.hits {
            match self.hits.iter_mut().find(|h| h.detector == hit.detector && h.how == hit.how) {
                Some(h) => {
                    (h.x, h.xx, h.xn) = (h.x + hit.x, h.xx + hit.xx, h.xn + hit.xn);
                    h.guessed |= hit.guessed;
                }
                None => self.hits.push(*hit),
            }
        }
    }

    /// The design effect of a type's hits, counted in the first of these ways in which there are any: the variance of
    /// the ratio of hits to values over the blocks, divided by that of as many values drawn one by one (Kish 1965),
    /// times the square of Student's t over z, as few blocks know their variance badly (Korn and Graubard 1998).
    ///
    /// At least 1. Where a type has no hit, or nothing but hits, its blocks tell nothing: the median effect of the
    /// column's other types stands for it, as rows that lie together are alike in all.
    #[must_use]
    pub fn effect(&self, detector: u16, hows: &[How]) -> f64 {
        let own = hows
            .iter()
            .find_map(|how| self.hits.iter().find(|h| h.detector == detector && h.how == *how))
            .and_then(|hit| self.of(hit));
        own.unwrap_or_else(|| {
            let mut others: Vec<f64> =
                self.hits.iter().filter(|hit| hit.x >= FEW).filter_map(|hit| self.of(hit)).collect();
            others.sort_by(f64::total_cmp);
            others.get(others.len() / 2).copied().unwrap_or(1.0)
        })
    }

    /// `None` for one block, and for a share of 0 or 1.
    fn of(&self, hit: &Hits) -> Option<f64> {
        let blocks = if hit.how == How::List { &self.looked_up } else { &self.values };
        let (m, n) = (blocks.count, blocks.n);
        let p = hit.x / n;
        if hit.guessed || m < 2.0 || !(p > 0.0 && p < 1.0) {
            return None;
        }
        let squares = (hit.xx - 2.0 * p * hit.xn + p * p * blocks.nn).max(0.0);
        let variance = m / (m - 1.0) * squares / (n * n);
        let one_by_one = p * (1.0 - p) / n;
        Some((variance / one_by_one).max(1.0) * (student(m - 1.0) / Z).powi(2))
    }
}

/// Hits below which an effect is too uncertain to stand for another type's.
const FEW: f64 = 30.0;

/// The 97.5 % quantile of the normal distribution.
const Z: f64 = 1.959_964;

/// The 97.5 % quantile of Student's t distribution (Abramowitz and Stegun 26.7.5), within 3 % from 2 degrees of freedom.
fn student(freedom: f64) -> f64 {
    let (z, v) = (Z, freedom);
    let (z3, z5, z7) = (z.powi(3), z.powi(5), z.powi(7));
    z + (z3 + z) / (4.0 * v)
        + (5.0 * z5 + 16.0 * z3 + 3.0 * z) / (96.0 * v * v)
        + (3.0 * z7 + 19.0 * z5 + 17.0 * z3 - 15.0 * z) / (384.0 * v.powi(3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_the_tabulated_ones() {
        for (freedom, t) in [(2.0, 4.303), (5.0, 2.571), (10.0, 2.228), (30.0, 2.042), (1000.0, 1.962)] {
            assert!((student(freedom) / t - 1.0).abs() < 0.04, "{freedom}: {}", student(freedom));
        }
    }

    #[test]
    fn merging_is_the_same_as_one_pass() {
        let blocks = [(100, 3), (80, 0), (120, 60), (100, 100)];
        let add = |clusters: &mut Clusters, (n, x): (u64, u64)| {
            clusters.add(n, n / 2, [(7, How::Form, x), (7, How::List, x / 2)].into_iter());
        };
        let (mut whole, mut a, mut b) = (Clusters::default(), Clusters::default(), Clusters::default());
        blocks.iter().for_each(|block| add(&mut whole, *block));
        blocks[..1].iter().for_each(|block| add(&mut a, *block));
        blocks[1..].iter().for_each(|block| add(&mut b, *block));
        a.merge(&b);
        assert_eq!(a, whole);
        assert!(whole.effect(7, &[How::Form]) > 20.0);
    }
}
