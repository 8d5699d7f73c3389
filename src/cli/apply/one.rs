//! One file in one run: a copy that is there already, of this very file by this very plan, is not made again.

use std::path::Path;

use super::job::{Job, mask_files};
use crate::apply::ApplyReport;
use crate::cli::context::{Context, store};
use crate::cli::exit::{End, Outcome};
use crate::cli::print::{self, grouped};
use crate::domain::plan::PlanDataset;
use crate::store::copies::{self, Copies, MaskedCopy};
use crate::store::digest;

/// Masks a file.
///
/// # Errors
/// Data, keys or outputs that cannot be used.
pub fn run(job: &Job<'_>, plan: &Path, path: &Path, output: &Path) -> Outcome {
    let quiet = job.context.quiet;
    let dataset = job.dataset(path)?;
    let (Some(folder), Some(name)) = (output.parent(), output.file_name()) else {
        return Ok(End::usage(format!("{}: is no name of a file", output.display())));
    };
    let name = name.to_string_lossy();
    let mut copies = Copies::of(&job.context.folders, folder);
    let (plan, files) = (digest::file(plan).map_err(store)?, mask_files(dataset)?);
    let known = copies.unchanged(&name, path, &plan, &files).map_err(store)?;
    if let Some(copy) = known.filter(|_| !job.force) {
        print::note(
            quiet,
            &format!(
                "{}: is there already, the copy of this file by this plan ({} rows)",
                output.display(),
                grouped(copy.rows)
            ),
        );
        return Ok(End::pass());
    }
    // A file that changes while it is masked is not what its copy is of.
    let original = copies::state_of(path).map_err(store)?;
    let report = job.mask(dataset, path, output)?;
    let copy = MaskedCopy {
        table: dataset.table.clone(),
        original,
        plan,
        files,
        copy: copies::state_of(&report.output).map_err(store)?,
        rows: report.rows,
        left_out: report.left_out,
        refused: report.columns.iter().map(|c| c.refused).sum(),
    };
    copies.add(&name, copy).map_err(store)?;
    tell(job.context, dataset, &report);
    Ok(End::pass())
}

/// Says what was done to one file.
fn tell(context: &Context, dataset: &PlanDataset, report: &ApplyReport) {
    let refused: u64 = report.columns.iter().map(|c| c.refused).sum();
    print::note(context.quiet, &format!("wrote {} ({} rows)", report.output.display(), grouped(report.rows)));
    if report.left_out > 0 {
        let rule = dataset.suppress_rows.as_ref();
        let why =
            rule.map_or_else(String::new, |r| format!(": fewer than {} share {}", r.k, r.columns.join(", ")));
        print::note(context.quiet, &format!("  {} rows were left out{why}", grouped(report.left_out)));
    }
    for (column, counts) in dataset.columns.iter().zip(&report.columns).filter(|(_, c)| c.refused > 0) {
        print::note(
            context.quiet,
            &format!(
                "  {}: {} values could not be masked so and became null",
                column.column,
                grouped(counts.refused)
            ),
        );
    }
    if refused > 0 && context.verbose {
        print::note(context.quiet, "  what a mask cannot take is never passed through");
    }
}
