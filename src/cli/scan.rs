//! `vizard scan`: finds and ranks, without a terminal.

use super::context::Context;
use super::exit::{End, Outcome};
use super::inputs::{self, InputArgs, SAMPLE};
use super::print;
use super::scan_filter::{self, FilterArgs};
use super::scan_format::{self, ScanFormat};
use crate::domain::tier::Tier;
use crate::review::queue;
use crate::source::Sampling;

/// Arguments of `vizard scan`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  vizard scan customers.csv\n  vizard scan data/ --full --format json > scan.json\n  vizard scan data/ --report macie.json --fail-on restricted\n  vizard scan data/ --only national_id --only finance --min-sensitivity confidential"
)]
pub struct ScanArgs {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    filter: FilterArgs,
    /// Look at about so many rows of each table, spread over the whole of it
    #[arg(long, value_name = "N", default_value_t = SAMPLE, conflicts_with = "full")]
    rows: u64,
    /// Look at every row
    #[arg(long)]
    full: bool,
    /// Seed of the sample
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Exit 1 where an open column that is listed has this tier or a higher one
    #[arg(long, value_name = "TIER", value_parser = scan_filter::tier)]
    fail_on: Option<Tier>,
    /// How to print the result
    #[arg(long, value_enum, default_value = "table")]
    format: ScanFormat,
    /// Scan again although nothing changed
    #[arg(long)]
    no_cache: bool,
}

/// Runs the command.
///
/// # Errors
/// Nothing found, or the result cannot be printed.
pub fn run(context: &Context, args: &ScanArgs) -> Outcome {
    let filter = args.filter.filter()?;
    let sampling =
        if args.full { Sampling::All } else { Sampling::Rows { rows: args.rows, seed: args.seed } };
    let engine = inputs::engine()?;
    let mut request = args.input.request(sampling)?;
    request.use_cache = !args.no_cache;
    let document = inputs::scan(context, &engine, &request)?;
    let fold = inputs::journal(context, true)?.fold();
    let mut document = queue::ranked(document, &fold, &inputs::options(context)?);
    let hits = args.fail_on.map_or(0, |tier| {
        let columns = document.datasets.iter().flat_map(|dataset| &dataset.columns);
        let open = columns.filter(|column| column.state.is_open());
        open.filter(|column| filter.lists(column) && column.sensitivity >= tier).count()
    });
    let end = match args.fail_on.filter(|_| hits > 0) {
        Some(tier) => End::policy(format!("{hits} open columns are {tier} or higher")),
        None => End::pass(),
    };
    filter.apply(&mut document);
    scan_format::print(&document, args.format)?;
    if let Some(columns) = document.columns_left_out {
        print::note(context.quiet, &format!("{} columns left out by the filter", print::grouped(columns)));
    }
    let end = inputs::complete_but(context, &document.incomplete, end);
    // The program ends: the columns of a wide table given back one by one would take longer than to rank them.
    std::mem::forget(document);
    Ok(end)
}
