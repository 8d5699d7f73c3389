//! The scan beside a yardstick in the same run: every cell visited by `simd-csv` on the same file.
//!
//! Prints the ratios that `benches/README.md` speaks of; criterion times each part.
#![allow(missing_docs, clippy::unwrap_used)]

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use vizard::classify::{Engine, ScanSink, assess};
use vizard::detect::DETECTORS;
use vizard::domain::spans::FindSpans as _;
use vizard::risk::{self, Release, Released, RiskSink};
use vizard::source::{self, Input, ReadOptions, Sampling};

/// A table of ten columns: ids, names, contacts, numbers, dates, short texts.
fn table(rows: u64) -> String {
    let mut text = String::from("id,name,email,phone,born,city,amount,status,token,note\n");
    for n in 0..rows {
        let mixed = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let _ = writeln!(
            text,
            "{n},Maria Gonzalez {n},user{n}@example.com,+1 202 555 {:04},19{:02}-0{}-1{},Springfield,{}.{:02},{},{mixed:016x},order {n} left the house late",
            mixed % 10_000,
            mixed % 90 + 10,
            mixed % 9 + 1,
            mixed % 9,
            mixed % 5_000,
            mixed % 100,
            ["open", "paid", "late"][(mixed % 3) as usize],
        );
    }
    text
}

fn cells(path: &Path) -> usize {
    let file = std::fs::File::open(path).unwrap();
    let mut reader = simd_csv::ZeroCopyReader::from_reader(file);
    let mut bytes = 0;
    while let Some(record) = reader.read_byte_record().unwrap() {
        bytes += record.iter().map(<[u8]>::len).sum::<usize>();
    }
    bytes
}

fn scan(engine: &Engine, path: &Path, threads: usize) -> usize {
    let input = Input { table: "t.csv".to_owned(), path: path.to_owned(), ..Input::default() };
    let mut dataset = source::open(&input).unwrap();
    let sink = ScanSink::new(engine);
    let options = ReadOptions {
        sampling: Sampling::All,
        threads,
        progress: &AtomicU64::new(0),
        cancel: &AtomicBool::new(false),
    };
    let report = dataset.read(&options, &sink).unwrap();
    assess(engine, "t.csv", &report.schema, &report.rows, &sink.into_profiles()).len()
}

/// Classes over four columns of the table, before and after.
fn risk(path: &Path) -> u64 {
    let input = Input { table: "t.csv".to_owned(), path: path.to_owned(), ..Input::default() };
    let mut dataset = source::open(&input).unwrap();
    let columns = [3, 4, 5, 7].map(|index| Released { index, release: Release::Same, reads: Vec::new() });
    let sink = RiskSink::new(columns.into(), "bench", risk::MOST);
    let options = ReadOptions {
        sampling: Sampling::All,
        threads: 2,
        progress: &AtomicU64::new(0),
        cancel: &AtomicBool::new(false),
    };
    dataset.read(&options, &sink).unwrap();
    risk::of_classes(&sink.into_counted().after, 5).classes
}

/// The shortest of five runs.
fn best(mut work: impl FnMut()) -> Duration {
    (0..5)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}

fn bench(c: &mut Criterion) {
    let file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
    std::fs::write(file.path(), table(100_000)).unwrap();
    let engine = Engine::new(DETECTORS).unwrap();
    let yardstick = best(|| {
        black_box(cells(file.path()));
    });
    let one = best(|| {
        black_box(scan(&engine, file.path(), 1));
    });
    let two = best(|| {
        black_box(scan(&engine, file.path(), 2));
    });
    println!(
        "full scan, one thread / every cell visited: {:.1}",
        one.as_secs_f64() / yardstick.as_secs_f64()
    );
    println!("one thread / two threads: {:.2}", one.as_secs_f64() / two.as_secs_f64());
    let mut group = c.benchmark_group("scan");
    group.sample_size(10);
    group.bench_function("every cell visited", |b| b.iter(|| cells(file.path())));
    group.bench_function("full scan, two threads", |b| b.iter(|| scan(&engine, file.path(), 2)));
    group.bench_function("risk by four columns", |b| b.iter(|| risk(file.path())));
    group.bench_function("engine built", |b| b.iter(|| Engine::new(DETECTORS).unwrap()));
    let text =
        b"order 17 left the house late, write to someone@example.com or call +1 202 555 0143 after five";
    group.bench_function("entities in a text", |b| {
        b.iter(|| {
            let mut spans = Vec::new();
            engine.find_spans(text, &mut spans);
            spans.len()
        });
    });
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
