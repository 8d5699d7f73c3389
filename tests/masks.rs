//! Masks and suggestions by the commands: every way of masking runs in `apply` and is computed again by `verify`.

use crate::support::project::Project;

/// A column with its values, a mask with parameters, and the cell that the first row becomes where it needs no key.
type Case = (&'static str, [&'static str; 3], &'static str, &'static [&'static str], Option<&'static str>);

const CASES: &[Case] = &[
    ("id", ["1", "2", "3"], "dense_code", &["max=999999"], None),
    ("mail", ["ann@example.com", "bo@example.com", "ann@example.com"], "token", &[], None),
    ("account", ["12-345-678", "12-345-679", "99-000-111"], "fpe", &[], None),
    ("salary", ["50000", "52000", "90000"], "noise", &["scale=500"], None),
    ("age", ["34", "91", "29"], "age_band", &[], Some("30-39")),
    ("hours", ["3", "38", "40"], "bottom_code", &["min=20"], Some("20")),
    ("place", ["52.5200;13.4050", "52.5301;13.4102", "48.1;11.6"], "geo_grid", &[], Some("52.5;13.4")),
    ("address", ["203.0.113.7", "203.0.113.8", "2001:db8::1"], "ip_prefix", &[], None),
    ("device", ["00:1a:2b:3c:4d:5e", "00:1a:2b:3c:4d:5f", "da:a1:19:00:11:22"], "mac_vendor", &[], None),
    ("phone", ["+49 30 901820", "+1 202 555 0143", "+44 20 7946 0018"], "phone_country", &[], Some("+49")),
    (
        "card",
        ["4111111111111111", "5555555555554444", "378282246310005"],
        "card_parts",
        &[],
        Some("****1111"),
    ),
    ("iban", ["DE89370400440532013000", "GB82WEST12345698765432", "NO9386011117947"], "iban_fake", &[], None),
    (
        "agent",
        ["curl/8.5.0", "Mozilla/5.0 (Windows NT 10.0) Chrome/120.0", "x"],
        "user_agent",
        &[],
        Some("curl 8"),
    ),
    ("name", ["Ann Lee", "Bo Day", "Ann Lee"], "fake_name", &[], None),
    ("street", ["1 Main Street", "2 Main Street", "3 Main Street"], "fake_address", &["language=de"], None),
    ("firm", ["Acme", "Bolt", "Acme"], "fake_company", &[], None),
    ("town", ["Ulm", "Lyon", "Paris"], "hierarchy", &["file=towns.hierarchy"], Some("Germany")),
    ("weight", ["70", "71", "72"], "microaggregate", &["k=3"], Some("71")),
    ("illness", ["flu", "flu", "gout"], "suppress_rare", &["k=2"], Some("flu")),
    ("job", ["cook", "clerk", "nurse"], "shuffle", &[], None),
    ("week", ["2024-12-31", "2025-01-01", "2025-01-08"], "date_truncate", &["to=week"], Some("2024-12-30")),
    ("words", ["a", "b", "c"], "pseudonym", &["format=words"], None),
    ("zip", ["03601", "62701", "10115"], "postal_prefix", &["small=us"], Some("000**")),
];

fn csv() -> String {
    let mut text: String = CASES.iter().map(|case| case.0).collect::<Vec<_>>().join(",") + "\n";
    for row in 0..3 {
        text += &(CASES.iter().map(|case| case.1[row]).collect::<Vec<_>>().join(",") + "\n");
    }
    text
}

fn json() -> String {
    let row = |row: usize| -> String {
        let members: Vec<String> =
            CASES.iter().map(|case| format!("{:?}: {:?}", case.0, case.1[row])).collect();
        format!("{{{}}}\n", members.join(", "))
    };
    (0..3).map(row).collect()
}

#[test]
fn every_mask_is_applied_and_computed_again() {
    let project = Project::with("t.csv", &csv());
    project.write("t.jsonl", json());
    project.write("towns.hierarchy", "Ulm;Germany;Europe\nLyon;France;Europe\n");
    project.expect(0, &["keys", "new"]);
    for (column, _, mask, params, _) in CASES {
        let selector = format!("*.{column}");
        let mut args = vec!["decide", &selector, "--mask", mask];
        params.iter().for_each(|param| args.extend(["--param", param]));
        project.expect(0, &args);
    }
    project.expect(0, &["plan", "build"]);
    for table in ["t.csv", "t.jsonl"] {
        project.expect(0, &["apply", "vizard-plan.json", table, "--output", "masked/"]);
        let masked = format!("masked/{table}");
        let ended = project.expect(0, &["verify", "vizard-plan.json", &masked, "--original", table]);
        assert!(!ended.stdout.contains("FAIL"), "{}", ended.stdout);
    }
    let masked = project.read("masked/t.csv");
    let row: Vec<&str> = masked.lines().nth(1).unwrap().split(',').collect();
    for (at, (column, values, mask, _, expected)) in CASES.iter().enumerate() {
        match expected {
            Some(expected) => assert_eq!(row[at], *expected, "{column} {mask}"),
            None => assert!(row[at] != values[0] && !row[at].is_empty(), "{column} {mask}: {}", row[at]),
        }
    }
    // What a mask cannot take is null: a town that the hierarchy lacks, an illness that one row has.
    for (column, row) in [("town", 3), ("illness", 3)] {
        let at = CASES.iter().position(|case| case.0 == column).unwrap();
        let cells: Vec<&str> = masked.lines().nth(row).unwrap().split(',').collect();
        assert_eq!(cells[at], "", "{column}");
    }
}

#[test]
fn a_hierarchy_that_cannot_be_used_stops_apply_and_says_which_file() {
    let project = Project::with("t.csv", "town\nUlm\n");
    project.expect(0, &["decide", "t.csv.town", "--mask", "hierarchy", "--param", "file=no-such-file"]);
    project.expect(0, &["plan", "build"]);
    let ended = project.run(&["apply", "vizard-plan.json", "t.csv", "--output", "masked/"]);
    assert!(ended.code != 0 && ended.stderr.contains("no-such-file"), "{}", ended.stderr);
    assert!(!project.file("masked/t.csv").exists());
}

#[test]
fn suggestions_follow_the_purpose_of_the_flag_or_the_project() {
    let rows: String = (0..40).map(|n| format!("{n},Maria Gonzalez,maria{n}@example.com\n")).collect();
    let project = Project::with("people.csv", &format!("id,name,email\n{rows}"));
    let suggested = |args: &[&str]| {
        let mut all = vec!["explain", "people.csv.name"];
        all.extend(args);
        let text = project.expect(0, &all).stdout;
        text.lines().find(|line| line.starts_with("suggested")).unwrap().to_owned()
    };
    assert!(suggested(&[]).contains("pseudonym"));
    assert!(suggested(&["--purpose", "test"]).contains("fake_name"));
    assert!(suggested(&["--purpose", "share"]).contains("drop"));
    project.write("vizard.toml", "purpose = \"test\"\n");
    assert!(suggested(&[]).contains("fake_name"));
    assert!(suggested(&["--purpose", "train"]).contains("pseudonym"));
    assert!(project.run(&["scan", "--purpose", "fun"]).stderr.contains("analytics"));
    project.write("vizard.toml", "purpose = \"fun\"\n");
    assert!(project.run(&["scan"]).stderr.contains("vizard.toml:1:"));
}

#[test]
fn the_plan_says_which_columns_can_still_be_joined() {
    let project = Project::with("people.csv", "email\nann@example.com\nbo@example.com\n");
    project.write("orders.csv", "mail,total\nann@example.com,3\n");
    project.expect(0, &["keys", "new"]);
    project.expect(0, &["decide", "*.*mail", "--mask", "token", "--domain", "address"]);
    project.expect(0, &["decide", "orders.csv.total", "--keep"]);
    project.expect(0, &["plan", "build"]);
    let shown = project.expect(0, &["plan", "show"]).stdout;
    assert!(shown.contains("address (token): orders.csv.mail, people.csv.email"), "{shown}");
}
