//! Rows of small classes: left out by `apply` in every text format, expected by `verify`, named by the plan.

use crate::support::project::Project;

/// 24 people of three ages, one who is alone with his, two with another: rows 5, 12 and 20 are in small classes.
fn rows() -> Vec<(usize, u32)> {
    let age = |row| match row {
        5 => 21,
        12 | 20 => 77,
        row => [34, 45, 56][row % 3],
    };
    (0..27).map(|row| (row, age(row))).collect()
}

fn object((row, age): &(usize, u32)) -> String {
    format!("{{\"email\": \"u{row}@example.com\", \"age\": {age}}}")
}

fn project() -> Project {
    let rows = rows();
    let csv: String = rows.iter().map(|(row, age)| format!("u{row}@example.com,{age}\n")).collect();
    let project = Project::with("p.csv", &format!("email,age\n{csv}"));
    let objects: Vec<String> = rows.iter().map(object).collect();
    project.write("l.jsonl", objects.join("\n"));
    // The last record of the array is left out too.
    let last = object(&(27, 91));
    project.write("a.json", format!("[\n {},\n {last}\n]\n", objects.join(",\n ")));
    project.write("vizard.toml", "[suppress_rows]\n\"*\" = 5\n");
    project.expect(0, &["keys", "new"]);
    project.expect(0, &["decide", "*.email", "--mask", "pseudonym", "--param", "format=words"]);
    project.expect(0, &["decide", "*.age", "--keep"]);
    project.expect(0, &["plan", "build"]);
    project
}

#[test]
fn small_classes_are_left_out_of_every_format_and_verify_expects_exactly_them() {
    let project = project();
    let shown = project.expect(0, &["plan", "show"]).stdout;
    assert!(
        shown.contains("p.csv: rows of which fewer than 5 share age (3 of 27 rows looked at)"),
        "{shown}"
    );
    for table in ["p.csv", "l.jsonl", "a.json"] {
        let applied = project.expect(0, &["apply", "vizard-plan.json", table, "--output", "masked/"]);
        assert!(applied.stderr.contains("rows were left out"), "{}", applied.stderr);
        let masked = format!("masked/{table}");
        let text = project.read(&masked);
        for age in ["21", "77", "91"] {
            assert!(!text.contains(age), "{table}: {text}");
        }
        let staying: usize = ["34", "45", "56"].iter().map(|age| text.matches(age).count()).sum();
        assert_eq!(staying, 24, "{table}: {text}");
        let proof = project.expect(0, &["verify", "vizard-plan.json", &masked, "--original", table]).stdout;
        assert!(proof.contains("classes"), "{proof}");
    }
    let array: Vec<serde_json::Value> = serde_json::from_str(&project.read("masked/a.json")).unwrap();
    assert_eq!(array.len(), 24);
}

#[test]
fn a_copy_with_a_row_too_many_or_too_few_fails() {
    let project = project();
    project.expect(0, &["apply", "vizard-plan.json", "p.csv", "--output", "masked/"]);
    let good = project.read("masked/p.csv");
    let verify = ["verify", "vizard-plan.json", "masked/p.csv", "--original", "p.csv"];
    project.write("masked/p.csv", project.read("p.csv"));
    let said = project.expect(1, &verify).stdout;
    assert!(said.contains("classes") && said.contains("FAIL"), "{said}");
    let short: Vec<&str> = good.lines().take(20).collect();
    project.write("masked/p.csv", short.join("\n"));
    project.expect(1, &verify);
}

#[test]
fn values_are_not_moved_between_rows_where_rows_are_left_out() {
    let project = project();
    project.expect(0, &["decide", "p.csv.email", "--mask", "shuffle"]);
    let said = project.expect(1, &["plan", "build"]).stderr;
    assert!(said.contains("suppress_rows"), "{said}");
}
