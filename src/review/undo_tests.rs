//! Undo and redo against a real journal, and against a plain stack of states.

use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::domain::action::Action;
use crate::domain::state::State;
use crate::review::decide;
use crate::review::testing;
use crate::store::folders::Folders;
use crate::store::journal::Journal;
use crate::store::project::Project;

struct Desk {
    root: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { root: tempfile::tempdir().unwrap() }
    }

    /// Opens as a person with a device of their own.
    fn open(&self, who: &str) -> Journal {
        let project = Project::locate(Some(self.root.path()), Path::new("/")).unwrap();
        let folders = Folders::under(&self.root.path().join(".people").join(who));
        Journal::open_in(&project, &folders, who, false).unwrap()
    }
}

fn id(column: &str) -> ColumnId {
    testing::item("t.csv", column).id
}

fn decided(action: Action) -> Verdict {
    Verdict::Decided { action, not_sensitive: false }
}

/// One step: the same verdict for some columns, on all heads seen.
fn decide(journal: &mut Journal, columns: &[&str], verdict: &Verdict) {
    let fold = journal.fold();
    let changes = columns
        .iter()
        .map(|column| {
            let mut item = testing::item("t.csv", column);
            item.status = fold.column(&item.id).cloned().unwrap_or_default();
            decide::verdict(&item, verdict.clone(), None, "d")
        })
        .collect();
    journal.append(changes, None).unwrap();
}

fn turn(journal: &mut Journal, redo_it: bool) -> Option<Turn> {
    let fold = journal.fold();
    let find = if redo_it { redo } else { undo };
    let turn = find(journal.events(), journal.own(), &fold)?;
    journal.append(turn.changes.clone(), Some(&turn.step)).unwrap();
    Some(turn)
}

fn state(journal: &Journal, column: &str) -> State {
    journal.fold().column(&id(column)).map_or(State::Undecided, crate::domain::fold::ColumnStatus::state)
}

fn action(journal: &Journal, column: &str) -> Option<Action> {
    journal.fold().column(&id(column)).and_then(|status| status.action().cloned())
}

#[test]
fn a_bulk_is_one_step_and_undo_works_after_a_restart() {
    let desk = Desk::new();
    let mut journal = desk.open("ana");
    decide(&mut journal, &["a", "b"], &decided(Action::Keep));
    decide(&mut journal, &["b", "c"], &decided(Action::Drop));
    drop(journal);
    let mut journal = desk.open("ana");
    assert_eq!(turn(&mut journal, false).unwrap().changes.len(), 2);
    assert_eq!(action(&journal, "b"), Some(Action::Keep));
    assert_eq!(state(&journal, "c"), State::Undecided);
    drop(journal);
    let mut journal = desk.open("ana");
    turn(&mut journal, false).unwrap();
    assert_eq!(state(&journal, "a"), State::Undecided);
    assert!(turn(&mut journal, false).is_none());
    drop(journal);
    let mut journal = desk.open("ana");
    turn(&mut journal, true).unwrap();
    turn(&mut journal, true).unwrap();
    assert!(turn(&mut journal, true).is_none());
    assert_eq!((action(&journal, "a"), action(&journal, "b")), (Some(Action::Keep), Some(Action::Drop)));
    assert_eq!(journal.events().iter().filter(|e| e.step.contains('~')).count(), 8);
}

#[test]
fn what_somebody_else_decided_since_stays() {
    let desk = Desk::new();
    let mut ana = desk.open("ana");
    decide(&mut ana, &["a", "b"], &decided(Action::Keep));
    let mut bo = desk.open("bo");
    assert!(turn(&mut bo, false).is_none(), "undo takes back one's own steps only");
    decide(&mut bo, &["a"], &decided(Action::Drop));
    drop((ana, bo));
    let mut ana = desk.open("ana");
    let turned = turn(&mut ana, false).unwrap();
    assert_eq!((turned.changes.len(), turned.kept), (1, vec![id("a")]));
    assert_eq!((action(&ana, "a"), state(&ana, "b")), (Some(Action::Drop), State::Undecided));
}

#[test]
fn a_settled_dispute_is_a_dispute_again() {
    let desk = Desk::new();
    let (mut ana, mut bo) = (desk.open("ana"), desk.open("bo"));
    decide(&mut ana, &["a"], &decided(Action::Keep));
    decide(&mut bo, &["a"], &decided(Action::Drop));
    drop((ana, bo));
    let mut ana = desk.open("ana");
    assert_eq!(state(&ana, "a"), State::Disputed);
    decide(&mut ana, &["a"], &decided(Action::Drop));
    assert_eq!(state(&ana, "a"), State::Decided);
    turn(&mut ana, false).unwrap();
    assert_eq!(state(&ana, "a"), State::Disputed);
    turn(&mut ana, true).unwrap();
    assert_eq!(action(&ana, "a"), Some(Action::Drop));
}

#[test]
fn corrected_types_are_taken_back_too() {
    let desk = Desk::new();
    let mut ana = desk.open("ana");
    let set = |journal: &mut Journal, kind: &str| {
        let change = Change::SetType { column: id("a"), kind: Some(kind.to_owned()) };
        journal.append(vec![change], None).unwrap();
    };
    let corrected = |journal: &Journal| journal.fold().column(&id("a")).and_then(|s| s.corrected.clone());
    set(&mut ana, "phone");
    set(&mut ana, "iban");
    turn(&mut ana, false).unwrap();
    assert_eq!(corrected(&ana).as_deref(), Some("phone"));
    turn(&mut ana, false).unwrap();
    assert_eq!(corrected(&ana), None);
    turn(&mut ana, true).unwrap();
    turn(&mut ana, true).unwrap();
    assert_eq!(corrected(&ana).as_deref(), Some("iban"));
    turn(&mut ana, false).unwrap();
    assert_eq!(corrected(&ana).as_deref(), Some("phone"));
}

#[test]
fn remarks_and_reveals_are_no_steps() {
    let desk = Desk::new();
    let mut ana = desk.open("ana");
    decide(&mut ana, &["a"], &decided(Action::Keep));
    ana.append(vec![Change::Comment { column: id("a"), text: "fine".into() }], None).unwrap();
    ana.append(vec![Change::Reveal { column: id("a") }], None).unwrap();
    turn(&mut ana, false).unwrap();
    assert_eq!(state(&ana, "a"), State::Undecided);
    assert_eq!(ana.fold().column(&id("a")).unwrap().comments.len(), 1);
}

/// What a reviewer does in the property test.
#[derive(Debug, Clone)]
enum Deed {
    Decide(Vec<usize>, usize),
    Undo,
    Redo,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let columns = prop::collection::btree_set(0..3_usize, 1..=3);
    let deed = prop_oneof![
        3 => (columns, 0..4_usize).prop_map(|(columns, verdict)| Deed::Decide(columns.into_iter().collect(), verdict)),
        3 => Just(Deed::Undo),
        2 => Just(Deed::Redo),
    ];
    prop::collection::vec(deed, 1..14)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Undo and redo do what they do in an editor, whatever was done before.
    #[test]
    fn undo_and_redo_walk_a_stack_of_states(deeds in deeds()) {
        let names = ["a", "b", "c"];
        let verdicts = [decided(Action::Keep), decided(Action::Drop), Verdict::Flagged, Verdict::Skipped];
        let seen = |journal: &Journal| names.map(|name| (state(journal, name), action(journal, name)));
        let desk = Desk::new();
        let mut journal = desk.open("ana");
        let mut states = vec![seen(&journal)];
        let mut at = 0;
        for deed in deeds {
            match deed {
                Deed::Decide(columns, verdict) => {
                    let columns: Vec<&str> = columns.into_iter().map(|c| names[c]).collect();
                    decide(&mut journal, &columns, &verdicts[verdict]);
                    states.truncate(at + 1);
                    states.push(seen(&journal));
                    at += 1;
                }
                Deed::Undo => {
                    prop_assert_eq!(turn(&mut journal, false).is_some(), at > 0);
                    at = at.saturating_sub(1);
                }
                Deed::Redo => {
                    prop_assert_eq!(turn(&mut journal, true).is_some(), at + 1 < states.len());
                    at = (at + 1).min(states.len() - 1);
                }
            }
            prop_assert_eq!(&seen(&journal), &states[at]);
        }
    }
}
