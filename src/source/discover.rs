//! Which files are the inputs: paths as given, folders walked by extension.

use std::path::{Path, PathBuf};

use globset::{Glob, GlobSet, GlobSetBuilder};

pub use super::names::short_names;
use super::{Input, InputOptions, SOURCES, SourceError, decode, extension, own};
use crate::domain::scan::Incomplete;

/// Tells by the head of a file whether it is a scanner's report.
pub type IsReport<'a> = &'a dyn Fn(&[u8]) -> bool;

/// What is left out of a walk, and how single files are read.
#[derive(Default)]
pub struct DiscoverOptions<'a> {
    /// Globs relative to the project that are left out and counted.
    pub exclude: Vec<String>,
    /// Settings by glob relative to the project; the first that matches counts.
    pub options: Vec<(String, InputOptions)>,
    /// Whether the head of a JSON file is a scanner's report.
    pub is_report: Option<IsReport<'a>>,
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

/// Marks a folder whose content can be made again, such as a build folder (Cache Directory Tagging Specification).
const CACHE: &str = "CACHEDIR.TAG";
/// Downloaded code; it carries no such mark.
const PACKAGES: &str = "node_modules";
/// Extensions under which prose is as usual as data: a walk takes such a file only if its content is a table.
const VAGUE: &[&str] = &["txt", "dat"];

/// Finds the inputs under some paths; relative ones are taken from `root`, and table ids are relative to it, with `/`.
///
/// A walk takes files of known extensions. It leaves out, and counts, hidden files and folders, links, folders marked
/// as caches, `node_modules`, what `exclude` names and documents of vizard; `.gitignore` is not honoured, since data
/// folders are usually ignored. A scan of vizard that is named itself is a report.
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
        } else if meta.is_file() {
            take(&full, root, options, true, &mut found);
        } else {
            found.problems.push(not_regular(table_id(&full, root)));
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

fn not_regular(table: String) -> Incomplete {
    let why = "is a pipe or a device, not a regular file; pipe it in and name it `-`".to_owned();
    Incomplete { table, at: None, why }
}

/// The table id of a path: relative to `root` where it lies in it, with `/`.
#[must_use]
pub fn table_id(path: &Path, root: &Path) -> String {
    let plain = |path: &Path| !path.components().any(|part| part == std::path::Component::ParentDir);
    let relative = match path.strip_prefix(root) {
        Ok(relative) if plain(relative) => relative.to_owned(),
        // The same folder may be written in more than one way.
        _ => match (path.canonicalize(), root.canonicalize()) {
            (Ok(path), Ok(root)) => path.strip_prefix(&root).map_or_else(|_| path.clone(), Path::to_owned),
            _ => path.to_owned(),
        },
    };
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
        let folder = entry.file_type().is_dir();
        entry.depth() > 0
            && (entry.file_name().to_string_lossy().starts_with('.')
                || (folder && (entry.file_name() == PACKAGES || entry.path().join(CACHE).is_file())))
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
        let kind = entry.file_type();
        if kind.is_dir() || !known(entry.path()) {
            continue;
        }
        // Links are not followed out of the folder; pipes and devices are never read.
        if kind.is_symlink() {
            found.excluded += 1;
        } else if kind.is_file() {
            take(entry.path(), root, options, false, found);
        } else {
            found.problems.push(not_regular(id));
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
    let input = |table: String| Input { table, path: path.to_owned(), options: InputOptions::default() };
    let opened = match decode::open(path, &InputOptions::default()) {
        Ok(opened) => opened,
        // A named file that cannot be opened is reported by the scan with its own error.
        Err(_) if named => {
            found.inputs.push(input(table));
            return;
        }
        Err(e) => {
            found.problems.push(Incomplete { table, at: None, why: e.to_string() });
            return;
        }
    };
    let raw = opened.raw_head.clone();
    let head = opened.head.clone();
    match own::format(opened) {
        Some(format) if named && format.starts_with("vizard-scan/") => found.reports.push(path.to_owned()),
        None if options.is_report.is_some_and(|is_report| is_report(&head)) => {
            found.reports.push(path.to_owned());
        }
        None if named || !is_vague(path) || is_table(&raw, &head) => found.inputs.push(input(table)),
        _ => found.excluded += 1,
    }
}

fn is_vague(path: &Path) -> bool {
    extension(path).is_some_and(|ext| VAGUE.contains(&ext.as_str()))
}

/// Whether a format claims the content, whatever it is called.
fn is_table(raw: &[u8], head: &[u8]) -> bool {
    let nameless = Path::new("");
    SOURCES.iter().any(|source| source.claims(raw, nameless) || source.claims(head, nameless))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(root: &Path, files: &[(&str, &str)]) {
        for (name, text) in files {
            let path = root.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
    }

    fn tables(found: &Discovered) -> Vec<&str> {
        found.inputs.iter().map(|i| i.table.as_str()).collect()
    }

    fn find(root: &Path, paths: &[&str], options: &DiscoverOptions<'_>) -> Discovered {
        discover(&paths.iter().map(PathBuf::from).collect::<Vec<_>>(), root, options).unwrap()
    }

    #[test]
    fn folders_are_walked_by_rule() {
        let folder = tempfile::tempdir().unwrap();
        // A plan in canonical form: its `format` comes after all of its data.
        let columns = "{\"action\":\"keep\"},".repeat(40_000);
        let plan = format!("{{\"datasets\":[{columns}{{}}],\"format\":\"vizard-plan/1\"}}");
        write(
            folder.path(),
            &[
                ("a.csv", "x,y\n1,2\n"),
                ("sub/b.JSONL", "{\"format\":\"pdf\",\"x\":{\"format\":\"vizard-plan/1\"}}\n{}\n"),
                ("sub/target/c.csv.gz", "x,y\n"),
                ("list.txt", "x;y\n1;2\n"),
                ("letter.txt", "Dear reader,\nthis is no table.\n"),
                ("plan.json", &plan),
                ("scan.json", "{\"format\":\"vizard-scan/1\"}"),
                (".hidden/d.csv", "x,y\n"),
                ("build/CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55"),
                ("build/e.csv", "x,y\n"),
                ("skip/f.csv", "x,y\n"),
                (".gitignore", "*.csv"),
                ("readme.md", "text"),
            ],
        );
        let options = DiscoverOptions { exclude: vec!["skip".to_owned()], ..DiscoverOptions::default() };
        let found = find(folder.path(), &["."], &options);
        assert_eq!(tables(&found), ["a.csv", "list.txt", "sub/b.JSONL", "sub/target/c.csv.gz"]);
        // .hidden, .gitignore, skip, build, letter.txt, plan.json, scan.json
        assert_eq!((found.excluded, found.problems.len(), found.reports.len()), (7, 0, 0));
    }

    #[test]
    fn named_files_are_taken_whatever_they_are_called() {
        let folder = tempfile::tempdir().unwrap();
        write(
            folder.path(),
            &[
                ("data.bak", "x,y\n1,2\n"),
                ("scan.json", "{\"format\":\"vizard-scan/1\"}"),
                ("sub/x.csv", "a\n"),
            ],
        );
        let settings = InputOptions { delimiter: Some(';'), ..InputOptions::default() };
        let options =
            DiscoverOptions { options: vec![("*.bak".to_owned(), settings)], ..DiscoverOptions::default() };
        let found = find(
            folder.path(),
            &["data.bak", "scan.json", "sub", "sub/x.csv", "sub/../data.bak", "-"],
            &options,
        );
        assert_eq!(tables(&found), ["data.bak", "stdin", "sub/x.csv"]);
        assert_eq!(found.inputs[0].options.delimiter, Some(';'));
        assert_eq!(found.reports, [folder.path().join("scan.json")]);
        let missing = discover(&["gone.csv".into()], folder.path(), &options).unwrap_err();
        assert!(missing.to_string().contains("gone.csv"), "{missing}");
    }

    #[test]
    fn reports_are_told_by_the_caller() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &[("r.json", "[{\"entity_type\":\"X\"}]"), ("t.json", "[{\"a\":1}]")]);
        let is_report = |head: &[u8]| head.windows(11).any(|w| w == b"entity_type");
        let options = DiscoverOptions { is_report: Some(&is_report), ..DiscoverOptions::default() };
        let found = find(folder.path(), &["."], &options);
        assert_eq!((tables(&found), found.reports.len()), (vec!["t.json"], 1));
    }

    #[cfg(unix)]
    #[test]
    fn links_and_pipes_are_not_read() {
        let (folder, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        write(outside.path(), &[("secret.csv", "x\n")]);
        std::os::unix::fs::symlink(outside.path().join("secret.csv"), folder.path().join("link.csv"))
            .unwrap();
        std::os::unix::fs::symlink(outside.path(), folder.path().join("folder")).unwrap();
        let pipe = folder.path().join("pipe.csv");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let found = find(folder.path(), &["."], &DiscoverOptions::default());
        assert!(found.inputs.is_empty());
        assert_eq!((found.excluded, found.problems.len()), (1, 1));
        assert!(found.problems[0].why.contains("pipe"));
        let named = find(folder.path(), &["pipe.csv"], &DiscoverOptions::default());
        assert_eq!(named.problems[0].table, "pipe.csv");
    }
}
