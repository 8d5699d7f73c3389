//! `vizard diff`: what changed between two scans or two versions of the data.

use std::path::{Path, PathBuf};

use super::context::Context;
use super::exit::{End, Outcome};
use super::inputs::{self, InputArgs, SAMPLE};
use super::print::{self, Table};
use crate::domain::scan::{SCAN_FORMAT, ScanDocument};
use crate::source::Sampling;
use crate::watch::{self, Baseline};

/// Arguments of `vizard diff`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  vizard diff scan-october.json scan-november.json\n  vizard diff customers-old.csv customers.csv"
)]
pub struct DiffArgs {
    /// A scan (vizard-scan/1), a file or a folder
    old: PathBuf,
    /// The same, later
    new: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
///
/// # Errors
/// Scans or data that cannot be read.
pub fn run(context: &Context, args: &DiffArgs) -> Outcome {
    let (mut old, mut new) = (state(context, &args.old)?, state(context, &args.new)?);
    // Two files are two versions of one table, whatever they are called.
    if let ([a], [b]) = (old.tables.as_mut_slice(), new.tables.as_mut_slice()) {
        a.table.clone_from(&b.table);
    }
    let differences = watch::between(&old, &new);
    if args.json {
        print::json(&differences)?;
    } else {
        let mut table = Table::new(&["WHAT", "COLUMN", "WHY"]);
        for d in &differences {
            let at = if d.column.is_empty() { d.table.clone() } else { format!("{}.{}", d.table, d.column) };
            table.row([d.kind.word(), &at, &d.why]);
        }
        print::out(&if differences.is_empty() { "no difference\n".to_owned() } else { table.render() })?;
    }
    Ok(if differences.is_empty() {
        End::pass()
    } else {
        End::policy(format!("{} differences", differences.len()))
    })
}

fn state(context: &Context, path: &Path) -> Result<Baseline, End> {
    if path.extension().is_some_and(|e| e == "json")
        && let Ok(bytes) = std::fs::read(path)
        && let Ok(document) = serde_json::from_slice::<ScanDocument>(&bytes)
        && document.format == SCAN_FORMAT
    {
        return Ok(Baseline::of_scan(&document.datasets));
    }
    let input = InputArgs { paths: vec![path.to_owned()], report: Vec::new(), threads: None };
    let engine = inputs::engine()?;
    let document = inputs::scan(context, &engine, &input.request(Sampling::Rows { rows: SAMPLE, seed: 1 })?)?;
    if let Some(problem) = document.incomplete.first() {
        return Err(End::incomplete(format!("{}: {}", problem.table, problem.why)));
    }
    Ok(Baseline::of_scan(&document.datasets))
}
