//! Keys: tokens by environment, wrong keys, opening of tokens, no key in a core dump.

use crate::support::project::Project;

const ROWS: &str = "id,email,phone\n1000001,ana@example.com,5550142\n1000002,ben@example.com,5550143\n";
const APPLY: &[&str] = &["apply", "vizard-plan.json", "p.csv", "--output", "masked/", "--force"];

fn planned(settings: &str) -> Project {
    let project = Project::with("p.csv", ROWS);
    project.write("vizard.toml", settings);
    project.expect(0, &["keys", "new"]);
    decide(&project);
    project
}

fn decide(project: &Project) {
    project.expect(0, &["decide", "*.id", "--mask", "fpe"]);
    project.expect(0, &["decide", "*.email", "--mask", "token"]);
    project.expect(0, &["decide", "*.phone", "--mask", "pseudonym"]);
    project.expect(0, &["plan", "build"]);
}

/// A column of the masked copy without its header.
fn masked(project: &Project, column: usize) -> String {
    let text = project.read("masked/p.csv");
    text.lines().skip(1).map(|line| format!("{}\n", line.split(',').nth(column).unwrap())).collect()
}

fn open(project: &Project, column: &str, tokens: &str, output: &str) -> std::process::Output {
    assert_cmd::Command::new(env!("CARGO_BIN_EXE_vizard"))
        .args(["keys", "open", column, "--reason", "fraud case", "--output", output])
        .current_dir(project.path())
        .envs(project.environment())
        .write_stdin(tokens)
        .output()
        .unwrap()
}

#[test]
fn equal_values_get_other_tokens_in_another_environment() {
    let project = planned("");
    project.expect(0, APPLY);
    let none = project.read("masked/p.csv");
    let mut seen = vec![none.clone()];
    for environment in ["dev", "prod"] {
        project.write("vizard.toml", format!("environment = \"{environment}\"\n"));
        project.expect(0, &["plan", "build"]);
        assert!(project.read("vizard-plan.json").contains(&format!("\"environment\":\"{environment}\"")));
        project.expect(0, APPLY);
        project.expect(0, &["verify", "vizard-plan.json", "masked/p.csv", "--original", "p.csv"]);
        let lines = project.read("masked/p.csv");
        for before in &seen {
            assert!(lines.lines().skip(1).zip(before.lines().skip(1)).all(|(a, b)| a != b), "{lines}");
        }
        seen.push(lines);
    }
    // The plan says for which environment it is, wherever it is applied.
    project.write("vizard.toml", "environment = \"elsewhere\"\n");
    project.expect(0, APPLY);
    assert_eq!(project.read("masked/p.csv"), seen[2]);
    project.write("vizard.toml", "");
    project.expect(0, &["plan", "build"]);
    project.expect(0, APPLY);
    assert_eq!(project.read("masked/p.csv"), none);
}

#[test]
fn a_wrong_key_is_noticed_before_the_first_row() {
    let project = planned("environment = \"dev\"\n");
    let folder = project.file("../user-data/keys");
    std::fs::rename(folder.join("default.json"), folder.join("kept.txt")).unwrap();
    let other = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    let ended = project.run_with(APPLY, &[("VIZARD_KEY", other)]);
    assert_eq!(ended.code, 2, "{}", ended.stderr);
    assert!(!project.file("masked/p.csv").exists() && !ended.stderr.contains(other));
    // A plan that names another check value for a key that is at hand.
    std::fs::rename(folder.join("kept.txt"), folder.join("default.json")).unwrap();
    let plan = project.read("vizard-plan.json");
    let check = plan.split("\"check\":\"").nth(1).unwrap().get(..16).unwrap();
    project.write("vizard-plan.json", plan.replace(check, "0000000000000000"));
    assert!(project.expect(2, APPLY).stderr.contains("not the one that the plan was built with"));
    assert!(!project.file("masked/p.csv").exists());
}

#[test]
fn the_key_opens_what_it_masked_and_the_log_keeps_why() {
    let project = planned("environment = \"dev\"\n");
    project.expect(0, APPLY);
    let opened = open(&project, "p.email", &masked(&project, 1), "values.txt");
    assert_eq!(opened.status.code(), Some(0), "{}", String::from_utf8_lossy(&opened.stderr));
    assert_eq!(project.read("values.txt"), "ana@example.com\nben@example.com\n");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(project.file("values.txt")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let log = project.expect(0, &["log", "show"]).stdout;
    assert!(log.contains("2 tokens opened") && log.contains("fraud case"), "{log}");
    let opened = open(&project, "p.id", &masked(&project, 0), "ids.txt");
    assert!(String::from_utf8_lossy(&opened.stderr).contains("has no check"));
    assert_eq!(project.read("ids.txt"), "1000001\n1000002\n");
    let events = project.expect(0, &["log", "show", "--json"]).stdout;
    assert!(!events.contains("example.com") && !events.contains("1000001"), "{events}");
    project.expect(0, &["log", "verify"]);
    project.expect(0, &["plan", "build"]);
}

#[test]
fn what_cannot_or_must_not_be_opened_is_said_and_nothing_is_written() {
    let project = planned("");
    project.expect(0, APPLY);
    let tokens = masked(&project, 1);
    let code =
        |column: &str, tokens: &str, output: &str| open(&project, column, tokens, output).status.code();
    assert_eq!(code("p.phone", "x\n", "a.txt"), Some(2), "one way");
    assert_eq!(code("p.*", "x\n", "a.txt"), Some(2), "several columns");
    assert_eq!(code("p.nothing", "x\n", "a.txt"), Some(2));
    assert_eq!(code("p.email", "", "a.txt"), Some(2), "no token");
    assert_eq!(code("p.email", &"a\n".repeat(1001), "a.txt"), Some(2), "too many");
    assert_eq!(code("p.email", "nonsense\n", "a.txt"), Some(3));
    assert!(!project.file("a.txt").exists());
    assert_eq!(code("p.email", &format!("nonsense\n{tokens}"), "a.txt"), Some(3));
    assert_eq!(project.read("a.txt"), "\nana@example.com\nben@example.com\n");
    assert_eq!(code("p.email", &tokens, "a.txt"), Some(2), "never over a file");
    // Not a terminal, no file; a reason that holds data.
    project.expect(2, &["keys", "open", "p.email", "--reason", "fraud case"]);
    let args = ["keys", "open", "p.email", "--reason", "ana@example.com", "--output", "b.txt"];
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_vizard"));
    command.args(args).current_dir(project.path()).envs(project.environment()).write_stdin(tokens.as_str());
    command.assert().code(2);
    project.write("vizard.toml", "[policy]\nreveal = \"forbidden\"\n");
    assert_eq!(code("p.email", &tokens, "b.txt"), Some(1));
    assert!(!project.file("b.txt").exists());
}

/// Crashes the program while it holds a key, where core dumps are allowed: it must leave none.
#[cfg(target_os = "linux")]
#[test]
fn a_crash_while_a_key_is_held_writes_no_core_dump() {
    use std::os::unix::process::ExitStatusExt as _;
    use std::process::{Command, Stdio};

    let project = planned("");
    let program = env!("CARGO_BIN_EXE_vizard");
    let script = format!(
        "ulimit -S -c $(ulimit -H -c); exec {program} keys open p.email --reason test --output values.txt"
    );
    let mut child = Command::new("sh")
        .args(["-c", &script])
        .current_dir(project.path())
        .envs(project.environment())
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // The limits say when the key is about to be read; then the program waits for its input.
    let limits = format!("/proc/{}/limits", child.id());
    let mut off = false;
    for _ in 0..1000 {
        let text = std::fs::read_to_string(&limits).unwrap();
        let line = text.lines().find(|line| line.starts_with("Max core file size")).unwrap();
        off = line.split_whitespace().skip(4).take(2).all(|limit| limit == "0");
        if off {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let killed = Command::new("kill").args(["-ABRT", &child.id().to_string()]).status().unwrap();
    let status = child.wait().unwrap();
    assert!(off, "core dumps were never turned off");
    assert!(killed.success() && status.signal() == Some(6) && !status.core_dumped(), "{status}");
}

#[test]
#[cfg(unix)]
fn keys_come_from_a_command_of_the_users_settings_and_from_no_project() {
    let project = planned("");
    project.expect(0, APPLY);
    let with_file = project.read("masked/p.csv");
    // The key moves from the key folder to a place that only the command knows.
    let user = |name: &str| project.path().parent().unwrap().join(name);
    std::fs::create_dir_all(user("config")).unwrap();
    std::fs::rename(user("user-data/keys/default.json"), user("vault-default")).unwrap();
    project.expect(2, APPLY);
    let command = format!("key_command = [\"cat\", \"{}\"]\n", user("vault-{name}").display());
    // A project's file may be written by anybody.
    project.write("vizard.toml", &command);
    assert!(project.expect(2, APPLY).stderr.contains("key_command"));
    project.write("vizard.toml", "");
    std::fs::write(user("config/config.toml"), &command).unwrap();
    project.expect(0, APPLY);
    assert_eq!(project.read("masked/p.csv"), with_file);
    assert!(project.expect(0, &["keys", "list"]).stdout.contains("command"));
    assert!(project.expect(0, &["keys", "test"]).stdout.contains("from command"));
    let missing = project.expect(2, &["keys", "test", "crm"]).stderr;
    assert!(missing.contains("`cat`, the key_command of config.toml: it ended with code 1"), "{missing}");
}
