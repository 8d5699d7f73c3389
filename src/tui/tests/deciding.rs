//! One key decides; nothing else does.

use std::sync::atomic::Ordering;

use super::fake::Fake;
use super::robot::Robot;
use super::screens::compare;
use crate::domain::action::Action;
use crate::domain::decision::Verdict;
use crate::domain::state::State;
use crate::domain::tier::Tier;
use crate::tui::message::Message;
use crate::tui::model::Screen;
use crate::tui::model::overlay::Overlay;

fn robot() -> Robot {
    Robot::new(Fake::company(), (120, 40))
}

#[test]
fn one_key_decides_and_goes_to_the_next_undecided_column() {
    let mut robot = robot();
    assert_eq!(robot.cursor(), "customers.card_number");
    robot.press("a");
    assert_eq!(robot.desk.state("card_number"), State::Decided);
    assert_eq!(robot.cursor(), "claims.notes");
    robot.press("s");
    assert_eq!(robot.desk.state("notes"), State::Skipped);
    assert_eq!(robot.cursor(), "customers.phone");
    robot.press("f");
    assert_eq!(robot.desk.state("phone"), State::Flagged);
    assert_eq!(robot.cursor(), "customers.email");
    assert_eq!(robot.model.meter.open, 9);
}

#[test]
fn enter_and_escape_never_decide_in_any_place() {
    let mut robot = robot();
    robot.press("<enter><enter><esc><esc><esc>3<enter><esc>4<enter><esc>E<enter><esc>A<enter><esc>");
    robot.press(":approve<enter><enter><esc>");
    assert_eq!(robot.model.meter.open, 10);
    assert!(robot.desk.steps.lock().unwrap().is_empty());
}

#[test]
fn a_decided_row_is_marked_as_being_saved_until_the_journal_has_it() {
    let mut robot = robot();
    robot.held = Some(Vec::new());
    robot.press("a");
    assert_eq!(robot.model.meter.open, 10, "the meter follows the disk");
    assert!(robot.screen().contains("… drop"), "{}", robot.screen());
    robot.settle();
    assert_eq!(robot.model.meter.open, 9);
    assert!(robot.screen().contains("✓ drop"));
}

#[test]
fn a_failed_write_puts_the_row_back_and_says_why() {
    let mut robot = robot();
    robot.desk.broken.store(true, Ordering::Relaxed);
    robot.press("a");
    assert_eq!(robot.cursor(), "customers.card_number");
    assert_eq!(robot.model.queue.current().unwrap().state, State::Undecided);
    let bottom = robot.bottom();
    assert!(bottom.starts_with("not saved") && bottom.contains("no space left"), "{bottom}");
}

#[test]
fn releasing_restricted_data_asks_for_a_reason_and_masking_never_does() {
    let mut robot = robot();
    robot.press("r");
    assert!(robot.screen().contains("reason needed"));
    robot.press("<enter>");
    assert_eq!(robot.desk.state("card_number"), State::Undecided, "an empty reason is none");
    robot.press("<esc>r").press("test numbers of the vendor<enter>");
    let wanted = Verdict::Decided { action: Action::Keep, not_sensitive: true };
    assert_eq!(robot.desk.verdict("card_number"), Some(wanted));
    robot.press("1").press("J").press("g");
    robot.press("/phone<enter>").press("r");
    assert_eq!(robot.desk.state("phone"), State::Decided, "confidential needs none");
}

#[test]
fn a_capital_letter_previews_and_y_does_it_as_one_step() {
    let mut robot = robot();
    robot.press("/email<enter>A");
    let screen = robot.screen();
    assert!(screen.contains("4 columns") && screen.contains("highest: ◆ confidential"), "{screen}");
    robot.press("A<enter><esc>");
    assert_eq!(robot.model.meter.open, 10, "only y confirms");
    robot.press("Ay");
    assert_eq!(robot.model.meter.open, 6);
    robot.press("u");
    assert_eq!(robot.model.meter.open, 10, "a bulk is one step");
    robot.press("U");
    assert_eq!(robot.model.meter.open, 6);
}

#[test]
fn marks_limit_a_bulk() {
    let mut robot = robot();
    robot.press("j<space><space>Ay");
    assert_eq!(robot.desk.state("notes"), State::Decided);
    assert_eq!(robot.desk.state("phone"), State::Decided);
    assert_eq!(robot.model.meter.open, 8);
    assert!(robot.model.queue.marks.is_empty());
    robot.press("gvjjv");
    assert_eq!(robot.model.queue.marks.len(), 3);
    robot.press("V");
    assert_eq!(robot.model.queue.marks.len(), 7);
    robot.press("<esc>");
    assert!(robot.model.queue.marks.is_empty());
}

#[test]
fn the_third_equal_decision_offers_a_rule() {
    let mut robot = robot();
    robot.press("jjj").press("aa");
    assert!(!robot.bottom().contains("more email"));
    robot.press("a");
    assert_eq!(robot.bottom(), "1 more email columns: b does the same for them, with a preview");
    robot.press("b");
    assert!(robot.screen().contains("for every open email column"), "{}", robot.screen());
    robot.press("y");
    assert_eq!(robot.model.meter.open, 6);
}

#[test]
fn dot_repeats_and_undo_brings_the_cursor_back() {
    let mut robot = robot();
    robot.press("s").press(".");
    assert_eq!(robot.desk.state("notes"), State::Skipped);
    robot.press("u");
    assert_eq!(robot.cursor(), "claims.notes");
    robot.press("u");
    assert_eq!(robot.cursor(), "customers.card_number");
    robot.press("u");
    assert_eq!(robot.bottom(), "there is nothing to undo");
}

#[test]
fn the_palette_decides_only_after_y() {
    let mut robot = robot();
    robot.press(":skip<enter>");
    assert!(matches!(robot.model.overlay, Some(Overlay::Bulk(_))));
    assert_eq!(robot.desk.state("card_number"), State::Undecided);
    robot.press("y");
    assert_eq!(robot.desk.state("card_number"), State::Skipped);
}

#[test]
fn pasted_text_never_decides() {
    let mut robot = robot();
    robot.send(Message::Paste("aaaaRy".into()));
    assert_eq!(robot.model.meter.open, 10);
    robot.press("c");
    robot.send(Message::Paste("see\nticket 7".into()));
    robot.press("<enter>");
    assert!(robot.screen().contains("seeticket 7"), "{}", robot.screen());
}

#[test]
fn another_mask_is_chosen_with_m_on_the_mask_screen() {
    let mut robot = robot();
    robot.press("jj").press("m");
    assert!(robot.screen().contains("mask for customers.phone"));
    robot.press("j").press("m");
    let wanted = Verdict::Decided { action: Action::Keep, not_sensitive: false };
    assert_eq!(robot.desk.verdict("phone"), Some(wanted));
    assert_eq!(robot.model.screen, Screen::Queue, "back where it was opened");
    robot.press("2").press("3").press("q");
    assert_eq!(robot.model.screen, Screen::Column);
}

#[test]
fn a_read_only_project_says_so_and_decides_nothing() {
    let mut fake = Fake::company();
    fake.about.read_only = Some("another vizard writes here".into());
    let mut robot = Robot::new(fake, (120, 40));
    for key in ["a", "r", "s", "A", "u", "x"] {
        robot.press(key);
        assert!(robot.bottom().contains("another vizard writes here"), "{key}: {}", robot.bottom());
    }
    assert_eq!(robot.model.meter.open, 10);
}

#[test]
fn the_type_can_be_corrected() {
    let mut robot = robot();
    robot.press("/fld<enter>").press("t").press("ssn<enter>");
    let kind = robot.model.queue.current().and_then(|row| row.scan.kind.clone());
    assert_eq!(kind.as_deref(), Some("us_ssn"));
}

#[test]
fn at_zero_the_screen_offers_the_plan() {
    let mut robot = robot();
    robot.press("Ay");
    assert_eq!(robot.bottom(), "all 10 columns are decided: 4 shows the plan");
    robot.press("E").press("y");
    assert_eq!(robot.bottom(), "written: vizard-plan.json");
    robot.press("Ejj").press("y");
    assert!(robot.screen().contains("1 column are not exact") || robot.screen().contains("not exact here"));
    robot.press("y");
    assert_eq!(robot.bottom(), "written: out.snowflake.true");
}

#[test]
fn a_real_mask_is_chosen_and_its_parameters_changed() {
    let mut robot = Robot::new(Fake::masked(), (120, 40));
    robot.press("/phone<enter>").press("m");
    let names = |robot: &Robot| -> Vec<String> {
        robot.model.mask.candidates.iter().map(|c| c.action.label()).collect()
    };
    let at = names(&robot).iter().position(|name| name.starts_with("pseudonym")).unwrap();
    robot.press("g");
    for _ in 0..at {
        robot.press("j");
    }
    robot.press("p").press("<ctrl-u>uuid<enter>");
    assert!(robot.model.overlay.is_none(), "{}", robot.screen());
    robot.press("p").press("<ctrl-u>roman<enter>");
    assert!(robot.screen().contains("format"), "{}", robot.screen());
    robot.press("<esc>");
    assert_eq!(robot.desk.state("phone"), State::Undecided);
    robot.press("m");
    let Some(Verdict::Decided { action: Action::Mask { mask, domain, .. }, .. }) =
        robot.desk.verdict("phone")
    else {
        panic!("{:?}", robot.desk.verdict("phone"));
    };
    assert_eq!((mask.name.as_str(), domain.as_deref()), ("pseudonym", Some("phone")));
    assert_eq!(mask.params.get("format").map(ToString::to_string).as_deref(), Some("uuid"));
}

#[test]
fn a_condition_is_made_changed_and_taken_away() {
    let mut robot = Robot::new(Fake::masked(), (120, 40));
    robot.press("/phone<enter>").press("m");
    let action = |robot: &Robot| robot.model.mask.current().unwrap().action.label();
    let plain = action(&robot);
    robot.press("e");
    assert!(robot.screen().contains("One of: zip, status"), "{}", robot.screen());
    // A part of the name, then the column by that part; the comparison by its sign.
    robot.press("sta<right><tab>!<tab>cl").press("osed<tab><ctrl-u>keep");
    compare("condition.txt", &robot.screen());
    robot.press("<enter>");
    assert!(robot.model.overlay.is_none(), "{}", robot.screen());
    assert_eq!(action(&robot), format!("{plain} when status != 'closed', else keep"));
    // What is wrong is said while it is typed, in the words of the command line, and enter does not take it.
    robot.press("e<tab><tab><ctrl-u>");
    assert!(robot.screen().contains("the condition (--when) compares with one value"), "{}", robot.screen());
    robot.press("<up><up><ctrl-u>email");
    assert!(robot.screen().contains("No internal or public column"), "{}", robot.screen());
    robot.press("<enter>");
    assert!(robot.screen().contains("only where"), "{}", robot.screen());
    robot.press("<esc>m");
    assert_eq!(robot.desk.state("phone"), State::Decided);
    robot.press("<esc>");
    let decided = |robot: &Robot| robot.desk.verdict("phone").map(|verdict| format!("{verdict:?}"));
    assert!(decided(&robot).unwrap().contains("closed"));
    // Not for the column of a table that lacks what the condition looks at.
    robot.press("/<ctrl-u>email<enter>j.");
    assert!(
        robot.bottom().contains("status, which ") && robot.bottom().contains("does not have"),
        "{}",
        robot.bottom()
    );
    assert_eq!(robot.desk.steps.lock().unwrap().len(), 1);
    robot.press("<esc>u");
    assert_eq!(decided(&robot), None, "undone");
    robot.press("/<ctrl-u>phone<enter>m").press("e<ctrl-u><enter>");
    assert_eq!(action(&robot), plain);
}

#[test]
fn a_key_is_offered_before_the_first_keyed_decision_and_only_then() {
    let keyless = || {
        let mut fake = Fake::masked();
        fake.about.no_key = true;
        let mut robot = Robot::new(fake, (120, 40));
        robot.press("/phone<enter>");
        robot
    };
    let mut robot = keyless();
    robot.press("a");
    assert!(robot.screen().contains("a key is needed"), "{}", robot.screen());
    robot.press("<enter><esc>");
    assert_eq!(robot.desk.state("phone"), State::Undecided);
    robot.press("a").press("y");
    assert_eq!(robot.desk.state("phone"), State::Decided);
    assert!(!robot.model.about.no_key);
    let mut robot = keyless();
    robot.press("a").press("n");
    assert_eq!(robot.desk.state("phone"), State::Decided);
    robot.press("u").press("a");
    assert!(robot.model.overlay.is_none(), "asked once");
}

#[test]
fn a_column_with_a_new_name_takes_the_decision_over_or_not() {
    let mut robot = Robot::new(Fake::company(), (120, 40));
    assert!(robot.press("w").bottom().contains("no decided column is gone"), "{}", robot.bottom());
    let id = |column: &str| crate::tui::tests::fake::row("t.csv", column, 0, None, Tier::Internal, 1.0).id;
    let rename = |from: &str, to: &str| crate::tui::port::Rename { from: id(from), to: id(to) };
    let renames = vec![rename("mail", "email"), rename("tel", "phone"), rename("a", "b")];
    robot.send(Message::Loaded(Ok(crate::tui::port::Loaded { renames, ..Default::default() })));
    assert_eq!(robot.bottom(), "3 columns may have a new name: w shows them");
    compare("renames.txt", &robot.press("w").screen());
    assert_eq!(robot.press("<esc>").model.scan.renames.len(), 3, "later");
    assert_eq!(robot.press("wjy").bottom(), "tel phone true");
    assert_eq!(robot.press("n").bottom(), "a b false");
    assert_eq!(robot.press("n").bottom(), "mail email false");
    assert!(robot.model.overlay.is_none() && robot.model.in_flight == 0);
}
