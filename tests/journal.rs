//! A process that is killed while it writes decisions loses none that it has acknowledged.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use vizard::domain::decision::Change;
use vizard::domain::dtype::DType;
use vizard::domain::name::ColumnId;
use vizard::store::folders::Folders;
use vizard::store::journal::Journal;
use vizard::store::project::Project;

/// Where the writer writes; set only by the test that starts it.
const PLACE: &str = "VIZARD_TEST_JOURNAL";

fn open(root: &Path) -> Journal {
    let project = Project::locate(Some(root), Path::new("/")).unwrap();
    Journal::open_in(&project, &Folders::under(&root.join(".home")), "ana", false).unwrap()
}

/// The process that is killed: writes steps of three events without end and prints the ids of each once it is on disk.
#[test]
fn writer() {
    let Some(root) = std::env::var_os(PLACE) else { return };
    let mut journal = open(Path::new(&root));
    let column = ColumnId { table: "t.csv".into(), column: "c".into(), occurrence: 0, dtype: DType::String };
    loop {
        let remark = |n: usize| Change::Comment { column: column.clone(), text: "x".repeat(n * 400) };
        let events = journal.append(vec![remark(1), remark(2), remark(3)], None).unwrap();
        let ids: Vec<String> = events.into_iter().map(|event| event.id).collect();
        println!("\nwrote {}", ids.join(" "));
    }
}

#[test]
fn nothing_acknowledged_is_lost_when_the_process_is_killed() {
    let place = tempfile::tempdir().unwrap();
    let mut acknowledged: Vec<String> = Vec::new();
    for round in 0..6_u64 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["journal::writer", "--exact", "--nocapture", "--test-threads=1"])
            .env(PLACE, place.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let reader = std::thread::spawn(move || {
            // A line that the kill cut off was not read whole, so it does not count.
            let lines: Vec<String> = output.lines().map_while(Result::ok).collect();
            let wrote = lines.iter().filter_map(|line| line.strip_prefix("wrote "));
            let ids = wrote.flat_map(|ids| ids.split(' ')).filter(|id| id.len() == "sha256:".len() + 64);
            ids.map(str::to_owned).collect::<Vec<_>>()
        });
        std::thread::sleep(Duration::from_millis(150 + 37 * round));
        child.kill().unwrap();
        child.wait().unwrap();
        acknowledged.extend(reader.join().unwrap());
        let journal = open(place.path());
        assert_eq!(journal.read_only(), None, "the lock ends with the process");
        let there: Vec<&str> = journal.events().iter().map(|event| event.id.as_str()).collect();
        let lost = acknowledged.iter().filter(|id| !there.contains(&id.as_str())).count();
        assert_eq!(lost, 0, "of {} acknowledged", acknowledged.len());
    }
    assert!(!acknowledged.is_empty());
}
