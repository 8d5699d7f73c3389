//! `vizard check`: the gate for a pipeline.

use std::path::PathBuf;

use super::context::Context;
use super::exit::{End, Outcome};
use super::inputs::{self, InputArgs, SAMPLE};
use super::print::{self, Table};
use crate::review::compile;
use crate::source::Sampling;
use crate::watch::{self, Kind};

/// Arguments of `vizard check`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit 0: all decided and nothing worse (new rows alone are fine). 1: open or new columns. 4: the schema changed, or a\ncolumn's type, tier or contents got worse than approved. 3: not everything could be read. 2: nothing found.\n\nExamples:\n  vizard check\n  vizard check data/ --baseline approved.json"
)]
pub struct CheckArgs {
    #[command(flatten)]
    input: InputArgs,
    /// What was approved [default: .vizard/baseline.json, written by `vizard plan build`]
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Look at a sample instead of every row
    #[arg(long)]
    sampled: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
///
/// # Errors
/// Nothing found, a baseline that cannot be read.
pub fn run(context: &Context, args: &CheckArgs) -> Outcome {
    let sampling = if args.sampled { Sampling::Rows { rows: SAMPLE, seed: 1 } } else { Sampling::All };
    let path = args.baseline.clone().unwrap_or_else(|| context.project.baseline());
    let baseline = compile::baseline(&path).map_err(inputs::review)?;
    if args.baseline.is_some() && baseline.is_none() {
        return Err(End::usage(format!(
            "{}: there is no baseline; `vizard plan build` writes one",
            path.display()
        )));
    }
    let session = inputs::session(context, &args.input, sampling, true)?;
    let document = session.queue.document();
    let datasets = document.as_ref().map_or(&[][..], |d| d.datasets.as_slice());
    let read: Vec<_> = datasets.iter().filter(|d| !d.schema.is_empty()).cloned().collect();
    let differences = baseline.as_ref().map(|b| watch::since(b, &read)).unwrap_or_default();
    let open: Vec<_> = session.queue.open().collect();
    if args.json {
        let open: Vec<_> = open
            .iter()
            .map(|i| serde_json::json!({"table": i.id.table, "column": i.id.column, "state": i.state, "sensitivity": i.scan.sensitivity, "why": i.why_changed}))
            .collect();
        print::json(&serde_json::json!({"format": "vizard-check/1", "open": open, "changes": differences}))?;
    } else {
        let mut table = Table::new(&["WHAT", "COLUMN", "TIER", "WHY"]);
        for d in &differences {
            let at = if d.column.is_empty() { d.table.clone() } else { format!("{}.{}", d.table, d.column) };
            table.row([d.kind.word(), &at, "", &d.why]);
        }
        for item in &open {
            let why = item.why_changed.clone().unwrap_or_default();
            table.row([item.state.name(), &item.place().address(), item.scan.sensitivity.name(), &why]);
        }
        if !differences.is_empty() || !open.is_empty() {
            print::out(&table.render())?;
        }
    }
    let mut end = End::pass();
    if !open.is_empty() {
        end = end.or(End::policy(format!(
            "{} columns are open; `vizard review` or `vizard decide` decides them",
            open.len()
        )));
    }
    let news = differences.iter().filter(|d| matches!(d.kind, Kind::NewTable | Kind::NewColumn)).count();
    if news > 0 {
        end = end.or(End::policy(format!("{news} new tables or columns")));
    }
    let stale = differences.iter().filter(|d| d.kind.is_stale()).count();
    if stale > 0 {
        end = end.or(End::stale(format!("{stale} things changed or got worse since the approval")));
    }
    Ok(inputs::complete(context, &session.queue, end))
}
