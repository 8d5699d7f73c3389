//! Many columns: what a key costs does not grow with them.

use std::time::{Duration, Instant};

use super::fake::{Fake, row};
use super::robot::Robot;
use crate::domain::tier::Tier;

/// Presses of each key; the quickest counts, since others ran beside the rest.
const TRIES: usize = 9;
/// A key among a hundred times as many columns costs at most so many times as much; a walk over all of them would cost more.
const FACTOR: u32 = 20;

/// What the keys cost together among so many columns.
fn cost(columns: usize) -> Duration {
    let rows = (0..columns)
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
    let mut quickest = |key: &str| {
        let tries = (0..TRIES).map(|_| {
            let start = Instant::now();
            robot.press(key);
            robot.screen();
            start.elapsed()
        });
        tries.min().unwrap()
    };
    ["j", "J", "G", "g", "<pgdn>", "<space>"].into_iter().map(&mut quickest).sum()
}

#[test]
fn a_key_among_twenty_thousand_columns_costs_little_more_than_among_two_hundred() {
    let (few, many) = (cost(200), cost(20_000));
    assert!(many < few * FACTOR, "{many:?} among 20 000 columns, {few:?} among 200");
}
