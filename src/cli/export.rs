//! `vizard export`: a plan for another system, with a capability report.

use std::path::PathBuf;

use super::context::{Context, store};
use super::exit::{End, Outcome};
use super::print::{self, Table};
use super::{plan as plans, sign_off};
use crate::export::{self, Export, Fit};
use crate::plan;
use crate::store::atomic;

/// Arguments of `vizard export`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  vizard export vizard-plan.json --to markdown\n  vizard export vizard-plan.json --to postgres --output views.sql --allow-lossy\n\n`vizard targets` lists the systems."
)]
pub struct ExportArgs {
    /// The plan
    plan: PathBuf,
    /// The system
    #[arg(long, value_name = "TARGET")]
    to: String,
    /// Where to write it [default: stdout]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Accept columns that the system masks otherwise or leaves out
    #[arg(long)]
    allow_lossy: bool,
    /// Replace an existing output
    #[arg(long)]
    force: bool,
}

/// Runs the command.
///
/// # Errors
/// A plan or target that cannot be used; 1: lossy without leave.
pub fn run(context: &Context, args: &ExportArgs) -> Outcome {
    let exporter = export::find(&args.to).ok_or_else(|| {
        End::usage(format!("there is no target `{}`; `vizard targets` lists them", args.to))
    })?;
    let plan = plans::read(&args.plan)?;
    sign_off::demand(context, &plan)?;
    let export = export::export(exporter, &plan, &plan::digest(&plan));
    let inexact = export.capability.iter().filter(|c| c.fit != Fit::Exact).count();
    if inexact > 0 {
        print::note(context.quiet, &report(&export));
    }
    if inexact > 0 && !args.allow_lossy {
        return Err(End::policy(format!(
            "{} cannot express {inexact} columns exactly (listed above); nothing was written, --allow-lossy accepts it",
            exporter.name()
        )));
    }
    match &args.output {
        Some(path) => {
            atomic::write(path, &export.bytes, args.force).map_err(store)?;
            print::note(context.quiet, &format!("wrote {}", path.display()));
        }
        None => print::out(&String::from_utf8_lossy(&export.bytes))?,
    }
    Ok(End::pass())
}

/// The columns that are not expressed exactly.
fn report(export: &Export) -> String {
    let mut table = Table::new(&["COLUMN", "FIT", "WHY"]);
    for entry in &export.capability {
        let (fit, why) = match &entry.fit {
            Fit::Exact => continue,
            Fit::Lossy(why) => ("lossy", why),
            Fit::Unsupported(why) => ("unsupported", why),
        };
        table.row([&format!("{}.{}", entry.table, entry.column), fit, why]);
    }
    table.render()
}
