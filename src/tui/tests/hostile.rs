//! Names made to deceive: nothing acts on the terminal, nothing moves a neighbour.

use super::fake::{Fake, row};
use super::robot::Robot;
use crate::domain::tier::Tier;

const NAMES: &[&str] = &[
    "esc\u{1b}[31mred",
    "osc\u{1b}]52;c;aGk=\u{7}",
    "c1\u{9b}31m",
    "nul\0tab\tline\nend",
    "rtl\u{202e}txt.exe",
    "zero\u{200b}width\u{feff}",
    "日本語の列名がとても長い場合でも",
    "emoji 👩‍👩‍👧 family",
    "a\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}zalgo",
    "שם העמודה",
    "tag\u{e0041}\u{e0042}",
    "",
];

#[test]
fn every_row_keeps_its_columns_and_nothing_acts() {
    let rows = NAMES
        .iter()
        .enumerate()
        .map(|(at, name)| {
            row(&format!("t{name}.csv"), name, at, Some("email"), Tier::Confidential, 50.0 - at as f64)
        })
        .collect();
    let mut robot = Robot::new(Fake::with(rows), (120, 40));
    for keys in ["", "j", "2", "3", "4", "1A", "<esc>?", "<esc>:"] {
        robot.press(keys);
        let screen = robot.screen();
        for (at, line) in screen.lines().enumerate() {
            assert!(!line.chars().any(|c| c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')), "{keys} {at}: {line:?}");
        }
    }
    robot.press("<esc>1");
    let screen = robot.screen();
    let frame: Vec<&str> = screen.lines().skip(2).take(NAMES.len()).collect();
    for line in frame {
        assert_eq!(line.chars().next(), Some('│'));
        let list: String = line.chars().collect();
        assert!(crate::tui::widget::width(&list) <= 120, "{line}");
    }
    // The right edge of the list stands in one column whatever stands before it.
    let buffer = robot.terminal.backend().buffer();
    for y in 2..(2 + NAMES.len() as u16) {
        let cell = buffer.cell((71, y)).map(|cell| cell.symbol().to_owned());
        assert_eq!(cell.as_deref(), Some("│"), "line {y}");
    }
}
