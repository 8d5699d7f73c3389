//! Reads a table for a scan: all of it, or a sample that goes on for the columns that it leaves undecided.

use std::sync::atomic::AtomicU64;

use super::{Progress, Request};
use crate::classify::sample::{self, Clusters, SampleSink};
use crate::classify::{self, Engine, Profile, ScanSink};
use crate::domain::assessment::ColumnScan;
use crate::domain::scan::RowsRead;
use crate::source::{self, Dataset, Input, ReadOptions, ReadReport, Sampling, SourceError};

/// How many times as many rows are read of the columns that are not decided.
const FURTHER: u64 = 4;

/// What was read, and what is said of the columns in the order of the schema.
///
/// # Errors
/// A file that cannot be read; that the read was cancelled.
pub fn read(
    dataset: &mut dyn Dataset,
    engine: &Engine,
    input: &Input,
    request: &Request,
    progress: &Progress,
) -> Result<(ReadReport, Vec<ColumnScan>), SourceError> {
    let options = ReadOptions {
        sampling: request.sampling,
        threads: request.threads,
        progress: &progress.done,
        cancel: &progress.cancel,
    };
    let Sampling::Rows { rows, seed } = request.sampling else {
        let sink = ScanSink::new(engine);
        let report = dataset.read(&options, &sink)?;
        let profiles = sink.into_profiles();
        return Ok(assessed(engine, input, request, report, profiles));
    };
    let sink = SampleSink::new(engine, Vec::new());
    let report = dataset.read(&options, &sink)?;
    let (profiles, clusters) = sink.into_parts();
    if clusters.is_empty() {
        return Ok(assessed(engine, input, request, report, profiles));
    }
    let mut first = Sample { report, profiles, clusters };
    let columns = first.assess(engine, input);
    let open: Vec<bool> = columns.iter().map(sample::is_open).collect();
    if !first.report.in_blocks || !open.contains(&true) {
        return Ok((first.report, columns));
    }
    // The same seed draws the same blocks again and then others.
    let sampling = Sampling::Rows { rows: rows.saturating_mul(FURTHER), seed };
    let options = ReadOptions { sampling, progress: &AtomicU64::new(0), ..options };
    let sink = SampleSink::new(engine, open.clone());
    let report = match source::open(input).and_then(|mut dataset| dataset.read(&options, &sink)) {
        Ok(report) => report,
        Err(cancelled @ SourceError::Cancelled { .. }) => return Err(cancelled),
        Err(error) => {
            progress.note(format!("the sample was not made longer: {error}"));
            return Ok((first.report, columns));
        }
    };
    if report.schema != first.report.schema {
        // Records further on have other keys: columns of the two samples are not the same ones.
        return Ok((first.report, columns));
    }
    let (profiles, clusters) = sink.into_parts();
    first.take(open, report, profiles, clusters);
    let columns = first.assess(engine, input);
    Ok((first.report, columns))
}

/// Assesses the columns once, and lets each profile go as soon as that is done.
fn assessed(
    engine: &Engine,
    input: &Input,
    request: &Request,
    report: ReadReport,
    profiles: Vec<Profile>,
) -> (ReadReport, Vec<ColumnScan>) {
    let (schema, rows) = (&report.schema, &report.rows);
    let columns = classify::assess_on(request.threads, engine, &input.table, schema, rows, profiles);
    (report, columns)
}

/// What a sample gave.
struct Sample {
    report: ReadReport,
    profiles: Vec<Profile>,
    clusters: Vec<Clusters>,
}

impl Sample {
    fn assess(&self, engine: &Engine, input: &Input) -> Vec<ColumnScan> {
        let Self { report, profiles, clusters } = self;
        let mut columns = classify::assess(engine, &input.table, &report.schema, &report.rows, profiles);
        if report.in_blocks {
            for (scan, clusters) in columns.iter_mut().zip(clusters) {
                sample::widen(engine, scan, clusters);
            }
        }
        columns
    }

    /// Takes the columns that a longer sample read.
    fn take(&mut self, open: Vec<bool>, report: ReadReport, profiles: Vec<Profile>, clusters: Vec<Clusters>) {
        let longer = profiles.into_iter().zip(clusters).zip(open);
        let ours = self.profiles.iter_mut().zip(&mut self.clusters);
        for ((profile, clusters), ((further, blocks), open)) in ours.zip(longer) {
            if open {
                (*profile, *clusters) = (further, blocks);
            }
        }
        // Of the other columns it stays a sample, even where the longer one took every row.
        self.report.rows = RowsRead { seed: self.report.rows.seed, ..report.rows };
        self.report.incomplete = report.incomplete;
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::detect::DETECTORS;

    #[test]
    fn a_sample_goes_on_for_rare_hits_and_leaves_decided_columns_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.csv");
        let mut text = String::from("id,mail,note\n");
        for n in 0..120_000_u32 {
            // One stretch of notes in eight holds addresses: 1 row of 96.
            let dense = (n / 600) % 8 == 3;
            let note =
                if dense && n % 12 == 0 { "ask ann@example.com today" } else { "nothing to be said here" };
            writeln!(text, "{n},user{n}@example.com,{note}").unwrap();
        }
        std::fs::write(&path, text).unwrap();
        let engine = Engine::new(DETECTORS).unwrap();
        let input = Input { table: "t.csv".to_owned(), path, ..Input::default() };
        let request = Request {
            paths: Vec::new(),
            base: folder.path().to_owned(),
            reports: Vec::new(),
            sampling: Sampling::Rows { rows: 6_000, seed: 3 },
            threads: 1,
            use_cache: false,
        };
        let mut dataset = source::open(&input).unwrap();
        let (report, columns) = read(&mut *dataset, &engine, &input, &request, &Progress::default()).unwrap();
        assert!(report.in_blocks && report.rows.read >= 24_000, "{:?}", report.rows);
        let [_, mail, note] = &columns[..] else { panic!("three columns") };
        assert!((6_000..12_000).contains(&mail.stats.values), "{}", mail.stats.values);
        assert_eq!(mail.kind.as_deref(), Some("email"));
        assert!(note.stats.values >= 24_000, "{}", note.stats.values);
        let inside = note.contains.first().unwrap();
        assert!(inside.share.design_effect > 5.0, "{:?}", inside.share);
        assert!(inside.share.low < 1.0 / 96.0 && 1.0 / 96.0 < inside.share.high, "{:?}", inside.share);
    }
}
