//! `vizard apply`: masks data as a plan says.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::context::Context;
use super::exit::{End, Outcome};
use super::print::{self, grouped};
use super::{inputs, interrupt, plan as plans, progress, sign_off};
use crate::apply::{self, ApplyError, ApplyRequest};
use crate::domain::plan::{Plan, PlanDataset};
use crate::domain::secret::Secret;
use crate::source::discover;
use crate::store::keys::Keys;

/// Arguments of `vizard apply`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  vizard apply vizard-plan.json customers.csv --output masked/\n  vizard apply vizard-plan.json new.csv --table customers.csv=new.csv --output masked/new.csv\n  vizard apply vizard-plan.json *.csv --output masked/ --key-file key.json"
)]
pub struct ApplyArgs {
    /// The plan
    plan: PathBuf,
    /// The data
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Folder for the masked copies, or the file for one
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
    let into_folder =
        args.inputs.len() > 1 || args.output.is_dir() || args.output.to_string_lossy().ends_with(['/', '\\']);
    for path in &args.inputs {
        progress::stopped(&stop)?;
        refuse_masked(context, path)?;
        let dataset = dataset(context, &plan, path, &args.table)?;
        let name = path.file_name().ok_or_else(|| End::usage(format!("{}: is no file", path.display())))?;
        let output = if into_folder { args.output.join(name) } else { args.output.clone() };
        let input = context.project.input(&dataset.table, path);
        let done = AtomicU64::new(0);
        let request = ApplyRequest {
            plan: &plan,
            dataset,
            input: &input,
            output: &output,
            key: &|id, domain| checked(id, domain),
            finder: Arc::clone(&engine) as Arc<dyn crate::domain::spans::FindSpans>,
            force: args.force,
            threads: threads.max(1),
            progress: &done,
            cancel: &stop,
        };
        let total = progress::bytes([path.as_path()]);
        let report =
            progress::shown(context, "masking", total, &done, || apply::run(&request)).map_err(end)?;
        let written = std::path::absolute(&report.output).unwrap_or_else(|_| report.output.clone());
        if written.starts_with(context.project.root()) && context.project.exists() {
            // A later walk over the data must not take the copy for a table.
            let id = discover::table_id(&written, context.project.root());
            context.project.add_output(&id).map_err(super::context::store)?;
        }
        let refused: u64 = report.columns.iter().map(|c| c.refused).sum();
        print::note(
            context.quiet,
            &format!("wrote {} ({} rows)", report.output.display(), grouped(report.rows)),
        );
        if report.left_out > 0 {
            let rule = dataset.suppress_rows.as_ref();
            let why = rule
                .map_or_else(String::new, |r| format!(": fewer than {} share {}", r.k, r.columns.join(", ")));
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
    Ok(End::pass())
}

/// Refuses a masked copy as an input: tokens of tokens join with nothing.
fn refuse_masked(context: &Context, path: &Path) -> Result<(), End> {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let id = discover::table_id(&absolute, context.project.root());
    if context.project.outputs().contains(&id) {
        return Err(End::usage(format!(
            "{}: is a masked copy that vizard wrote, and masking it again would make it useless; give the original",
            path.display()
        )));
    }
    Ok(())
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

/// The dataset of a plan that a file is: by `--table`, by table id, else by its file name where that is unique.
///
/// # Errors
/// 2: no dataset fits.
pub fn dataset<'a>(
    context: &Context,
    plan: &'a Plan,
    path: &Path,
    tables: &[String],
) -> Result<&'a PlanDataset, End> {
    for text in tables {
        let (name, file) = text
            .split_once('=')
            .ok_or_else(|| End::usage(format!("--table {text}: give it as NAME=PATH")))?;
        if Path::new(file) == path {
            return plan
                .datasets
                .iter()
                .find(|d| d.table == name || short(plan, &d.table) == name)
                .ok_or_else(|| {
                    End::usage(format!("the plan has no table `{name}`; it has {}", names(plan)))
                });
        }
    }
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let id = discover::table_id(&absolute, context.project.root());
    if let Some(dataset) = plan.datasets.iter().find(|d| d.table == id) {
        return Ok(dataset);
    }
    let file = |table: &str| table.rsplit('/').next().unwrap_or(table).to_owned();
    let wanted = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let by_name: Vec<&PlanDataset> = plan.datasets.iter().filter(|d| file(&d.table) == wanted).collect();
    match by_name.as_slice() {
        [one] => Ok(one),
        _ => Err(End::usage(format!(
            "{}: the plan has no table of that name; it has {}; give --table NAME={}",
            path.display(),
            names(plan),
            path.display()
        ))),
    }
}

fn short(plan: &Plan, table: &str) -> String {
    let ids: Vec<&str> = plan.datasets.iter().map(|d| d.table.as_str()).collect();
    let at = ids.iter().position(|id| *id == table);
    at.and_then(|at| discover::short_names(&ids).into_iter().nth(at)).unwrap_or_else(|| table.to_owned())
}

fn names(plan: &Plan) -> String {
    plan.datasets.iter().map(|d| d.table.as_str()).collect::<Vec<_>>().join(", ")
}
