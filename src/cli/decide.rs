//! `vizard decide`: the same decisions as in the terminal, by column, glob, type or filter.

use std::path::PathBuf;

use clap::ArgGroup;

use super::context::{Context, store};
use super::decide_when;
use super::exit::{End, Outcome};
use super::inputs::{self, InputArgs, SAMPLE, Session};
use super::print::{self, Table};
use crate::detect;
use crate::domain::action::Action;
use crate::domain::decision::{Change, Verdict};
use crate::mask::{self, params};
use crate::review::filter::Filter;
use crate::review::item::Item;
use crate::review::select::Selector;
use crate::review::{decide, undo};
use crate::source::Sampling;

/// Arguments of `vizard decide`.
#[derive(Debug, clap::Args)]
#[command(
    group(ArgGroup::new("what").required(true).multiple(false).args([
        "approve", "mask", "keep", "drop", "not_sensitive", "skip", "flag", "set_type", "undo", "comment_only",
    ])),
    after_help = "Examples:\n  vizard decide customers.email --mask email_domain\n  vizard decide '*.*' --filter 'tier:public' --keep\n  vizard decide --type phone --mask pseudonym --param length=20\n  vizard decide crm.phone --mask partial --when 'country = DE' --otherwise pseudonym\n  vizard decide claims.notes --approve --reason 'checked with the claims team'\n  vizard decide --undo"
)]
pub struct DecideArgs {
    /// Columns as TABLE.COLUMN, globs too
    #[arg(value_name = "TABLE.COLUMN")]
    columns: Vec<String>,
    /// Take the suggestion
    #[arg(long)]
    approve: bool,
    /// Mask; `vizard masks` lists them
    #[arg(long, value_name = "MASK")]
    mask: Option<String>,
    /// Parameter of the mask
    #[arg(long = "param", value_name = "NAME=VALUE", requires = "mask")]
    params: Vec<String>,
    /// Consistency domain: equal values in one domain get equal tokens [default: the column's type]
    #[arg(long, value_name = "NAME", requires = "mask")]
    domain: Option<String>,
    /// Mask so only where another column of the original row meets a condition, or it cannot be told (null, no number):
    /// COLUMN = VALUE, != VALUE, in (A, B), not in (A, B), is null, is not null, or < <= > >= NUMBER
    #[arg(long, value_name = "CONDITION", requires = "mask")]
    when: Vec<String>,
    /// What happens with the other rows: keep, or a mask with its parameters as in 'partial first=2' or
    /// "constant value='not set'"; given again with a further --when, it is for the rows that meet neither [default: null]
    #[arg(long, value_name = "MASK|keep", requires = "when")]
    otherwise: Vec<String>,
    /// Release as it is
    #[arg(long)]
    keep: bool,
    /// Leave out
    #[arg(long)]
    drop: bool,
    /// Reject the finding: not sensitive, released as it is
    #[arg(long)]
    not_sensitive: bool,
    /// Put off
    #[arg(long)]
    skip: bool,
    /// For a second reviewer
    #[arg(long)]
    flag: bool,
    /// Correct the type; `vizard types` lists them
    #[arg(long, value_name = "TYPE")]
    set_type: Option<String>,
    /// Take the last step back
    #[arg(long)]
    undo: bool,
    /// Only leave the remark of --comment
    #[arg(long, requires = "comment")]
    comment_only: bool,
    /// Why, in your words
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// A remark
    #[arg(long, value_name = "TEXT")]
    comment: Option<String>,
    /// Only columns of a type
    #[arg(long = "type", value_name = "TYPE")]
    kind: Option<String>,
    /// Only columns in a state
    #[arg(long, value_name = "STATE")]
    state: Option<String>,
    /// Only columns that pass a filter, such as 'tier>=confidential state:todo'
    #[arg(long, value_name = "EXPR")]
    filter: Option<String>,
    /// List what would be decided, decide nothing
    #[arg(long)]
    dry_run: bool,
    /// Files and folders [default: the inputs of vizard.toml, else the project folder]
    #[arg(long = "in", value_name = "PATH")]
    paths: Vec<PathBuf>,
}

/// Runs the command.
///
/// # Errors
/// Columns, masks or texts that cannot be used; a journal that cannot be written.
pub fn run(context: &Context, args: &DecideArgs) -> Outcome {
    if args.undo {
        return undo_last(context, args);
    }
    let input = InputArgs { paths: args.paths.clone(), report: Vec::new(), threads: None };
    let mut session =
        inputs::session(context, &input, Sampling::Rows { rows: SAMPLE, seed: 1 }, args.dry_run)?;
    let chosen = choose(args, &session)?;
    if chosen.is_empty() {
        return Err(End::usage(
            "no column was chosen; name columns as TABLE.COLUMN, or give --type or --filter",
        ));
    }
    let mut changes = Vec::new();
    let mut table = Table::new(&["COLUMN", "TIER", "TYPE", "WAS", "BECOMES"]);
    for item in &chosen {
        let (mut list, becomes) = change(args, item, &session)?;
        table.row([
            item.place().address(),
            item.scan.sensitivity.to_string(),
            item.scan.kind.clone().unwrap_or_default(),
            item.action().map_or_else(|| item.state.name().to_owned(), Action::label),
            becomes,
        ]);
        changes.append(&mut list);
    }
    if !context.quiet {
        print::out(&table.render())?;
    }
    if args.dry_run {
        return Ok(End::pass());
    }
    let count = chosen.len();
    if !context.project.exists() {
        print::note(context.quiet, &format!("the project is kept in {}", context.project.folder().display()));
    }
    session.journal.append(changes, None).map_err(store)?;
    let fold = session.journal.fold();
    session.queue.refresh(&fold);
    let left = session.queue.open().count();
    print::note(context.quiet, &format!("{count} decided as {}, {left} open", context.reviewer.name));
    Ok(inputs::complete(context, &session.queue, End::pass()))
}

/// The columns that selectors and filters choose.
fn choose(args: &DecideArgs, session: &Session) -> Result<Vec<Item>, End> {
    let items = session.queue.items();
    let mut expression: Vec<String> = args.filter.iter().cloned().collect();
    expression.extend(args.kind.as_ref().map(|kind| format!("type:{kind}")));
    expression.extend(args.state.as_ref().map(|state| format!("state:{state}")));
    let filter = Filter::parse(&expression.join(" ")).map_err(|e| End::usage(e.to_string()))?;
    if args.columns.is_empty() && filter.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<_> = items.iter().map(Item::place).collect();
    let mut chosen: Vec<usize> = Vec::new();
    if args.columns.is_empty() {
        chosen.extend(0..items.len());
    }
    for text in &args.columns {
        let selector = Selector::parse(text).map_err(inputs::review)?;
        chosen.extend(selector.select(&places).map_err(inputs::review)?);
    }
    chosen.sort_unstable();
    chosen.dedup();
    let chosen = chosen.into_iter().filter_map(|at| items.get(at));
    Ok(chosen.filter(|item| filter.matches(&item.subject())).cloned().collect())
}

/// The changes for one column, and what it becomes in words.
fn change(args: &DecideArgs, item: &Item, session: &Session) -> Result<(Vec<Change>, String), End> {
    let detectors = session.queue.detectors();
    let mut changes = Vec::new();
    if let Some(text) = &args.comment {
        changes.push(decide::comment(item, text, &*session.engine).map_err(inputs::review)?);
    }
    if args.comment_only {
        return Ok((changes, "remark".to_owned()));
    }
    if let Some(kind) = &args.set_type {
        changes.push(decide::set_type(item, Some(kind)).map_err(inputs::review)?);
        return Ok((changes, format!("type {kind}")));
    }
    let verdict = verdict(args, item, session.queue.items())?;
    let label = match &verdict {
        Verdict::Decided { not_sensitive: true, .. } => "keep (not sensitive)".to_owned(),
        Verdict::Decided { action, .. } => action.label(),
        Verdict::Skipped => "skipped".to_owned(),
        Verdict::Flagged => "flagged".to_owned(),
        Verdict::Withdrawn => "undecided".to_owned(),
    };
    let reason = args.reason.clone();
    changes
        .push(decide::checked(item, verdict, reason, detectors, &*session.engine).map_err(inputs::review)?);
    Ok((changes, label))
}

fn verdict(args: &DecideArgs, item: &Item, table: &[Item]) -> Result<Verdict, End> {
    if args.approve {
        return Ok(decide::approve(item));
    }
    if args.not_sensitive {
        return Ok(decide::not_sensitive());
    }
    if args.skip {
        return Ok(Verdict::Skipped);
    }
    if args.flag {
        return Ok(Verdict::Flagged);
    }
    if args.keep {
        return Ok(decide::decided(Action::Keep));
    }
    if args.drop {
        return Ok(decide::decided(Action::Drop));
    }
    let name = args.mask.as_deref().unwrap_or_default();
    let given = decide_when::params("--param", args.params.iter().map(String::as_str))?;
    let bad = |error: mask::MaskError| End::usage(format!("{}: {error}", item.place().address()));
    let choice = params::choice(name, &given).map_err(bad)?;
    let when = decide_when::chain(&args.when, &args.otherwise, item, table)?;
    let plan = mask::planned(&choice, when.as_deref(), item.id.dtype).map_err(bad)?;
    let domain = plan.guarantees.keyed.then(|| {
        let parent = item.scan.kind.as_deref().and_then(detect::parent).unwrap_or("value");
        args.domain.clone().unwrap_or_else(|| parent.to_owned())
    });
    Ok(decide::decided(Action::Mask { mask: choice, domain, when }))
}

fn undo_last(context: &Context, args: &DecideArgs) -> Outcome {
    let mut journal = inputs::journal(context, args.dry_run)?;
    let fold = journal.fold();
    let Some(turn) = undo::undo(journal.events(), journal.own(), &fold) else {
        return Err(End::usage(
            "there is nothing to take back: this reviewer decided nothing on this device",
        ));
    };
    let columns = turn.changes.len();
    if !args.dry_run {
        journal.append(turn.changes, Some(&turn.step)).map_err(store)?;
    }
    print::note(context.quiet, &format!("{columns} columns taken back to what they were"));
    Ok(End::pass())
}
