//! What `apply` leaves behind, however it ends.
#![cfg(unix)]

use crate::support::project::Project;

/// A project with a table that takes a while, and an apply of it that has begun to write into `out`.
fn busy_apply() -> (Project, std::process::Child) {
    let rows: String =
        (0..400_000).map(|n| format!("{n},person{n}@example.com,some words for row {n}\n")).collect();
    let project = Project::with("big.csv", &format!("id,email,remark\n{rows}"));
    project.expect(0, &["keys", "new"]);
    project.expect(0, &["decide", "*.*", "--approve"]);
    project.expect(0, &["plan", "build", "--sampled"]);
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_vizard"))
        .args(["apply", "vizard-plan.json", "big.csv", "--output", "out/", "--threads", "1"])
        .current_dir(project.path())
        .envs(project.environment())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    while files(&project.file("out")).is_empty() {
        std::thread::sleep(std::time::Duration::from_millis(2));
        assert!(child.try_wait().unwrap().is_none(), "ended before it was interrupted");
    }
    (project, child)
}

/// The names in a folder, which need not be there.
fn files(folder: &std::path::Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn an_interrupted_apply_leaves_nothing_behind() {
    let (project, mut child) = busy_apply();
    let killed = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    assert_eq!(child.wait().unwrap().code(), Some(3));
    assert_eq!(files(&project.file("out")), [""; 0], "neither the copy nor a temporary file");
}

#[test]
fn what_a_killed_apply_leaves_is_hidden_no_table_and_gone_after_the_next() {
    let (project, mut child) = busy_apply();
    child.kill().unwrap();
    child.wait().unwrap();
    let left = files(&project.file("out"));
    assert!(left.len() == 1 && left[0].starts_with(".vizard-"), "at most a hidden file: {left:?}");
    project.write("small.csv", "id,email,remark\n1,a@example.com,some words\n");
    let table = "big.csv=small.csv";
    let args = ["apply", "vizard-plan.json", "small.csv", "--table", table, "--output", "out/"];
    project.expect(0, &args);
    assert_eq!(files(&project.file("out")), ["small.csv"]);
}

#[test]
fn a_masked_copy_is_no_input() {
    let project = Project::with("p.csv", "id,email\n1,ana@example.com\n2,ben@example.com\n");
    project.expect(0, &["keys", "new"]);
    project.expect(0, &["decide", "*.id", "--keep"]);
    project.expect(0, &["decide", "*.email", "--mask", "pseudonym"]);
    project.expect(0, &["plan", "build"]);
    project.expect(0, &["apply", "vizard-plan.json", "p.csv", "--output", "masked/"]);
    let said = project.expect(2, &["apply", "vizard-plan.json", "masked/p.csv", "--output", "twice/"]).stderr;
    assert!(said.contains("give the original"), "{said}");
    assert!(!project.file("twice").exists());
}

#[test]
fn kept_fields_keep_their_bytes_wherever_the_masked_and_dropped_ones_stand() {
    let rows = "\"a, b\",1,ana@example.com,x,\" \"\"q\"\" \",\n,2,ben@example.com,,y,z\n";
    let project = Project::with("p.csv", &format!("note,id,email,gone,more,last\n{rows}"));
    project.expect(0, &["keys", "new"]);
    project.expect(0, &["decide", "*.*", "--keep"]);
    project.expect(0, &["decide", "*.gone", "--drop"]);
    project.expect(0, &["decide", "*.email", "--mask", "constant", "--param", "value=-"]);
    project.expect(0, &["plan", "build"]);
    project.expect(0, &["apply", "vizard-plan.json", "p.csv", "--output", "masked/"]);
    let wanted = "note,id,email,more,last\n\"a, b\",1,'-,\" \"\"q\"\" \",\n,2,'-,y,z\n";
    assert_eq!(project.read("masked/p.csv"), wanted);
}
