//! The commands as a script sees them: the whole way, every exit code, no value in any message.

use crate::support::project::Project;

const PEOPLE: &str = "id,name,email,phone,age,notes\n\
    1,Maria Gonzalez,maria@example.com,202-555-0143,34,asked for a refund\n\
    2,John Smith,john@example.org,202-555-0167,51,write to planted@example.net please\n\
    3,Anna Mueller,anna@example.com,202-555-0188,29,\n\
    4,Peter Novak,peter@example.net,202-555-0111,44,\"two\nlines, quoted\"\n";

fn decided(project: &Project) {
    project.expect(0, &["keys", "new"]);
    project.expect(0, &["decide", "*.*", "--approve", "--reason", "as suggested"]);
    project.expect(0, &["plan", "build"]);
}

#[test]
fn the_whole_way_from_files_to_a_verified_copy() {
    let project = Project::with_samples();
    let scan = project.expect(0, &["scan", "--format", "ndjson"]).stdout;
    let line = |table: &str, column: &str| {
        let lines = scan.lines().map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap());
        lines.into_iter().find(|v| v["table"] == table && v["column"] == column).unwrap()
    };
    let notes = line("claims.jsonl", "notes");
    assert_eq!(
        (&notes["type"], &notes["sensitivity"]),
        (&"free_text_personal".into(), &"confidential".into())
    );
    let held: Vec<&str> =
        notes["contains"].as_array().unwrap().iter().map(|c| c["type"].as_str().unwrap()).collect();
    assert!(held.contains(&"email"), "contamination is found whatever the header says: {held:?}");
    for (table, column, tier) in [
        ("customers.csv", "iban", "restricted"),
        ("customers.csv", "email", "confidential"),
        ("legacy.csv", "FLD_02", "restricted"),
        ("products.csv", "price", "public"),
        ("legacy.csv", "FLD_05", "unknown"),
    ] {
        assert_eq!(line(table, column)["sensitivity"], tier, "{table}.{column}");
    }
    decided(&project);
    let tables = [
        "customers.csv",
        "claims.jsonl",
        "events.parquet",
        "features.csv",
        "legacy.csv",
        "products.csv",
        "service_metrics.arrow",
    ];
    for table in tables {
        project.expect(0, &["apply", "vizard-plan.json", table, "--output", "masked/"]);
        let masked = format!("masked/{table}");
        let ended = project.expect(0, &["verify", "vizard-plan.json", &masked, "--original", table]);
        assert!(!ended.stdout.contains("FAIL"), "{}", ended.stdout);
    }
    let masked = project.read("masked/customers.csv");
    assert_eq!(masked.lines().count(), 301);
    for value in ["@example.com,+1", "Springfield Road", "4111111111111111", "walter.fischer"] {
        assert!(!masked.contains(value), "{value} is left");
    }
    project.expect(0, &["check"]);
    project.expect(0, &["log", "verify"]);
    project.expect(0, &["export", "vizard-plan.json", "--to", "markdown", "--allow-lossy"]);
}

#[test]
fn the_demo_walks_the_whole_way_by_itself() {
    let project = Project::new();
    let ended = project.expect(0, &["demo", "try", "--walk"]);
    for step in [
        "$ vizard scan --full",
        "$ vizard decide",
        "$ vizard plan build",
        "$ vizard apply",
        "$ vizard verify",
        "$ vizard check",
    ] {
        assert!(ended.stdout.contains(step), "{step} is shown\n{}", ended.stdout);
    }
    let again = project.expect(2, &["demo", "try", "--walk"]);
    assert!(again.stderr.contains("not empty"), "{}", again.stderr);
}

#[test]
fn exit_codes_say_what_happened() {
    let project = Project::with("people.csv", PEOPLE);
    // 2: nothing usable.
    project.expect(2, &["scan", "gone.csv"]);
    project.expect(2, &["scan", "--no-such-flag"]);
    project.expect(2, &["explain", "people.nothing"]);
    project.expect(2, &["decide", "people.email", "--mask", "rot13"]);
    project.expect(2, &["apply", "vizard-plan.json", "people.csv", "--output", "m/"]);
    // 1: a policy answer.
    project.expect(1, &["scan", "--fail-on", "confidential"]);
    let refused = project.expect(1, &["plan", "build"]);
    assert!(refused.stderr.contains("people.csv"), "the open columns are listed: {}", refused.stderr);
    project.expect(1, &["check"]);
    decided(&project);
    // 0: new rows alone are fine.
    project.expect(0, &["check"]);
    project.write("people.csv", format!("{PEOPLE}5,Rosa Keller,rosa@example.com,202-555-0123,61,called\n"));
    project.expect(0, &["check"]);
    // 4: the schema changed; what was written stays as it was.
    project.expect(0, &["apply", "vizard-plan.json", "people.csv", "--output", "masked/"]);
    let before = project.read("masked/people.csv");
    project.write("people.csv", PEOPLE.replace(",age,", ",age,iban,").replace(",34,", ",34,x,"));
    project.expect(4, &["apply", "vizard-plan.json", "people.csv", "--output", "masked/", "--force"]);
    assert_eq!(project.read("masked/people.csv"), before);
    assert_eq!(project.run(&["check"]).code, 3, "rows that do not fit come before stale");
}

#[test]
fn contamination_fails_the_gate() {
    let rows: String = (0..60).map(|n| format!("{n},fine weather on day {n} of the trip\n")).collect();
    let project = Project::with("log.csv", &format!("id,remark\n{rows}"));
    project.expect(0, &["decide", "*.*", "--keep"]);
    project.expect(0, &["plan", "build"]);
    project.expect(0, &["check"]);
    project.write("log.csv", format!("id,remark\n{rows}61,mail planted@example.com about the trip\n"));
    let ended = project.expect(4, &["check"]);
    assert!(ended.stdout.contains("email"), "{}", ended.stdout);
    assert!(!format!("{}{}", ended.stdout, ended.stderr).contains("planted"), "no value is shown");
}

#[test]
fn what_cannot_be_read_is_listed_and_the_rest_is_kept() {
    let project = Project::with("good.csv", PEOPLE);
    project.write("ragged.csv", "a,b\n1,2\n3\n");
    project.write("fake.parquet", "planted-value is no parquet");
    project.write("broken.csv.gz", b"\x1f\x8bplanted-value");
    let ended = project.expect(3, &["scan", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
    assert_eq!(document["format"], "vizard-scan/1");
    let incomplete = document["incomplete"].as_array().unwrap();
    for name in ["ragged.csv", "fake.parquet", "broken.csv.gz"] {
        assert!(
            incomplete.iter().any(|p| p["table"].as_str().unwrap().contains(name)),
            "{name}: {incomplete:?}"
        );
    }
    assert!(document["datasets"].as_array().unwrap().iter().any(|d| d["table"] == "good.csv"));
    assert!(!format!("{}{}", ended.stdout, ended.stderr).contains("planted"));
}

#[test]
fn verify_finds_what_was_tampered_with() {
    let project = Project::with("people.csv", PEOPLE);
    decided(&project);
    project.expect(0, &["apply", "vizard-plan.json", "people.csv", "--output", "masked/"]);
    let honest = project.read("masked/people.csv");
    let header = honest.lines().next().unwrap().to_owned();
    let lines: Vec<&str> = honest.lines().collect();
    let swap = |a: usize, b: usize| {
        let mut swapped = lines.clone();
        swapped.swap(a, b);
        swapped.join("\n") + "\n"
    };
    let first_email = lines[1].split(',').find(|f| f.contains('@')).unwrap().to_owned();
    let cases = [
        ("an original value put back", honest.replace(&first_email, "maria@example.com")),
        ("rows swapped", swap(1, 2)),
        ("a row missing", lines[..lines.len() - 2].join("\n") + "\n"),
        ("a row added", format!("{honest}{}\n", lines[1])),
        ("a column added", lines.iter().map(|l| format!("{l},x\n")).collect()),
        ("a column renamed", honest.replacen("age", "years", 1)),
        (
            "a null filled in",
            honest.replacen("29,\n", "29,something\n", 1).replacen(",\n", ",something\n", 1),
        ),
        ("a token of another form", honest.replacen(&first_email, "someone@example.com", 1)),
        ("the original itself", PEOPLE.to_owned()),
        ("columns in another order", {
            let mut names: Vec<&str> = header.split(',').collect();
            names.swap(0, 1);
            honest.replacen(&header, &names.join(","), 1)
        }),
    ];
    for (what, tampered) in cases {
        assert_ne!(tampered, honest, "{what} changes something");
        project.write("masked/people.csv", &tampered);
        let args = ["verify", "vizard-plan.json", "masked/people.csv", "--original", "people.csv"];
        let ended = project.run(&args);
        assert_eq!(ended.code, 1, "{what}\n{}\n{}", ended.stdout, ended.stderr);
        assert!(!ended.stdout.contains("maria@"), "{what}: no value is shown");
    }
    project.write("masked/people.csv", &honest);
    project.expect(3, &["verify", "vizard-plan.json", "masked/people.csv"]);
    project.expect(0, &["verify", "vizard-plan.json", "masked/people.csv", "--without-original"]);
}

#[test]
fn outputs_are_never_over_the_input_nor_through_a_link() {
    let project = Project::with("people.csv", PEOPLE);
    decided(&project);
    project.expect(2, &["apply", "vizard-plan.json", "people.csv", "--output", "people.csv", "--force"]);
    project.expect(0, &["apply", "vizard-plan.json", "people.csv", "--output", "copy.csv"]);
    // The same copy again is no work; another file in its place is not replaced.
    let again = project.expect(0, &["apply", "vizard-plan.json", "people.csv", "--output", "copy.csv"]);
    assert!(again.stderr.contains("is there already"), "{}", again.stderr);
    project.write("copy.csv", "another file\n");
    project.expect(2, &["apply", "vizard-plan.json", "people.csv", "--output", "copy.csv"]);
    project.expect(0, &["apply", "vizard-plan.json", "people.csv", "--output", "copy.csv", "--force"]);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(project.file("elsewhere.csv"), project.file("link.csv")).unwrap();
        project.expect(2, &["apply", "vizard-plan.json", "people.csv", "--output", "link.csv"]);
        assert!(!project.file("elsewhere.csv").exists());
    }
    assert_eq!(project.read("people.csv"), PEOPLE);
    let left: Vec<_> = std::fs::read_dir(project.path())
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|n| n.starts_with(".vizard-"))
        .collect();
    assert!(left.is_empty(), "no temporary file is left: {left:?}");
}

#[test]
fn decisions_survive_a_kill_and_undo_takes_them_back() {
    let project = Project::with("people.csv", PEOPLE);
    project.expect(0, &["decide", "people.email", "--drop"]);
    // A torn last line, as a kill in the middle of a write leaves it.
    let folder = project.file(".vizard/decisions");
    let journal = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    let mut bytes = std::fs::read(&journal).unwrap();
    bytes.extend_from_slice(b"{\"id\":\"sha256:half");
    std::fs::write(&journal, &bytes).unwrap();
    let ended = project.expect(0, &["decide", "people.phone", "--drop"]);
    assert!(ended.stderr.contains("note:"), "{}", ended.stderr);
    let log = project.expect(0, &["log", "show"]).stdout;
    assert!(log.contains("email") && log.contains("phone"), "{log}");
    project.expect(0, &["decide", "--undo"]);
    let scan = project.expect(0, &["review"]).stdout;
    let line = |name: &str| scan.lines().find(|l| l.contains(name)).unwrap().to_owned();
    assert!(
        line("people.csv.phone").contains("undecided") && line("people.csv.email").contains("decided"),
        "{scan}"
    );
    // Any other damage is exit 3.
    std::fs::write(&journal, b"{\"not\": \"an event\"}\n{}\n").unwrap();
    assert_eq!(project.run(&["log", "verify"]).code, 3);
}

#[test]
fn a_plan_that_is_not_exactly_one_is_refused() {
    let project = Project::with("people.csv", PEOPLE);
    decided(&project);
    let plan = project.read("vizard-plan.json");
    for (what, damaged) in [
        ("an unknown key", plan.replacen('{', "{\"extra\":1,", 1)),
        ("a salt", plan.replacen('{', "{\"salt\":\"planted\",", 1)),
        ("another major format", plan.replace("vizard-plan/1", "vizard-plan/9")),
        ("another fingerprint", plan.replacen("\"schema\":\"sha256:", "\"schema\":\"sha256:0", 1)),
        ("cut off", plan[..plan.len() / 2].to_owned()),
    ] {
        project.write("damaged.json", &damaged);
        let ended = project.expect(2, &["plan", "show", "damaged.json"]);
        assert!(ended.stderr.contains("damaged.json"), "{what}: {}", ended.stderr);
        assert!(!ended.stderr.contains("planted"), "{what}");
    }
    project.write("vizard.toml", "inputs = [\"people.csv\"]\ncolour = 1\n");
    let ended = project.expect(2, &["scan"]);
    assert!(ended.stderr.contains("vizard.toml") && ended.stderr.contains('2'), "{}", ended.stderr);
}

#[test]
fn every_registry_prints_its_list() {
    let project = Project::new();
    for (command, key) in [
        ("types", "types"),
        ("masks", "masks"),
        ("sources", "sources"),
        ("importers", "importers"),
        ("targets", "targets"),
        ("themes", "themes"),
        ("keys-map", "keys"),
    ] {
        let ended = project.expect(0, &[command, "--format", "json"]);
        let value: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
        let list = value[key].as_array().unwrap();
        assert!(list.len() >= 4 && list.iter().all(|e| e["name"].is_string()), "{command}");
        project.expect(0, &[command]);
    }
    project.expect(0, &["completions", "bash"]);
    assert!(project.expect(0, &["man"]).stdout.contains("vizard"));
    assert!(project.expect(0, &["--help"]).stdout.contains("Exit codes"));
    assert!(project.expect(0, &["explain", "us_ssn"]).stdout.contains("restricted"));
}

#[test]
fn every_command_in_the_help_has_help_of_its_own() {
    let project = Project::new();
    let help = project.expect(0, &["--help"]).stdout;
    let commands =
        help.lines().skip_while(|l| !l.starts_with("Commands:")).skip(1).take_while(|l| !l.trim().is_empty());
    let names: Vec<String> = commands
        .filter_map(|l| l.split_whitespace().next().map(str::to_owned))
        .filter(|n| n != "help")
        .collect();
    assert!(names.len() > 15, "{names:?}");
    for name in names {
        project.expect(0, &[&name, "--help"]);
    }
}

#[test]
fn names_of_data_cannot_act_on_the_terminal() {
    let project = Project::with("a.csv", "x\u{1b}[31m,y\u{202e}z\n1,2\n3,4\n");
    let ended = project.expect(0, &["scan"]);
    assert!(!ended.stdout.contains('\u{1b}') && !ended.stdout.contains('\u{202e}'), "{:?}", ended.stdout);
    assert!(ended.stdout.contains("x␛[31m"));
}

#[test]
fn phones_that_look_like_formulas_are_disarmed_in_delimited_files_only_and_verify_knows() {
    let rows = ["+49 30 23125 001", "+49 30 23125 002", "+49 30 23125 003"];
    let csv: String = rows.iter().map(|r| format!("x,{r}\n")).collect();
    let project = Project::with("p.csv", &format!("id,phone\n{csv}"));
    let lines: String = rows.iter().map(|r| format!("{{\"id\":\"x\",\"phone\":\"{r}\"}}\n")).collect();
    project.write("p.jsonl", lines);
    project.expect(0, &["decide", "*.id", "--keep"]);
    project.expect(0, &["decide", "*.phone", "--mask", "partial", "--param", "first=3"]);
    project.expect(0, &["plan", "build"]);
    for (table, starts) in [("p.csv", "'+49"), ("p.jsonl", "\"+49")] {
        project.expect(0, &["apply", "vizard-plan.json", table, "--output", "masked/"]);
        let masked = format!("masked/{table}");
        assert!(project.read(&masked).contains(starts), "{}", project.read(&masked));
        project.expect(0, &["verify", "vizard-plan.json", &masked, "--original", table]);
    }
}

#[test]
fn tokens_that_cannot_be_computed_again_are_said_to_be_unproven() {
    let project = Project::with("people.csv", PEOPLE);
    decided(&project);
    project.expect(0, &["apply", "vizard-plan.json", "people.csv", "--output", "masked/"]);
    let elsewhere = project.file("no-keys").to_string_lossy().into_owned();
    let args = ["verify", "vizard-plan.json", "masked/people.csv", "--original", "people.csv"];
    let ended = project.run_with(&args, &[("VIZARD_DATA_DIR", &elsewhere)]);
    assert_eq!(ended.code, 3, "{}\n{}", ended.stdout, ended.stderr);
    assert!(ended.stdout.contains("not proven") && ended.stderr.contains("--key-file"), "{}", ended.stderr);
}

#[test]
fn an_entity_at_the_end_of_a_huge_cell_is_found() {
    let long = "all is well here ".repeat(120_000);
    let project = Project::with(
        "t.csv",
        &format!("id,remark\n1,{long}mail planted@example.com now\n2,short and fine text\n"),
    );
    let ended = project.expect(0, &["scan", "--full", "--format", "json"]);
    assert!(ended.stdout.contains("\"email\""), "found although it stands behind two megabytes");
    assert!(!ended.stdout.contains("planted"));
}
