//! Masked copies in another format than the original's.

use polars::prelude::{DataFrame, ParquetReader, SerReader as _};

use crate::support::project::Project;

const PEOPLE: &str =
    "id,email,note,pay\n1,ana@example.com,\"a, \"\"b\"\"\",12.50\n2,ben@example.com,,7\n3,,=1+1,x\n";

fn decided(project: &Project) {
    project.expect(0, &["keys", "new"]);
    project.expect(0, &["decide", "*.*", "--keep"]);
    project.expect(0, &["decide", "*.email", "--mask", "partial", "--param", "last=11"]);
    project.expect(0, &["plan", "build"]);
}

fn convert(project: &Project, from: &str, to: &str) -> String {
    let to = format!("masked/{to}");
    project.expect(0, &["apply", "vizard-plan.json", from, "--output", &to]);
    project.expect(0, &["verify", "vizard-plan.json", &to, "--original", from]);
    project.read(&to)
}

fn parquet(project: &Project, name: &str) -> DataFrame {
    ParquetReader::new(std::fs::File::open(project.file(name)).unwrap()).finish().unwrap()
}

#[test]
fn delimited_text_becomes_what_the_name_of_the_output_says() {
    let project = Project::with("p.csv", PEOPLE);
    decided(&project);
    let lines = convert(&project, "p.csv", "p.jsonl");
    let first: serde_json::Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert_eq!(
        (&first["id"], &first["note"], &first["pay"]),
        (&"1".into(), &"a, \"b\"".into(), &"12.50".into())
    );
    assert!(first["email"].as_str().unwrap().ends_with("example.com") && !lines.contains("ana@"));
    assert!(lines.lines().nth(2).unwrap().contains("\"email\": null, \"note\": \"=1+1\""), "{lines}");
    let array: serde_json::Value = serde_json::from_str(&convert(&project, "p.csv", "p.json")).unwrap();
    assert_eq!(array.as_array().unwrap().len(), 3);
    let tabs = convert(&project, "p.csv", "p.tsv");
    assert_eq!(tabs.lines().next(), Some("id\temail\tnote\tpay"));
    assert!(tabs.contains("\t\"a, \"\"b\"\"\"\t12.50"), "{tabs}");
    convert(&project, "p.csv", "p.parquet");
    let table = parquet(&project, "masked/p.parquet");
    assert_eq!((table.height(), table.width()), (3, 4));
    assert_eq!(table.column("email").unwrap().null_count(), 1);
    // And a copy in another format that was changed is no copy.
    let verify = ["verify", "vizard-plan.json", "masked/p.jsonl", "--original", "p.csv"];
    project.write("masked/p.jsonl", lines.replace("12.50", "12.51"));
    assert!(project.expect(1, &verify).stdout.contains("FAIL"));
    project.write("masked/p.jsonl", lines.lines().take(2).collect::<Vec<_>>().join("\n"));
    project.expect(1, &verify);
}

#[test]
fn typed_tables_and_text_go_into_each_other() {
    let project = Project::new();
    let record =
        |n: u32| format!("{{\"id\": {n}, \"email\": \"u{n}@example.com\", \"pay\": {n}.50, \"ok\": true}}\n");
    project.write("l.jsonl", (0..40).map(record).collect::<String>());
    decided(&project);
    convert(&project, "l.jsonl", "l.parquet");
    let table = parquet(&project, "masked/l.parquet");
    let types: Vec<String> = table.dtypes().iter().map(ToString::to_string).collect();
    assert_eq!(types, ["i64", "str", "f64", "bool"]);
    let rows = convert(&project, "l.jsonl", "l.csv");
    assert!(rows.starts_with("id,email,pay,ok\n0,") && rows.lines().count() == 41, "{rows}");
    project.write("l.parquet", std::fs::read(project.file("masked/l.parquet")).unwrap());
    project.write("vizard.toml", "exclude = [\"*.jsonl\"]\n");
    decided_again(&project);
    assert!(convert(&project, "l.parquet", "again.csv").contains("39.5"));
    let lines = convert(&project, "l.parquet", "again.jsonl");
    assert!(lines.contains("\"id\": 39, ") && lines.contains("\"pay\": 39.5, \"ok\": true}"), "{lines}");
    convert(&project, "l.parquet", "again.arrow");
}

fn decided_again(project: &Project) {
    project.expect(0, &["decide", "*.*", "--keep"]);
    project.expect(0, &["decide", "*.email", "--mask", "redact"]);
    project.expect(0, &["plan", "build"]);
}

#[test]
fn nested_records_change_their_layout_but_become_no_flat_table() {
    let project = Project::new();
    let nested = "[\n {\"email\": \"a@example.com\",\n  \"tags\": [\"x y\", {\"k\": \"b\\\\\\\" \"}]},\n {\"email\": \"b@example.com\", \"tags\": []}\n]\n";
    project.write("n.json", nested);
    project.expect(0, &["keys", "new"]);
    project.expect(0, &["decide", "*.*", "--keep"]);
    project.expect(0, &["decide", "*.email", "--drop"]);
    project.expect(0, &["plan", "build"]);
    let lines = convert(&project, "n.json", "n.jsonl");
    assert_eq!(lines, "{\"tags\":[\"x y\",{\"k\":\"b\\\\\\\" \"}]}\n{\"tags\":[]}\n");
    for to in ["n.csv", "n.parquet", "n.arrow"] {
        let to = format!("masked/{to}");
        let said = project.expect(2, &["apply", "vizard-plan.json", "n.json", "--output", &to]).stderr;
        assert!(said.contains("only flat columns are converted"), "{said}");
        assert!(!project.file(&to).exists());
    }
    let said =
        project.expect(2, &["apply", "vizard-plan.json", "n.json", "--output", "masked/n.parquet.gz"]).stderr;
    assert!(said.contains("leave .gz or .zst out"), "{said}");
}

#[test]
fn a_name_of_no_format_is_refused() {
    let project = Project::new();
    project.write("a.csv", "email\na@example.com\n");
    decided(&project);
    let said = project.expect(2, &["apply", "vizard-plan.json", "a.csv", "--output", "masked/a.xyz"]).stderr;
    assert!(said.contains("a.xyz") && said.contains("end it in .csv"), "{said}");
    assert!(!project.file("masked/a.xyz").exists());
    for same in ["masked/a.txt", "masked/a", "masked/b.dat.gz"] {
        project.expect(0, &["apply", "vizard-plan.json", "a.csv", "--output", same]);
    }
    assert_eq!(project.read("masked/a.txt"), project.read("masked/a"));
}

#[test]
fn numbers_that_a_format_cannot_hold_are_refused() {
    let project = Project::new();
    project.write(
        "big.jsonl",
        "{\"n\": 1.5, \"email\": \"a@example.com\"}\n{\"n\": 12345678901234567891, \"email\": null}\n",
    );
    decided(&project);
    let args = ["apply", "vizard-plan.json", "big.jsonl", "--output", "masked/big.parquet"];
    let said = project.expect(2, &args).stderr;
    assert!(said.contains("column n holds numbers that would lose digits"), "{said}");
    assert!(!project.file("masked/big.parquet").exists());
    assert!(convert(&project, "big.jsonl", "big.csv").contains("12345678901234567891"));
}
