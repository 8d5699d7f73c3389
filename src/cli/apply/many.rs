//! Several files in one run: each by itself, with a table of how it went. What is there unchanged is not made again.

use std::path::{Path, PathBuf};

use super::job::{Job, mask_files};
use super::pairs::{self, Pair};
use crate::cli::context::store;
use crate::cli::exit::{End, Outcome};
use crate::cli::print::{self, Table, grouped};
use crate::cli::progress;
use crate::domain::plan::{Plan, PlanAction, PlanDataset};
use crate::domain::safe_text::SafeText;
use crate::store::copies::{Copies, MaskedCopy};
use crate::store::digest;

/// How it went with one file.
struct Went {
    name: String,
    copy: Option<MaskedCopy>,
    masked: usize,
    state: &'static str,
}

/// Masks the files.
///
/// # Errors
/// No file, files that would be written over one another, or none that could be masked.
pub fn run(job: &Job<'_>, plan: &Path, inputs: &[PathBuf], output: &Path) -> Outcome {
    let found = pairs::of(job.context, inputs, output)?;
    let plan = digest::file(plan).map_err(store)?;
    let mut copies = Copies::of(&job.context.folders, output);
    let mut all = Vec::new();
    let mut failed: Option<End> = None;
    let fail = |end: End, failed: &mut Option<End>| {
        print::note(false, SafeText::new(&format!("not masked: {}", end.reason())).as_str());
        *failed = Some(match failed.take() {
            Some(earlier) => earlier.or(end),
            None => end,
        });
    };
    for (path, why) in &found.problems {
        fail(End::incomplete(format!("{path}: {why}")), &mut failed);
        all.push(Went { name: path.clone(), copy: None, masked: 0, state: "failed" });
    }
    for pair in &found.pairs {
        if progress::stopped(job.stop).is_err() {
            all.push(Went { name: untold(job.plan, &pair.name), copy: None, masked: 0, state: "cancelled" });
            failed = progress::stopped(job.stop).err();
            continue;
        }
        match one(job, &plan, pair, &mut copies) {
            Ok(went) => all.push(went),
            Err(end) => {
                fail(end, &mut failed);
                all.push(Went { name: untold(job.plan, &pair.name), copy: None, masked: 0, state: "failed" });
            }
        }
    }
    show(&all)?;
    let done = all.iter().filter(|went| went.copy.is_some()).count();
    match failed {
        None => Ok(End::pass()),
        Some(end) if done == 0 => Err(end),
        Some(_) => Ok(End::incomplete(format!(
            "{} of {} files were not masked (listed above); the others are whole, and a next run takes them as they are",
            all.len() - done,
            all.len()
        ))),
    }
}

fn one(job: &Job<'_>, plan: &str, pair: &Pair, copies: &mut Copies) -> Result<Went, End> {
    let dataset = job.dataset(&pair.path)?;
    refuse_telling_folder(job.plan, dataset, pair)?;
    let files = mask_files(dataset)?;
    let masked = dataset.columns.iter().filter(|c| c.action == PlanAction::Mask).count();
    let went = |copy: MaskedCopy, state| Went { name: pair.name.clone(), copy: Some(copy), masked, state };
    if let Some(copy) = copies.unchanged(&pair.name, &pair.path, plan, &files).map_err(store)? {
        return Ok(went(copy.clone(), "unchanged"));
    }
    let original = digest::file(&pair.path).map_err(store)?;
    let report = job.mask(dataset, &pair.path, &pair.output)?;
    let copy = MaskedCopy {
        table: dataset.table.clone(),
        original,
        plan: plan.to_owned(),
        files,
        copy: digest::file(&report.output).map_err(store)?,
        rows: report.rows,
        left_out: report.left_out,
        refused: report.columns.iter().map(|c| c.refused).sum(),
    };
    copies.add(&pair.name, copy.clone()).map_err(store)?;
    Ok(went(copy, "written"))
}

/// Refuses folders like `email=…` of a partitioned dataset whose column is masked or dropped: the path would tell it.
fn refuse_telling_folder(plan: &Plan, dataset: &PlanDataset, pair: &Pair) -> Result<(), End> {
    let mut keys = pair.name.split('/').filter_map(|part| part.split_once('=')).map(|(key, _)| key);
    match keys.find(|key| hides(dataset, key)) {
        Some(key) => Err(End::usage(format!(
            "{}: its folder's name holds a value of column {key}, which the plan does not release; rename the folder",
            untold(plan, &pair.name)
        ))),
        None => Ok(()),
    }
}

/// Whether a column is masked or dropped.
fn hides(dataset: &PlanDataset, column: &str) -> bool {
    dataset.columns.iter().any(|c| c.action != PlanAction::Keep && c.column.eq_ignore_ascii_case(column))
}

/// A file's name without the values that its folders tell of columns which the plan does not release.
fn untold(plan: &Plan, name: &str) -> String {
    let part = |part: &str| match part.split_once('=') {
        Some((key, _)) if plan.datasets.iter().any(|dataset| hides(dataset, key)) => format!("{key}=…"),
        _ => part.to_owned(),
    };
    name.split('/').map(part).collect::<Vec<_>>().join("/")
}

fn show(all: &[Went]) -> Result<(), End> {
    let mut table = Table::new(&["FILE", "TABLE", "ROWS", "LEFT OUT", "MASKED", "NULLED", "STATE"]);
    for went in all {
        let name = SafeText::new(&went.name).as_str().to_owned();
        let count =
            |n: fn(&MaskedCopy) -> u64| went.copy.as_ref().map_or_else(String::new, |c| grouped(n(c)));
        let columns = if went.copy.is_some() { format!("{} columns", went.masked) } else { String::new() };
        let of = went.copy.as_ref().map_or("", |copy| copy.table.as_str()).to_owned();
        let (rows, left_out, refused) = (count(|c| c.rows), count(|c| c.left_out), count(|c| c.refused));
        table.row([name, of, rows, left_out, columns, refused, went.state.to_owned()]);
    }
    print::out(&table.render())
}
