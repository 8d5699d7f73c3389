//! Each layer of the scan beside a yardstick over the same bytes in the same run; prints ratios of the shortest of
//! several runs.
#![allow(missing_docs, clippy::unwrap_used)]

use std::collections::HashMap;
use std::hint::black_box;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use vizard::classify::{Engine, ScanSink};
use vizard::detect::{DETECTORS, check};
use vizard::domain::spans::FindSpans as _;
use vizard::domain::table::{Batch, BatchSink, BatchWorker, Column};
use vizard::source::{self, Input, ReadOptions, Sampling};

const ROWS: u64 = 200_000;
/// Rows of a batch, about as many as a block of a file holds.
const BATCH: usize = 4096;

fn mixed(n: u64) -> u64 {
    (n + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

fn column(value: impl Fn(u64) -> String) -> Vec<String> {
    (0..ROWS).map(value).collect()
}

/// The shortest of seven runs.
fn best(mut work: impl FnMut()) -> Duration {
    let run = |_| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..7).map(run).min().unwrap_or_default()
}

fn show(layer: &str, yardstick: &str, work: Duration, other: Duration) {
    println!("{layer} / {yardstick}: {:.2}", work.as_secs_f64() / other.as_secs_f64());
}

/// One column through the whole engine on one thread.
fn engine_over(engine: &Engine, values: &[String]) {
    let cells: Vec<Option<&[u8]>> = values.iter().map(|value| Some(value.as_bytes())).collect();
    let sink = ScanSink::new(engine);
    let mut worker = sink.worker();
    for (number, part) in cells.chunks(BATCH).enumerate() {
        let columns = [Column { cells: part, rows: None }];
        let first_row = (number * BATCH) as u64;
        worker.batch(&Batch { first_row, head: number == 0, rows: part.len(), columns: &columns });
    }
    worker.finish();
    black_box(sink.into_profiles());
}

/// Counts the bytes of every cell.
#[derive(Default)]
struct Visit(AtomicUsize);

impl BatchSink for Visit {
    fn worker(&self) -> Box<dyn BatchWorker + '_> {
        Box::new(self)
    }
}

impl BatchWorker for &Visit {
    fn batch(&mut self, batch: &Batch<'_>) {
        let cells = batch.columns.iter().flat_map(|column| column.cells).flatten();
        self.0.fetch_add(cells.map(|cell| cell.len()).sum(), Ordering::Relaxed);
    }

    fn finish(self: Box<Self>) {}
}

fn split() {
    let file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
    let mut text = String::from("id,name,amount,status,note\n");
    for n in 0..ROWS {
        let m = mixed(n);
        text.push_str(&format!("{n},Ann Other {},{}.5,open,\"order {n}, late\"\n", m % 999, m % 5_000));
    }
    std::fs::write(file.path(), text).unwrap();
    let own = best(|| {
        let input = Input { table: "t.csv".to_owned(), path: file.path().to_owned(), ..Input::default() };
        let (progress, cancel) = (AtomicU64::new(0), AtomicBool::new(false));
        let options =
            ReadOptions { sampling: Sampling::All, threads: 1, progress: &progress, cancel: &cancel };
        let visit = Visit::default();
        source::open(&input).unwrap().read(&options, &visit).unwrap();
        black_box(visit.0.into_inner());
    });
    let yardstick = best(|| {
        let reader = std::fs::File::open(file.path()).unwrap();
        let mut reader = simd_csv::ZeroCopyReader::from_reader(reader);
        let mut bytes = 0;
        while let Some(record) = reader.read_byte_record().unwrap() {
            bytes += record.iter().map(<[u8]>::len).sum::<usize>();
        }
        black_box(bytes);
    });
    show("split", "simd-csv", own, yardstick);
}

fn automaton(engine: &Engine) {
    let values = column(|n| format!("{:08x}-{:04x}-4000-8000-{:012x}", n, n % 65_536, mixed(n) >> 16));
    let pattern = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";
    let regex = regex::bytes::Regex::new(pattern).unwrap();
    let own = best(|| engine_over(engine, &values));
    let yardstick = best(|| {
        black_box(values.iter().filter(|value| regex.is_match(value.as_bytes())).count());
    });
    show("whole cells, all detectors", "one regex", own, yardstick);
}

fn embedded(engine: &Engine) {
    let texts = column(|n| format!("order {n} left the house late, write to u{n}@example.com after five"));
    let regex = regex::bytes::Regex::new(r"[a-z0-9]+@[a-z]+\.com").unwrap();
    let own = best(|| {
        let mut spans = Vec::new();
        for text in &texts {
            spans.clear();
            engine.find_spans(text.as_bytes(), &mut spans);
        }
        black_box(spans);
    });
    let yardstick = best(|| {
        black_box(texts.iter().filter_map(|text| regex.find(text.as_bytes())).count());
    });
    show("entities inside, all detectors", "one regex", own, yardstick);
}

fn checks() {
    let values = column(|n| format!("DE{:02}{:018}", n % 97, mixed(n) % 1_000_000_000_000_000_000));
    let cards = column(|n| format!("4{:015}", mixed(n) % 1_000_000_000_000_000));
    let sum = |values: &[String]| values.iter().flat_map(|v| v.bytes()).map(u64::from).sum::<u64>();
    for (layer, values, test) in
        [("iban", &values, check::iban as fn(&[u8]) -> bool), ("card", &cards, check::card)]
    {
        let own = best(|| {
            black_box(values.iter().filter(|value| test(value.as_bytes())).count());
        });
        let yardstick = best(|| {
            black_box(sum(values));
        });
        show(layer, "sum of the bytes", own, yardstick);
    }
}

fn statistics(engine: &Engine) {
    let values = column(|n| ["open", "paid", "late", "closed"][(mixed(n) % 4) as usize].to_owned());
    let own = best(|| engine_over(engine, &values));
    let yardstick = best(|| {
        let mut counts: HashMap<&str, u64> = HashMap::new();
        values.iter().for_each(|value| *counts.entry(value).or_default() += 1);
        black_box(counts);
    });
    show("a column of few values", "counting them in a HashMap", own, yardstick);
}

fn main() {
    let engine = Engine::new(DETECTORS).unwrap();
    split();
    automaton(&engine);
    embedded(&engine);
    checks();
    statistics(&engine);
}
