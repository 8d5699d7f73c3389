//! `vizard keys open`: turns masked values of a column back, for those who hold the key.

use std::io::{IsTerminal as _, Read as _, Write as _};
use std::path::PathBuf;
use std::sync::Arc;

use super::apply::checked_keys;
use super::context::{Context, store};
use super::exit::{End, Outcome};
use super::{inputs, plan as plans, print, sign_off};
use crate::domain::decision::Change;
use crate::domain::name::ColumnId;
use crate::domain::plan::{Plan, PlanColumn, PlanDataset};
use crate::domain::safe_text::SafeText;
use crate::domain::secret::Secret;
use crate::domain::spans::FindSpans;
use crate::mask::{self, MaskContext};
use crate::review::select::{Place, Selector};
use crate::store::atomic;
use crate::store::policy::Reveal;

/// The most values that are opened at once: single cases, not a way around the masked copy.
const MOST: usize = 1000;
/// The longest input in bytes.
const LONGEST: u64 = 1 << 20;

/// Arguments of `vizard keys open`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  vizard keys open customers.email --reason 'fraud case 17' < tokens.txt\n  vizard keys open customers.email --reason 'fraud case 17' --output values.txt < tokens.txt\n\nReads one masked value a line, at most 1000. Shows values on a terminal only; the log keeps who, when, why and how many."
)]
pub struct OpenArgs {
    /// The column of the plan
    #[arg(value_name = "TABLE.COLUMN")]
    column: String,
    /// Why; it is kept in the decision log
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// The plan that the values were masked with [default: vizard-plan.json in the project folder]
    #[arg(long, value_name = "FILE")]
    plan: Option<PathBuf>,
    /// The key, where it is not in the data folder or the environment
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,
    /// Write the values to a file that only you can read, instead of showing them
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Runs the command.
///
/// # Errors
/// A column that cannot be opened, no key; 1: the policy forbids it; 3: a line that is no masked value of the key.
pub fn run(context: &Context, args: &OpenArgs) -> Outcome {
    if context.project.settings().policy.reveal == Reveal::Forbidden {
        return Err(End::policy(
            "the policy of this project forbids to show values (reveal = \"forbidden\" in vizard.toml)",
        ));
    }
    if args.reason.trim().is_empty() {
        return Err(End::usage("--reason says why the values are opened; it cannot be empty"));
    }
    let stdout = std::io::stdout();
    if args.output.is_none() && !stdout.is_terminal() {
        return Err(End::usage("values are shown on a terminal only; --output FILE writes them to a file"));
    }
    if let Some(path) = &args.output {
        atomic::check_target(path, false).map_err(store)?;
    }
    let plan = plans::read(&args.plan.clone().unwrap_or_else(|| context.project.plan()))?;
    sign_off::demand(context, &plan)?;
    let (dataset, column) = find(&plan, &args.column)?;
    let keys = inputs::keys(context, args.key_file.as_deref())?;
    let (Some(choice), Some(domain), Some(key_id)) = (&column.mask, &column.domain, &column.key_id) else {
        return Err(End::usage(format!("{}: is not masked with a key in this plan", args.column)));
    };
    // Only an authenticated token tells whether a value is the mask's own or that of a row that did not meet the condition.
    if column.when.is_some() && choice.name != "token" {
        return Err(End::usage(format!(
            "{}: only some of its rows are masked so (a condition), and mask `{}` cannot tell which; `token` can",
            args.column, choice.name
        )));
    }
    let key = checked_keys(&plan, &keys)?(key_id, domain).map_err(End::usage)?;
    let setting = MaskContext { key: Some(&key), ..MaskContext::default() };
    let mask = mask::of_choice(choice).map_err(|e| End::usage(e.to_string()))?;
    let opener =
        mask.opener(&choice.params, column.dtype, &setting).map_err(|e| End::usage(e.to_string()))?;
    let mut opener = opener.ok_or_else(|| {
        End::usage(format!("mask `{}` is one way: not even the key gives its values back", choice.name))
    })?;
    let mut journal = inputs::journal(context, false)?;
    journal.set_guard(inputs::engine()? as Arc<dyn FindSpans>);

    let tokens = tokens()?;
    let mut values: Vec<Option<Secret<Vec<u8>>>> = Vec::new();
    for token in tokens.reveal().lines() {
        let mut value = Vec::new();
        let opened = opener.mask(token.trim().as_bytes(), &[], &mut value) == mask::Outcome::Masked;
        values.push(opened.then(|| Secret::new(value)));
    }
    let opened = values.iter().flatten().count();
    if opened > 0 {
        // Nothing is shown that is not in the log.
        let (table, path) = (dataset.table.clone(), column.column.clone());
        let id = ColumnId { table, column: path, occurrence: column.occurrence, dtype: column.dtype };
        let change = Change::Opened { column: id, reason: args.reason.clone(), tokens: opened as u64 };
        journal.append(vec![change], None).map_err(store)?;
        write(args, &values)?;
    }
    if choice.name != "token" {
        print::note(
            context.quiet,
            &format!(
                "note: `{}` has no check: what was never masked with this key gives a value too",
                choice.name
            ),
        );
    }
    let wrong: Vec<String> =
        (1..).zip(&values).filter(|(_, v)| v.is_none()).map(|(line, _)| line.to_string()).collect();
    if wrong.is_empty() {
        print::note(context.quiet, &format!("opened {opened} values; the log says so"));
        return Ok(End::pass());
    }
    let shown = wrong.iter().take(20).map(String::as_str).collect::<Vec<_>>().join(", ");
    Ok(End::incomplete(format!(
        "{} of {} lines are no masked values of this column and key (lines {shown}{})",
        wrong.len(),
        values.len(),
        if wrong.len() > 20 { ", …" } else { "" }
    )))
}

/// The one column that a selector names.
fn find<'p>(plan: &'p Plan, text: &str) -> Result<(&'p PlanDataset, &'p PlanColumn), End> {
    let all: Vec<(&PlanDataset, &PlanColumn)> = plan
        .datasets
        .iter()
        .flat_map(|dataset| dataset.columns.iter().map(move |column| (dataset, column)))
        .collect();
    let places: Vec<Place<'_>> = all
        .iter()
        .map(|(dataset, column)| Place { table: &dataset.table, column: &column.column, index: column.index })
        .collect();
    let selector = Selector::parse(text).map_err(inputs::review)?;
    match selector.select(&places).map_err(inputs::review)?.as_slice() {
        [one] => all.get(*one).copied(),
        _ => None,
    }
    .ok_or_else(|| End::usage(format!("`{text}` names several columns; values of one are opened at a time")))
}

/// The lines of standard input.
fn tokens() -> Result<Secret<String>, End> {
    let mut text = String::new();
    let read = std::io::stdin().lock().take(LONGEST + 1).read_to_string(&mut text);
    let text = Secret::new(text);
    read.map_err(|e| End::usage(format!("cannot read masked values from standard input: {e}")))?;
    let lines = text.reveal().lines().count();
    if lines == 0 {
        return Err(End::usage("standard input holds no masked value; give one a line"));
    }
    if lines > MOST || text.reveal().len() as u64 > LONGEST {
        return Err(End::usage(format!("at most {MOST} values (1 MiB) are opened at once; give fewer")));
    }
    Ok(text)
}

/// A line for every token, an empty one where it did not open.
fn write(args: &OpenArgs, values: &[Option<Secret<Vec<u8>>>]) -> Result<(), End> {
    let mut out = zeroize::Zeroizing::new(Vec::new());
    for value in values {
        let value = value.as_ref().map_or(&[][..], |value| value.reveal().as_slice());
        match &args.output {
            Some(_) => out.extend_from_slice(value),
            None => out.extend_from_slice(SafeText::new(&String::from_utf8_lossy(value)).as_str().as_bytes()),
        }
        out.push(b'\n');
    }
    match &args.output {
        Some(path) => atomic::write(path, &out, false).map_err(store),
        None => std::io::stdout()
            .write_all(&out)
            .map_err(|e| End::incomplete(format!("cannot write to the terminal: {e}"))),
    }
}
