//! `vizard plan build|show|lint|diff|schema|sign|check`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::context::{Context, store};
use super::exit::{End, Outcome};
use super::inputs::{self, InputArgs, SAMPLE};
use super::print::{self, Table};
use super::sign_off::{self, SignArgs};
use crate::domain::plan::Plan;
use crate::domain::safe_text::SafeText;
use crate::domain::spans::FindSpans;
use crate::plan::{self, ColumnChange, Severity};
use crate::review::compile::{self, CompileRequest};
use crate::review::measure::Measuring;
use crate::source::Sampling;
use crate::store::clock;

/// The commands about plans.
#[derive(Debug, clap::Subcommand)]
pub enum PlanCommand {
    /// Compile the decisions into a plan, measure its risk and remember what was approved
    Build(BuildArgs),
    /// Show what a plan does with every column, and the risk before and after
    Show(PlanArgs),
    /// Look for what is allowed but probably not meant
    Lint(PlanArgs),
    /// Compare two plans
    Diff(DiffArgs),
    /// Print the JSON Schema of vizard-plan/1
    Schema,
    /// Sign off a plan with a signing key, as the reviewer
    Sign(SignArgs),
    /// Check the sign-offs of a plan with the public keys that the project trusts
    Check(PlanArgs),
}

/// Arguments of `vizard plan build`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  vizard plan build\n  vizard plan build data/ --output plan.json\n  vizard plan build --sampled --output -"
)]
pub struct BuildArgs {
    #[command(flatten)]
    input: InputArgs,
    /// Where to write the plan, - for stdout [default: vizard-plan.json in the project folder]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Look at a sample instead of every row; the plan says so
    #[arg(long)]
    sampled: bool,
}

/// A plan to look at.
#[derive(Debug, clap::Args)]
pub struct PlanArgs {
    /// The plan [default: vizard-plan.json in the project folder]
    #[arg(value_name = "PLAN")]
    plan: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Two plans.
#[derive(Debug, clap::Args)]
pub struct DiffArgs {
    /// The plan before
    old: PathBuf,
    /// The plan after
    new: PathBuf,
}

/// Runs a command.
///
/// # Errors
/// Plans or data that cannot be read, open columns.
pub fn run(context: &Context, command: &PlanCommand) -> Outcome {
    match command {
        PlanCommand::Build(args) => build(context, args),
        PlanCommand::Show(args) => show(context, args),
        PlanCommand::Lint(args) => lint(context, args),
        PlanCommand::Diff(args) => diff(args),
        PlanCommand::Sign(args) => sign_off::sign(context, args),
        PlanCommand::Check(args) => sign_off::check(context, args),
        PlanCommand::Schema => {
            print::json(&plan::schema())?;
            Ok(End::pass())
        }
    }
}

/// Reads a plan and checks it.
///
/// # Errors
/// 2: a file that cannot be read or is no valid plan.
pub fn read(path: &Path) -> Result<Plan, End> {
    let bytes = std::fs::read(path).map_err(|e| {
        End::usage(format!("{}: cannot read the plan: {e}; `vizard plan build` makes one", path.display()))
    })?;
    let engine = inputs::engine()?;
    plan::parse(&bytes, &path.display().to_string(), Some(&*engine)).map_err(|e| End::usage(e.to_string()))
}

/// Reads the plan that a command names, else the project's.
///
/// # Errors
/// As [`read`].
pub fn given(context: &Context, args: &PlanArgs) -> Result<Plan, End> {
    read(&args.plan.clone().unwrap_or_else(|| context.project.plan()))
}

fn build(context: &Context, args: &BuildArgs) -> Outcome {
    let sampling = if args.sampled { Sampling::Rows { rows: SAMPLE, seed: 1 } } else { Sampling::All };
    let session = inputs::session(context, &args.input, sampling, true)?;
    let (incomplete, _) = session.queue.incomplete();
    if !incomplete.is_empty() {
        let end = inputs::complete(context, &session.queue, End::pass());
        return Err(end.or(End::incomplete("no plan was built: not everything could be read (listed above)")));
    }
    let to_stdout = args.output.as_deref() == Some(Path::new("-"));
    let path = args.output.clone().unwrap_or_else(|| context.project.plan());
    let previous = if !to_stdout && path.exists() { Some(read(&path)?) } else { None };
    let keys = inputs::keys(context, None)?;
    let request = CompileRequest {
        project: &context.project,
        keys: &keys,
        tables: session.queue.tables(),
        items: session.queue.items(),
        previous: previous.as_ref(),
        digests: true,
        measuring: Measuring {
            threads: args.input.request(sampling)?.threads,
            rows: None,
            finder: Some(Arc::clone(&session.engine) as Arc<dyn FindSpans>),
        },
    };
    let built = match compile::compile(&request).map_err(inputs::review)? {
        Ok(plan) => plan,
        Err(refused) => {
            let needs_key = refused.reasons.iter().any(|r| matches!(r, plan::Refusal::NeedsKey { .. }));
            let only_keys = refused.reasons.iter().all(|r| matches!(r, plan::Refusal::NeedsKey { .. }));
            print::note(false, &refused.to_string());
            return Err(if needs_key && only_keys {
                End::usage("no plan was built: keyed masks need a key; `vizard keys new` makes one")
            } else {
                End::policy(format!("no plan was built: {} reasons (listed above)", refused.reasons.len()))
            });
        }
    };
    for (table, why) in compile::unmet(&context.project, &built) {
        print::note(context.quiet, SafeText::new(&format!("note: {table}: {why}")).as_str());
    }
    if to_stdout {
        print::out(&String::from_utf8_lossy(&plan::canonical(&built)))?;
        return Ok(End::pass());
    }
    compile::write(&context.project, &built, &path).map_err(store)?;
    let columns: usize = built.datasets.iter().map(|d| d.columns.len()).sum();
    print::note(
        context.quiet,
        &format!(
            "wrote {} (revision {}, {} tables, {columns} columns, {})",
            path.display(),
            built.revision,
            built.datasets.len(),
            plan::digest(&built)
        ),
    );
    Ok(End::pass())
}

fn show(context: &Context, args: &PlanArgs) -> Outcome {
    let plan = given(context, args)?;
    if args.json {
        print::json(&plan)?;
        return Ok(End::pass());
    }
    let environment = plan.environment.as_deref().map(|to| format!(", for {to}")).unwrap_or_default();
    let line = format!("plan {} revision {}, {}{environment}", plan.id, plan.revision, plan::digest(&plan));
    print::out(&format!("{}\n\n", SafeText::new(&line)))?;
    let mut table = Table::new(&["TABLE", "COLUMN", "TIER", "TYPE", "ACTION", "LEAVES", "BY", "WHY"]);
    for row in plan::show(&plan) {
        let cells = [
            &row.table,
            &row.column,
            row.sensitivity,
            &row.kind,
            &row.action,
            &row.leaves,
            &row.reviewer,
            &row.reason,
        ];
        table.row(cells);
    }
    print::out(&table.render())?;
    let joins = plan::joins(&plan);
    if !joins.is_empty() {
        print::out("\nEqual values get equal tokens in\n")?;
    }
    for group in joins {
        let line = format!("  {} ({}): {}", group.domain, group.mask, group.columns.join(", "));
        print::out(&format!("{}\n", SafeText::new(&line)))?;
    }
    if !plan.joins.is_empty() {
        print::out("\nColumns that hold the same keys\n")?;
    }
    for join in &plan.joins {
        let (from, to) = ((&join.table, &join.column), (&join.to_table, &join.to_column));
        let line = format!("  {}.{} in {}.{}: {}", from.0, from.1, to.0, to.1, join.figures());
        print::out(&format!("{}\n", SafeText::new(&line)))?;
    }
    let left_out = plan::show_rows(&plan);
    if !left_out.is_empty() {
        print::out("\nRows left out after masking\n")?;
    }
    for line in left_out {
        print::out(&format!("  {}\n", SafeText::new(&line)))?;
    }
    let risk = plan::show_risk(&plan);
    if !risk.is_empty() {
        print::out("\nre-identification risk, before → after\n")?;
        let mut table = Table::new(&["TABLE", "BY", "ROWS", "K", "SMALL", "ALONE", "MARKETER"]);
        for row in &risk {
            table.row(row.each_ref().map(String::as_str));
        }
        print::out(&table.render())?;
    }
    Ok(End::pass())
}

fn lint(context: &Context, args: &PlanArgs) -> Outcome {
    let plan = given(context, args)?;
    let now = clock::now();
    let today = now.get(..10).unwrap_or(&now);
    let hits = plan::lint(&plan, today);
    if args.json {
        print::json(&hits)?;
    } else if hits.is_empty() {
        print::out("nothing to remark\n")?;
    } else {
        let mut table = Table::new(&["SEVERITY", "RULE", "AT", "WHY", "WHAT TO DO"]);
        for hit in &hits {
            let severity = match hit.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            };
            let severity = if hit.waived.is_some() { "waived" } else { severity };
            let at = [hit.table.as_deref(), hit.column.as_deref()]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(".");
            table.row([severity, hit.rule, &at, &hit.why, &hit.fix]);
        }
        print::out(&table.render())?;
    }
    let errors = hits.iter().filter(|h| h.severity == Severity::Error && h.waived.is_none()).count();
    Ok(if errors == 0 { End::pass() } else { End::policy(format!("{errors} errors")) })
}

fn diff(args: &DiffArgs) -> Outcome {
    let (old, new) = (read(&args.old)?, read(&args.new)?);
    let diff = plan::diff(&old, &new);
    if diff.is_empty() {
        print::out("no difference\n")?;
        return Ok(End::pass());
    }
    let mut table = Table::new(&["AT", "WHAT", "FROM", "TO", ""]);
    for name in &diff.added {
        table.row([name, "table added", "", "", ""]);
    }
    for name in &diff.removed {
        table.row([name, "table removed", "", "", ""]);
    }
    for fact in &diff.facts {
        table.row([fact.table.as_deref().unwrap_or("plan"), fact.what, &fact.from, &fact.to, ""]);
    }
    for name in &diff.more_rows {
        table.row([name, "more rows stay", "", "", "protects less"]);
    }
    for column in &diff.columns {
        let (what, from, to) = change(&column.change);
        let at = format!("{}.{}", column.table, column.column);
        table.row([at.as_str(), what, &from, &to, if column.weaker { "protects less" } else { "" }]);
    }
    print::out(&table.render())?;
    Ok(End::policy(if diff.weaker() {
        "the plans differ, the new one protects less"
    } else {
        "the plans differ"
    }))
}

/// A change in words: what, from, to.
fn change(change: &ColumnChange) -> (&'static str, String, String) {
    match change {
        ColumnChange::Added { action } => ("column added", String::new(), action.clone()),
        ColumnChange::Removed { action } => ("column removed", action.clone(), String::new()),
        ColumnChange::Action { from, to } => ("action", from.clone(), to.clone()),
        ColumnChange::Mask { from, to } => ("mask", from.clone(), to.clone()),
        ColumnChange::Tokens { from, to } => ("tokens", from.clone(), to.clone()),
        ColumnChange::Type { from, to } => ("type", from.clone(), to.clone()),
        ColumnChange::Tier { from, to, .. } => ("tier", from.to_string(), to.to_string()),
        ColumnChange::Role { from, to } => ("role", from.name().to_owned(), to.name().to_owned()),
        ColumnChange::Contains { added, gone } => ("contains", gone.join(", "), added.join(", ")),
    }
}
