//! The review on real files: scan, decide, leave, come back, undo; the house behind the screens without a screen.

use std::path::Path;
use std::sync::Arc;

use vizard::domain::state::State;
use vizard::review::load::Request;
use vizard::source::Sampling;
use vizard::store::folders::Folders;
use vizard::store::keys::Keys;
use vizard::store::project::Project;
use vizard::tui::desk::house::House;
use vizard::tui::port::{Desk, Entry, Intent, News, Rename, Row};
use vizard::tui::{Look, TuiOptions, plain};

/// A project with one table of invented people.
pub fn project(folder: &Path) {
    let mut text = String::from("id,email,phone,note,status\n");
    for at in 0..400 {
        let status = if at % 3 == 0 { "open" } else { "closed" };
        text.push_str(&format!("{at},person{at}@example.org,+49 30 90182{at:04},,{status}\n"));
    }
    std::fs::write(folder.join("people.csv"), text).unwrap();
    std::fs::write(folder.join("vizard.toml"), "").unwrap();
}

pub fn options(folder: &Path, home: &Path, look: Look) -> TuiOptions {
    let folders = Folders::under(home);
    TuiOptions {
        request: Request {
            paths: Vec::new(),
            base: folder.to_owned(),
            reports: Vec::new(),
            sampling: Sampling::All,
            threads: 1,
            use_cache: false,
        },
        project: Project::locate(Some(folder), folder).unwrap(),
        keys: Keys::new(&folders),
        folders,
        reviewer: "ana".into(),
        read_only: false,
        planner: None,
        look,
    }
}

fn loaded(house: &House) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    house
        .load(&std::sync::atomic::AtomicBool::new(false), &mut |news| {
            if let News::Rows(new) = news {
                for row in new {
                    rows.retain(|known| known.id != row.id);
                    rows.push(row);
                }
            }
        })
        .unwrap();
    rows
}

fn find<'a>(rows: &'a [Row], column: &str) -> &'a Row {
    rows.iter().find(|row| row.id.column == column).unwrap()
}

#[test]
fn decisions_are_on_disk_come_back_and_can_be_undone_in_the_next_session() {
    let (folder, home) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    project(folder.path());
    let house = House::new(options(folder.path(), home.path(), Look::default()));
    let rows = loaded(&house);
    assert_eq!(rows.len(), 5);
    let email = find(&rows, "email");
    assert_eq!(email.scan.kind.as_deref(), Some("email"));
    let matcher = house.filter("type:email state:todo").unwrap();
    assert!(matcher(email) && !matcher(find(&rows, "status")));
    let verdict = vizard::review::decide::approve(email);
    let entry = Entry { row: Arc::new(email.clone()), intent: Intent::Verdict { verdict, reason: None } };
    let after = house.write(&[entry]).unwrap();
    assert_eq!(find(&after, "email").state, State::Decided);
    let sample = house.sample(email).unwrap();
    assert_eq!(sample.columns.first().map(String::as_str), Some("email"));
    assert!(!sample.rows.is_empty());
    assert!(house.candidates(email).first().is_some_and(|candidate| candidate.suggested));
    drop(house);

    let house = House::new(options(folder.path(), home.path(), Look::default()));
    let rows = loaded(&house);
    assert_eq!(find(&rows, "email").state, State::Decided);
    assert_eq!(house.log().unwrap().lines.len(), 1);
    let undone = house.undo().unwrap();
    assert_eq!(find(&undone.rows, "email").state, State::Undecided);
    assert_eq!(find(&house.redo().unwrap().rows, "email").state, State::Decided);
    assert!(house.redo().is_err());
}

#[test]
fn a_comment_that_holds_data_is_refused_and_a_corrected_type_changes_the_suggestion() {
    let (folder, home) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    project(folder.path());
    let house = House::new(options(folder.path(), home.path(), Look::default()));
    let rows = loaded(&house);
    let status = Arc::new(find(&rows, "status").clone());
    let comment = |text: &str| [Entry { row: Arc::clone(&status), intent: Intent::Comment(text.into()) }];
    let refused = house.write(&comment("ask jane.doe@example.com")).unwrap_err();
    assert!(!refused.0.contains("jane"), "{refused}");
    assert_eq!(find(&house.write(&comment("ask the owner")).unwrap(), "status").status.comments.len(), 1);
    let typed = Entry { row: Arc::clone(&status), intent: Intent::SetType(Some("email".into())) };
    let after = house.write(&[typed]).unwrap();
    let corrected = find(&after, "status");
    assert_eq!(corrected.scan.kind.as_deref(), Some("email"));
    assert_ne!(corrected.suggestion, status.suggestion);
}

#[test]
fn line_by_line_until_nothing_is_left() {
    let (folder, home) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    project(folder.path());
    let mut out = Vec::new();
    let end = plain::run(
        options(folder.path(), home.path(), Look::default()),
        &mut "a\na\na\na\na\na\n".as_bytes(),
        &mut out,
    )
    .unwrap();
    let said = String::from_utf8(out).unwrap();
    assert_eq!((end.columns, end.open), (5, 0), "{said}");
    assert!(!said.contains("@example.org"), "{said}");
}

#[test]
fn an_empty_folder_says_what_to_do() {
    let (folder, home) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut out = Vec::new();
    let error =
        plain::run(options(folder.path(), home.path(), Look::default()), &mut "".as_bytes(), &mut out);
    let words = error.err().map(|e| e.to_string()).unwrap_or_default();
    assert!(words.contains("no table was found"), "{words}");
}

#[test]
fn a_decided_column_that_is_gone_is_listed_with_its_likely_new_name() {
    let (folder, home) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    project(folder.path());
    let house = House::new(options(folder.path(), home.path(), Look::default()));
    let rows = loaded(&house);
    let email = find(&rows, "email");
    let verdict = vizard::review::decide::approve(email);
    house
        .write(&[Entry { row: Arc::new(email.clone()), intent: Intent::Verdict { verdict, reason: None } }])
        .unwrap();
    drop(house);
    let path = folder.path().join("people.csv");
    let renamed = std::fs::read_to_string(&path).unwrap().replace("id,email,", "id,email_address,");
    std::fs::write(&path, renamed).unwrap();
    let house = House::new(options(folder.path(), home.path(), Look::default()));
    loaded(&house);
    let lines = house.changes().unwrap();
    let gone = lines.iter().find(|line| line.kind == "vanished").unwrap();
    assert_eq!(gone.at, "people.csv.email");
    assert!(gone.why.contains("people.csv.email_address may be its new name"), "{}", gone.why);
    let new = || find(&loaded(&house), "email_address").clone();
    let id = |column: &str| vizard::domain::name::ColumnId { column: column.into(), ..new().id };
    let rename = Rename { from: id("email"), to: id("email_address") };
    assert_eq!(find(&house.rename(&rename, true).unwrap().rows, "email_address").state, State::Decided);
    assert!(house.changes().unwrap().iter().all(|line| line.kind != "vanished"));
    assert!(house.rename(&rename, true).is_err(), "once");
    assert_eq!(find(&house.undo().unwrap().rows, "email_address").state, State::Undecided);
    house.rename(&rename, false).unwrap();
    assert_eq!(new().state, State::Undecided);
    assert!(house.changes().unwrap().iter().all(|line| line.kind != "vanished"));
}

#[test]
fn an_export_without_the_sign_offs_is_refused_and_a_table_without_groups_says_so() {
    let (folder, home) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    project(folder.path());
    let settings = "[suppress_rows]\n\"*\" = 5\n[policy]\nsign_offs = 1\n";
    std::fs::write(folder.path().join("vizard.toml"), settings).unwrap();
    let house = House::new(options(folder.path(), home.path(), Look::default()));
    let rows = loaded(&house);
    let entry = |row: &Row| Entry {
        row: Arc::new(row.clone()),
        intent: Intent::Verdict {
            verdict: vizard::review::decide::decided(vizard::domain::action::Action::Drop),
            reason: None,
        },
    };
    house.write(&rows.iter().map(entry).collect::<Vec<_>>()).unwrap();
    let view = house.plan().unwrap();
    assert!(view.lint.iter().any(|line| line.rule == "suppress-nothing" && line.at == "people.csv"));
    let said = house.export("duckdb", true).unwrap_err().0;
    assert!(said.contains("not exported: 1 sign-offs are needed, 0 count"), "{said}");
    assert!(!folder.path().join(".vizard/exports").exists());
}

#[test]
fn the_plan_is_refused_while_a_column_is_open_and_written_when_none_is() {
    let (folder, home) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    project(folder.path());
    let house = House::new(options(folder.path(), home.path(), Look::default()));
    let rows = loaded(&house);
    assert_eq!(house.plan().unwrap().refused, ["5 columns are open: decide them"]);
    assert!(house.write_plan().unwrap_err().0.contains("5 columns are open"));
    house.make_key().unwrap();
    let entry = |row: &Row| Entry {
        row: Arc::new(row.clone()),
        intent: Intent::Verdict { verdict: vizard::review::decide::approve(row), reason: None },
    };
    house.write(&rows.iter().map(entry).collect::<Vec<_>>()).unwrap();
    let view = house.plan().unwrap();
    assert!(view.refused.is_empty() && view.digest.is_some(), "{:?}", view.refused);
    let written = house.write_plan().unwrap();
    let bytes = std::fs::read(folder.path().join("vizard-plan.json")).unwrap();
    let plan = vizard::plan::parse(&bytes, &written, None).unwrap();
    assert_eq!(plan.datasets.len(), 1);
    assert_eq!(plan.datasets.first().map(|dataset| dataset.columns.len()), Some(5));
    assert!(house.changes().unwrap().is_empty());
    drop(house);
    // A file of that name that is no plan is left alone.
    std::fs::write(folder.path().join("vizard-plan.json"), "{}").unwrap();
    let house = House::new(options(folder.path(), home.path(), Look::default()));
    loaded(&house);
    assert!(house.write_plan().is_err());
    assert_eq!(std::fs::read(folder.path().join("vizard-plan.json")).unwrap(), b"{}");
}
