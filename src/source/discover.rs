//! Which files are the inputs: paths as given, folders walked by extension.

use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use globset::{Glob, GlobSet, GlobSetBuilder};

pub use super::names::short_names;
use super::{Input, InputOptions, SOURCES, SourceError, decode, extension};
use crate::domain::scan::Incomplete;

/// What is left out of a walk, and how single files are read.
#[derive(Default)]
pub struct DiscoverOptions<'a> {
    /// Globs relative to the project that are left out and counted.
    pub exclude: Vec<String>,
    /// Settings by glob relative to the project; the first that matches counts.
    pub options: Vec<(String, InputOptions)>,
    /// Whether the head of a JSON file is a scanner's report.
    pub is_report: Option<&'a dyn Fn(&[u8]) -> bool>,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Discovered {
    /// Tables, sorted by table id, each once.
    pub inputs: Vec<Input>,
    /// Reports of scanners.
    pub reports: Vec<PathBuf>,
    /// Files that were left out by rule.
    pub excluded: u64,
    /// Paths that cannot be used.
    pub problems: Vec<Incomplete>,
}

/// Folders that are never walked.
const OWN: &[&str] = &["target", "node_modules"];

/// Finds the inputs under some paths; table ids are relative to `root`, with `/`.
///
/// # Errors
/// A path that does not exist, a glob that is none. What a walk cannot enter is listed in `problems`.
pub fn discover(
    paths: &[PathBuf],
    root: &Path,
    options: &DiscoverOptions<'_>,
) -> Result<Discovered, SourceError> {
    let exclude = globs(&options.exclude)?;
    let settings: Vec<(GlobSet, &InputOptions)> = options
        .options
        .iter()
        .map(|(glob, settings)| Ok((globs(std::slice::from_ref(glob))?, settings)))
        .collect::<Result<_, SourceError>>()?;
    let mut found = Discovered::default();
    for path in paths {
        if path == Path::new("-") {
            found.inputs.push(Input { table: "stdin".to_owned(), path: path.clone(), ..Input::default() });
            continue;
        }
        let full = root.join(path);
        let meta = std::fs::metadata(&full).map_err(|e| decode::io_error(path, "find", e))?;
        if meta.is_dir() {
            walk(&full, root, &exclude, options, &mut found);
        } else {
            take(&full, root, options, true, &mut found);
        }
    }
    for input in &mut found.inputs {
        if let Some((_, settings)) = settings.iter().find(|(glob, _)| glob.is_match(&input.table)) {
            input.options = (*settings).clone();
        }
    }
    found.inputs.sort_by(|a, b| a.table.cmp(&b.table));
    found.inputs.dedup_by(|a, b| a.table == b.table);
    found.reports.sort();
    found.reports.dedup();
    Ok(found)
}

fn globs(patterns: &[String]) -> Result<GlobSet, SourceError> {
    let bad = |pattern: &str, e: globset::Error| SourceError::Malformed {
        path: "vizard.toml".to_owned(),
        at: String::new(),
        what: format!("`{pattern}` is not a glob ({})", e.kind()),
        hint: "write it like `raw/**` or `*.bak.csv`".to_owned(),
    };
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        set.add(Glob::new(pattern).map_err(|e| bad(pattern, e))?);
    }
    set.build().map_err(|e| bad(&patterns.join(" "), e))
}

/// The table id of a path.
#[must_use]
pub fn table_id(path: &Path, root: &Path) -> String {
    let relative = path.strip_prefix(root).unwrap_or(path);
    relative.to_string_lossy().replace('\\', "/").trim_start_matches("./").to_owned()
}

fn walk(
    folder: &Path,
    root: &Path,
    exclude: &GlobSet,
    options: &DiscoverOptions<'_>,
    found: &mut Discovered,
) {
    let hidden = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() > 0
            && (name.starts_with('.') || (entry.file_type().is_dir() && OWN.contains(&name.as_ref())))
    };
    let mut walker = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    while let Some(entry) = walker.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(e) => {
                let at = e.path().map_or_else(String::new, |p| table_id(p, root));
                let why = "cannot be entered; check its permissions".to_owned();
                found.problems.push(Incomplete { table: at, at: None, why });
                continue;
            }
        };
        let id = table_id(entry.path(), root);
        if hidden(&entry) || exclude.is_match(&id) {
            found.excluded += 1;
            if entry.file_type().is_dir() {
                walker.skip_current_dir();
            }
            continue;
        }
        // Links are not followed out of the folder; pipes and devices are never read.
        if entry.file_type().is_file() && known(entry.path()) {
            take(entry.path(), root, options, false, found);
        }
    }
}

/// Whether a walk takes a file by its extension.
fn known(path: &Path) -> bool {
    extension(path)
        .is_some_and(|ext| SOURCES.iter().any(|source| source.extensions().contains(&ext.as_str())))
}

fn take(path: &Path, root: &Path, options: &DiscoverOptions<'_>, named: bool, found: &mut Discovered) {
    let table = table_id(path, root);
    match decode::open(path, &InputOptions::default()) {
        Ok(opened) => {
            if is_own(&opened.head, path) {
                found.excluded += 1;
            } else if options.is_report.is_some_and(|is_report| is_report(&opened.head)) {
                found.reports.push(path.to_owned());
            } else {
                found.inputs.push(Input { table, path: path.to_owned(), options: InputOptions::default() });
            }
        }
        // A named file that cannot be opened is reported by the scan with its own error.
        Err(_) if named => {
            found.inputs.push(Input { table, path: path.to_owned(), options: InputOptions::default() })
        }
        Err(e) => found.problems.push(Incomplete { table, at: None, why: e.to_string() }),
    }
}

/// A plan, a baseline or another document of vizard, known by its `format`. A scan is a report.
///
/// The canonical form sorts keys, so that the tag of a large document may stand behind its head: then its end is read.
fn is_own(head: &[u8], path: &Path) -> bool {
    if head.trim_ascii_start().first() != Some(&b'{') {
        return false;
    }
    let mut tail = Vec::new();
    if head.len() >= decode::HEAD
        && let Ok(mut file) = decode::open_file(path)
    {
        // A file that cannot be read to its end is reported when it is scanned.
        let _ = file.seek(SeekFrom::End(-(64 << 10))).and_then(|_| file.read_to_end(&mut tail));
    }
    has_tag(head) || has_tag(&tail)
}

fn has_tag(text: &[u8]) -> bool {
    memchr::memmem::find_iter(text, b"\"format\"").any(|at| {
        let value = text[at + 8..].trim_ascii_start();
        let value = value.strip_prefix(b":").unwrap_or(value).trim_ascii_start();
        value.starts_with(b"\"vizard-") && !value.starts_with(b"\"vizard-scan/")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_walked_by_rule() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for (name, text) in [
            ("a.csv", "x,y\n1,2\n"),
            ("sub/b.csv", "x,y\n1,2\n"),
            ("plan.csv", "{\"format\":\"vizard-plan/1\"}"),
            (".hidden/c.csv", "x,y\n"),
            ("skip/d.csv", "x,y\n"),
            ("readme.md", "text"),
        ] {
            let path = root.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let options = DiscoverOptions { exclude: vec!["skip".to_owned()], ..DiscoverOptions::default() };
        let found = discover(&[PathBuf::from(".")], root, &options).unwrap();
        let tables: Vec<&str> = found.inputs.iter().map(|i| i.table.as_str()).collect();
        assert_eq!(tables, ["a.csv", "sub/b.csv"]);
        assert_eq!(found.excluded, 3);
        let missing = discover(&[PathBuf::from("gone.csv")], root, &DiscoverOptions::default()).unwrap_err();
        assert!(missing.to_string().contains("gone.csv"), "{missing}");
    }
}
