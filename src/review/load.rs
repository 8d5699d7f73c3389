//! From paths and reports to scanned tables.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use globset::Glob;

use super::error::ReviewError;
use crate::classify::{self, Engine, ScanSink};
use crate::domain::scan::{DatasetScan, Incomplete, SCAN_FORMAT, ScanDocument, Tool};
use crate::findings::{self, Assigned};
use crate::source::discover::{self, DiscoverOptions, Discovered};
use crate::source::{self, Input, ReadOptions, Sampling};
use crate::store::cache::{Cache, CacheKey, CachedScan};
use crate::store::folders::Folders;
use crate::store::project::Project;

/// What is to be looked at, and how.
#[derive(Debug, Clone)]
pub struct Request {
    /// Files and folders, relative to `base`; empty: the project's inputs.
    pub paths: Vec<PathBuf>,
    /// Folder that `paths` and `reports` are relative to.
    pub base: PathBuf,
    /// Reports of other scanners: `FILE` or `TABLE.COLUMN=FILE`.
    pub reports: Vec<String>,
    /// Which rows.
    pub sampling: Sampling,
    /// Threads.
    pub threads: usize,
    /// Whether scans of unchanged files are taken from the cache.
    pub use_cache: bool,
}

/// What was found; nothing is scanned yet.
#[derive(Debug, Default)]
pub struct Found {
    /// Tables.
    pub inputs: Vec<Input>,
    /// Reports with the column they are about, where one was given.
    pub reports: Vec<(PathBuf, Option<Assigned>)>,
    /// Files left out by rule.
    pub excluded: u64,
    /// Paths that cannot be used.
    pub problems: Vec<Incomplete>,
}

impl Found {
    /// Size of all inputs in bytes, for progress.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.inputs
            .iter()
            .filter_map(|input| std::fs::metadata(&input.path).ok())
            .map(|meta| meta.len())
            .sum()
    }
}

/// How far a scan is, and the way to stop it; shared by threads.
#[derive(Debug, Default)]
pub struct Progress {
    /// Bytes read.
    pub done: AtomicU64,
    /// Set to stop.
    pub cancel: AtomicBool,
}

/// Finds inputs and reports: the paths of the request, else the project's inputs, else the project folder.
///
/// # Errors
/// A path that is not there, a report that cannot be named so, nothing found at all.
pub fn find(project: &Project, request: &Request) -> Result<Found, ReviewError> {
    let settings = project.settings();
    let options = DiscoverOptions {
        exclude: settings
            .exclude
            .iter()
            .cloned()
            .chain(project.outputs().iter().map(|p| globset::escape(p)))
            .collect(),
        options: settings.input.iter().map(|i| (i.path.clone(), i.options())).collect(),
        is_report: Some(&findings::looks_like_report),
    };
    let from_settings = request.paths.is_empty();
    let paths: Vec<PathBuf> = if from_settings {
        if settings.inputs.is_empty() { vec![project.root().to_owned()] } else { patterns(&settings.inputs) }
    } else {
        request.paths.iter().map(|path| absolute(&request.base, path)).collect()
    };
    let mut discovered = discover::discover(&paths, project.root(), &options)?;
    if from_settings {
        globbed(&settings.inputs, project, &options, &mut discovered)?;
    }
    let mut found = Found {
        inputs: discovered.inputs,
        reports: discovered.reports.into_iter().map(|path| (path, None)).collect(),
        excluded: discovered.excluded,
        problems: discovered.problems,
    };
    let given = request.reports.iter().map(|text| (text, request.base.as_path()));
    let set = settings.reports.iter().map(|text| (text, project.root()));
    for (text, base) in given.chain(set.filter(|_| from_settings)) {
        let report = report(text, base)?;
        if !found.reports.iter().any(|(path, _)| *path == report.0) {
            found.reports.push(report);
        }
    }
    if found.inputs.is_empty() && found.reports.is_empty() {
        let looked = paths.iter().map(|path| path.display().to_string()).collect();
        return Err(ReviewError::NothingFound { looked, excluded: found.excluded });
    }
    Ok(found)
}

/// The inputs of the settings that are no globs.
fn patterns(inputs: &[String]) -> Vec<PathBuf> {
    inputs.iter().filter(|input| !is_glob(input)).map(PathBuf::from).collect()
}

fn is_glob(text: &str) -> bool {
    text.contains(['*', '?', '[', '{'])
}

/// Adds what the globs of the settings match below the project folder.
fn globbed(
    inputs: &[String],
    project: &Project,
    options: &DiscoverOptions<'_>,
    into: &mut Discovered,
) -> Result<(), ReviewError> {
    let globs: Vec<_> = inputs
        .iter()
        .filter(|input| is_glob(input))
        .filter_map(|input| Glob::new(input).ok().map(|glob| glob.compile_matcher()))
        .collect();
    if globs.is_empty() {
        return Ok(());
    }
    let all = discover::discover(&[project.root().to_owned()], project.root(), options)?;
    into.inputs.extend(all.inputs.into_iter().filter(|input| globs.iter().any(|g| g.is_match(&input.table))));
    into.inputs.sort_by(|a, b| a.table.cmp(&b.table));
    into.inputs.dedup_by(|a, b| a.table == b.table);
    Ok(())
}

fn absolute(base: &Path, path: &Path) -> PathBuf {
    if path == Path::new("-") {
        return path.to_owned();
    }
    std::path::absolute(base.join(path)).unwrap_or_else(|_| base.join(path))
}

/// `FILE` or `TABLE.COLUMN=FILE`.
fn report(text: &str, base: &Path) -> Result<(PathBuf, Option<Assigned>), ReviewError> {
    let bad = || ReviewError::BadReport { given: text.to_owned() };
    // A file may have `=` in its name: then it is there.
    let whole = absolute(base, Path::new(text));
    match text.split_once('=') {
        Some((place, file)) if !whole.exists() => {
            let (table, column) = place.rsplit_once('.').ok_or_else(bad)?;
            if table.is_empty() || column.is_empty() || file.is_empty() {
                return Err(bad());
            }
            let assigned = Assigned { table: table.to_owned(), column: column.to_owned() };
            Ok((absolute(base, Path::new(file)), Some(assigned)))
        }
        _ => Ok((whole, None)),
    }
}

/// Scans what was found and joins the reports to it. Tables that cannot be read are listed as incomplete.
///
/// `on_table` is told of each table as soon as it is scanned, reports not yet joined.
///
/// # Errors
/// [`ReviewError::Cancelled`]; a report that cannot be used.
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
            Err(source::SourceError::Cancelled { .. }) => return Err(ReviewError::Cancelled),
            Err(error) => {
                document.incomplete.push(Incomplete {
                    table: input.table.clone(),
                    at: None,
                    why: error.to_string(),
                });
            }
        }
    }
    for (path, assigned) in &found.reports {
        let (_, imported) = findings::read(path, assigned.as_ref())?;
        let (absent, _notes) = findings::join(&mut document.datasets, path, imported);
        document.datasets.extend(absent);
    }
    Ok(document)
}

fn one(
    cache: Option<&Cache>,
    engine: &Engine,
    input: &Input,
    request: &Request,
    progress: &Progress,
) -> Result<(DatasetScan, Vec<Incomplete>), source::SourceError> {
    let reading = format!("{:?} {:?}", request.sampling, input.options);
    let key = CacheKey::of(&input.path, &input.table, &reading, engine.digest());
    if let (Some(cache), Some(key)) = (cache, &key)
        && let Some(known) = cache.get(key)
    {
        progress.done.fetch_add(key.size, Ordering::Relaxed);
        return Ok((known.scan, known.incomplete));
    }
    let mut dataset = source::open(input)?;
    let sink = ScanSink::new(engine);
    let options = ReadOptions {
        sampling: request.sampling,
        threads: request.threads,
        progress: &progress.done,
        cancel: &progress.cancel,
    };
    let report = dataset.read(&options, &sink)?;
    let columns = classify::assess(engine, &input.table, &report.schema, &report.rows, &sink.into_profiles());
    let scan = DatasetScan {
        table: input.table.clone(),
        path: input.path.to_string_lossy().into_owned(),
        rows: report.rows,
        schema: report.schema.fingerprint(),
        columns,
    };
    if let (Some(cache), Some(key)) = (cache, &key) {
        // A cache that cannot be written only costs time.
        let cached = CachedScan { scan: scan.clone(), incomplete: report.incomplete.clone() };
        let _ = cache.put(key, cached);
    }
    Ok((scan, report.incomplete))
}
