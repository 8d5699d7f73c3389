//! Intervals over simulated files whose rows are alike where they lie together.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

use super::*;

const FILES: u32 = 600;

fn uniform(rng: &mut ChaCha8Rng) -> f64 {
    (rng.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
}

/// Share of simulated files whose true share lies in the interval: widened by the design effect, and as if rows had been
/// drawn one by one. Each file has 400 blocks of 60 rows; in a share `dense` of the blocks a row hits with
/// `inside`, elsewhere with `outside`; `drawn` blocks are drawn without replacement.
fn coverage(drawn: usize, dense: f64, inside: f64, outside: f64) -> (f64, f64) {
    let mut rng = ChaCha8Rng::seed_from_u64(11);
    let (mut widened, mut naive) = (0, 0);
    for _ in 0..FILES {
        let mut blocks: Vec<u64> = (0..400)
            .map(|_| {
                let p = if uniform(&mut rng) < dense { inside } else { outside };
                (0..60).filter(|_| uniform(&mut rng) < p).count() as u64
            })
            .collect();
        let truth = blocks.iter().sum::<u64>() as f64 / (400.0 * 60.0);
        for at in 0..drawn {
            let other = at + (rng.next_u64() % (400 - at) as u64) as usize;
            blocks.swap(at, other);
        }
        let mut clusters = Clusters::default();
        for hits in &blocks[..drawn] {
            clusters.add(60, 60, std::iter::once((1, How::Inside, *hits)));
        }
        let (hits, n) = (blocks[..drawn].iter().sum(), 60 * drawn as u64);
        let holds = |share: Share| u32::from(share.low <= truth && truth <= share.high);
        widened += holds(Share::clustered(hits, n, clusters.effect(1, &[How::Inside])));
        naive += holds(Share::of(hits, n));
    }
    (f64::from(widened) / f64::from(FILES), f64::from(naive) / f64::from(FILES))
}

#[test]
fn intervals_hold_the_true_share_of_clustered_files() {
    // Blocks drawn, share of blocks that are dense, shares of hits there and elsewhere.
    for (drawn, dense, inside, outside) in
        [(40, 0.3, 0.9, 0.05), (40, 0.5, 0.6, 0.4), (100, 0.1, 0.8, 0.0), (12, 0.5, 0.9, 0.1)]
    {
        let (widened, naive) = coverage(drawn, dense, inside, outside);
        assert!(widened >= 0.93, "{drawn} {dense}: {widened}");
        assert!(widened > naive, "{drawn} {dense}: {widened}, {naive} without");
    }
    // Without the effect such files are hardly ever hit.
    assert!(coverage(40, 0.3, 0.9, 0.05).1 < 0.6);
}

#[test]
fn rows_that_lie_anyhow_are_hardly_widened() {
    let (widened, naive) = coverage(40, 1.0, 0.2, 0.2);
    assert!(widened >= 0.94 && widened - naive < 0.05, "{widened} {naive}");
}

#[test]
fn a_column_is_open_while_an_interval_holds_a_turn_or_hits_are_few() {
    let contained = |rows, n| crate::domain::assessment::Contained {
        kind: "email".to_owned(),
        rows,
        share: Share::of(rows, n),
    };
    let scan = |is: Option<Share>, contains| ColumnScan {
        is,
        contains,
        sensitivity: Tier::Confidential,
        ..ColumnScan::default()
    };
    assert!(!is_open(&scan(None, vec![])));
    assert!(!is_open(&scan(Some(Share::of(9_990, 10_000)), vec![])));
    assert!(is_open(&scan(Some(Share::of(48, 50)), vec![])));
    assert!(!is_open(&scan(Some(Share::of(50, 50)), vec![])));
    assert!(is_open(&scan(None, vec![contained(2, 10_000)])));
    assert!(is_open(&scan(None, vec![contained(210, 10_000)])));
    assert!(!is_open(&scan(None, vec![contained(900, 10_000)])));
}
