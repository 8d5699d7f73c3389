//! Sparklines and meters of text.

const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// A histogram as one bar a bucket; an empty bucket is a space, so that something and nothing differ.
#[must_use]
pub fn spark(counts: &[u64]) -> String {
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    counts
        .iter()
        .map(|count| {
            let place = (count.saturating_mul(7) / most) as usize;
            if *count == 0 { ' ' } else { BARS.get(place).copied().unwrap_or('█') }
        })
        .collect()
}

/// A meter: how many of `cells` are full and how many not. Full only when nothing is left, empty only when nothing is done.
#[must_use]
pub fn meter(share: f64, cells: usize) -> (usize, usize) {
    let full = (share.clamp(0.0, 1.0) * cells as f64).round() as usize;
    let full = match full {
        0 if share > 0.0 && cells > 1 => 1,
        n if n == cells && share < 1.0 && cells > 1 => cells - 1,
        n => n,
    };
    (full, cells - full)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_follow_the_counts() {
        assert_eq!(spark(&[0, 1, 50, 100]), " ▁▄█");
        assert_eq!(spark(&[]), "");
        assert_eq!(spark(&[0, 0]), "  ");
    }

    #[test]
    fn a_meter_is_full_only_when_nothing_is_left() {
        for (share, wanted) in
            [(0.0, (0, 10)), (0.001, (1, 9)), (0.5, (5, 5)), (0.999, (9, 1)), (1.0, (10, 0))]
        {
            assert_eq!(meter(share, 10), wanted);
        }
        assert_eq!(meter(f64::NAN, 4), (0, 4));
    }
}
