//! Scanning what was found, and joining the reports to it.

use std::path::Path;
use std::sync::atomic::Ordering;

use super::{Found, Progress, Report, Request, linkage, sampled};
use crate::classify::Engine;
use crate::domain::assessment::ColumnScan;
use crate::domain::name;
use crate::domain::scan::{DatasetScan, Incomplete, SCAN_FORMAT, ScanDocument, Tool};
use crate::domain::tier::Tier;
use crate::findings::{self, Assigned};
use crate::review::error::ReviewError;
use crate::review::joins;
use crate::review::select::{Place, Selector};
use crate::source::{self, Input, SourceError};
use crate::store::cache::{Cache, CacheKey, CachedScan};
use crate::store::folders::Folders;

/// Scans what was found and joins the reports to it. Tables and reports that cannot be read are listed as incomplete.
///
/// `on_table` is told of each table as soon as it is scanned, reports not yet joined.
///
/// # Errors
/// [`ReviewError::Cancelled`]; a report that was asked for by name and cannot be used.
pub fn scan(
    folders: &Folders,
    engine: &Engine,
    found: &Found,
    request: &Request,
    progress: &Progress,
    on_table: &mut dyn FnMut(&DatasetScan),
) -> Result<ScanDocument, ReviewError> {
    let cache = request.use_cache.then(|| Cache::new(folders));
    let mut document = ScanDocument {
        format: SCAN_FORMAT.to_owned(),
        tool: Tool {
            name: "vizard".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            detectors: engine.digest().to_owned(),
        },
        datasets: Vec::new(),
        excluded: found.excluded,
        columns_left_out: None,
        incomplete: found.problems.clone(),
    };
    for input in &found.inputs {
        if progress.cancel.load(Ordering::Relaxed) {
            return Err(ReviewError::Cancelled);
        }
        match one(cache.as_ref(), engine, input, request, progress) {
            Ok((dataset, incomplete)) => {
                on_table(&dataset);
                document.datasets.push(dataset);
                document.incomplete.extend(incomplete);
            }
            Err(SourceError::Cancelled { .. }) => return Err(ReviewError::Cancelled),
            Err(error) => document.incomplete.push(not_read(&input.table, &error)),
        }
    }
    let known = cache.as_ref().map(|cache| (cache, engine.digest()));
    let (inputs, declared) = (&found.inputs, &found.joins);
    match joins::find(&mut document.datasets, inputs, declared, known, request.threads, progress) {
        Err(SourceError::Cancelled { .. }) => return Err(ReviewError::Cancelled),
        joined => joined?,
    }
    let scanned = document.datasets.len();
    for report in &found.reports {
        match join(report, &mut document.datasets, scanned, progress) {
            Ok(()) => {}
            Err(error) if report.named => return Err(error),
            Err(error) => document.incomplete.push(not_read(&report.path.to_string_lossy(), &error)),
        }
    }
    Ok(document)
}

/// A column without a value is harmless only where everything was read.
fn not_judged(column: &mut ColumnScan) {
    let empty = column.stats.nulls >= 1.0 || column.stats.values == 0;
    if empty && column.kind.is_none() && column.sensitivity < Tier::Unknown {
        column.sensitivity = Tier::Unknown;
        column.confidence = 0.0;
    }
}

fn not_read(what: &str, error: &dyn std::error::Error) -> Incomplete {
    Incomplete { table: what.to_owned(), at: None, why: error.to_string() }
}

/// Joins one report to the tables; what speaks about data that is not there becomes tables without sample.
fn join(
    report: &Report,
    datasets: &mut Vec<DatasetScan>,
    scanned: usize,
    progress: &Progress,
) -> Result<(), ReviewError> {
    let tables = datasets.get(..scanned).unwrap_or_default();
    let assigned = report.column.as_deref().map(|column| assign(column, tables, &report.path)).transpose()?;
    let (_, imported) = findings::read(&report.path, assigned.as_ref())?;
    let (absent, notes) = findings::join(datasets, &report.path, imported);
    for note in notes {
        progress.note(note);
    }
    datasets.extend(absent);
    Ok(())
}

/// The column that `TABLE.COLUMN` names, or, where the data is not there, what it says.
fn assign(text: &str, datasets: &[DatasetScan], file: &Path) -> Result<Assigned, ReviewError> {
    let bad = || ReviewError::BadReport { given: format!("{text}={}", file.display()) };
    let selector = Selector::parse(text)?;
    if selector.is_pattern() {
        return Err(bad());
    }
    let places: Vec<Place<'_>> = datasets
        .iter()
        .flat_map(|d| d.columns.iter().map(|c| Place { table: &d.table, column: &c.column, index: c.index }))
        .collect();
    match selector.select(&places) {
        Ok(at) => {
            let place = at.first().and_then(|at| places.get(*at)).ok_or_else(bad)?;
            Ok(Assigned { table: place.table.to_owned(), column: place.column.to_owned() })
        }
        Err(ReviewError::NoColumn { .. }) => {
            let cut = last_dot(text).ok_or_else(bad)?;
            let (table, column) = text.split_at(cut);
            Ok(Assigned { table: name::bare(table), column: column.trim_start_matches('.').to_owned() })
        }
        Err(other) => Err(other),
    }
}

/// Byte of the last dot outside quotes.
fn last_dot(text: &str) -> Option<usize> {
    let mut quoted = false;
    let dots = text.char_indices().filter(|(_, c)| {
        quoted ^= *c == '"';
        *c == '.' && !quoted
    });
    dots.last().map(|(at, _)| at).filter(|at| *at > 0 && at + 1 < text.len())
}

/// Scans one table, or takes the scan that was made of the same file before.
fn one(
    cache: Option<&Cache>,
    engine: &Engine,
    input: &Input,
    request: &Request,
    progress: &Progress,
) -> Result<(DatasetScan, Vec<Incomplete>), SourceError> {
    let reading = format!("{:?} {:?}", request.sampling, input.options);
    let key = || CacheKey::of(&input.path, &input.table, &reading, engine.digest());
    let cached = cache.zip(key());
    if let Some((cache, key)) = &cached
        && let Some(known) = cache.get(key)
    {
        progress.done.fetch_add(key.size, Ordering::Relaxed);
        return Ok((known.scan, known.incomplete));
    }
    let mut dataset = source::open(input)?;
    let (report, mut columns) = sampled::read(&mut *dataset, engine, input, request, progress)?;
    if !report.incomplete.is_empty() {
        columns.iter_mut().for_each(not_judged);
    }
    let scan = DatasetScan {
        table: input.table.clone(),
        path: input.path.to_string_lossy().into_owned(),
        rows: report.rows,
        schema: report.schema.fingerprint(),
        linkage: linkage::of(&mut *dataset, input, &columns, &report.rows, request.threads, progress)?,
        columns,
        joins: Vec::new(),
    };
    // A file that changed while it was read is not what its key says.
    if let Some((cache, before)) = cached
        && key().as_ref() == Some(&before)
    {
        let made = CachedScan { scan: scan.clone(), incomplete: report.incomplete.clone() };
        if let Err(error) = cache.put(&before, made) {
            progress.note(format!("scans are made again each time: {error}"));
        }
    }
    Ok((scan, report.incomplete))
}
