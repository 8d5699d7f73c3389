//! What commands about columns share: arguments for inputs, loading, the queue under the decisions.

use std::path::PathBuf;
use std::sync::Arc;

use super::context::{Context, store, variable};
use super::exit::End;
use super::print;
use super::progress::shown;
use crate::classify::Engine;
use crate::detect;
use crate::domain::safe_text::SafeText;
use crate::domain::scan::{Incomplete, ScanDocument};
use crate::domain::secret::Secret;
use crate::domain::spans::FindSpans;
use crate::review::ReviewError;
use crate::review::compile;
use crate::review::load::{self, Progress, Request};
use crate::review::queue::{Queue, QueueOptions};
use crate::source::Sampling;
use crate::store::journal::Journal;
use crate::store::keys::Keys;

/// Rows that are looked at where not all are asked for.
pub const SAMPLE: u64 = 10_000;

/// Which inputs, and how.
#[derive(Debug, Clone, clap::Args)]
pub struct InputArgs {
    /// Files and folders [default: the inputs of vizard.toml, else the project folder]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Report of another scanner; one that names no column needs TABLE.COLUMN=
    #[arg(long, value_name = "[TABLE.COLUMN=]FILE")]
    pub report: Vec<String>,
    /// Threads [default: the processor's]
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
}

impl InputArgs {
    /// The request.
    ///
    /// # Errors
    /// Where the current folder cannot be told.
    pub fn request(&self, sampling: Sampling) -> Result<Request, End> {
        let base = std::env::current_dir()
            .map_err(|e| End::usage(format!("cannot tell the current folder: {e}")))?;
        let threads =
            self.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
        Ok(Request {
            paths: self.paths.clone(),
            base,
            reports: self.report.clone(),
            sampling,
            threads: threads.max(1),
            use_cache: true,
        })
    }
}

/// The engine with every detector, those of the project too.
///
/// # Errors
/// A detector that cannot be compiled.
pub fn engine() -> Result<Arc<Engine>, End> {
    Engine::new(detect::all()).map(Arc::new).map_err(|e| End::usage(e.to_string()))
}

/// How a review's error ends a command.
pub fn review(error: ReviewError) -> End {
    match error {
        ReviewError::Store(error) => store(error),
        ReviewError::Cancelled => End::incomplete("cancelled"),
        other => End::usage(other.to_string()),
    }
}

/// Scans the inputs.
///
/// # Errors
/// Nothing found, or a report that cannot be used.
pub fn scan(context: &Context, engine: &Engine, request: &Request) -> Result<ScanDocument, End> {
    let found = load::find(&context.project, request).map_err(review)?;
    let progress = Progress::default();
    let total = found.bytes();
    let result = shown(context, "scanning", total, &progress.done, || {
        load::scan(&context.folders, engine, &found, request, &progress, &mut |_| {})
    });
    for text in progress.notes() {
        print::note(context.quiet, SafeText::new(&format!("note: {text}")).as_str());
    }
    result.map_err(review)
}

/// The scan under the decisions, with the journal that holds them.
pub struct Session {
    /// The detectors.
    pub engine: Arc<Engine>,
    /// The decisions.
    pub journal: Journal,
    /// The columns.
    pub queue: Queue,
}

/// Scans, reads the decisions and ranks.
///
/// # Errors
/// As [`scan`], and a journal that cannot be read.
pub fn session(
    context: &Context,
    args: &InputArgs,
    sampling: Sampling,
    read_only: bool,
) -> Result<Session, End> {
    let engine = engine()?;
    let mut journal = journal(context, read_only)?;
    // Whatever text is written is searched, whichever way it comes.
    journal.set_guard(Arc::clone(&engine) as Arc<dyn FindSpans>);
    let document = scan(context, &engine, &args.request(sampling)?)?;
    let queue = Queue::new(document, &journal.fold(), &options(context)?);
    Ok(Session { engine, journal, queue })
}

/// The journal of the project.
///
/// # Errors
/// One that is damaged, a project that cannot be written.
pub fn journal(context: &Context, read_only: bool) -> Result<Journal, End> {
    let journal = Journal::open_in(&context.project, &context.folders, &context.reviewer.name, read_only)
        .map_err(store)?;
    for text in journal.notes() {
        print::note(context.quiet, &format!("note: {text}"));
    }
    Ok(journal)
}

/// What a queue is made with in this project.
///
/// # Errors
/// A baseline that cannot be read.
pub fn options(context: &Context) -> Result<QueueOptions, End> {
    let settings = context.project.settings();
    let baseline = compile::baseline(&context.project.baseline()).map_err(review)?;
    Ok(QueueOptions {
        policy: settings.policy.clone(),
        purpose: settings.purpose,
        environment: settings.environment.clone(),
        approved: baseline.as_ref().map(compile::approved),
    })
}

/// The end of a command that read data: 3 where not everything could be read, each listed on stderr.
pub fn complete(context: &Context, queue: &Queue, otherwise: End) -> End {
    complete_but(context, queue.incomplete().0, otherwise)
}

/// Things that were not read that are listed by a line of their own.
const LISTED: usize = 50;

/// As [`complete`], where the list is at hand.
pub fn complete_but(context: &Context, incomplete: &[Incomplete], otherwise: End) -> End {
    if incomplete.is_empty() {
        return otherwise;
    }
    for problem in incomplete.iter().take(LISTED) {
        let at = problem.at.as_deref().map(|at| format!(" {at}")).unwrap_or_default();
        let line = format!("not read: {}{at}: {}", problem.table, problem.why);
        print::note(context.quiet, SafeText::new(&line).as_str());
    }
    let all = incomplete.len();
    let listed = if all > LISTED {
        format!("the first {LISTED} are listed above, `vizard scan --format json` lists all")
    } else {
        "listed above".to_owned()
    };
    let things = if all == 1 { "thing" } else { "things" };
    otherwise.or(End::incomplete(format!("{all} {things} could not be read ({listed})")))
}

/// The keys of the environment and the user's folder.
///
/// # Errors
/// A variable or file that holds no key.
pub fn keys(context: &Context, file: Option<&std::path::Path>) -> Result<Keys, End> {
    if !crate::store::keys::forbid_core_dumps() {
        print::note(
            context.quiet,
            "note: the system does not let core dumps be turned off; a crash could write keys",
        );
    }
    let variables = std::env::vars()
        .filter(|(name, value)| name.starts_with("VIZARD_KEY") && !value.is_empty())
        .map(|(name, value)| (name, Secret::new(value)));
    let keys = Keys::new(&context.folders).with_environment(variables).map_err(store)?;
    let keys = keys.with_command(context.settings.key_command.as_deref());
    let file = file.map(std::path::Path::to_owned).or_else(|| variable("VIZARD_KEY_FILE").map(PathBuf::from));
    match file {
        Some(file) => keys.with_file(&file).map_err(store),
        None => Ok(keys),
    }
}
