//! Loading real files: found, scanned, joined with reports, taken from the cache, or listed as not read.

use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::Ordering;

use super::*;
use crate::classify::Engine;
use crate::detect::DETECTORS;
use crate::domain::scan::ScanDocument;
use crate::review::error::ReviewError;
use crate::store::folders::Folders;
use crate::store::project::Project;

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::new(DETECTORS).unwrap())
}

const PEOPLE: &str = "id,email\n1,a1@example.org\n2,b2@example.org\n3,c3@example.org\n";

struct Place {
    root: tempfile::TempDir,
}

impl Place {
    fn new(files: &[(&str, &str)]) -> Self {
        let root = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = root.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        Self { root }
    }

    fn request(&self, paths: &[&str], reports: &[&str]) -> Request {
        Request {
            paths: paths.iter().map(PathBuf::from).collect(),
            base: self.root.path().to_owned(),
            reports: reports.iter().map(|&r| r.to_owned()).collect(),
            sampling: Sampling::All,
            threads: 1,
            use_cache: true,
        }
    }

    fn find(&self, request: &Request) -> Result<Found, ReviewError> {
        let project = Project::locate(Some(self.root.path()), Path::new("/")).unwrap();
        find(&project, request)
    }

    fn load(&self, paths: &[&str], reports: &[&str]) -> Result<(ScanDocument, Vec<String>), ReviewError> {
        let request = self.request(paths, reports);
        let found = self.find(&request)?;
        let progress = Progress::default();
        let folders = Folders::under(&self.root.path().join(".home"));
        let document = scan(&folders, engine(), &found, &request, &progress, &mut |_| {})?;
        Ok((document, progress.notes()))
    }
}

fn tables(document: &ScanDocument) -> Vec<&str> {
    document.datasets.iter().map(|d| d.table.as_str()).collect()
}

#[test]
fn inputs_are_the_paths_else_those_of_the_settings_else_the_folder() {
    let files = [("a.csv", PEOPLE), ("data/b.csv", PEOPLE), ("data/c.csv", PEOPLE), ("raw/d.csv", PEOPLE)];
    for (settings, paths, want) in [
        ("", &[][..], &["a.csv", "data/b.csv", "data/c.csv", "raw/d.csv"][..]),
        ("", &["data"], &["data/b.csv", "data/c.csv"]),
        ("inputs = [\"data\"]", &[], &["data/b.csv", "data/c.csv"]),
        ("inputs = [\"data/*.csv\", \"a.csv\"]", &[], &["a.csv", "data/b.csv", "data/c.csv"]),
        ("inputs = [\"data\"]", &["a.csv"], &["a.csv"]),
        ("exclude = [\"raw/**\", \"a.csv\"]", &[], &["data/b.csv", "data/c.csv"]),
    ] {
        let place = Place::new(&files);
        std::fs::write(place.root.path().join("vizard.toml"), settings).unwrap();
        let found = place.find(&place.request(paths, &[])).unwrap();
        let got: Vec<&str> = found.inputs.iter().map(|i| i.table.as_str()).collect();
        assert_eq!(got, want, "{settings} {paths:?}");
    }
}

#[test]
fn what_cannot_be_an_input_is_said() {
    let place = Place::new(&[("notes.md", "# x")]);
    assert!(matches!(place.load(&[], &[]), Err(ReviewError::NothingFound { .. })));
    assert!(matches!(place.load(&["gone.csv"], &[]), Err(ReviewError::Source(_))));
    let place = Place::new(&[("a.csv", PEOPLE), ("vizard.toml", "inputs = [\"a.csv\", \"old/*.csv\"]")]);
    let (document, _) = place.load(&[], &[]).unwrap();
    assert_eq!((tables(&document), document.incomplete.len()), (vec!["a.csv"], 1));
    assert_eq!(document.incomplete[0].table, "old/*.csv");
    std::fs::write(place.root.path().join("vizard.toml"), "inputs = [\"a[.csv\"]").unwrap();
    assert!(matches!(place.load(&[], &[]), Err(ReviewError::BadInput { .. })));
}

#[test]
fn one_file_that_cannot_be_read_is_listed_and_the_others_are_scanned() {
    let place = Place::new(&[("a.csv", PEOPLE), ("fake.parquet", "PAR1 no parquet at all PAR1")]);
    let (document, _) = place.load(&[], &[]).unwrap();
    assert_eq!(tables(&document), ["a.csv"]);
    assert!(document.incomplete.iter().any(|i| i.table == "fake.parquet"), "{:?}", document.incomplete);
    assert_eq!(document.datasets[0].columns.len(), 2);
}

#[test]
fn a_cancelled_scan_says_so() {
    let place = Place::new(&[("a.csv", PEOPLE)]);
    let request = place.request(&[], &[]);
    let found = place.find(&request).unwrap();
    let progress = Progress::default();
    progress.cancel.store(true, Ordering::Relaxed);
    let folders = Folders::under(place.root.path());
    let result = scan(&folders, engine(), &found, &request, &progress, &mut |_| {});
    assert!(matches!(result, Err(ReviewError::Cancelled)));
}

#[test]
fn an_unchanged_file_is_not_scanned_again_and_a_changed_one_is() {
    let place = Place::new(&[("a.csv", PEOPLE)]);
    let (first, _) = place.load(&[], &[]).unwrap();
    let cache = place.root.path().join(".home/cache/scans");
    let entry = std::fs::read_dir(&cache).unwrap().next().unwrap().unwrap().path();
    let text = std::fs::read_to_string(&entry).unwrap();
    assert!(!text.contains("example.org"), "a cache holds no values");
    std::fs::write(&entry, text.replace("\"total\":3", "\"total\":33")).unwrap();
    assert_eq!(place.load(&[], &[]).unwrap().0.datasets[0].rows.total, 33);
    std::fs::write(place.root.path().join("a.csv"), format!("{PEOPLE}4,d4@example.org\n")).unwrap();
    assert_eq!(place.load(&[], &[]).unwrap().0.datasets[0].rows.total, 4);
    assert_eq!(first.datasets[0].rows.total, 3);
}

const STRUCTURED: &str = r#"{"entity_mapping": {"email": "EMAIL_ADDRESS", "passport": "US_PASSPORT"}}"#;
const ANALYZER: &str = r#"[{"entity_type": "PHONE_NUMBER", "start": 0, "end": 5, "score": 0.75}]"#;

#[test]
fn reports_join_columns_and_what_is_not_there_ranks_without_sample() {
    let place = Place::new(&[("people.csv", PEOPLE), ("reports/people.json", STRUCTURED)]);
    let (document, _) = place.load(&["people.csv"], &["reports/people.json"]).unwrap();
    let seen: Vec<(&str, usize)> = document.datasets[0]
        .columns
        .iter()
        .map(|c| (c.column.as_str(), c.seen_by.len()))
        .filter(|(_, seen)| *seen > 0)
        .collect();
    assert_eq!(seen, [("email", 1)]);
    let absent = &document.datasets[1];
    assert_eq!((absent.columns[0].column.as_str(), absent.rows.read), ("passport", 0));
}

#[test]
fn a_report_that_names_no_column_is_given_one() {
    let nested = r#"{"address":{"tel":"x"}}"#;
    let files = [("people.csv", PEOPLE), ("claims.jsonl", nested), ("found.json", ANALYZER)];
    let place = Place::new(&files);
    let data = ["people.csv", "claims.jsonl"];
    for (report, table, column) in [
        ("people.email=found.json", "people.csv", "email"),
        ("claims.address.tel=found.json", "claims.jsonl", "address.tel"),
        ("elsewhere.tel=found.json", "elsewhere", "tel"),
    ] {
        let (document, _) = place.load(&data, &[report]).unwrap();
        let seen: Vec<_> = document
            .datasets
            .iter()
            .flat_map(|d| d.columns.iter().map(move |c| (d, c)))
            .filter(|(_, c)| !c.seen_by.is_empty())
            .map(|(d, c)| (d.table.as_str(), c.column.as_str()))
            .collect();
        assert_eq!(seen, [(table, column)], "{report}");
    }
    for report in ["found.json", "*.email=found.json", "=found.json", "gone.json"] {
        assert!(place.load(&data, &[report]).is_err(), "{report}");
    }
}

#[test]
fn a_report_met_in_a_folder_that_cannot_be_used_is_listed_only() {
    let place = Place::new(&[("people.csv", PEOPLE), ("found.json", ANALYZER)]);
    let (document, _) = place.load(&[], &[]).unwrap();
    assert_eq!(tables(&document), ["people.csv"]);
    assert!(document.incomplete.iter().any(|i| i.why.contains("--report")), "{:?}", document.incomplete);
}
