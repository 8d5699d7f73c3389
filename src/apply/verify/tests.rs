//! The result does not depend on threads or on where a file is cut into blocks.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64};

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::apply::{ApplyRequest, Plan};
use crate::domain::secret::Secret;
use crate::domain::spans::Span;

/// Finds numbers of four digits and more.
struct Numbers;

impl FindSpans for Numbers {
    fn find_spans(&self, text: &[u8], out: &mut Vec<Span>) {
        let mut start = 0;
        for run in text.split(|byte| !byte.is_ascii_digit()) {
            if run.len() >= 4 {
                out.push(Span { start, end: start + run.len(), kind: "number" });
            }
            start += run.len() + 1;
        }
    }
}

const KEY: &str = "k-0000000000000000";

fn plan(table: &str, schema: &Schema) -> Plan {
    let column = |at: usize, name: &str, rest: serde_json::Value| {
        let mut column = json!({
            "index": at, "column": name, "dtype": "string", "nullable": true, "type": null,
            "sensitivity": "restricted", "role": "direct", "action": "mask", "reason": "", "reviewer": "ana",
        });
        for (key, value) in rest.as_object().unwrap() {
            column[key] = value.clone();
        }
        column
    };
    let mut plan: serde_json::Value =
        serde_json::from_slice(include_bytes!("../../../tests/fixtures/plan.json")).unwrap();
    plan["datasets"] = json!([{
        "table": table, "path": table, "digest": null, "bytes": null, "rows": 0, "sampled": null,
        "schema": schema.fingerprint(),
        "columns": [
            column(0, "id", json!({"action": "keep"})),
            column(1, "mail", json!({
                "mask": {"name": "pseudonym", "version": 1, "params": {}}, "domain": "mail", "key_id": KEY,
            })),
            column(2, "phone", json!({"mask": {"name": "partial", "version": 1, "params": {}}})),
            column(3, "gone", json!({"action": "drop"})),
            column(4, "text", json!({"mask": {"name": "redact_entities", "version": 1, "params": {}}})),
        ],
    }]);
    serde_json::from_value(plan).unwrap()
}

fn input(path: &Path) -> Input {
    Input { table: "t.csv".to_owned(), path: path.to_owned(), ..Input::default() }
}

/// A row of the original: some values are rare, some frequent, some quoted, some null.
fn row(n: usize, pick: u8) -> String {
    let text = match pick % 4 {
        0 => format!("\"said \"\"{n}\"\",\nthen nothing\""),
        1 => format!("call 55{n:04} or friend{n}@example.net"),
        2 => String::new(),
        _ => "nothing at all".to_owned(),
    };
    format!("{n},person{}@example.com,+49 30 55{n:04},secret-{}-{pick},{text}\n", n % 50, n % 7)
}

/// The masked text with some of its lines spoiled in one of several ways.
fn spoil(masked: &str, original: &[String], ways: &[(usize, u8)]) -> String {
    let mut lines: Vec<String> = masked.split_inclusive('\n').map(str::to_owned).collect();
    for (at, way) in ways {
        let count = lines.len();
        let line = &mut lines[1 + at % (count - 1)];
        match way {
            0 => *line = line.replacen(',', ",x", 1),
            1 => line.clear(),
            2 => *line += "7,7,7,7\n",
            3 => *line = line.replacen(',', ",person3@example.com,", 1),
            4 => *line = original[at % original.len()].clone(),
            _ => {
                let mail = format!("person{}@example.com", at % 50);
                *line = line.replacen("nothing", &mail, 1);
            }
        }
    }
    lines.concat()
}

fn report(plan: &Plan, original: Option<&Path>, masked: &Path, effort: Effort) -> VerifyReport {
    let original = original.map(input);
    let request = VerifyRequest {
        dataset: &plan.datasets[0],
        masked: &input(masked),
        original: original.as_ref(),
        key: &|_, _| Ok(Secret::new([7; 32])),
        finder: Arc::new(Numbers),
        progress: &AtomicU64::new(0),
        cancel: &AtomicBool::new(false),
    };
    run_with(&request, effort).unwrap()
}

/// Masks the original as planned.
fn masked_copy(plan: &Plan, original: &Path, output: &Path, threads: usize) {
    let request = ApplyRequest {
        plan,
        dataset: &plan.datasets[0],
        input: &input(original),
        output,
        key: &|_, _| Ok(Secret::new([7; 32])),
        finder: Arc::new(Numbers),
        force: true,
        threads,
        progress: &AtomicU64::new(0),
        cancel: &AtomicBool::new(false),
    };
    crate::apply::run(&request).unwrap();
}

/// Rows up to the first block of which the copy is not what the original composes to, and bytes of both from there on.
fn verbatim_rows(plan: &Plan, original: &Path, masked: &Path, block: usize) -> (u64, [usize; 2]) {
    let dataset = &plan.datasets[0];
    let (of_original, of_masked) = (input(original), input(masked));
    let finder: Arc<dyn FindSpans> = Arc::new(Numbers);
    let request = VerifyRequest {
        dataset,
        masked: &of_masked,
        original: Some(&of_original),
        key: &|_, _| Ok(Secret::new([7; 32])),
        finder: Arc::clone(&finder),
        progress: &AtomicU64::new(0),
        cancel: &AtomicBool::new(false),
    };
    let ground =
        Ground { dataset, input: &of_original, key: request.key, finder: &finder, cancel: request.cancel };
    let (mut original, mut masked) = (Table::open(&of_original).unwrap(), Table::open(&of_masked).unwrap());
    let expected = expected_schema(dataset);
    let schema = masked.schema(&request).unwrap();
    let (promises, steps) = rules::promises(&ground, &expected, &schema);
    let there = schema.fields.iter().enumerate();
    let rules = Rules {
        converted: false,
        finder: &*finder,
        delimited: true,
        hidden: vec![1, 2, 3, 4],
        there: there.map(|(at, field)| (at, Arc::from(field.path.as_str()), true)).collect(),
        beside: Beside::of(&request, "csv", 1),
        early: Suspects::default().index(0),
        promises,
    };
    let judge =
        |_| Judge::new(steps.iter().map(Step::fork).collect(), [original.splitter(), masked.splitter()]);
    let mut judges: Vec<Judge> = (0..3).map(judge).collect();
    let layout = compose::Layout::of(&original, &masked, &rules, &judges).unwrap();
    let mut totals = Totals::new(rules.promises.len(), Suspects::default());
    let spare = Arc::default();
    let (send_a, receive_a) = std::sync::mpsc::sync_channel(2);
    let (send_b, receive_b) = std::sync::mpsc::sync_channel(2);
    std::thread::scope(|scope| {
        scope.spawn(|| original.read(&request, None, Some(block), send_a, &spare));
        scope.spawn(|| masked.read(&request, None, Some(block), send_b, &spare));
        let both = [&receive_a, &receive_b];
        let left = verbatim::run(&mut judges, &rules, &layout, both, &mut totals, &spare).unwrap();
        let bytes = left.ahead.map(|blocks| blocks.iter().map(Vec::len).sum());
        drop((receive_a, receive_b));
        (left.rows, bytes)
    })
}

proptest! {
    #[test]
    fn a_copy_is_what_its_original_composes_to(
        picks in prop::collection::vec(any::<u8>(), 1..60),
        crlf in any::<bool>(),
        block in 1..2000_usize,
        spoiled in any::<prop::sample::Index>(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let (original, masked) = (folder.path().join("t.csv"), folder.path().join("masked.csv"));
        let rows: Vec<String> = picks.iter().enumerate().map(|(n, pick)| row(n, *pick)).collect();
        let mut text = format!("id,mail,phone,gone,text\n{}", rows.concat());
        if crlf {
            text = text.replace('\n', "\r\n");
        }
        std::fs::write(&original, text).unwrap();
        let plan = plan("t.csv", source::open(&input(&original)).unwrap().preview());
        masked_copy(&plan, &original, &masked, 1);
        let rows = rows.len() as u64;
        prop_assert_eq!(verbatim_rows(&plan, &original, &masked, block), (rows, [0, 0]));
        // A changed byte ends it, before the block that holds it.
        let mut copy = std::fs::read(&masked).unwrap();
        let header = copy.iter().position(|byte| *byte == b'\n').unwrap() + 1;
        let at = header + spoiled.index(copy.len() - header);
        copy[at] ^= 1;
        std::fs::write(&masked, &copy).unwrap();
        let (before, [left, _]) = verbatim_rows(&plan, &original, &masked, block);
        prop_assert!(before < rows && left > 0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn every_number_of_threads_and_size_of_block_gives_the_same_report(
        picks in prop::collection::vec(any::<u8>(), 1..200),
        ways in prop::collection::vec((any::<usize>(), 0..6_u8), 0..6),
        threads in 1..5_usize,
        block in 1..3000_usize,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let rows: Vec<String> = picks.iter().enumerate().map(|(n, pick)| row(n, *pick)).collect();
        let (original, masked) = (path("t.csv"), path("masked.csv"));
        std::fs::write(&original, format!("id,mail,phone,gone,text\n{}", rows.concat())).unwrap();
        let plan = plan("t.csv", source::open(&input(&original)).unwrap().preview());
        masked_copy(&plan, &original, &masked, threads);
        let usual = Effort { threads: 1, block: None };
        let honest = report(&plan, Some(&original), &masked, usual);
        prop_assert!(honest.passed(), "{:?}", honest);
        let spoiled = spoil(&std::fs::read_to_string(&masked).unwrap(), &rows, &ways);
        std::fs::write(&masked, spoiled).unwrap();
        for original in [Some(original.as_path()), None] {
            let wanted = report(&plan, original, &masked, usual);
            for effort in [
                Effort { threads, block: None },
                Effort { threads: 1, block: Some(block) },
                Effort { threads, block: Some(block) },
            ] {
                prop_assert_eq!(&report(&plan, original, &masked, effort), &wanted, "{:?}", effort);
            }
        }
    }
}
