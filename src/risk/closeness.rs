//! t-closeness (Li, Li and Venkatasubramanian, ICDE 2007, section 4).

/// How sensitive values lie to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// Any two values are equally far apart (categories).
    Equal,
    /// Codes are in the order of the values, neighbours one step apart (numbers).
    Ordered,
}

/// The largest earth mover's distance between the sensitive values of a class and those of all rows, 0 to 1.
///
/// `classes` and `sensitive` give class and coded value of each row. Equal ground: half the sum of the differences of
/// shares. Ordered ground: the mean over the m - 1 steps of the difference of cumulated shares.
#[must_use]
pub fn t_closeness(classes: &[u32], sensitive: &[u32], ground: Ground) -> f64 {
    let overall = Overall::of(sensitive);
    let mut members: Vec<(u32, u32)> = classes.iter().copied().zip(sensitive.iter().copied()).collect();
    members.sort_unstable();
    let distance = |class: &[(u32, u32)]| match ground {
        Ground::Equal => equal(class, &overall),
        Ground::Ordered => ordered(class, &overall),
    };
    members.chunk_by(|a, b| a.0 == b.0).map(distance).fold(0.0, f64::max)
}

/// The sensitive values of all rows.
struct Overall {
    /// Share of each code.
    shares: Vec<f64>,
    /// Shares cumulated up to each code, itself included.
    up_to: Vec<f64>,
    /// Sums of `up_to` before each code, so that a stretch of codes is summed in one step.
    sums: Vec<f64>,
}

impl Overall {
    fn of(sensitive: &[u32]) -> Self {
        let rows = sensitive.len() as f64;
        let counts = super::codes::counts(sensitive);
        let (mut all, mut sum) = (0_u64, 0.0);
        let mut out = Self { shares: Vec::new(), up_to: Vec::new(), sums: vec![0.0] };
        for count in counts {
            all += count;
            out.shares.push(count as f64 / rows);
            out.up_to.push(all as f64 / rows);
            sum += all as f64 / rows;
            out.sums.push(sum);
        }
        out
    }

    /// The sum of |`share` - cumulated share| over the codes from `from` up to, but without, `to`.
    fn gap(&self, share: f64, from: usize, to: usize) -> f64 {
        let below = self.up_to.get(from..to).unwrap_or_default().partition_point(|up_to| *up_to < share);
        let middle = from + below;
        let sum = |from: usize, to: usize| match (self.sums.get(from), self.sums.get(to)) {
            (Some(from), Some(to)) => to - from,
            _ => 0.0,
        };
        share * below as f64 - sum(from, middle) + sum(middle, to) - share * to.saturating_sub(middle) as f64
    }
}

/// 1 - sum of min(p, P) over the values of the class, which are sorted.
fn equal(class: &[(u32, u32)], overall: &Overall) -> f64 {
    let size = class.len() as f64;
    let common: f64 = class
        .chunk_by(|a, b| a == b)
        .map(|run| {
            let all = run.first().and_then(|(_, code)| overall.shares.get(*code as usize));
            (run.len() as f64 / size).min(all.copied().unwrap_or(0.0))
        })
        .sum();
    (1.0 - common).max(0.0)
}

/// The mean difference of cumulated shares; between two values of the class its own share stays the same.
fn ordered(class: &[(u32, u32)], overall: &Overall) -> f64 {
    let codes = overall.shares.len();
    if codes < 2 {
        return 0.0;
    }
    let size = class.len() as f64;
    let (mut from, mut sum) = (0, 0.0);
    for (before, (_, code)) in class.iter().enumerate() {
        sum += overall.gap(before as f64 / size, from, *code as usize);
        from = *code as usize;
    }
    sum += overall.gap(1.0, from, codes);
    (sum / (codes - 1) as f64).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_computed_by_hand() {
        // The example of the paper (section 4.2): salaries 3k to 11k, classes {3k,4k,5k} and {6k,8k,11k}.
        let classes = [0, 0, 0, 1, 1, 1, 2, 2, 2];
        let salaries = [0, 1, 2, 3, 5, 8, 4, 6, 7];
        let overall = Overall::of(&[0, 1, 2, 3, 4, 5, 6, 7, 8]);
        let only = |class: u32| -> f64 {
            let members = classes.iter().copied().zip(salaries.iter().copied());
            let mut members: Vec<(u32, u32)> = members.filter(|(c, _)| *c == class).collect();
            members.sort_unstable();
            ordered(&members, &overall)
        };
        assert!((only(0) - 0.375).abs() < 1e-12, "{}", only(0));
        assert!((only(1) - 1.5 / 9.0).abs() < 1e-3, "{}", only(1));
        assert!((t_closeness(&classes, &salaries, Ground::Ordered) - 0.375).abs() < 1e-12);
        for (classes, sensitive, want) in [
            (&[0, 0, 1, 1][..], &[0, 0, 1, 1][..], 0.5),
            (&[0, 0, 1, 1], &[0, 1, 0, 1], 0.0),
            (&[0, 0, 0, 1], &[0, 0, 0, 1], 0.75),
            (&[], &[], 0.0),
        ] {
            assert!((t_closeness(classes, sensitive, Ground::Equal) - want).abs() < 1e-12, "{classes:?}");
        }
    }
}
