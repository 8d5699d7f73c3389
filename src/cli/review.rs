//! `vizard review`: the review in the terminal, line by line with `--plain`, or the queue as a table without a terminal.

use std::io::{self, BufReader};
use std::path::Path;

use super::context::{Context, variable};
use super::exit::{End, Outcome};
use super::inputs::{self, InputArgs, SAMPLE};
use super::print::{self, Table};
use crate::domain::action::Action;
use crate::review::load::Request;
use crate::source::Sampling;
use crate::tui::{self, How, Look, TuiEnd, TuiError, TuiOptions};

/// Arguments of `vizard review`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  vizard customers.csv\n  vizard data/ --report macie.json\n  vizard review --plain"
)]
pub struct ReviewArgs {
    #[command(flatten)]
    input: InputArgs,
    /// Look at about so many rows of each table, spread over the whole of it
    #[arg(long, value_name = "N", default_value_t = SAMPLE, conflicts_with = "full")]
    rows: u64,
    /// Look at every row
    #[arg(long)]
    full: bool,
    /// Seed of the sample
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Ask line by line, for screen readers and simple terminals
    #[arg(long)]
    plain: bool,
    /// Look without deciding
    #[arg(long)]
    read_only: bool,
    /// Colours; `vizard themes` lists them
    #[arg(long, value_name = "NAME")]
    theme: Option<String>,
    /// Leave the mouse to the terminal
    #[arg(long)]
    no_mouse: bool,
}

/// Runs the command.
///
/// # Errors
/// Nothing found, settings or a journal that cannot be read.
pub fn run(context: &Context, args: &ReviewArgs) -> Outcome {
    let sampling =
        if args.full { Sampling::All } else { Sampling::Rows { rows: args.rows, seed: args.seed } };
    if args.plain {
        return plain(context, args, sampling);
    }
    if !print::on_terminal() {
        return table(context, args, sampling);
    }
    if variable("TERM").is_some_and(|term| term == "dumb") {
        return plain(context, args, sampling);
    }
    let request = args.input.request(sampling)?;
    let options =
        options(context, request, args.read_only, look(context, args.theme.clone(), !args.no_mouse))?;
    ended(tui::run(options))
}

/// Opens the review of a demo project in the terminal, with the first steps.
///
/// # Errors
/// As [`run`].
pub fn open(context: &Context, folder: &Path) -> Outcome {
    let request = Request {
        paths: Vec::new(),
        base: folder.to_owned(),
        reports: Vec::new(),
        sampling: Sampling::Rows { rows: SAMPLE, seed: 1 },
        threads: std::thread::available_parallelism().map_or(1, usize::from),
        use_cache: true,
    };
    let mut look = look(context, None, true);
    look.tour = true;
    ended(tui::run(options(context, request, false, look)?))
}

fn look(context: &Context, theme: Option<String>, mouse: bool) -> Look {
    Look {
        theme: theme.or_else(|| variable("VIZARD_THEME")).or_else(|| context.settings.theme.clone()),
        mouse: mouse && context.settings.mouse(),
        reduced_motion: context.settings.reduced_motion,
        tour: false,
        config_dir: Some(context.folders.config().to_owned()),
    }
}

fn options(context: &Context, request: Request, read_only: bool, look: Look) -> Result<TuiOptions, End> {
    Ok(TuiOptions {
        request,
        project: context.project.clone(),
        folders: context.folders.clone(),
        reviewer: context.reviewer.name.clone(),
        read_only,
        keys: inputs::keys(context, None)?,
        planner: None,
        look,
    })
}

fn plain(context: &Context, args: &ReviewArgs, sampling: Sampling) -> Outcome {
    let request = args.input.request(sampling)?;
    let options = options(context, request, args.read_only, look(context, None, false))?;
    let mut input = BufReader::new(io::stdin());
    ended(tui::plain::run(options, &mut input, &mut io::stdout()))
}

/// How a session's end becomes the command's.
fn ended(result: Result<TuiEnd, TuiError>) -> Outcome {
    let end = result.map_err(|error| End::usage(error.to_string()))?;
    if end.unsaved > 0 {
        return Err(End::incomplete(format!("{} steps could not be saved", end.unsaved)));
    }
    match end.how {
        How::Failed(why) => return Err(End::usage(why)),
        How::Signal(number) => {
            return Ok(End::incomplete(format!("ended by signal {number}; what was decided is saved")));
        }
        How::TerminalLost => return Ok(End::incomplete("the terminal is gone; what was decided is saved")),
        How::Quit => {}
    }
    if !end.incomplete.is_empty() {
        return Ok(End::incomplete(format!(
            "{} things could not be read; `vizard scan` lists them",
            end.incomplete.len()
        )));
    }
    Ok(End::pass())
}

/// The queue as a table, for pipes.
fn table(context: &Context, args: &ReviewArgs, sampling: Sampling) -> Outcome {
    let session = inputs::session(context, &args.input, sampling, true)?;
    let mut table = Table::new(&["SCORE", "TIER", "COLUMN", "TYPE", "STATE", "ACTION"]);
    for item in session.queue.items() {
        let action = match item.action() {
            Some(action) => action.label(),
            None => format!("suggested: {}", item.suggestion.action.label()),
        };
        table.row([
            format!("{:5.1}", item.scan.score),
            item.scan.sensitivity.to_string(),
            item.place().address(),
            item.scan.kind.clone().unwrap_or_else(|| "–".to_owned()),
            item.state.name().to_owned(),
            action,
        ]);
    }
    print::out(&table.render())?;
    let open = session.queue.open().count();
    if let Some(item) = session.queue.open().next() {
        let word = match &item.suggestion.action {
            Action::Keep => "--keep",
            Action::Drop => "--drop",
            Action::Mask { .. } => "--approve",
        };
        print::note(
            context.quiet,
            &format!(
                "{open} columns are open; decide one with: vizard decide '{}' {word}",
                item.place().address()
            ),
        );
    }
    Ok(inputs::complete(context, &session.queue, End::pass()))
}
