//! Masks for some rows: decided, planned, applied in every format and verified.

use crate::support::project::Project;

const CSV: &str = "id,country,age,phone\n\
    1,DE,30,\"+49 30 1234567\"\n\
    2,FR,40,+33 1 23 45 67 89\n\
    3,,50,+43 1 234567\n\
    4,AT,x,+43 1 765432\n\
    5,AT,17,\n";

fn project() -> Project {
    let project = Project::with("crm.csv", CSV);
    project.expect(0, &["keys", "new"]);
    project.expect(0, &["decide", "crm.*", "--keep", "--reason", "a test"]);
    project.expect(0, &["decide", "crm.country", "crm.age", "--set-type", "category"]);
    project.expect(0, &["decide", "crm.country", "crm.age", "--keep"]);
    project
}

fn phones(text: &str) -> Vec<String> {
    text.lines().skip(1).map(|line| line.rsplit(',').next().unwrap().to_owned()).collect()
}

#[test]
fn rows_get_the_mask_of_the_first_condition_that_they_do_not_fail() {
    let project = project();
    let when = ["--when", "country in (DE, AT)", "--otherwise", "constant value=hidden"];
    let further = ["--when", "age < 40", "--otherwise", "keep"];
    let said = project.expect(0, &[&["decide", "crm.phone", "--mask", "null"][..], &when, &further].concat());
    assert!(said.stderr.contains("1 decided"), "{}", said.stderr);
    project.expect(0, &["plan", "build"]);
    let plan = project.read("vizard-plan.json");
    assert!(
        plan.contains("\"is\":\"in\",\"otherwise\"") && plan.contains("\"values\":[\"DE\",\"AT\"]"),
        "{plan}"
    );
    project.expect(0, &["apply", "vizard-plan.json", "crm.csv", "--output", "masked/"]);
    // DE: null. FR, 40: kept, byte for byte. No country: as DE. AT: null.
    assert_eq!(phones(&project.read("masked/crm.csv")), ["", "+33 1 23 45 67 89", "", "", ""]);
    let args = ["verify", "vizard-plan.json", "masked/crm.csv", "--original", "crm.csv"];
    project.expect(0, &args);
    // A value of the other branch, and one where there should be none.
    for (from, to) in [("+33 1 23 45 67 89", "hidden"), ("1,DE,30,", "1,DE,30,+49 30 1234567")] {
        let masked = project.read("masked/crm.csv");
        assert!(masked.contains(from));
        project.write("bad/crm.csv", masked.replace(from, to));
        project.expect(1, &["verify", "vizard-plan.json", "bad/crm.csv", "--original", "crm.csv"]);
    }
}

#[test]
fn what_is_not_said_becomes_null_and_other_formats_do_the_same() {
    let project = Project::with(
        "crm.jsonl",
        "{\"id\":1,\"country\":\"DE\",\"phone\":\"+49 30 1234567\"}\n{\"id\":2,\"country\":\"FR\",\"phone\":\"+33 1 23456789\"}\n\
         {\"id\":3,\"country\":null,\"phone\":\"+43 1 234567\"}\n{\"id\":4,\"phone\":null}\n",
    );
    project.write("events.parquet", std::fs::read("samples/events.parquet").unwrap());
    project.expect(0, &["keys", "new"]);
    project.expect(0, &["decide", "*.*", "--keep", "--reason", "a test"]);
    project.expect(
        0,
        &["decide", "crm.country", "events.event", "events.duration_ms", "--set-type", "category"],
    );
    project.expect(0, &["decide", "crm.country", "events.event", "events.duration_ms", "--keep"]);
    project.expect(0, &["decide", "crm.phone", "--mask", "partial", "--when", "country = DE"]);
    let slow = ["--when", "duration_ms >= 3000", "--otherwise", "keep"];
    let shift = ["decide", "events.happened_at", "--mask", "date_shift", "--param", "by=customer_id"];
    project.expect(0, &[&shift[..], &slow].concat());
    let cart = ["--when", "event != cart", "--otherwise", "redact"];
    project.expect(0, &[&["decide", "events.client_ip", "--mask", "pseudonym"][..], &cart].concat());
    project.expect(0, &["plan", "build"]);
    for table in ["crm.jsonl", "events.parquet"] {
        project.expect(0, &["apply", "vizard-plan.json", table, "--output", "masked/"]);
        let masked = format!("masked/{table}");
        project.expect(0, &["verify", "vizard-plan.json", &masked, "--original", table]);
    }
    let masked = project.read("masked/crm.jsonl");
    let phone =
        |line: usize| masked.lines().nth(line).unwrap().split("\"phone\":").nth(1).unwrap().to_owned();
    assert!(phone(0).contains('*') && phone(2).contains('*'), "{masked}");
    assert_eq!((phone(1), phone(3)), ("null}".to_owned(), "null}".to_owned()));
}

#[test]
fn conditions_that_would_tell_something_are_refused() {
    let project = project();
    let decide = |when: &[&str]| {
        project.expect(2, &[&["decide", "crm.phone", "--mask", "null"][..], when].concat()).stderr
    };
    for (when, says) in [
        (&["--when", "phone = '+49 30 1234567'"][..], "internal or public"),
        (&["--when", "nothing = 1"], "does not have"),
        (&["--when", "country < DE"], "sizes of numbers"),
        (&["--when", "country = ana@example.com"], "holds what looks like"),
        (&["--when", "country = DE", "--otherwise", "keep", "--when", "age > 1"], "stands last"),
        (&["--when", "country = DE", "--when", "age > 1"], "needs its --otherwise"),
        (&["--when", "country = DE", "--otherwise", "blur"], "no mask `blur`"),
    ] {
        let said = decide(when);
        assert!(said.contains(says), "{when:?}: {said}");
        assert!(!said.contains("ana@") && !said.contains("1234567"), "{said}");
    }
    // A column that became sensitive since.
    project.expect(0, &["decide", "crm.phone", "--mask", "null", "--when", "country = DE"]);
    project.expect(0, &["decide", "crm.country", "--set-type", "person_name"]);
    project.expect(0, &["decide", "crm.country", "--drop"]);
    let said = project.expect(1, &["plan", "build"]).stderr;
    assert!(said.contains("its condition looks at column country, which is confidential"), "{said}");
}

#[test]
fn dates_are_compared_as_dates_in_texts_and_in_typed_columns() {
    let project = Project::with(
        "crm.csv",
        "id,signed,phone\n1,2024-01-01,+49 30 1234567\n2,2023-12-31T23:59:59Z,+33 1 23456789\n\
         3,31.12.2023,+43 1 234567\n4,,+43 1 765432\n5,2024-02-30,+43 1 999999\n",
    );
    project.write("events.parquet", std::fs::read("samples/events.parquet").unwrap());
    project.expect(0, &["keys", "new"]);
    project.expect(0, &["decide", "*.*", "--keep", "--reason", "a test"]);
    project.expect(0, &["decide", "crm.signed", "events.happened_at", "--set-type", "date"]);
    project.expect(0, &["decide", "crm.signed", "events.happened_at", "--keep"]);
    let signed = ["--mask", "null", "--when", "signed >= 2024-01-01", "--otherwise", "keep"];
    project.expect(0, &[&["decide", "crm.phone"][..], &signed].concat());
    let middle = "2026-10-15 12:00";
    let at = ["--mask", "null", "--when", &format!("happened_at < {middle}"), "--otherwise", "keep"];
    project.expect(0, &[&["decide", "events.client_ip"][..], &at].concat());
    project.expect(0, &["plan", "build"]);
    assert!(project.read("vizard-plan.json").contains("{\"date\":\"2024-01-01\"}"));
    for table in ["crm.csv", "events.parquet"] {
        project.expect(0, &["apply", "vizard-plan.json", table, "--output", "masked/"]);
        let masked = format!("masked/{table}");
        project.expect(0, &["verify", "vizard-plan.json", &masked, "--original", table]);
    }
    // Only the row that is certainly before is kept.
    assert_eq!(phones(&project.read("masked/crm.csv")), ["", "+33 1 23456789", "", "", ""]);
    let sql = project.expect(0, &["export", "vizard-plan.json", "--to", "duckdb"]).stdout;
    assert!(sql.contains("DATE '2024-01-01'") && sql.contains("TIMESTAMP '2026-10-15 12:00:00'"), "{sql}");
}
