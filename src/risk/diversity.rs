//! Distinct l-diversity (Machanavajjhala and others, ACM TKDD 1(1), 2007, section 4).

use std::collections::HashSet;

/// The fewest distinct sensitive values that a class holds; 0 where there are no rows.
///
/// `classes` and `sensitive` give the class and the value of each row, coded.
#[must_use]
pub fn distinct_l(classes: &[u32], sensitive: &[u32]) -> u64 {
    let pairs: HashSet<(u32, u32)> = classes.iter().copied().zip(sensitive.iter().copied()).collect();
    let first: Vec<u32> = pairs.into_iter().map(|(class, _)| class).collect();
    super::codes::counts(&first).into_iter().filter(|n| *n > 0).min().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::distinct_l;

    #[test]
    fn the_poorest_class_counts() {
        for (classes, sensitive, l) in [
            (&[][..], &[][..], 0),
            (&[0, 0, 0], &[1, 2, 1], 2),
            (&[0, 0, 1, 1], &[1, 2, 3, 3], 1),
            (&[0, 0, 7, 7], &[1, 2, 3, 4], 2),
        ] {
            assert_eq!(distinct_l(classes, sensitive), l, "{classes:?} {sensitive:?}");
        }
    }
}
