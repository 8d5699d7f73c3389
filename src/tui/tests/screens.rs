//! The screens as text, in `tests/screens`; `UPDATE_SCREENS=1` writes them anew.

use std::path::PathBuf;

use super::fake::Fake;
use super::robot::Robot;

const SIZES: &[(u16, u16)] = &[(200, 60), (120, 40), (80, 24), (40, 10), (1, 1)];
const SCREENS: &[(&str, &str)] =
    &[("queue", ""), ("column", "2"), ("mask", "3"), ("plan", "4"), ("changes", "5"), ("log", "a6")];
const WINDOWS: &[(&str, &str)] = &[
    ("help", "?"),
    ("tour", ":tour<enter><enter>"),
    ("palette", ":"),
    ("filter", "/tier>=c"),
    ("bulk", "A"),
    ("reason", "r"),
    ("types", "t"),
    ("export", "E"),
    ("revealed", "jx"),
    ("effect", "jd"),
    ("decided", "asfa"),
];

pub fn compare(name: &str, got: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/screens").join(name);
    if std::env::var_os("UPDATE_SCREENS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, got).unwrap();
    }
    let wanted = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(got == wanted, "{name} differs from {}; UPDATE_SCREENS=1 writes it anew\n{got}", path.display());
}

#[test]
fn every_screen_at_five_sizes() {
    for (name, keys) in SCREENS {
        for size in SIZES {
            let mut robot = Robot::new(Fake::company(), *size);
            robot.press(keys);
            compare(&format!("{name}-{}x{}.txt", size.0, size.1), &robot.screen());
        }
    }
}

#[test]
fn every_window() {
    for (name, keys) in WINDOWS {
        let mut robot = Robot::new(Fake::company(), (120, 40));
        robot.press(keys);
        compare(&format!("{name}.txt"), &robot.screen());
    }
}

#[test]
fn without_unicode_and_colours_the_selection_is_still_seen() {
    let mut robot = Robot::new(Fake::company(), (80, 24));
    robot.model.glyphs = crate::tui::theme::glyphs::Glyphs::Ascii;
    robot.model.theme = robot.model.themes.find("monochrome").unwrap().clone();
    let screen = robot.screen();
    assert!(screen.is_ascii(), "{screen}");
    compare("ascii.txt", &screen);
    let buffer = robot.terminal.backend().buffer();
    let style = buffer.cell((10, 2)).unwrap().style();
    assert!(style.add_modifier.contains(ratatui::style::Modifier::REVERSED));
}
