//! Folders and many files in one run: structure kept, nothing written over, resumed by file, verified as a whole.

use std::io::Read as _;

use crate::support::project::Project;

const PLAN: &str = "vizard-plan.json";

fn rows(day: usize) -> String {
    let row = |n: usize| format!("{n},person{day}{n}@example.com,some town {day}\n");
    format!("id,email,town\n{}", (0..20).map(row).collect::<String>())
}

/// Tables in a folder: two of one name, one packed, one of another schema.
fn project() -> Project {
    let project = Project::new();
    project.write("data/a/list.csv", rows(1));
    project.write("data/b/list.csv", rows(2));
    project.write("data/day=1/part-0.csv", rows(3));
    project.write("data/other.jsonl", "{\"email\": \"x@example.com\", \"n\": 1}\n");
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut packer, rows(4).as_bytes()).unwrap();
    project.write("data/packed.csv.gz", packer.finish().unwrap());
    project.expect(0, &["keys", "new"]);
    project.expect(0, &["decide", "*.*", "--keep", "--reason", "a test"]);
    project.expect(0, &["decide", "*.email", "--mask", "pseudonym"]);
    project.expect(0, &["plan", "build"]);
    project
}

fn states(table: &str) -> Vec<(String, String)> {
    let line = |line: &str| {
        let cells: Vec<&str> = line.split_whitespace().collect();
        (cells[0].to_owned(), (*cells.last().unwrap()).to_owned())
    };
    table.lines().skip(1).map(line).collect()
}

fn all(state: &str) -> Vec<(String, String)> {
    ["a/list.csv", "b/list.csv", "day=1/part-0.csv", "other.jsonl", "packed.csv.gz"]
        .map(|name| (name.to_owned(), state.to_owned()))
        .to_vec()
}

#[test]
fn a_copy_that_is_there_already_is_left_alone() {
    let project = project();
    let apply = ["apply", PLAN, "data/a/list.csv", "--output", "one.csv"];
    project.expect(0, &apply);
    let written = || std::fs::metadata(project.file("one.csv")).unwrap().modified().unwrap();
    let first = written();
    let again = project.expect(0, &apply).stderr;
    assert!(again.contains("is there already, the copy of this file by this plan (20 rows)"), "{again}");
    assert_eq!(written(), first);
    // Asked for, it is made again.
    project.expect(0, &["apply", PLAN, "data/a/list.csv", "--output", "one.csv", "--force"]);
    assert_ne!(written(), first);
    // Another original, another copy, another plan: none is the copy that is asked for.
    let other = "data/a/list.csv=data/b/list.csv";
    let said =
        project.expect(2, &["apply", PLAN, "data/b/list.csv", "--table", other, "--output", "one.csv"]);
    assert!(said.stderr.contains("--force"), "{}", said.stderr);
    project.expect(0, &apply);
    let plan = project.read(PLAN);
    project.write(PLAN, format!("{plan}\n"));
    project.expect(2, &apply);
    project.write(PLAN, plan);
    project.expect(0, &apply);
    let (original, copy) = (project.read("data/a/list.csv"), project.read("one.csv"));
    project.write("data/a/list.csv", original.replace("town 1", "town 9"));
    project.expect(2, &apply);
    project.write("one.csv", copy);
    project.expect(2, &apply);
}

#[test]
fn a_folder_is_masked_resumed_and_verified() {
    let project = project();
    let apply = ["apply", PLAN, "data", "--output", "masked"];
    assert_eq!(states(&project.expect(0, &apply).stdout), all("written"));
    let mut unpacked = String::new();
    let packed = std::fs::File::open(project.file("masked/packed.csv.gz")).unwrap();
    flate2::read::GzDecoder::new(packed).read_to_string(&mut unpacked).unwrap();
    assert!(unpacked.lines().count() == 21 && !unpacked.contains('@') && unpacked.contains("some town 4"));
    assert!(
        project.read("masked/a/list.csv").contains("town 1")
            && project.read("masked/b/list.csv").contains("town 2")
    );

    let first = std::fs::metadata(project.file("masked/a/list.csv")).unwrap().modified().unwrap();
    assert_eq!(states(&project.expect(0, &apply).stdout), all("unchanged"));
    assert_eq!(std::fs::metadata(project.file("masked/a/list.csv")).unwrap().modified().unwrap(), first);

    let verify = ["verify", PLAN, "masked", "--original", "data"];
    let proof = project.expect(0, &verify).stdout;
    assert_eq!(states(&proof), all("pass"));
    project.write("masked/b/list.csv", project.read("data/b/list.csv"));
    project.write("masked/stranger.csv", "x\n1\n");
    let proof = project.expect(1, &verify).stdout;
    assert!(proof.contains("stranger.csv") && proof.contains("has no original"), "{proof}");
    assert!(proof.lines().any(|line| line.starts_with("b/list.csv") && line.ends_with("FAIL")), "{proof}");
    std::fs::remove_file(project.file("masked/a/list.csv")).unwrap();
    assert!(project.expect(3, &verify).stderr.contains("is not there"));
}

#[test]
fn content_decides_what_is_made_again() {
    let project = project();
    let apply = ["apply", PLAN, "data", "--output", "masked"];
    project.expect(0, &apply);
    // A copy that was changed is not taken for the copy, and not replaced without --force.
    project.write("masked/a/list.csv", "id,email,town\n");
    std::fs::remove_file(project.file("masked/other.jsonl")).unwrap();
    project.write("data/b/list.csv", rows(7));
    let ended = project.expect(3, &apply);
    let of = |name: &str| states(&ended.stdout).into_iter().find(|(file, _)| file == name).unwrap().1;
    assert_eq!((of("a/list.csv"), of("b/list.csv")), ("failed".to_owned(), "failed".to_owned()));
    assert_eq!((of("other.jsonl"), of("packed.csv.gz")), ("written".to_owned(), "unchanged".to_owned()));
    assert!(
        ended.stderr.contains("--force to replace it") && ended.stderr.contains("2 of 5 files"),
        "{}",
        ended.stderr
    );
    let again = project.expect(0, &["apply", PLAN, "data", "--output", "masked", "--force"]);
    let made: Vec<String> =
        states(&again.stdout).into_iter().filter(|(_, s)| s == "written").map(|(f, _)| f).collect();
    assert_eq!(made, ["a/list.csv", "b/list.csv"]);
    assert!(project.read("masked/b/list.csv").contains("town 7"));
}

#[test]
fn one_bad_file_leaves_the_others() {
    let project = project();
    project.write("data/a/list.csv", "id,email,town\n1,a@example.com\n");
    let ended = project.expect(3, &["apply", PLAN, "data", "--output", "masked"]);
    assert!(
        ended.stderr.contains("not masked:") && ended.stderr.contains("1 of 5 files"),
        "{}",
        ended.stderr
    );
    assert!(!project.file("masked/a/list.csv").exists() && project.file("masked/b/list.csv").exists());
    let named = project.expect(2, &["apply", PLAN, "data/none.csv", "data/nothing.csv", "--output", "out"]);
    assert!(named.stderr.contains("none.csv"), "{}", named.stderr);
}

#[test]
fn masked_copies_are_no_inputs_wherever_they_lie() {
    let project = project();
    let outside = tempfile::tempdir().unwrap();
    let target = outside.path().join("masked").to_string_lossy().into_owned();
    project.expect(0, &["apply", PLAN, "data", "--output", &target]);
    let one = format!("{target}/a/list.csv");
    let said = project.expect(
        2,
        &["apply", PLAN, &one, "--table", &format!("data/a/list.csv={one}"), "--output", "twice/"],
    );
    assert!(said.stderr.contains("give the original"), "{}", said.stderr);
    let said = project.expect(2, &["apply", PLAN, &target, "--output", "twice/"]);
    assert!(said.stderr.contains("give the original"), "{}", said.stderr);
    assert!(!project.file("twice/a").exists());
    // A copy of one file is remembered as well.
    let alone = outside.path().join("one.csv").to_string_lossy().into_owned();
    project.expect(0, &["apply", PLAN, "data/a/list.csv", "--output", &alone]);
    let table = format!("data/a/list.csv={alone}");
    let said = project.expect(2, &["apply", PLAN, &alone, "--table", &table, "--output", "twice/"]);
    assert!(said.stderr.contains("give the original"), "{}", said.stderr);
    project.expect(0, &["apply", PLAN, "data", "--output", "masked"]);
    let said = project.expect(2, &["apply", PLAN, "masked", "--output", "twice/"]);
    assert!(said.stderr.contains("no table was found"), "{}", said.stderr);
}

#[test]
fn files_of_one_name_keep_apart() {
    let project = project();
    let args = ["apply", PLAN, "data/a/list.csv", "data/b/list.csv", "--output", "flat"];
    let names: Vec<String> =
        states(&project.expect(0, &args).stdout).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["data/a/list.csv", "data/b/list.csv"]);
    assert!(project.read("flat/data/a/list.csv").contains("town 1"));
    assert!(project.read("flat/data/b/list.csv").contains("town 2"));
}

#[test]
fn partitions_are_one_dataset_and_their_folders_tell_nothing() {
    let project = Project::new();
    project.write("sales/day=2024-01-01/part-0.csv", rows(1));
    project.write("sales/day=2024-01-02/part-0.csv", rows(2));
    project.expect(0, &["keys", "new"]);
    project.expect(0, &["decide", "*.*", "--keep"]);
    project.expect(0, &["decide", "*.email", "--mask", "pseudonym"]);
    project.expect(0, &["plan", "build"]);
    // Another day needs no new review, another schema does.
    project.write("sales/day=2024-01-03/part-0.csv", rows(3));
    project.write("sales/day=2024-01-03/part-1.csv", rows(4));
    project.expect(0, &["apply", PLAN, "sales", "--output", "out"]);
    assert!(project.read("out/day=2024-01-03/part-1.csv").contains("town 4"));
    project.expect(0, &["verify", PLAN, "out", "--original", "sales"]);
    project.write("sales/day=2024-01-04/part-0.csv", "id,email,town,more\n1,a@example.com,x,y\n");
    let ended = project.expect(3, &["apply", PLAN, "sales", "--output", "out"]);
    assert!(ended.stderr.contains("1 of 5 files"), "{}", ended.stderr);
    std::fs::remove_dir_all(project.file("sales/day=2024-01-04")).unwrap();
    project.write("sales/email=ana@example.com/part-0.csv", rows(5));
    let ended = project.expect(3, &["apply", PLAN, "sales", "--output", "out"]);
    assert!(ended.stderr.contains("holds a value of column email"), "{}", ended.stderr);
    let said = format!("{}{}", ended.stdout, ended.stderr);
    assert!(said.contains("email=…/part-0.csv") && !said.contains("ana@example.com"), "{said}");
}
