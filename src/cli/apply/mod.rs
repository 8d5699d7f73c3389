//! `vizard apply`: masks data as a plan says.

mod dataset;
mod job;
mod many;
mod one;
pub mod pairs;

use std::path::PathBuf;

pub use dataset::dataset;
use job::Job;

use super::context::Context;
use super::exit::{End, Outcome};
use super::{inputs, interrupt, plan as plans, sign_off};
use crate::apply::ApplyError;
use crate::domain::plan::Plan;
use crate::domain::secret::Secret;
use crate::store::keys::Keys;

/// Arguments of `vizard apply`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  vizard apply vizard-plan.json customers.csv --output masked/\n  vizard apply vizard-plan.json new.csv --table customers.csv=new.csv --output masked/new.csv\n  vizard apply vizard-plan.json customers.csv --output masked/customers.parquet\n  vizard apply vizard-plan.json data/ --output masked/ --key-file key.json"
)]
pub struct ApplyArgs {
    /// The plan
    plan: PathBuf,
    /// Files and folders
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Folder for the masked copies, or the file for one; its extension asks for a format (csv, tsv, jsonl, json, parquet,
    /// arrow), into which flat columns are converted
    #[arg(short, long, value_name = "DIR|FILE")]
    output: PathBuf,
    /// Which table of the plan a file is, where its name does not say it
    #[arg(long, value_name = "NAME=PATH")]
    table: Vec<String>,
    /// The key, where it is not in the data folder or the environment
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,
    /// Replace an existing output
    #[arg(long)]
    force: bool,
    /// Threads [default: the processor's]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

/// Runs the command.
///
/// # Errors
/// Plans, keys or data that cannot be used; 4: the schema changed.
pub fn run(context: &Context, args: &ApplyArgs) -> Outcome {
    let stop = interrupt::flag()?;
    let plan = plans::read(&args.plan)?;
    sign_off::demand(context, &plan)?;
    let engine = inputs::engine()?;
    let keys = inputs::keys(context, args.key_file.as_deref())?;
    let checked = checked_keys(&plan, &keys)?;
    let threads = args.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let job = Job {
        context,
        plan: &plan,
        tables: &args.table,
        key: &|id, domain| checked(id, domain),
        finder: engine,
        force: args.force,
        threads: threads.max(1),
        stop: &stop,
    };
    let folders = args.inputs.iter().any(|path| path.is_dir());
    if folders || args.inputs.len() > 1 {
        return many::run(&job, &args.plan, &args.inputs, &args.output);
    }
    let Some(path) = args.inputs.first() else { return Ok(End::usage("no input was given")) };
    let into_folder = args.output.is_dir() || args.output.to_string_lossy().ends_with(['/', '\\']);
    let name = path.file_name().ok_or_else(|| End::usage(format!("{}: is no file", path.display())))?;
    let output = if into_folder { args.output.join(name) } else { args.output.clone() };
    one::run(&job, &args.plan, path, &output)
}

/// How an apply error ends a command.
pub fn end(error: ApplyError) -> End {
    match error {
        ApplyError::Stale { .. } => End::stale(error.to_string()),
        ApplyError::Row { .. }
        | ApplyError::Broken { .. }
        | ApplyError::Cancelled
        | ApplyError::Source(_) => End::incomplete(error.to_string()),
        _ => End::usage(error.to_string()),
    }
}

/// Looks keys up by id, their check values compared with the plan's.
///
/// # Errors
/// A plan that names keys with another check value than those at hand.
pub fn checked_keys<'a>(
    plan: &'a Plan,
    keys: &'a Keys,
) -> Result<impl Fn(&str, &str) -> Result<Secret<[u8; 32]>, String> + Sync + 'a, End> {
    for known in &plan.keys {
        if let Ok(key) = keys.find_called(&known.id, &known.name)
            && key.check() != known.check
        {
            return Err(End::usage(format!("key {} is not the one that the plan was built with", known.id)));
        }
    }
    Ok(move |id: &str, domain: &str| {
        let name = plan.keys.iter().find(|k| k.id == id).map_or("default", |k| k.name.as_str());
        let key = keys.find_called(id, name).map_err(|error| {
            format!("{error}; the plan was built with key `{name}`: give it by --key-file, VIZARD_KEY or in the key folder")
        })?;
        Ok(key.sub_key("mask", domain, plan.environment.as_deref()))
    })
}
