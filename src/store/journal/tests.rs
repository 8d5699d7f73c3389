//! What a journal promises.

use super::*;
use crate::domain::decision::{Basis, Verdict};
use crate::domain::name::ColumnId;
use crate::domain::spans::Span;
use crate::domain::state::State;

struct Place {
    root: tempfile::TempDir,
    devices: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self { root: tempfile::tempdir().unwrap(), devices: tempfile::tempdir().unwrap() }
    }

    fn project(&self) -> Project {
        Project::locate(Some(self.root.path()), Path::new("/")).unwrap()
    }

    /// Opens as a person on a device of their own.
    fn open(&self, who: &str) -> Journal {
        self.try_open(who, false).unwrap()
    }

    fn try_open(&self, who: &str, read_only: bool) -> Result<Journal, StoreError> {
        let folders = Folders::under(&self.devices.path().join(who));
        Journal::open_in(&self.project(), &folders, who, read_only)
    }

    fn files(&self) -> Vec<PathBuf> {
        read::files(&self.project().decisions()).unwrap()
    }
}

fn column(name: &str) -> ColumnId {
    ColumnId {
        table: "t.csv".into(),
        column: name.into(),
        occurrence: 0,
        dtype: crate::domain::dtype::DType::default(),
    }
}

fn keep() -> Verdict {
    Verdict::Decided { action: Action::Keep, not_sensitive: false }
}

fn verdict(name: &str, verdict: Verdict, supersedes: &[&str]) -> Change {
    Change::Verdict {
        column: column(name),
        verdict,
        basis: Basis::default(),
        reason: None,
        supersedes: supersedes.iter().map(|id| (*id).to_owned()).collect(),
        undoes: None,
    }
}

fn comment(text: &str) -> Change {
    Change::Comment { column: column("c"), text: text.into() }
}

#[test]
fn looking_creates_nothing_and_the_first_event_creates_the_project_and_says_so() {
    let place = Place::new();
    let mut journal = place.open("ana");
    assert_eq!(std::fs::read_dir(place.root.path()).unwrap().count(), 0);
    let events = journal.append(vec![comment("one")], None).unwrap();
    assert_eq!((events.len(), journal.notes().len(), place.files().len()), (1, 1, 1));
    assert!(place.files()[0].to_string_lossy().contains("ana."));
    assert_eq!(journal.chains()[0].events, 1);
}

#[test]
fn what_was_acknowledged_is_there_after_a_restart() {
    let place = Place::new();
    let mut journal = place.open("ana");
    let mut written = journal.append(vec![comment("one"), comment("two")], None).unwrap();
    assert_eq!(written[0].step, written[1].step);
    written.extend(journal.append(vec![comment("three")], Some("my-step")).unwrap());
    assert_eq!(journal.events(), written);
    drop(journal);
    let again = place.open("ana");
    assert_eq!(again.events(), written);
    assert_eq!(again.own().count(), 3);
    assert_eq!(again.events()[2].step, "my-step");
}

#[test]
fn a_second_process_looks_only_and_says_why() {
    let place = Place::new();
    let mut first = place.open("ana");
    first.append(vec![comment("one")], None).unwrap();
    let mut second = place.open("ana");
    assert!(second.read_only().unwrap().contains("another vizard"));
    assert_eq!(second.events().len(), 1);
    assert!(matches!(second.append(vec![comment("x")], None), Err(StoreError::ReadOnly { .. })));
    first.append(vec![comment("two")], None).unwrap();
    drop((first, second));
    assert_eq!(place.open("ana").read_only(), None);
}

#[test]
fn two_processes_that_start_on_nothing_do_not_write_over_each_other() {
    let place = Place::new();
    let (mut first, mut second) = (place.open("ana"), place.open("ana"));
    first.append(vec![comment("one")], None).unwrap();
    assert!(matches!(second.append(vec![comment("x")], None), Err(StoreError::Locked { .. })));
    drop(first);
    second.append(vec![comment("two")], None).unwrap();
    drop(second);
    assert_eq!(place.open("ana").events().len(), 2);
}

#[test]
fn read_only_needs_no_writable_place_and_writes_nothing() {
    let place = Place::new();
    let mut journal = place.try_open("ana", true).unwrap();
    assert!(journal.read_only().unwrap().contains("--read-only"));
    assert!(journal.append(vec![comment("x")], None).is_err());
    assert_eq!(std::fs::read_dir(place.root.path()).unwrap().count(), 0);
    assert_eq!(std::fs::read_dir(place.devices.path()).unwrap().count(), 0);
}

#[test]
fn an_unfinished_last_line_is_set_aside_and_nothing_else_is_lost() {
    for cut in [1, 2, 40, 200] {
        let place = Place::new();
        let mut journal = place.open("ana");
        journal.append(vec![comment("one")], None).unwrap();
        journal.append(vec![comment("two")], None).unwrap();
        drop(journal);
        let file = place.files().remove(0);
        let bytes = std::fs::read(&file).unwrap();
        std::fs::write(&file, &bytes[..bytes.len() - cut]).unwrap();

        let mut again = place.open("ana");
        assert_eq!((again.events().len(), again.notes().len()), (1, 1), "{:?}", again.notes());
        let aside = std::fs::read_dir(place.project().decisions())
            .unwrap()
            .map(|e| e.unwrap().path())
            .find(|p| p.to_string_lossy().contains(".torn-"))
            .unwrap();
        let kept = std::fs::read(&file).unwrap();
        assert_eq!([kept, std::fs::read(aside).unwrap()].concat(), bytes[..bytes.len() - cut]);
        again.append(vec![comment("three")], None).unwrap();
        drop(again);
        let third = place.open("ana");
        assert_eq!((third.events().len(), third.notes().len()), (2, 0));
    }
}

#[test]
fn another_persons_unfinished_line_is_left_where_it_is() {
    let place = Place::new();
    place.open("bo").append(vec![comment("one")], None).unwrap();
    let file = place.files().remove(0);
    let mut bytes = std::fs::read(&file).unwrap();
    bytes.extend_from_slice(b"{\"id\":");
    std::fs::write(&file, &bytes).unwrap();
    let journal = place.open("ana");
    assert_eq!((journal.events().len(), journal.notes().len()), (1, 1));
    assert_eq!(std::fs::read(&file).unwrap(), bytes);
}

#[test]
fn any_other_damage_is_an_error_with_file_and_line() {
    let mut lines: Vec<String> = Vec::new();
    let place = Place::new();
    let mut journal = place.open("ana");
    for text in ["one", "two", "three"] {
        journal.append(vec![comment(text)], None).unwrap();
    }
    drop(journal);
    let file = place.files().remove(0);
    let text = std::fs::read_to_string(&file).unwrap();
    lines.extend(text.lines().map(str::to_owned));
    let [a, b, c] = [&lines[0], &lines[1], &lines[2]];
    let changed = b.replace("two", "2wo");
    for (wrong, line) in [
        (format!("{a}\n{c}\n"), 2),
        (format!("{b}\n{c}\n"), 1),
        (format!("{a}\n{changed}\n{c}\n"), 2),
        (format!("{a}\n{b}\n{b}\n"), 3),
        (format!("{a}\n\n{b}\n"), 2),
        (format!("{a}\nnonsense\n"), 2),
        (format!("{a}\n<<<<<<< HEAD\n{b}\n"), 2),
        ("\n".to_owned(), 1),
    ] {
        std::fs::write(&file, &wrong).unwrap();
        let Err(error) = place.try_open("ana", true) else { panic!("accepted: {wrong}") };
        assert!(matches!(&error, StoreError::Damaged { line: at, .. } if *at == line), "{error}");
        assert!(error.is_damage() && !error.to_string().contains("2wo"));
    }
    for fine in [format!("{a}\r\n{b}\r\n"), String::new(), format!("{a}\n")] {
        std::fs::write(&file, fine).unwrap();
        place.try_open("ana", true).unwrap();
    }
}

#[test]
fn two_peoples_contradiction_is_a_dispute_until_an_event_names_both() {
    let place = Place::new();
    let (mut ana, mut bo) = (place.open("ana"), place.open("bo"));
    let one = ana.append(vec![verdict("c", keep(), &[])], None).unwrap();
    let two = bo.append(vec![verdict("c", Verdict::Flagged, &[])], None).unwrap();
    drop(ana);
    let mut ana = place.open("ana");
    let state = |journal: &Journal| journal.fold().column(&column("c")).unwrap().state();
    assert_eq!(state(&ana), State::Disputed);
    ana.append(vec![verdict("c", keep(), &[&one[0].id])], None).unwrap();
    assert_eq!(state(&ana), State::Disputed, "naming one of two settles nothing");
    let heads: Vec<String> =
        ana.fold().column(&column("c")).unwrap().heads.iter().map(|head| head.id.clone()).collect();
    assert!(heads.contains(&two[0].id));
    let names: Vec<&str> = heads.iter().map(String::as_str).collect();
    ana.append(vec![verdict("c", keep(), &names)], None).unwrap();
    assert_eq!(state(&ana), State::Decided);
    drop((ana, bo));
    assert_eq!(state(&place.open("bo")), State::Decided);
}

#[test]
fn texts_that_hold_data_are_refused_and_nothing_is_written() {
    struct AtSigns;
    impl FindSpans for AtSigns {
        fn find_spans(&self, text: &[u8], out: &mut Vec<Span>) {
            if let Some(start) = text.iter().position(|b| *b == b'@') {
                out.push(Span { start, end: start + 1, kind: "email" });
            }
        }
    }
    let place = Place::new();
    let mut journal = place.open("ana");
    journal.set_guard(Arc::new(AtSigns));
    let error = journal.append(vec![comment("fine"), comment("like x@example.org")], None).unwrap_err();
    assert!(error.to_string().contains("email") && !error.to_string().contains("example"));
    assert_eq!(place.files().len(), 0);
    journal.append(vec![comment("fine")], None).unwrap();
}

#[cfg(unix)]
#[test]
fn a_journal_that_is_a_link_is_not_written_through() {
    let place = Place::new();
    let mut journal = place.open("ana");
    journal.append(vec![comment("one")], None).unwrap();
    let path = journal.path().to_owned();
    drop(journal);
    let elsewhere = place.root.path().join("elsewhere.jsonl");
    std::fs::rename(&path, &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &path).unwrap();
    assert!(matches!(place.try_open("ana", false), Err(StoreError::Link { .. })));
}
