//! What holds for any bytes, one function a parser: shared by the fuzz targets and the property tests.
//!
//! Each body panics where a promise is broken: a parser that panics, reads past a limit, or quotes what it read.

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64};

use vizard::detect::custom::Custom;
use vizard::domain::table::{Batch, BatchSink, BatchWorker};
use vizard::source::{self, Input, ReadOptions, Sampling};
use vizard::store::detectors;
use vizard::store::folders::Folders;
use vizard::store::journal::Journal;
use vizard::store::project::Project;

/// Counts rows and looks at every cell.
#[derive(Default)]
struct Rows(Mutex<(usize, usize)>);

struct Worker<'a>(&'a Rows);

impl BatchSink for Rows {
    fn worker(&self) -> Box<dyn BatchWorker + '_> {
        Box::new(Worker(self))
    }
}

impl BatchWorker for Worker<'_> {
    fn batch(&mut self, batch: &Batch<'_>) {
        let mut seen = self.0.0.lock().unwrap();
        seen.0 += batch.rows;
        seen.1 += batch.columns.iter().flat_map(|c| c.cells).flatten().map(|cell| cell.len()).sum::<usize>();
    }

    fn finish(self: Box<Self>) {}
}

/// Any bytes under any name of a data file are read or refused; what is counted as read was given out, and messages
/// hold nothing of the content.
pub fn source(bytes: &[u8], extension: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("input.{extension}"));
    std::fs::write(&path, bytes).unwrap();
    let input = Input { table: "input".to_owned(), path, ..Input::default() };
    let Ok(mut dataset) = source::open(&input) else { return };
    let (progress, cancel) = (AtomicU64::new(0), AtomicBool::new(false));
    let options = ReadOptions { sampling: Sampling::All, threads: 1, progress: &progress, cancel: &cancel };
    let rows = Rows::default();
    if let Ok(report) = dataset.read(&options, &rows) {
        let (given, _) = *rows.0.lock().unwrap();
        assert_eq!(report.rows.read, given as u64, "rows that are counted were given out");
        assert!(report.rows.total >= report.rows.read);
    }
}

/// Any bytes as another scanner's report.
pub fn report(bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.json");
    std::fs::write(&path, bytes).unwrap();
    if let Err(error) = vizard::findings::read(&path, None) {
        quiet(&error.to_string(), bytes);
    }
    let _ = vizard::findings::looks_like_report(bytes);
}

/// Any bytes as a plan; a plan that is read is read again from its canonical form.
pub fn plan(bytes: &[u8]) {
    match vizard::plan::parse(bytes, "plan.json", None) {
        Ok(plan) => {
            let again = vizard::plan::parse(&vizard::plan::canonical(&plan), "plan.json", None);
            assert_eq!(again.ok(), Some(plan), "the canonical form is the plan");
        }
        Err(error) => quiet(&error.to_string(), bytes),
    }
}

/// Any bytes as a journal of decisions.
pub fn journal(bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("project");
    std::fs::create_dir_all(root.join(".vizard/decisions")).unwrap();
    std::fs::write(root.join(".vizard/decisions/ana.laptop.jsonl"), bytes).unwrap();
    let project = Project::locate(Some(&root), folder.path()).unwrap();
    match Journal::open_in(&project, &Folders::under(folder.path()), "ana", true) {
        Ok(journal) => {
            let _ = journal.fold();
        }
        Err(error) => quiet(&error.to_string(), bytes),
    }
}

/// Any text as `vizard.toml`, and as a file of detectors: what is accepted is proven.
pub fn settings(bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("vizard.toml"), bytes).unwrap();
    let _ = Project::locate(Some(folder.path()), Path::new("/"));
    std::fs::create_dir(folder.path().join("detectors")).unwrap();
    std::fs::write(folder.path().join("detectors/own.toml"), bytes).unwrap();
    let found = detectors::read(folder.path());
    for detector in found.custom.detectors() {
        assert!(vizard::detect::proof::prove(detector).is_empty(), "{} was accepted", detector.id);
    }
    let _ = Custom::with(&found.custom, vizard::detect::DETECTORS);
}

/// Any bytes before every check, word list and allow list.
pub fn checks(bytes: &[u8]) {
    for detector in vizard::detect::DETECTORS {
        let _ = detector.passes(bytes);
        if let (Some(lexicon), Ok(text)) = (detector.lexicon, std::str::from_utf8(bytes)) {
            let _ = (lexicon.contains)(text);
        }
    }
}

/// No run of twelve letters or digits of the content stands in a message, but for the words of the formats themselves.
fn quiet(message: &str, bytes: &[u8]) {
    let content = String::from_utf8_lossy(bytes);
    for word in content.split(|c: char| !c.is_ascii_digit()).filter(|word| word.len() >= 12) {
        assert!(!message.contains(word), "the message quotes what was read: {message}");
    }
}
