//! Reports of other scanners: what each importer reads, the traps of its format, and how findings find their columns.

use std::path::{Path, PathBuf};

use vizard::domain::assessment::ColumnScan;
use vizard::domain::scan::DatasetScan;
use vizard::domain::tier::Tier;
use vizard::findings::{self, Assigned, FindingsError, IMPORTERS, Imported};

fn report(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/reports").join(name)
}

fn import(name: &str) -> (&'static str, Imported) {
    findings::read(&report(name), None).unwrap()
}

/// `table|column or #index|reported|type|count|incomplete`, a line a finding.
fn lines(imported: &Imported) -> Vec<String> {
    imported
        .findings
        .iter()
        .map(|f| {
            let place =
                f.column.clone().or_else(|| f.index.map(|i| format!("#{i}"))).unwrap_or("-".to_owned());
            let s = &f.sighting;
            format!(
                "{}|{place}|{}|{}|{}|{}",
                f.table,
                s.reported,
                s.kind.as_deref().unwrap_or("?"),
                s.count.map_or("-".to_owned(), |n| n.to_string()),
                s.incomplete
            )
        })
        .collect()
}

#[test]
fn every_report_is_read_by_its_importer_and_gives_these_findings() {
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "macie.json",
            "macie",
            &[
                "b/hr/people.csv|ssn|USA_SOCIAL_SECURITY_NUMBER|us_ssn|120|true",
                "b/hr/people.csv|#0|NAME|person_name|7|true",
                "b/hr/people.csv|emp|EmployeeId|?|-|true",
                "b/hr/people.csv|boss|EmployeeId|?|-|true",
                "b/crm/leads.jsonl|contacts[].mail|EMAIL_ADDRESS|email|2|true",
                "b/crm/leads.jsonl|-|ADDRESS|street_address|1|true",
            ],
        ),
        (
            "dlp_rest.json",
            "dlp",
            &["notes.txt|-|SHOE_SIZE|?|1|true", "p.d.people|email|EMAIL_ADDRESS|email|2|true"],
        ),
        ("dlp_bigquery.jsonl", "dlp", &["p.d.visits|hits[].referer|PHONE_NUMBER|phone|2|false"]),
        (
            "dlp_profile.jsonl",
            "dlp_profile",
            &[
                "p.d.people|email|EMAIL_ADDRESS|email|-|false",
                "p.d.people|email|PERSON_NAME|person_name|-|false",
            ],
        ),
        (
            "presidio_dict.json",
            "presidio",
            &["|email|EMAIL_ADDRESS|email|1|false", "|person.name|PERSON|person_name|1|false"],
        ),
        (
            "presidio_structured.json",
            "presidio_structured",
            &[
                "|email|EMAIL_ADDRESS|email|-|false",
                "|person.name|PERSON|person_name|-|false",
                "|odd|HOROSCOPE|?|-|false",
            ],
        ),
        ("snowflake.json", "snowflake", &["|EMAIL|EMAIL|email|-|false"]),
        ("databricks.jsonl", "databricks", &["main.s.people|email|class.email_address|email|-|false"]),
        ("piicatcher.json", "piicatcher", &["public.people|email|Email|email|-|false"]),
        (
            "pdscan.ndjson",
            "pdscan",
            &["public.people|email|email|email|-|false", "/data/x.csv|-|ssn|us_ssn|-|false"],
        ),
        (
            "vizard.json",
            "vizard",
            &["people.csv|email|email|email|-|false", "people.csv|email|phone|phone|2|false"],
        ),
    ];
    for (file, importer, expected) in cases {
        let (name, imported) = import(file);
        assert_eq!(name, *importer, "{file}");
        assert_eq!(lines(&imported), *expected, "{file}");
    }
    let covered: std::collections::BTreeSet<_> = cases.iter().map(|(_, name, _)| *name).collect();
    let all: std::collections::BTreeSet<_> = IMPORTERS.iter().map(|i| i.name()).collect();
    assert_eq!(covered, all, "every importer has a report here");
}

#[test]
fn nothing_quoted_in_a_report_is_kept() {
    for entry in std::fs::read_dir(report("")).unwrap() {
        let path = entry.unwrap().path();
        let assigned = Assigned { table: "t".to_owned(), column: "c".to_owned() };
        let imported = findings::read(&path, Some(&assigned)).unwrap();
        assert!(!format!("{imported:?}").contains("planted"), "{}", path.display());
        let head = std::fs::read(&path).unwrap();
        assert!(findings::looks_like_report(&head), "{} is known by its head", path.display());
    }
}

#[test]
fn a_report_without_columns_needs_one() {
    let error = findings::read(&report("presidio_bare.json"), None).unwrap_err();
    assert!(matches!(error, FindingsError::NeedsColumn { .. }), "{error}");
    let assigned = Assigned { table: "people".to_owned(), column: "notes".to_owned() };
    let (_, imported) = findings::read(&report("presidio_bare.json"), Some(&assigned)).unwrap();
    assert_eq!(lines(&imported), ["people|notes|US_SSN|us_ssn|2|false"]);
}

#[test]
fn entries_that_say_nothing_about_columns_are_noted() {
    let (_, imported) = import("macie.json");
    assert_eq!(imported.notes.len(), 2, "{:?}", imported.notes);
    let (_, imported) = import("dlp_profile.jsonl");
    assert_eq!(imported.notes.len(), 1);
}

fn dataset(table: &str, columns: &[&str]) -> DatasetScan {
    let columns = columns
        .iter()
        .enumerate()
        .map(|(index, column)| ColumnScan { index, column: (*column).to_owned(), ..ColumnScan::default() })
        .collect();
    DatasetScan { table: table.to_owned(), path: table.to_owned(), columns, ..DatasetScan::default() }
}

fn seen(dataset: &DatasetScan) -> Vec<(String, usize)> {
    dataset.columns.iter().map(|c| (c.column.clone(), c.seen_by.len())).collect()
}

#[test]
fn findings_find_their_columns_by_path_name_and_position() {
    let mut datasets =
        vec![dataset("hr/people.csv", &["full", "emp", "boss", "SSN"]), dataset("leads.jsonl", &["x"])];
    let (absent, notes) = findings::join(&mut datasets, Path::new("m.json"), import("macie.json").1);
    let expected = [("full", 1), ("emp", 1), ("boss", 1), ("SSN", 1)].map(|(c, n)| (c.to_owned(), n));
    assert_eq!(seen(&datasets[0]), expected);
    assert_eq!(seen(&datasets[1]), [("x".to_owned(), 0)]);
    assert_eq!(absent.len(), 1, "the column that is not there still ranks");
    assert_eq!(absent[0].columns[0].column, "contacts[].mail");
    assert!(absent[0].columns[0].sensitivity >= Tier::Unknown);
    assert!(notes.iter().any(|n| n.contains("as a whole")), "{notes:?}");
}

#[test]
fn a_report_without_table_goes_to_the_table_of_its_name_or_to_the_only_one_that_fits() {
    let mut datasets = vec![dataset("a.csv", &["email", "odd", "person.name"]), dataset("b.csv", &["email"])];
    let imported = import("presidio_structured.json").1;
    let (absent, _) = findings::join(&mut datasets, Path::new("report.json"), imported.clone());
    assert!(absent.is_empty());
    assert_eq!(datasets[0].columns[0].seen_by.len(), 1);
    assert_eq!(datasets[1].columns[0].seen_by.len(), 0);
    let (absent, _) = findings::join(&mut datasets, Path::new("b.presidio.json"), imported);
    assert_eq!(datasets[1].columns[0].seen_by.len(), 1);
    assert_eq!(absent.len(), 1);
    assert_eq!(absent[0].table, "b", "what has no column here is listed under the report's own name");
}
