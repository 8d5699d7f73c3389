//! Line by line.

use super::fake::{Fake, VALUE};
use crate::domain::state::State;
use crate::tui::plain;

fn talk(fake: &Fake, lines: &str) -> String {
    let mut out = Vec::new();
    plain::run_on(fake, &mut lines.as_bytes(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn it_takes_the_same_decisions() {
    let fake = Fake::company();
    let said = talk(&fake, "a\ns\nm\n2\n\nf\nq\n");
    assert_eq!(fake.state("card_number"), State::Decided);
    assert_eq!(fake.state("notes"), State::Skipped);
    assert_eq!(fake.state("phone"), State::Decided);
    assert!(said.contains("customers.phone: keep"), "{said}");
    assert!(said.ends_with("8 of 10 columns left\n"), "{said}");
}

#[test]
fn an_empty_line_and_the_end_of_the_input_decide_nothing() {
    let fake = Fake::company();
    let said = talk(&fake, "\n\n\n");
    assert!(said.ends_with("10 of 10 columns left\n"), "{said}");
    assert!(fake.steps.lock().unwrap().is_empty());
}

#[test]
fn restricted_data_needs_a_reason_and_values_are_logged() {
    let fake = Fake::company();
    let said = talk(&fake, "r\n\nr\nvendor's test numbers\nq\n");
    assert!(said.contains("left as it is"));
    assert_eq!(fake.state("card_number"), State::Decided);
    let said = talk(&Fake::company(), "x\nq\n");
    assert!(said.contains(VALUE));
    let mut fake = Fake::company();
    fake.about.reveal_forbidden = true;
    assert!(!talk(&fake, "x\nq\n").contains(VALUE));
}

#[test]
fn undo_asks_again() {
    let fake = Fake::company();
    let said = talk(&fake, "a\nu\na\nq\n");
    assert_eq!(fake.state("card_number"), State::Decided, "{said}");
}
