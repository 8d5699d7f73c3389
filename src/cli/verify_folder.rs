//! Masked copies in a folder verified with their originals, which lie in another under the same paths.

use std::collections::HashSet;
use std::path::PathBuf;

use super::apply::pairs;
use super::exit::{End, Outcome};
use super::print::{self, Table, grouped};
use super::progress;
use super::verify::{Bench, cells};
use crate::apply::verify::VerifyReport;
use crate::domain::safe_text::SafeText;
use crate::source::discover::{self, DiscoverOptions};

/// A file of the folder.
struct File {
    name: String,
    masked: PathBuf,
    original: Option<PathBuf>,
}

/// Verifies every file.
///
/// # Errors
/// Folders without tables; an original that is no folder.
pub fn run(bench: &Bench<'_>) -> Outcome {
    let (files, strangers) = files(bench)?;
    let mut table = Table::new(&["FILE", "ROWS", "RESULT"]);
    let mut details = Table::new(&["FILE", "CHECK", "COLUMN", "RESULT", "COUNT", "OF", "WHY"]);
    let mut reports = Vec::new();
    let (mut last, mut wrong) = (End::pass(), 0_usize);
    for file in &files {
        progress::stopped(bench.stop)?;
        let name = SafeText::new(&file.name).as_str().to_owned();
        let (rows, result, end) = match prove(bench, file) {
            Ok((report, end)) => {
                let listed =
                    report.checks.iter().map(cells).filter(|cells| end.is_some() && cells[2] != "pass");
                listed.for_each(|cells| details.row([name.clone()].into_iter().chain(cells)));
                let result = match (&end, report.passed()) {
                    (None, _) => "pass",
                    (_, false) => "FAIL",
                    _ => "not proven",
                };
                let rows = grouped(report.rows);
                reports.push(serde_json::json!({"file": file.name, "report": report}));
                (rows, result, end)
            }
            Err(end) => {
                print::note(false, SafeText::new(&format!("not verified: {}", end.reason())).as_str());
                (String::new(), "not verified", Some(end))
            }
        };
        table.row([name, rows, result.to_owned()]);
        if let Some(end) = end {
            wrong += 1;
            last = last.or(end);
        }
    }
    for stranger in &strangers {
        table.row([SafeText::new(stranger).as_str(), "", "FAIL: has no original"]);
        wrong += 1;
        last = last.or(End::policy("a masked file has no original"));
    }
    if bench.args.json {
        print::json(&serde_json::json!({"files": reports, "without_original": strangers}))?;
    } else {
        if wrong > strangers.len() {
            print::out(&details.render())?;
            print::out("\n")?;
        }
        print::out(&table.render())?;
    }
    if wrong == 0 {
        print::note(bench.context.quiet, &format!("verified {} files", grouped(files.len() as u64)));
        return Ok(End::pass());
    }
    let all = files.len() + strangers.len();
    Ok(last
        .saying(format!("{wrong} of {all} files are not proven to keep the plan's promises (listed above)")))
}

fn prove(bench: &Bench<'_>, file: &File) -> Result<(VerifyReport, Option<End>), End> {
    if !file.masked.is_file() {
        return Err(End::incomplete(format!("{}: is not there", file.masked.display())));
    }
    let (dataset, report) = bench.prove(&file.masked, file.original.as_deref())?;
    let end = bench.verdict(&report);
    if end.is_none() {
        bench.sign(dataset, &report, &file.masked, file.original.as_deref())?;
    }
    Ok((report, end))
}

/// The files to verify, and the masked ones that have no original.
fn files(bench: &Bench<'_>) -> Result<(Vec<File>, Vec<String>), End> {
    let folder = &bench.args.masked;
    let masked = std::path::absolute(folder).unwrap_or_else(|_| folder.clone());
    let walked = discover::discover(std::slice::from_ref(&masked), &masked, &DiscoverOptions::default())
        .map_err(|error| End::usage(error.to_string()))?;
    let proofs = |name: &str| name.ends_with(".attestation.json") || name.ends_with(".vsa.json");
    let there: Vec<String> =
        walked.inputs.into_iter().map(|i| i.table).filter(|name| !proofs(name)).collect();
    let Some(original) = &bench.args.original else {
        let file = |name: String| File { masked: folder.join(&name), name, original: None };
        let files: Vec<File> = there.into_iter().map(file).collect();
        if files.is_empty() {
            return Err(End::usage(format!("no table was found in {}", folder.display())));
        }
        return Ok((files, Vec::new()));
    };
    if !original.is_dir() {
        return Err(End::usage(format!(
            "{}: is no folder, and {} is one; give the folder of the originals",
            original.display(),
            folder.display()
        )));
    }
    let found = pairs::of(bench.context, std::slice::from_ref(original), folder)?;
    if let Some((path, why)) = found.problems.first() {
        return Err(End::incomplete(format!("{path}: {why}")));
    }
    let known: HashSet<&str> = found.pairs.iter().map(|pair| pair.name.as_str()).collect();
    let strangers = there.into_iter().filter(|name| !known.contains(name.as_str())).collect();
    let file = |pair: pairs::Pair| File { name: pair.name, masked: pair.output, original: Some(pair.path) };
    Ok((found.pairs.into_iter().map(file).collect(), strangers))
}
