//! Which files a run over files and folders takes, and where the copy of each goes.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::cli::context::Context;
use crate::cli::exit::End;
use crate::findings;
use crate::source::discover::{self, DiscoverOptions};

/// A file and the place of its copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The file.
    pub path: PathBuf,
    /// The path of its copy in the output's folder, with `/`.
    pub name: String,
    /// Its copy.
    pub output: PathBuf,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// Files, each once.
    pub pairs: Vec<Pair>,
    /// Paths that cannot be used, each with the reason.
    pub problems: Vec<(String, String)>,
}

/// The files under some paths: folders are walked as for a scan, but for `output` itself, and keep their structure.
///
/// # Errors
/// 2: nothing found, a path that is not there, or two files whose copies would be one.
pub fn of(context: &Context, inputs: &[PathBuf], output: &Path) -> Result<Found, End> {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let root = context.project.root();
    let settings = context.project.settings();
    let outputs = context.project.outputs();
    let options = DiscoverOptions {
        exclude: settings
            .exclude
            .iter()
            .cloned()
            .chain(outputs.iter().map(|id| globset::escape(id)))
            .collect(),
        options: Vec::new(),
        is_report: Some(&findings::looks_like_report),
    };
    let target = absolute(output);
    let mut found = Found::default();
    let mut excluded = 0;
    let take = |found: &mut Found, path: &Path, name: String| {
        let known = found.pairs.iter().any(|pair| same(&pair.path, path));
        if !known {
            let output = output.join(&name);
            found.pairs.push(Pair { path: path.to_owned(), name, output });
        }
    };
    for path in inputs {
        if !path.is_dir() {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            let name = name.ok_or_else(|| End::usage(format!("{}: is no file", path.display())))?;
            take(&mut found, path, name);
            continue;
        }
        let folder = absolute(path);
        let walked = discover::discover(std::slice::from_ref(&folder), root, &options)
            .map_err(|error| End::usage(error.to_string()))?;
        excluded += walked.excluded;
        found.problems.extend(walked.problems.into_iter().map(|problem| (problem.table, problem.why)));
        for input in walked.inputs.iter().filter(|input| !input.path.starts_with(&target)) {
            let inside = input.path.strip_prefix(&folder).unwrap_or(&input.path);
            take(&mut found, &input.path, inside.to_string_lossy().replace('\\', "/"));
        }
    }
    if found.pairs.is_empty() && found.problems.is_empty() {
        return Err(End::usage(format!(
            "no table was found in {} ({excluded} files left out: hidden, excluded, masked copies); give files or a folder of data",
            inputs.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
        )));
    }
    apart(&mut found.pairs, root, output)?;
    Ok(found)
}

fn same(one: &Path, other: &Path) -> bool {
    one == other || matches!((one.canonicalize(), other.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

/// Files of one name get the path that they have in the project.
fn apart(pairs: &mut [Pair], root: &Path, output: &Path) -> Result<(), End> {
    let mut uses: HashMap<String, usize> = HashMap::new();
    for pair in pairs.iter() {
        *uses.entry(pair.name.to_lowercase()).or_default() += 1;
    }
    for pair in pairs.iter_mut().filter(|pair| uses.get(&pair.name.to_lowercase()).is_some_and(|n| *n > 1)) {
        let path = std::path::absolute(&pair.path).unwrap_or_else(|_| pair.path.clone());
        let id = discover::table_id(&path, root);
        if !id.starts_with('/') && !id.contains(':') && !id.split('/').any(|part| part == "..") {
            pair.output = output.join(&id);
            pair.name = id;
        }
    }
    let mut known: HashMap<String, &Path> = HashMap::new();
    for pair in pairs.iter() {
        if let Some(other) = known.insert(pair.name.to_lowercase(), &pair.path) {
            return Err(End::usage(format!(
                "{} and {} would both be written to {}; mask them into folders of their own",
                other.display(),
                pair.path.display(),
                pair.output.display()
            )));
        }
    }
    Ok(())
}
