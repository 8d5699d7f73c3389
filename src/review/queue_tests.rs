//! What a queue shows of scan, decisions, policy and baseline.

use super::*;
use crate::domain::action::Action;
use crate::domain::assessment::{ColumnScan, Contained};
use crate::domain::decision::{Change, Event};
use crate::domain::dtype::DType;
use crate::domain::scan::{RowsRead, SCAN_FORMAT, Tool};
use crate::domain::share::Share;
use crate::domain::tier::{Role, Tier};
use crate::review::decide;

fn scan(index: usize, column: &str, kind: Option<&str>) -> ColumnScan {
    let detector = kind.and_then(crate::detect::find);
    let mut scan = ColumnScan {
        index,
        column: column.into(),
        dtype: DType::String,
        kind: kind.map(str::to_owned),
        family: detector.map(|d| d.family.to_owned()),
        confidence: 0.9,
        personal: detector.is_some_and(|d| d.personal),
        sensitivity: detector.map_or(Tier::Public, |d| d.tier),
        role: detector.map_or(Role::None, |d| d.role),
        ..ColumnScan::default()
    };
    scan.stats.values = 100;
    scan.stats.distinct = 90;
    scan
}

fn document(columns: Vec<ColumnScan>) -> ScanDocument {
    let rows = RowsRead { total: 100, total_is_exact: true, read: 100, seed: None };
    let dataset = DatasetScan { table: "t.csv".into(), rows, columns, ..DatasetScan::default() };
    ScanDocument {
        format: SCAN_FORMAT.into(),
        tool: Tool { name: "vizard".into(), version: "0".into(), detectors: "sha256:d".into() },
        datasets: vec![dataset],
        excluded: 2,
        columns_left_out: None,
        incomplete: Vec::new(),
    }
}

fn columns() -> Vec<ColumnScan> {
    vec![scan(0, "status", None), scan(1, "email", Some("email")), scan(2, "code", None)]
}

/// Events in order, given ids by position.
#[derive(Default)]
struct Log(Fold, usize);

impl Log {
    fn add(&mut self, change: Change) {
        self.1 += 1;
        let id = format!("{:04}", self.1);
        let (time, step) = (id.clone(), id.clone());
        self.0.push(&Event { id, prev: None, time, reviewer: "ana".into(), step, change });
    }
}

fn queue(columns: Vec<ColumnScan>, log: &Log) -> Queue {
    Queue::new(document(columns), &log.0, &QueueOptions::default())
}

fn item<'a>(queue: &'a Queue, column: &str) -> &'a Item {
    queue.items().iter().find(|item| item.id.column == column).unwrap()
}

fn order(queue: &Queue) -> Vec<&str> {
    queue.items().iter().map(|item| item.id.column.as_str()).collect()
}

#[test]
fn the_most_sensitive_column_comes_first_and_every_one_has_a_suggestion() {
    let queue = queue(columns(), &Log::default());
    assert_eq!(order(&queue)[0], "email");
    assert_eq!(queue.open().count(), 3);
    for item in queue.items() {
        assert!(!item.suggestion.why.is_empty());
        let points: f64 = item.scan.reasons.iter().map(|term| term.points).sum();
        assert!((points - item.scan.score).abs() < 1e-6, "{}", item.id.column);
    }
}

#[test]
fn a_decision_closes_a_column_and_refresh_tells_which_changed() {
    let mut log = Log::default();
    let mut queue = queue(columns(), &log);
    log.add(decide::verdict(item(&queue, "email"), decide::decided(Action::Drop), None, "d"));
    let changed = queue.refresh(&log.0);
    assert_eq!(changed.len(), 1);
    assert_eq!(queue.items()[changed[0]].id.column, "email");
    assert_eq!(item(&queue, "email").action(), Some(&Action::Drop));
    assert_eq!((queue.open().count(), queue.refresh(&log.0).len()), (2, 0));
    let again = queue.document().unwrap();
    assert_eq!(again.datasets[0].columns[0].state, State::Decided);
    assert_eq!(again.excluded, 2);
}

#[test]
fn worse_evidence_reopens_and_better_does_not() {
    let mut log = Log::default();
    let first = queue(columns(), &log);
    for column in ["status", "email", "code"] {
        log.add(decide::verdict(item(&first, column), decide::decided(Action::Keep), None, "d"));
    }
    let mut now = columns();
    now[0].contains.push(Contained { kind: "us_ssn".into(), rows: 3, share: Share::of(3, 100) });
    now[1].sensitivity = Tier::Internal;
    now[2].sensitivity = Tier::Restricted;
    let queue = queue(now, &log);
    for (column, state, why) in [
        ("status", State::Changed, Some("now contains us_ssn")),
        ("email", State::Decided, None),
        ("code", State::Changed, Some("sensitivity was public, is restricted")),
    ] {
        let item = item(&queue, column);
        assert_eq!((item.state, item.why_changed.as_deref()), (state, why), "{column}");
        assert_eq!(item.action().is_some(), state == State::Decided);
    }
    let changed = item(&queue, "status").clone();
    log.add(decide::verdict(&changed, decide::decided(Action::Drop), None, "d"));
    let mut queue = queue;
    queue.refresh(&log.0);
    assert_eq!(item(&queue, "status").state, State::Decided, "deciding again on today's evidence closes it");
}

#[test]
fn a_corrected_type_brings_its_tier_and_rank() {
    let mut log = Log::default();
    let before = queue(columns(), &log);
    let id = item(&before, "code").id.clone();
    let was = item(&before, "code").scan.score;
    log.add(Change::SetType { column: id.clone(), kind: Some("us_ssn".into()) });
    let corrected = queue(columns(), &log);
    let code = item(&corrected, "code");
    let detector = crate::detect::find("us_ssn").unwrap();
    assert_eq!(code.scan.kind.as_deref(), Some("us_ssn"));
    assert_eq!((code.scan.sensitivity, code.scan.role), (detector.tier, detector.role));
    assert!(code.scan.score > was);
    assert_eq!(order(&corrected)[0], "code");
    log.add(Change::SetType { column: id, kind: None });
    assert_eq!(item(&queue(columns(), &log), "code").scan.kind, None);
}

#[test]
fn the_policy_and_the_baseline_are_seen() {
    let mut options = QueueOptions::default();
    options.policy.tiers.insert("email".into(), Tier::Restricted);
    let approved = ["status", "email"].map(|column| ("t.csv".to_owned(), column.to_owned()));
    options.approved = Some(approved.into());
    let queue = Queue::new(document(columns()), &Fold::default(), &options);
    assert_eq!(item(&queue, "email").scan.sensitivity, Tier::Restricted);
    let new: Vec<bool> = ["status", "email", "code"].map(|column| item(&queue, column).is_new).into();
    assert_eq!(new, [false, false, true]);
    assert!(item(&queue, "code").scan.reasons.iter().any(|term| term.term == "change"));
}

#[test]
fn repeated_headers_are_decided_apart() {
    let mut log = Log::default();
    let mut twice = vec![scan(0, "name", Some("email")), scan(1, "name", Some("email"))];
    twice[1].occurrence = 1;
    let mut queue = queue(twice, &log);
    let second = queue.items().iter().find(|item| item.id.occurrence == 1).unwrap().clone();
    log.add(decide::verdict(&second, decide::decided(Action::Drop), None, "d"));
    queue.refresh(&log.0);
    let open: Vec<u32> = queue.open().map(|item| item.id.occurrence).collect();
    assert_eq!(open, [0]);
}
