//! A table read column by column holds what the same table holds row by row.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use polars::prelude::*;

use super::Table;
use crate::domain::table::{Batch, BatchSink, BatchWorker};
use crate::source::testing::file;
use crate::source::{Dataset as _, Input, ReadOptions, ReadReport, Sampling, SourceError};

/// The cells of a column in a batch that starts at a row, with their rows.
type Batches = BTreeMap<(usize, u64), Vec<(usize, Option<Vec<u8>>)>>;

/// Gathers the batches of each column.
struct Columns {
    apart: bool,
    all: Mutex<Batches>,
}

impl BatchSink for Columns {
    fn worker(&self) -> Box<dyn BatchWorker + '_> {
        Box::new(Worker(self))
    }

    fn takes_columns_apart(&self) -> bool {
        self.apart
    }
}

struct Worker<'a>(&'a Columns);

impl BatchWorker for Worker<'_> {
    fn batch(&mut self, batch: &Batch<'_>) {
        assert_eq!(batch.head, batch.first_row == 0);
        for (at, column) in batch.columns.iter().enumerate().filter(|(_, column)| !column.cells.is_empty()) {
            let row = |cell: usize| column.rows.map_or(cell, |rows| rows[cell] as usize);
            let cells = column.cells.iter().enumerate();
            let cells = cells.map(|(cell, text)| (row(cell), text.map(<[u8]>::to_vec))).collect();
            assert!(self.0.all.lock().unwrap().insert((at, batch.first_row), cells).is_none());
        }
    }

    fn finish(self: Box<Self>) {}
}

fn read(bytes: &[u8], apart: bool, threads: usize) -> Result<(ReadReport, Batches, u64), SourceError> {
    let file = file(bytes, ".parquet");
    let input = Input { table: "t".to_owned(), path: file.path().to_owned(), ..Input::default() };
    let (sink, progress) = (Columns { apart, all: Mutex::default() }, AtomicU64::new(0));
    let cancel = AtomicBool::new(false);
    let options = ReadOptions { sampling: Sampling::All, threads, progress: &progress, cancel: &cancel };
    let report = Table::open(&input)?.read(&options, &sink)?;
    Ok((report, sink.all.into_inner().unwrap(), progress.load(Ordering::Relaxed)))
}

fn table(rows: i64) -> DataFrame {
    let ids: Vec<i64> = (0..rows).collect();
    let texts: Vec<String> = ids.iter().map(|n| format!("{n:0700}")).collect();
    let names: Vec<Option<&str>> = ids.iter().map(|n| (n % 3 > 0).then_some("Ann")).collect();
    let tags: Vec<Series> = ids.iter().map(|n| Series::new("".into(), vec!["x"; (n % 4) as usize])).collect();
    let place = df!("lat" => vec![1.5_f64; ids.len()], "text" => &texts).unwrap().into_struct("place".into());
    df!("id" => ids, "text" => texts, "name" => names, "tags" => tags)
        .unwrap()
        .hstack(&[place.into_column()])
        .unwrap()
}

fn parquet(mut table: DataFrame, group: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let writer = ParquetWriter::new(&mut out).with_compression(ParquetCompression::Uncompressed);
    writer.with_row_group_size(Some(group)).finish(&mut table).unwrap();
    out
}

#[test]
fn columns_come_apart_in_the_batches_in_which_they_come_together() {
    for (rows, group) in [(0, 1), (5_000, 700), (50_000, 45_000)] {
        let bytes = parquet(table(rows), group);
        let (report, together, _) = read(&bytes, false, 1).unwrap();
        for threads in [1, 3] {
            let (apart, cells, progress) = read(&bytes, true, threads).unwrap();
            assert!(cells == together, "{rows} rows by {threads}");
            assert_eq!((apart.schema, apart.rows), (report.schema.clone(), report.rows));
            assert!(apart.incomplete.is_empty());
            let whole = bytes.len() as u64;
            assert!(rows == 0 || (whole * 9 / 10..=whole).contains(&progress), "{progress} of {whole}");
        }
    }
}

#[test]
fn what_is_damaged_is_listed_and_the_rest_is_read() {
    let whole = parquet(table(20_000), 10_000);
    // The text column of the first group takes most of the first half of the file; it is no valid page any more. The
    // narrow column before it is unpacked together with it.
    let mut bytes = whole.clone();
    bytes[200_000..260_000].fill(0xff);
    let (report, cells, _) = read(&bytes, true, 2).unwrap();
    assert_eq!(report.rows.read, 20_000);
    let places: Vec<_> = report.incomplete.iter().map(|one| (one.at.as_deref(), one.why.as_str())).collect();
    let why = "were not read in columns 1 to 2: the data is damaged, or uses what vizard cannot read";
    assert_eq!(places, [(Some("rows 1 to 10000"), why)]);
    assert!(!cells.contains_key(&(1, 0)) && cells.contains_key(&(1, 10_000)) && cells.contains_key(&(2, 0)));
    // Where nothing can be read there is no result.
    let mut bytes = whole;
    let end = bytes.len() - 4_000;
    bytes[4..end].fill(0xff);
    assert!(read(&bytes, true, 2).is_err_and(|error| error.to_string().contains("rows 1 to 10000")));
}
