//! `vizard verify`: proves that masked data keeps the plan's promises.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::apply::{checked_keys, dataset, end};
use super::context::Context;
use super::exit::{End, Outcome};
use super::print::{self, Table, grouped};
use super::{inputs, interrupt, plan as plans};
use crate::apply::verify::{self, Finding, VerifyRequest};

/// Arguments of `vizard verify`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  vizard verify vizard-plan.json masked/customers.csv --original customers.csv\n  vizard verify vizard-plan.json masked/customers.csv --without-original"
)]
pub struct VerifyArgs {
    /// The plan
    plan: PathBuf,
    /// The masked file
    masked: PathBuf,
    /// The original
    #[arg(long, value_name = "INPUT", conflicts_with = "without_original")]
    original: Option<PathBuf>,
    /// There is no original: accept that the absence of its values cannot be proven
    #[arg(long)]
    without_original: bool,
    /// Which table of the plan the file is, where its name does not say it
    #[arg(long, value_name = "NAME=PATH")]
    table: Vec<String>,
    /// The key, where it is not in the data folder or the environment
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
///
/// # Errors
/// Plans or data that cannot be read.
pub fn run(context: &Context, args: &VerifyArgs) -> Outcome {
    let stop = interrupt::flag()?;
    let plan = plans::read(&args.plan)?;
    let engine = inputs::engine()?;
    let keys = inputs::keys(context, args.key_file.as_deref())?;
    let checked = checked_keys(&plan, &keys)?;
    let dataset = dataset(context, &plan, &args.masked, &args.table)?;
    let masked = context.project.input(&dataset.table, &args.masked);
    let original = args.original.as_ref().map(|path| context.project.input(&dataset.table, path));
    let report = verify::run(&VerifyRequest {
        dataset,
        masked: &masked,
        original: original.as_ref(),
        key: &|id, domain| checked(id, domain),
        finder: Arc::clone(&engine) as Arc<dyn crate::domain::spans::FindSpans>,
        progress: &AtomicU64::new(0),
        cancel: &stop,
    })
    .map_err(end)?;
    if args.json {
        print::json(&report)?;
    } else {
        let mut table = Table::new(&["CHECK", "COLUMN", "RESULT", "COUNT", "OF", "WHY"]);
        for line in &report.checks {
            let finding = match line.finding {
                Finding::Pass => "pass",
                Finding::Fail => "FAIL",
                Finding::NotProven => "not proven",
            };
            table.row([
                &line.check,
                &line.column,
                finding,
                &grouped(line.count),
                &grouped(line.n),
                &line.why,
            ]);
        }
        print::out(&table.render())?;
    }
    if !report.passed() {
        return Ok(End::policy("verify failed: the masked file does not keep the plan's promises"));
    }
    if report.not_proven_lines().next().is_some() && !args.without_original {
        return Ok(End::incomplete(
            "not everything could be proven (listed above); give what is missing (--original, --key-file), or --without-original if that is meant",
        ));
    }
    print::note(context.quiet, &format!("verified {} rows", grouped(report.rows)));
    Ok(End::pass())
}
