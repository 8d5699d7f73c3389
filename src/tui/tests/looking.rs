//! Looking: filter, values, palette, mouse, leaving.

use std::time::Duration;

use super::fake::{BESIDE, Fake, VALUE};
use super::robot::Robot;
use crate::tui::How;
use crate::tui::message::Message;
use crate::tui::model::Screen;

fn robot() -> Robot {
    Robot::new(Fake::company(), (120, 40))
}

#[test]
fn values_are_hidden_until_revealed_and_again_after_ten_seconds() {
    for screen in ["", "2", "3", "d"] {
        let mut robot = robot();
        robot.press(screen);
        assert!(!robot.screen().contains(VALUE), "{screen}");
        robot.press("x");
        assert!(robot.screen().contains(VALUE), "{screen}:\n{}", robot.screen());
        assert!(!robot.screen().contains(BESIDE), "the other columns were not revealed");
        assert_eq!(
            robot.desk.log.lock().unwrap().first().map(|line| line.what.clone()),
            Some("reveal".into())
        );
        robot.wait(Duration::from_secs(9));
        assert!(robot.model.reveal.is_some());
        robot.wait(Duration::from_secs(1));
        assert!(!robot.screen().contains(VALUE));
        assert!(robot.model.sample.get().is_none(), "what was read is forgotten");
    }
}

#[test]
fn values_hide_when_the_reviewer_moves_on() {
    for way in ["j", "X", "4", "x", "<ctrl-z>"] {
        let mut robot = robot();
        robot.press("x");
        assert!(robot.screen().contains(VALUE));
        robot.press(way);
        assert!(!robot.screen().contains(VALUE), "{way}");
    }
    let mut robot = robot();
    robot.press("x");
    robot.send(Message::FocusLost);
    assert!(!robot.screen().contains(VALUE));
}

#[test]
fn the_policy_can_forbid_to_reveal() {
    let mut fake = Fake::company();
    fake.about.reveal_forbidden = true;
    let mut robot = Robot::new(fake, (120, 40));
    robot.press("x");
    assert!(robot.bottom().contains("forbids"), "{}", robot.bottom());
    assert!(robot.desk.log.lock().unwrap().is_empty());
}

#[test]
fn the_filter_is_live_and_escape_brings_the_old_one_back() {
    let mut robot = robot();
    robot.press("/pho");
    assert_eq!(robot.model.queue.view.len(), 1);
    robot.press("<esc>");
    assert_eq!(robot.model.queue.view.len(), 10);
    robot.press("/email<enter>");
    assert_eq!(robot.model.queue.view.len(), 4);
    robot.press("<esc>");
    assert_eq!(robot.model.queue.view.len(), 10);
    robot.press("gn");
    assert_eq!(robot.cursor(), "customers.email", "hits are remembered");
    robot.press("n");
    assert_eq!(robot.cursor(), "events.email");
    robot.press("N");
    assert_eq!(robot.cursor(), "customers.email");
}

#[test]
fn a_filter_that_cannot_be_read_says_why_and_a_word_is_completed() {
    let mut robot = robot();
    robot.press("/tier>=");
    assert!(robot.screen().contains("a tier is missing"), "{}", robot.screen());
    robot.press("res<tab>");
    assert!(robot.screen().contains("tier>=restricted"), "{}", robot.screen());
}

#[test]
fn the_palette_says_why_an_action_is_off() {
    let mut robot = robot();
    robot.press(":repeat");
    assert!(robot.screen().contains("off: nothing was decided yet"), "{}", robot.screen());
}

#[test]
fn help_lists_every_action() {
    let mut robot = Robot::new(Fake::company(), (120, 200));
    robot.press("?");
    let screen = robot.screen();
    for action in crate::tui::action::all() {
        let start: String = action.title.chars().take(40).collect();
        assert!(screen.contains(&start), "{}", action.name);
    }
}

#[test]
fn the_mouse_selects_opens_and_runs_hints() {
    let mut robot = robot();
    robot.click(5, 4);
    assert_eq!(robot.cursor(), "customers.phone");
    robot.click(5, 4);
    assert_eq!(robot.model.screen, Screen::Column);
    robot.press("q");
    let bottom = robot.screen().lines().last().unwrap().to_owned();
    let at = bottom.find("s skip").unwrap() as u16;
    robot.click(at + 2, 39);
    assert_eq!(robot.model.meter.skipped, 1);
}

#[test]
fn a_resize_keeps_the_selection_in_sight() {
    let mut robot = robot();
    robot.press("G");
    let cursor = robot.cursor();
    for size in [(60, 15), (40, 10), (1, 1), (200, 60)] {
        robot.resize(size);
        robot.screen();
        assert_eq!(robot.cursor(), cursor);
    }
}

#[test]
fn ctrl_c_cancels_the_scan_and_twice_quits() {
    let mut robot = Robot::unloaded(Fake::company(), (120, 40));
    robot.held = Some(Vec::new());
    robot.press("<ctrl-c>");
    assert!(robot.model.scan.stopping && robot.model.end.is_none());
    robot.press("<ctrl-c>");
    assert_eq!(robot.model.end, Some(How::Quit));
    let mut robot = self::robot();
    robot.press("<ctrl-c>");
    robot.wait(Duration::from_secs(3)).press("<ctrl-c>");
    assert_eq!(robot.model.end, None, "two slow ones are not twice");
}

#[test]
fn the_first_frame_comes_before_anything_is_loaded() {
    let mut robot = Robot::unloaded(Fake::company(), (120, 40));
    assert!(robot.screen().contains("looking for columns…"));
}

#[test]
fn only_the_address_is_copied() {
    let mut robot = robot();
    robot.press("x").press("y");
    assert_eq!(robot.copied, ["customers.card_number"]);
}

#[test]
fn an_answer_to_an_old_question_is_thrown_away() {
    let mut robot = robot();
    robot.held = Some(Vec::new());
    robot.press("/pho");
    let old = robot.held.take().unwrap();
    robot.press("<esc>");
    robot.take(old);
    assert_eq!(robot.model.queue.view.len(), 10);
}

#[test]
fn without_a_tick_due_an_idle_session_sleeps() {
    let mut robot = robot();
    assert_eq!(robot.model.next_tick(), None);
    robot.press("x");
    assert!(robot.model.next_tick().is_some());
}

#[test]
fn leaving_waits_for_what_is_on_its_way_to_disk() {
    for keys in ["a", "au", "csee 7<enter>"] {
        let mut robot = robot();
        robot.held = Some(Vec::new());
        robot.press(keys).press("q");
        assert_eq!(robot.model.end, Some(How::Quit));
        assert!(robot.model.unsaved() > 0, "{keys}");
        robot.settle();
        assert_eq!(robot.model.unsaved(), 0, "{keys}");
    }
}

#[test]
fn where_nothing_can_be_loaded_the_session_ends_and_says_why() {
    let mut robot = Robot::unloaded(Fake::company(), (120, 40));
    robot.send(Message::Loaded(Err(crate::tui::port::DeskError("no table was found".into()))));
    assert_eq!(robot.model.end, Some(How::Failed("no table was found".into())));
}

#[test]
fn what_was_not_read_is_listed() {
    let mut robot = robot();
    let incomplete = vec![crate::domain::scan::Incomplete {
        table: "b\u{1b}ad.csv".into(),
        at: Some("row 7".into()),
        why: "a quote is not closed; close it".into(),
    }];
    robot.send(Message::Loaded(Ok(crate::tui::port::Loaded {
        incomplete,
        excluded: 2,
        notes: vec!["scans are made again\u{7} each time".into()],
        ..Default::default()
    })));
    assert_eq!(robot.bottom(), "1 not read: ! says what");
    robot.press("!");
    assert_eq!(robot.bottom(), "b␛ad.csv row 7: a quote is not closed; close it");
    let screen = robot.press("5").screen();
    assert!(screen.contains("2 files left out by rule"), "{screen}");
    assert!(screen.contains("scans are made again␇ each time"), "{screen}");
}

#[test]
fn a_theme_that_changed_on_disk_is_in_force_at_once_and_a_bad_one_says_why() {
    use crate::tui::theme::{Meaning, Themes};

    let mut robot = robot();
    let folder = tempfile::tempdir().unwrap();
    let light = crate::tui::theme::BUILT_IN.iter().find(|(name, _)| *name == "light").unwrap().1;
    // A user's theme takes the place of the program's own of that name.
    std::fs::write(folder.path().join("dark.toml"), light).unwrap();
    let before = robot.model.theme.style(Meaning::Text);
    robot.send(Message::Themes(Themes::load(Some(folder.path()))));
    assert_eq!(robot.model.theme.name, "dark");
    assert_ne!(robot.model.theme.style(Meaning::Text), before);
    std::fs::write(folder.path().join("dark.toml"), "text = 7").unwrap();
    robot.send(Message::Themes(Themes::load(Some(folder.path()))));
    assert!(robot.bottom().contains("dark.toml"), "{}", robot.bottom());
    assert_ne!(robot.model.theme.style(Meaning::Text), before, "the last good one stays");
}
