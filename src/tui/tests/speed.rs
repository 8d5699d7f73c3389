//! Many columns: what a key costs does not grow with them. The bounds are generous, since tests run unoptimised.

use std::time::{Duration, Instant};

use super::fake::{Fake, row};
use super::robot::Robot;
use crate::domain::tier::Tier;

#[test]
fn a_key_among_twenty_thousand_columns_is_quick() {
    let rows = (0..20_000)
        .map(|at| {
            row(
                &format!("t{}.csv", at / 100),
                &format!("c{at}"),
                at % 100,
                Some("email"),
                Tier::Confidential,
                f64::from(at as u32 % 977),
            )
        })
        .collect();
    let mut robot = Robot::new(Fake::with(rows), (120, 40));
    let mut worst = Duration::ZERO;
    for key in ["j", "J", "G", "g", "<pgdn>", "<space>", "o"] {
        let start = Instant::now();
        robot.press(key);
        robot.screen();
        if key != "o" {
            worst = worst.max(start.elapsed());
        }
    }
    assert!(worst < Duration::from_millis(60), "{worst:?}");
}
