//! Data that is made to hurt: memory stays bounded, what was read is kept, what was not is listed.
#![cfg(unix)]

use std::io::Write as _;
use std::sync::atomic::{AtomicBool, AtomicU64};

use vizard::domain::table::{Batch, BatchSink, BatchWorker};
use vizard::source::{self, Input, ReadOptions, ReadReport, Sampling, SourceError};

use crate::support::project::{Ended, Project};

/// Runs `vizard` with so many MiB of address space: what needs more ends by a signal, not by a code of the program.
fn within(project: &Project, mebibytes: u64, args: &str) -> Ended {
    let limit = mebibytes << 10;
    let output = std::process::Command::new("sh")
        .args(["-c", &format!("ulimit -v {limit} && exec \"$0\" {args}"), env!("CARGO_BIN_EXE_vizard")])
        .current_dir(project.path())
        .envs(project.environment())
        .output()
        .unwrap();
    Ended {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

fn gzip(head: &[u8], piece: &[u8], times: usize) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(head).unwrap();
    (0..times).for_each(|_| packed.write_all(piece).unwrap());
    packed.finish().unwrap()
}

#[test]
fn a_cell_of_many_megabytes_is_searched_to_its_end() {
    let words = "lorem ipsum ".repeat(2 << 20);
    let rows = "3,all fine today here\n".repeat(20);
    let project = Project::new();
    project.write("big.csv", format!("id,blob\n1,{words}write to ann@example.org\n{rows}"));
    let ended = within(&project, 2048, "scan big.csv --full --format ndjson --threads 2");
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert!(ended.stdout.contains("\"email\""), "{}", ended.stdout);
}

#[test]
fn a_header_of_very_many_columns_is_a_table() {
    let columns: Vec<String> = (0..20_000).map(|n| format!("c{n}")).collect();
    let project =
        Project::with("wide.csv", &format!("{}\n{}\n", columns.join(","), vec!["7"; 20_000].join(",")));
    let ended = within(&project, 2048, "scan wide.csv --full --format csv --threads 2");
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert_eq!(ended.stdout.lines().count(), 20_001);
}

#[test]
fn a_decompression_bomb_is_stopped_and_what_came_before_it_is_kept() {
    let project = Project::new();
    project.write(
        "bomb.csv.gz",
        gzip(b"a,b\nann@example.org,2\nbob@example.org,3\n", &vec![b'0'; 1 << 20], 400),
    );
    let ended = within(&project, 2048, "scan bomb.csv.gz --full --threads 2");
    assert_eq!(ended.code, 3, "{}", ended.stderr);
    assert!(ended.stderr.contains("a record is longer than 128 MiB"), "{}", ended.stderr);
    assert!(ended.stdout.contains("email"), "{}", ended.stdout);
    project.write("bomb.csv.gz", gzip(b"a,b\n", &vec![b'0'; 1 << 20], 400));
    let ended = within(&project, 2048, "scan bomb.csv.gz --full --threads 2");
    assert!(ended.stdout.contains("no row could be read"), "{}", ended.stdout);
    assert!(
        ended.stdout.contains("unknown  bomb.csv.gz.a"),
        "what was not read is not harmless: {}",
        ended.stdout
    );
}

#[test]
fn an_archive_is_refused_and_the_other_files_are_read() {
    let project = Project::with("good.csv", "mail\nann@example.org\n");
    // The head of a zip file that holds another one.
    project.write("zips.zip", b"PK\x03\x04\x14\0\0\0\x08\0in.zipPK\x03\x04\x14\0\0\0".repeat(40));
    let ended = project.expect(3, &["scan", "good.csv", "zips.zip"]);
    assert!(ended.stderr.contains("zips.zip") && ended.stderr.contains("not a table that vizard reads"));
    assert!(ended.stdout.contains("email"), "{}", ended.stdout);
}

#[test]
fn json_without_a_bottom_is_listed_and_its_neighbours_are_read() {
    let project = Project::new();
    let deep = format!("{}1{}", "{\"a\":".repeat(100_000), "}".repeat(100_000));
    project.write("deep.json", "[".repeat(1_000_000));
    project.write(
        "deep.jsonl",
        format!("{{\"mail\":\"ann@example.org\"}}\n{deep}\n{{\"mail\":\"bob@example.org\"}}\n"),
    );
    let ended = within(&project, 2048, "scan deep.json deep.jsonl --full --threads 2");
    assert_eq!(ended.code, 3, "{}", ended.stderr);
    assert!(ended.stderr.contains("deep.jsonl line 2: is nested deeper than 128 levels"), "{}", ended.stderr);
    assert!(ended.stderr.contains("not read: deep.json:"), "{}", ended.stderr);
    assert!(ended.stdout.contains("deep.jsonl: all 2 rows read"), "{}", ended.stdout);
}

#[test]
fn a_line_of_another_encoding_is_read_with_the_others_and_listed() {
    let project = Project::new();
    let mut text = "name,note\nJürgen,Köln am Rhein heute\n".repeat(30).into_bytes();
    text.extend(b"J\xf6rg,schreib an ann@example.org f\xfcr D\xfcren\n");
    project.write("mixed.csv", text);
    let ended = project.expect(3, &["scan", "mixed.csv", "--full"]);
    assert!(ended.stderr.contains("mixed.csv byte 1172: 3 places"), "{}", ended.stderr);
    assert!(ended.stdout.contains("email in 1 rows"), "{}", ended.stdout);
    assert!(ended.stdout.contains("rows read"), "{}", ended.stdout);
}

/// Counts rows.
#[derive(Default)]
struct Rows(AtomicU64);

struct Worker<'a>(&'a Rows);

impl BatchSink for Rows {
    fn worker(&self) -> Box<dyn BatchWorker + '_> {
        Box::new(Worker(self))
    }
}

impl BatchWorker for Worker<'_> {
    fn batch(&mut self, batch: &Batch<'_>) {
        self.0.0.fetch_add(batch.rows as u64, std::sync::atomic::Ordering::Relaxed);
    }

    fn finish(self: Box<Self>) {}
}

/// Opens a file, lets something happen to it, and reads it.
fn read_after(
    name: &str,
    bytes: &[u8],
    change: impl Fn(&std::path::Path),
) -> (Result<ReadReport, SourceError>, u64) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let input = Input { table: name.to_owned(), path: path.clone(), ..Input::default() };
    let mut dataset = source::open(&input).unwrap();
    change(&path);
    let rows = Rows::default();
    let (progress, cancel) = (AtomicU64::new(0), AtomicBool::new(false));
    let options = ReadOptions { sampling: Sampling::All, threads: 2, progress: &progress, cancel: &cancel };
    let report = dataset.read(&options, &rows);
    (report, rows.0.into_inner())
}

#[test]
fn a_file_that_shrinks_or_grows_while_it_is_read_is_read_as_far_as_it_goes() {
    let rows: String = (0..200_000).map(|n| format!("{n},person{n}@example.org\n")).collect();
    let csv = format!("id,mail\n{rows}");
    let truncate = |path: &std::path::Path| {
        std::fs::OpenOptions::new().write(true).open(path).unwrap().set_len(3 << 20).unwrap();
    };
    let append = |path: &std::path::Path| {
        let mut file = std::fs::OpenOptions::new().append(true).open(path).unwrap();
        file.write_all(b"200000,late@example.org\n").unwrap();
    };
    let (report, given) = read_after("shrinks.csv", csv.as_bytes(), truncate);
    let report = report.unwrap();
    assert_eq!(report.rows.read, given);
    assert!((50_000..200_000).contains(&given), "{given}");
    let (report, given) = read_after("grows.csv", csv.as_bytes(), append);
    assert_eq!((report.unwrap().rows.read, given), (200_001, 200_001));
    // Formats with an index at their end say that it does not fit any more.
    let parquet = std::fs::read(format!("{}/samples/events.parquet", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let half = parquet.len() as u64 / 2;
    let (report, given) = read_after("shrinks.parquet", &parquet, |path| {
        std::fs::OpenOptions::new().write(true).open(path).unwrap().set_len(half).unwrap();
    });
    match report {
        Err(error) => assert!(error.to_string().contains("shrinks.parquet"), "{error}"),
        Ok(report) => assert!(!report.incomplete.is_empty() || report.rows.read == given && given > 0),
    }
}

#[test]
fn names_that_would_act_on_a_terminal_are_shown_as_symbols_by_every_command() {
    let project =
        Project::with("t.csv", "a\u{1b}[31mred,\u{202e}b,email\n1,2,ann@example.com\n3,4,bob@example.com\n");
    project.write("c\u{1b}[2Jut.parquet", "PAR1 but no more");
    for args in [
        "scan",
        "explain t.csv:0",
        "decide *.email --mask redact_entities --param known=none",
        "plan build",
        "decide * --approve --reason agreed",
        "keys new",
        "plan build",
        "plan show",
        "plan lint",
        "apply vizard-plan.json t.csv --output out",
        "check",
    ] {
        let ended = project.run(&args.split(' ').collect::<Vec<_>>());
        let shown = format!("{}{}", ended.stdout, ended.stderr);
        assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{args}: {shown:?}");
    }
}

#[test]
fn a_value_that_looks_like_data_is_refused_however_it_is_written() {
    let project = Project::with("t.csv", "email\nann@example.com\nbob@example.com\n");
    for value in ["ann@example.com", "4111111111111111", "4111 1111 1111 1111"] {
        let ended =
            project.run(&["decide", "t.email", "--mask", "constant", "--param", &format!("value={value}")]);
        assert_eq!(ended.code, 2, "{}", ended.stderr);
        assert!(ended.stderr.contains("looks like") && !ended.stderr.contains(value), "{}", ended.stderr);
    }
    assert!(!project.path().join(".vizard").exists(), "nothing is written");
}
