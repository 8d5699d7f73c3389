//! What `vizard scan` lists, and a project's own types, as a script sees them.

use serde_json::Value;

use crate::support::project::Project;

const STAFF: &str = "emp_no,mail,badge,remark\n\
    EMP-0000018,ann@example.org,7,nothing to say\n\
    EMP-0000026,desk@example.com,8,ask EMP-0000034 about it please\n\
    EMP-0000034,bob@example.net,9,all fine today\n\
    EMP-0000042,cleo@example.org,10,all fine today\n";

const EMPLOYEE: &str = r#"
[[detector]]
id = "employee_number"
title = "Employee number"
why = "It names one employee."
tier = "restricted"
parent = "person_key"
role = "direct"
patterns = ['EMP-[0-9]{7}']
check = "luhn"
chance = 0.0001
headers = { emp_no = 13 }
examples = ["EMP-0000018"]
counter_examples = ["EMP-0000019"]
[detector.inside]
pattern = '\bEMP-[0-9]{7}\b'
needs = ["EMP-"]
strong = true
"#;

/// The columns of a scan by name.
fn columns(project: &Project, args: &[&str]) -> Vec<(String, Value)> {
    let all: Vec<&str> = ["scan", "--format", "json", "--no-cache"].iter().chain(args).copied().collect();
    let document: Value = serde_json::from_str(&project.expect(0, &all).stdout).unwrap();
    let list = document["datasets"][0]["columns"].as_array().unwrap().clone();
    let mut list: Vec<_> = list.into_iter().map(|c| (c["column"].as_str().unwrap().to_owned(), c)).collect();
    list.sort_by(|a, b| a.0.cmp(&b.0));
    list
}

fn names(project: &Project, args: &[&str]) -> Vec<String> {
    columns(project, args).into_iter().map(|(name, _)| name).collect()
}

#[test]
fn a_filter_shortens_the_list_and_says_by_how_much() {
    let project = Project::with_samples();
    let scan = |args: &[&str]| {
        let all: Vec<&str> = ["scan", "customers.csv"].iter().chain(args).copied().collect();
        project.expect(0, &all)
    };
    let whole = names(&project, &["customers.csv"]);
    let only = names(&project, &["customers.csv", "--only", "email", "--only", "iban"]);
    assert_eq!(only, ["email", "iban"]);
    let except = names(&project, &["customers.csv", "--except", "contact"]);
    assert!(!except.contains(&"email".to_owned()) && except.contains(&"iban".to_owned()), "{except:?}");
    let restricted = names(&project, &["customers.csv", "--min-sensitivity", "restricted"]);
    assert!(restricted.contains(&"iban".to_owned()) && !restricted.contains(&"email".to_owned()));
    let left_out = format!("{} columns left out by the filter", whole.len() - only.len());
    let narrow = ["--only", "email", "--only", "iban"];
    assert!(scan(&narrow).stdout.contains(&left_out), "the table says it");
    for format in ["ndjson", "csv"] {
        let ended = scan(&["--only", "email", "--only", "iban", "--format", format]);
        assert!(ended.stderr.contains(&left_out), "{format} says it on stderr: {}", ended.stderr);
        assert_eq!(ended.stdout.lines().count(), 2 + usize::from(format == "csv"), "{format}");
    }
    let sarif: Value =
        serde_json::from_str(&scan(&["--only", "email", "--only", "iban", "--format", "sarif"]).stdout)
            .unwrap();
    assert_eq!(sarif["runs"][0]["properties"]["columnsLeftOut"], whole.len() as u64 - 2);
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 2);
    let unfiltered: Value = serde_json::from_str(&scan(&["--format", "json"]).stdout).unwrap();
    assert!(unfiltered.get("columns_left_out").is_none());
}

#[test]
fn a_filter_that_names_nothing_is_refused() {
    let project = Project::with_samples();
    let refused = project.expect(2, &["scan", "--only", "e-mail"]);
    assert!(refused.stderr.contains("--only e-mail: there is no such type"), "{}", refused.stderr);
    project.expect(2, &["scan", "--min-sensitivity", "secret"]);
}

#[test]
fn the_gate_looks_at_what_is_listed() {
    let project = Project::with_samples();
    project.expect(1, &["scan", "customers.csv", "--only", "iban", "--fail-on", "restricted"]);
    project.expect(0, &["scan", "customers.csv", "--only", "email", "--fail-on", "restricted"]);
}

#[test]
fn threads_and_seed_change_no_result_of_a_whole_read() {
    let project = Project::with_samples();
    let one = columns(&project, &["customers.csv", "--full", "--threads", "1"]);
    let two = columns(&project, &["customers.csv", "--full", "--threads", "2", "--seed", "7"]);
    assert_eq!(one, two);
    let rows: String = (0..160_000_u64)
        .map(|n| format!("{n},{}{n}@example.org\n", if n * n % 7 < 3 { "person" } else { "a b " }))
        .collect();
    project.write("many.csv", format!("id,mail\n{rows}"));
    let sampled = |seed: &str| {
        let args = ["scan", "many.csv", "--rows", "500", "--seed", seed, "--format", "json"];
        let document: Value = serde_json::from_str(&project.expect(0, &args).stdout).unwrap();
        document["datasets"][0].clone()
    };
    let (three, again, four) = (sampled("3"), sampled("3"), sampled("4"));
    assert_eq!(three["rows"]["seed"], 3);
    assert!(three["rows"]["read"].as_u64().unwrap() < 160_000);
    assert_eq!(three, again);
    assert_ne!(three["columns"][0]["stats"], four["columns"][0]["stats"], "another seed draws other rows");
}

#[test]
fn a_project_recognises_its_own_types() {
    let project = Project::with("staff.csv", STAFF);
    let kind = |columns: &[(String, Value)], name: &str| {
        columns.iter().find(|(n, _)| n == name).map(|(_, c)| c["type"].clone()).unwrap()
    };
    let before = columns(&project, &["staff.csv", "--full"]);
    assert_ne!(kind(&before, "emp_no"), "employee_number");
    project.write("detectors/staff.toml", EMPLOYEE);
    // With the cache: the digest of the detectors is part of its key.
    let after = project.expect(0, &["scan", "staff.csv", "--full", "--format", "json"]).stdout;
    let document: Value = serde_json::from_str(&after).unwrap();
    let list = document["datasets"][0]["columns"].as_array().unwrap();
    let column = |name: &str| list.iter().find(|c| c["column"] == name).unwrap();
    assert_eq!(column("emp_no")["type"], "employee_number");
    assert_eq!(column("emp_no")["sensitivity"], "restricted");
    assert_eq!(column("remark")["contains"][0]["type"], "employee_number");
    assert_eq!(column("remark")["contains"][0]["rows"], 1);
    assert_eq!(names(&project, &["staff.csv", "--only", "employee_number"]), ["emp_no", "remark"]);
    let types = project.expect(0, &["types", "--format", "json"]).stdout;
    assert!(types.contains("\"employee_number\""));
    let explained = project.expect(0, &["explain", "employee_number"]).stdout;
    assert!(explained.contains("10.000 % of random values"), "{explained}");
    project.write("vizard.toml", "[policy.tiers]\nemployee_number = \"confidential\"\n");
    let lowered = columns(&project, &["staff.csv", "--full"]);
    assert_eq!(lowered.iter().find(|(n, _)| n == "emp_no").unwrap().1["sensitivity"], "confidential");
    // The whole way: a token under the general type's mask, and a proof of it.
    project.expect(0, &["keys", "new"]);
    project.expect(0, &["decide", "*.*", "--approve", "--reason", "as suggested"]);
    project.expect(0, &["plan", "build"]);
    project.expect(0, &["apply", "vizard-plan.json", "staff.csv", "--output", "masked/"]);
    project.expect(0, &["verify", "vizard-plan.json", "masked/staff.csv", "--original", "staff.csv"]);
    assert!(!project.read("masked/staff.csv").contains("EMP-00000"), "{}", project.read("masked/staff.csv"));
}

#[test]
fn allowed_values_are_never_reported_as_their_type() {
    let rows: String =
        (0..40).map(|n| format!("{n},write to desk@example.com on day {n} please\n")).collect();
    let project = Project::with("log.csv", &format!("id,remark\n{rows}"));
    let held = |project: &Project| columns(project, &["log.csv", "--full"])[1].1["contains"].to_string();
    assert!(held(&project).contains("email"));
    project.write("detectors/allow.toml", "[[allow]]\ntype = \"email\"\nvalues = [\"desk@example.com\"]\n");
    assert!(!held(&project).contains("email"), "{}", held(&project));
    project.write("log.csv", format!("id,remark\n{rows}40,write to ann@example.com too please\n"));
    assert!(held(&project).contains("email"), "another address is still found");
    let scan = project.expect(0, &["scan", "log.csv", "--full", "--format", "json"]);
    assert!(!scan.stdout.contains("desk@example.com"));
}

#[test]
fn detectors_that_do_not_hold_stop_every_command_and_are_listed_by_one() {
    let project = Project::with("staff.csv", STAFF);
    project.write("detectors/staff.toml", EMPLOYEE);
    let proven = project.expect(0, &["types", "--check"]).stdout;
    assert!(proven.contains("and 1 of the project (1 files in detectors/)"), "{proven}");
    project.write("detectors/staff.toml", EMPLOYEE.replace("luhn", "crc32").replace("employee.", "employee"));
    project.write("detectors/broken.toml", "[[detector]\n");
    let listed = project.expect(1, &["types", "--check"]);
    for part in ["broken.toml:1:", "field `check`: `crc32` is no check", "field `why`"] {
        assert!(listed.stdout.contains(part), "{part}: {}", listed.stdout);
    }
    assert!(listed.stderr.contains("3 things are wrong"), "{}", listed.stderr);
    let stopped = project.expect(2, &["scan", "staff.csv"]);
    assert!(
        stopped.stderr.contains("broken.toml") && stopped.stderr.contains("2 more"),
        "{}",
        stopped.stderr
    );
}

#[test]
fn the_selftest_measures_recall_in_a_file_of_the_users() {
    let project = Project::with_samples();
    let args = [
        "selftest",
        "customers.csv",
        "--type",
        "iban",
        "--type",
        "uk_nino",
        "--trials",
        "4",
        "--rows",
        "300",
    ];
    let json: Vec<&str> = args.iter().chain(&["--format", "json"]).copied().collect();
    let first = project.expect(0, &json).stdout;
    assert_eq!(first, project.expect(0, &json).stdout, "the same seed gives the same figures");
    let document: Value = serde_json::from_str(&first).unwrap();
    assert_eq!(document["format"], "vizard-selftest/1");
    let types = document["types"].as_array().unwrap();
    assert_eq!(types.len(), 2);
    let iban = types.iter().find(|t| t["name"] == "iban").unwrap();
    let named = &iban["recall"][0];
    assert_eq!(
        (&named["setting"], &named["found"], &named["n"]),
        (&"whole_named".into(), &4.into(), &4.into())
    );
    assert!(named["low"].as_f64().unwrap() < 0.6, "four columns prove little: {named}");
    let table = project.expect(0, &args).stdout;
    assert!(table.contains("whole column, named:") && table.contains("uk_nino"), "{table}");
    let markdown = project.expect(0, &[&args[..], &["--format", "markdown"]].concat()).stdout;
    assert!(markdown.starts_with("| family |") && markdown.contains("\n| finance | 1 |"), "{markdown}");
    project.expect(2, &["selftest", "--type", "no_such_type"]);
    project.expect(2, &["selftest", "gone.csv"]);
    project.write("numbers.csv", "a,b\n1,2\n3,4\n");
    let refused = project.expect(2, &["selftest", "numbers.csv", "--type", "iban"]);
    assert!(refused.stderr.contains("no column of text"), "{}", refused.stderr);
}

#[test]
fn the_selftest_plants_in_the_form_of_the_file() {
    let project = Project::with_samples();
    // Windows-1252, semicolons, no header to say what stands below.
    let mut latin = Vec::new();
    for n in 0..40 {
        latin.extend_from_slice(format!("{n};").as_bytes());
        latin.extend_from_slice(b"Gr\xfc\xdfe aus K\xf6ln und Z\xfcrich\n");
    }
    project.write("plain.csv", latin);
    let args =
        ["selftest", "plain.csv", "--type", "email", "--trials", "3", "--rows", "200", "--format", "json"];
    let document: Value = serde_json::from_str(&project.expect(0, &args).stdout).unwrap();
    let recall = document["types"][0]["recall"].as_array().unwrap();
    let settings: Vec<&str> = recall.iter().filter_map(|r| r["setting"].as_str()).collect();
    assert_eq!(settings, ["whole", "tenth", "hundredth", "thousandth"], "without headers none can name it");
    assert!(recall.iter().all(|r| r["found"] == 3), "{recall:?}");
}

#[test]
fn a_column_without_a_value_is_not_called_harmless() {
    let project = Project::with("new.csv", "code,email,remark\n,,\n,,\n");
    let tiers: Vec<_> = columns(&project, &["new.csv"])
        .into_iter()
        .map(|(name, column)| (name, column["sensitivity"].as_str().unwrap_or_default().to_owned()))
        .collect();
    let expected = [("code", "unknown"), ("email", "unknown"), ("remark", "unknown")];
    assert_eq!(tiers, expected.map(|(name, tier)| (name.to_owned(), tier.to_owned())));
}

#[test]
fn what_was_not_read_is_counted_in_the_table_and_listed_once_beside_it() {
    let ragged: String = (0..60).map(|n| format!("{n},2,3\n")).collect();
    let project = Project::with("ragged.csv", &format!("a,b\n{ragged}"));
    let ended = project.expect(3, &["scan", "ragged.csv", "--full", "--no-cache"]);
    let lines = ended.stderr.lines().filter(|line| line.starts_with("not read:")).count();
    let counted = ended.stdout.lines().filter(|line| line.starts_with("not read:")).count();
    assert!((1..=50).contains(&lines) && counted == 1, "{}{}", ended.stdout, ended.stderr);
}

#[test]
fn nobody_at_the_other_end_of_stderr_changes_no_exit_code() {
    let ragged: String = (0..60).map(|n| format!("{n},2,3\n")).collect();
    let project = Project::with("ragged.csv", &format!("a,b\n{ragged}"));
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_vizard"))
        .args(["scan", "ragged.csv", "--full", "--no-cache"])
        .current_dir(project.path())
        .envs(project.environment())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(3));
}
