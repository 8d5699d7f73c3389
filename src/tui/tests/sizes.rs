//! Any size, any keys: no panic, and nothing decided by accident.

use proptest::prelude::*;

use super::fake::Fake;
use super::robot::Robot;
use crate::domain::state::State;

#[test]
fn every_screen_and_window_draws_at_every_size() {
    for size in [
        (0, 0),
        (1, 1),
        (5, 2),
        (19, 4),
        (20, 5),
        (21, 6),
        (40, 10),
        (59, 15),
        (60, 14),
        (60, 15),
        (80, 24),
        (99, 15),
        (100, 15),
        (120, 40),
        (200, 60),
        (300, 100),
    ] {
        let mut robot = Robot::new(Fake::company(), size);
        for keys in [
            "",
            "<tab>",
            "<tab>2",
            "<tab>",
            "3",
            "<tab>",
            "4",
            "<tab>",
            "5",
            "6",
            "1?",
            "<esc>:",
            "<esc>/ti",
            "<esc>A",
            "<esc>:tour<enter>",
            "<esc>c",
            "<esc>t",
            "<esc>E",
            "<esc>+",
            "_x",
            "d",
        ] {
            robot.press(keys);
            robot.screen();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn keys_that_do_not_decide_leave_every_column_open(
        keys in proptest::collection::vec(proptest::sample::select(vec![
            "j", "k", "g", "G", "J", "K", "<enter>", "<esc>", "<space>", "v", "V", "/", "o", "i", "d", "x", "X", "n", "N",
            "<tab>", "+", "_", "1", "2", "3", "4", "5", "6", "?", ":", "<ctrl-d>", "<ctrl-u>", "<pgdn>", "u", "U", "E",
        ]), 0..60),
        width in 0u16..130,
        height in 0u16..45,
    ) {
        let mut robot = Robot::new(Fake::company(), (width, height));
        for key in keys {
            robot.press(key);
            robot.screen();
        }
        for row in robot.desk.rows.lock().unwrap().iter() {
            prop_assert_eq!(row.state, State::Undecided);
        }
    }

    #[test]
    fn any_keys_at_all_never_panic(
        keys in proptest::collection::vec(proptest::sample::select(
            "abcdefghijklmnoprstuvxyABERSUVXJKGN.:/?+_ 123456y".chars().collect::<Vec<_>>()), 0..80),
        size in proptest::sample::select(vec![(1u16, 1u16), (40, 10), (80, 24), (120, 40)]),
    ) {
        let mut robot = Robot::new(Fake::company(), size);
        for key in keys {
            robot.press(&key.to_string());
            robot.screen();
        }
    }
}
