//! Joins are found where keys are the same, and not where numbers agree by chance.

use super::*;
use crate::classify::Engine;
use crate::domain::fold::Fold;
use crate::domain::scan::ScanDocument;
use crate::review::load::{self, Request};
use crate::review::queue::{Queue, QueueOptions};
use crate::source::Sampling;
use crate::store::folders::Folders;
use crate::store::project::Project;

/// Scans tables of a temporary folder.
fn scanned(tables: &[(&str, String)], settings: &str) -> (ScanDocument, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    scanned_in(folder.path(), tables, settings, false)
}

fn scanned_in(
    folder: &std::path::Path,
    tables: &[(&str, String)],
    settings: &str,
    use_cache: bool,
) -> (ScanDocument, Vec<String>) {
    let data = folder.join("data");
    std::fs::create_dir_all(&data).unwrap();
    std::fs::write(data.join("vizard.toml"), settings).unwrap();
    for (name, text) in tables {
        if std::fs::read_to_string(data.join(name)).ok().as_ref() != Some(text) {
            std::fs::write(data.join(name), text).unwrap();
        }
    }
    let project = Project::locate(Some(&data), &data).unwrap();
    let request = Request {
        paths: Vec::new(),
        base: data.clone(),
        reports: Vec::new(),
        sampling: Sampling::Rows { rows: 10_000, seed: 1 },
        threads: 1,
        use_cache,
    };
    let found = load::find(&project, &request).unwrap();
    let progress = Progress::default();
    let engine = Engine::new(crate::detect::all()).unwrap();
    let folders = Folders::under(folder);
    let document = load::scan(&folders, &engine, &found, &request, &progress, &mut |_| {}).unwrap();
    (document, progress.notes())
}

fn joins(document: &ScanDocument) -> Vec<String> {
    let all = document.datasets.iter().flat_map(|dataset| &dataset.joins);
    all.map(|j| format!("{}.{} {}.{}", j.table, j.column, j.to_table, j.to_column)).collect()
}

/// 400 people with keys that do not run through, and 900 orders of 300 of them.
fn people_and_orders() -> [(&'static str, String); 2] {
    let key = |n: u64| format!("K{:08x}", n.wrapping_mul(2_654_435_761) & 0xffff_ffff);
    let people: String = (0..400).map(|n| format!("{n},{},{}\n", key(n), n % 7)).collect();
    let orders: String = (0..900).map(|n| format!("{n},{},{}\n", key(n % 300), n % 50)).collect();
    [
        ("people.csv", format!("id,person,grade\n{people}")),
        ("orders.csv", format!("id,buyer,amount\n{orders}")),
    ]
}

#[test]
fn keys_are_found_by_their_values_with_figures_and_numbers_by_chance_are_not() {
    let (document, _) = scanned(&people_and_orders(), "");
    assert_eq!(joins(&document), ["orders.csv.buyer people.csv.person"]);
    let join = document.datasets.iter().find_map(|dataset| dataset.joins.first()).unwrap();
    assert_eq!((join.contained, join.covered, join.n, join.declared), (Some(1.0), Some(0.75), 300, false));
}

#[test]
fn numbers_that_run_through_join_where_they_are_called_alike() {
    let table = |name: &str, rows: u64| -> String {
        let rows: String = (1..=rows).map(|n| format!("{n},{}\n", n % 90)).collect();
        format!("{name},age\n{rows}")
    };
    for (name, found) in [("id", 0), ("customer_id", 1)] {
        let tables = [("a.csv", table(name, 500)), ("b.csv", table(name, 800))];
        assert_eq!(joins(&scanned(&tables, "").0).len(), found, "{name}");
    }
}

#[test]
fn a_sample_of_a_large_table_is_enough_for_an_estimate() {
    let key = |n: u64| n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let large: String = (0..300_000).map(|n| format!("{:016x},x\n", key(n))).collect();
    let small: String = (0..4_000).map(|n| format!("{:016x},y\n", key(n * 10))).collect();
    let strange: String = (0..4_000).map(|n| format!("{:016x},y\n", key(n + 1_000_000))).collect();
    let tables = [
        ("large.csv", format!("device,a\n{large}")),
        ("small.csv", format!("seen,b\n{small}")),
        ("strange.csv", format!("seen,b\n{strange}")),
    ];
    let (document, _) = scanned(&tables, "");
    assert_eq!(joins(&document), ["small.csv.seen large.csv.device"]);
    let join = document.datasets.iter().find_map(|dataset| dataset.joins.first()).unwrap();
    assert!(join.contained.unwrap() > 0.8 && join.covered.is_none(), "{join:?}");
}

#[test]
fn what_is_declared_joins_and_what_is_not_there_is_noted() {
    let tables = [("a.csv", "x\n1\n2\n".to_owned()), ("b.csv", "y\n1\n3\n".to_owned())];
    let settings =
        "[[join]]\ncolumns = [\"a.x\", \"b.y\"]\ndomain = \"few\"\n[[join]]\ncolumns = [\"a.x\", \"c.z\"]\n";
    let (document, notes) = scanned(&tables, settings);
    assert_eq!(joins(&document), ["b.csv.y a.csv.x"]);
    let join = document.datasets.iter().find_map(|dataset| dataset.joins.first()).unwrap();
    assert!(join.declared && join.domain.as_deref() == Some("few"));
    assert_eq!(join.contained, Some(0.5));
    assert!(notes.iter().any(|note| note.contains("[[join]]") && note.contains("c.z")), "{notes:?}");
}

#[test]
fn columns_that_join_are_suggested_one_mask_in_one_domain() {
    let mail = |n: u64| format!("person{n}@example.com");
    let people: String = (0..100).map(|n| format!("{},x\n", mail(n))).collect();
    let logins: String = (0..300).map(|n| format!("{},{n}\n", mail(n % 60))).collect();
    let tables =
        [("people.csv", format!("email,a\n{people}")), ("logins.csv", format!("account,seconds\n{logins}"))];
    let (document, _) =
        scanned(&tables, "[[join]]\ncolumns = [\"people.email\", \"logins.account\"]\ndomain = \"who\"\n");
    let queue = Queue::new(document, &Fold::default(), &QueueOptions::default());
    let of = |column: &str| {
        let item = queue.items().iter().find(|item| item.id.column == column).unwrap();
        item.suggestion.clone()
    };
    assert_eq!(of("email").action, of("account").action);
    assert!(
        of("account").why.contains("it joins people.csv.email (declared; 100.0 % of 60"),
        "{}",
        of("account").why
    );
    assert!(
        matches!(of("email").action, crate::domain::action::Action::Mask { domain: Some(domain), .. } if domain == "who")
    );
}

#[test]
fn keys_of_the_same_table_are_found_and_numbers_that_run_through_are_not() {
    let key = |n: u64| format!("{:016x}", n.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let rows: String = (0..900).map(|n| format!("{},{}\n", key(n), key(n / 5))).collect();
    let staff = [("staff.csv", format!("employee,manager\n{rows}"))];
    assert_eq!(joins(&scanned(&staff, "").0), ["staff.csv.manager staff.csv.employee"]);
    let rows: String = (0..900).map(|n| format!("{n},{}\n", n / 5)).collect();
    let orders = [("orders.csv", format!("order_id,customer_id\n{rows}"))];
    assert_eq!(joins(&scanned(&orders, "").0), [""; 0]);
}

#[test]
fn joins_are_remembered_until_a_file_or_a_setting_changes() {
    let folder = tempfile::tempdir().unwrap();
    let [people, orders] = people_and_orders();
    let tables = [people.clone(), orders];
    let ask = |tables: &[(&str, String)], settings: &str| {
        joins(&scanned_in(folder.path(), tables, settings, true).0)
    };
    let found = ["orders.csv.buyer people.csv.person"];
    assert_eq!(ask(&tables, ""), found);
    // What was kept is taken: another answer put in its place is given back.
    let scans = Folders::under(folder.path()).cache().join("scans");
    let kept = std::fs::read_dir(scans)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| std::fs::read_to_string(path).unwrap().contains("\"about\""));
    let kept = kept.unwrap();
    let text = std::fs::read_to_string(&kept).unwrap();
    let (about, rest) = text.split_once("\"joins\":").unwrap();
    std::fs::write(&kept, format!("{about}\"joins\":{}", rest.replace("\"buyer\"", "\"amount\""))).unwrap();
    assert_eq!(ask(&tables, ""), ["orders.csv.amount people.csv.person"]);
    let declared = "[[join]]\ncolumns = [\"people.id\", \"orders.id\"]\n";
    assert_eq!(ask(&tables, declared).len(), 2, "another setting");
    assert_eq!(ask(&tables, ""), found);
    let longer = (people.0, format!("{}x,y,1\n", people.1));
    assert_eq!(ask(&[longer, tables[1].clone()], ""), found, "another file");
}
