//! Which tables and reports a review is about; nothing is scanned.

use std::path::{Path, PathBuf};

use globset::{Glob, GlobMatcher};

use super::{Found, Report, Request};
use crate::domain::scan::Incomplete;
use crate::findings;
use crate::review::error::ReviewError;
use crate::source::discover::{self, DiscoverOptions, Discovered, table_id};
use crate::store::project::Project;

/// Finds inputs and reports: the paths of the request, else the project's inputs, else the project folder.
///
/// # Errors
/// A path that is not there, a glob that is none, a report that cannot be named so, nothing found at all.
pub fn find(project: &Project, request: &Request) -> Result<Found, ReviewError> {
    let settings = project.settings();
    let options = DiscoverOptions {
        // Masked copies are no tables to decide about.
        exclude: {
            let outputs = project.outputs();
            settings.exclude.iter().cloned().chain(outputs.iter().map(|id| globset::escape(id))).collect()
        },
        options: settings.input.iter().map(|i| (i.path.clone(), i.options())).collect(),
        is_report: Some(&findings::looks_like_report),
    };
    let from_settings = request.paths.is_empty();
    let (globs, plain): (Vec<&String>, Vec<&String>) =
        settings.inputs.iter().partition(|input| is_glob(input));
    let paths: Vec<PathBuf> = if !from_settings {
        request.paths.iter().map(|path| absolute(&request.base, path)).collect()
    } else if settings.inputs.is_empty() {
        vec![project.root().to_owned()]
    } else {
        plain.into_iter().map(PathBuf::from).collect()
    };
    let mut discovered = discover::discover(&paths, project.root(), &options)?;
    if from_settings {
        globbed(&globs, project, &options, &mut discovered)?;
    }
    let met = |path: PathBuf| Report { named: paths.contains(&path), path, column: None };
    let mut found = Found {
        inputs: discovered.inputs,
        reports: discovered.reports.into_iter().map(met).collect(),
        excluded: discovered.excluded,
        problems: discovered.problems,
        joins: settings.join.clone(),
    };
    let given = request.reports.iter().map(|text| (text, request.base.as_path()));
    let set = settings.reports.iter().map(|text| (text, project.root()));
    for (text, base) in given.chain(set.filter(|_| from_settings)) {
        let report = report(text, base)?;
        // What was asked for takes the place of what was met in a folder.
        found.reports.retain(|known| known.named || known.path != report.path);
        if !found.reports.contains(&report) {
            found.reports.push(report);
        }
    }
    if found.inputs.is_empty() && found.reports.is_empty() {
        let looked = paths
            .iter()
            .map(|path| path.display().to_string())
            .chain(globs.iter().filter(|_| from_settings).map(|glob| (*glob).clone()))
            .collect();
        let problem = found.problems.first().map(|p| format!("{}: {}", p.table, p.why));
        return Err(ReviewError::NothingFound { looked, excluded: found.excluded, problem });
    }
    Ok(found)
}

fn is_glob(text: &str) -> bool {
    text.contains(['*', '?', '[', '{'])
}

/// Adds what the globs of the settings match below the project folder; one that matches nothing is listed.
fn globbed(
    inputs: &[&String],
    project: &Project,
    options: &DiscoverOptions<'_>,
    into: &mut Discovered,
) -> Result<(), ReviewError> {
    if inputs.is_empty() {
        return Ok(());
    }
    let mut globs: Vec<(&str, GlobMatcher, bool)> = Vec::new();
    for input in inputs {
        let glob = Glob::new(input)
            .map_err(|e| ReviewError::BadInput { pattern: (*input).clone(), why: e.kind().to_string() })?;
        globs.push((input, glob.compile_matcher(), false));
    }
    let mut wanted = |id: &str| {
        let mut any = false;
        for (_, glob, used) in &mut globs {
            let hit = glob.is_match(id);
            *used |= hit;
            any |= hit;
        }
        any
    };
    let root = project.root();
    let all = discover::discover(&[root.to_owned()], root, options)?;
    into.inputs.extend(all.inputs.into_iter().filter(|input| wanted(&input.table)));
    into.reports.extend(all.reports.into_iter().filter(|path| wanted(&table_id(path, root))));
    into.problems.extend(all.problems.into_iter().filter(|problem| wanted(&problem.table)));
    into.excluded += all.excluded;
    into.inputs.sort_by(|a, b| a.table.cmp(&b.table));
    into.inputs.dedup_by(|a, b| a.table == b.table);
    for (glob, ..) in globs.iter().filter(|(.., used)| !used) {
        into.problems.push(Incomplete {
            table: (*glob).to_owned(),
            at: None,
            why: "this glob of `inputs` in vizard.toml matches no file; correct it or remove it".to_owned(),
        });
    }
    Ok(())
}

fn absolute(base: &Path, path: &Path) -> PathBuf {
    if path == Path::new("-") {
        return path.to_owned();
    }
    std::path::absolute(base.join(path)).unwrap_or_else(|_| base.join(path))
}

/// `FILE` or `TABLE.COLUMN=FILE`.
fn report(text: &str, base: &Path) -> Result<Report, ReviewError> {
    // A file may have `=` in its name: then it is there.
    let whole = absolute(base, Path::new(text));
    match text.split_once('=') {
        Some((column, file)) if !whole.exists() => {
            if column.is_empty() || file.is_empty() {
                return Err(ReviewError::BadReport { given: text.to_owned() });
            }
            let path = absolute(base, Path::new(file));
            Ok(Report { path, column: Some(column.to_owned()), named: true })
        }
        _ => Ok(Report { path: whole, column: None, named: true }),
    }
}
