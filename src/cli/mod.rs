//! The command line: one file per command, and the list of them.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

mod apply;
mod check;
mod context;
mod decide;
mod decide_when;
mod demo;
mod diff;
mod exit;
mod explain;
mod export;
mod fault;
mod inputs;
mod interrupt;
mod keys;
mod keys_open;
mod log;
mod manual;
mod plan;
mod print;
mod progress;
mod registries;
mod review;
mod scan;
mod scan_filter;
mod scan_format;
mod selftest;
mod sign_off;
mod types;
mod verify;
mod verify_folder;

use context::{Context, GlobalArgs};
use exit::Outcome;

const ABOUT: &str =
    "Data-security triage in the terminal: rank columns by sensitivity, decide each one, mask, prove.";

const EXAMPLES: &str = "\
Examples:
  vizard demo                                   try it on built-in samples
  vizard data/                                  review a folder in the terminal
  vizard scan data/ --full --format json        find and rank, without a terminal
  vizard decide 'crm_*.email' --mask pseudonym  decide without a terminal
  vizard plan build                             compile the decisions into a plan
  vizard apply vizard-plan.json data/crm.csv --output masked/
  vizard verify vizard-plan.json masked/crm.csv --original data/crm.csv
  vizard check                                  the gate for a pipeline

Exit codes: 0 pass, 1 a policy answer (open columns, failed verify), 2 usage or nothing usable,
3 not everything could be read, 4 approved but stale.";

/// The command line.
#[derive(Debug, Parser)]
#[command(name = "vizard", version, about = ABOUT, after_help = EXAMPLES, args_conflicts_with_subcommands = false)]
struct Cli {
    #[command(flatten)]
    global: GlobalArgs,
    #[command(subcommand)]
    command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
enum Command {
    /// Review columns in the terminal (the default command)
    Review(review::ReviewArgs),
    /// Write the built-in samples and review them, or go the whole way without a terminal
    Demo(demo::DemoArgs),
    /// Find and rank, without a terminal
    Scan(scan::ScanArgs),
    /// Why a column ranks where it does, or what a type is
    Explain(explain::ExplainArgs),
    /// Record decisions without a terminal
    Decide(decide::DecideArgs),
    /// Compile the decisions into a plan; show, lint, compare and sign plans
    #[command(subcommand)]
    Plan(plan::PlanCommand),
    /// Write a plan for another system
    Export(export::ExportArgs),
    /// Mask data as a plan says
    Apply(apply::ApplyArgs),
    /// Prove that masked data keeps the plan's promises
    Verify(verify::VerifyArgs),
    /// The gate for a pipeline: anything new, worse, undecided or forbidden?
    Check(check::CheckArgs),
    /// What changed between two scans or two versions of the data
    Diff(diff::DiffArgs),
    /// Make, list and test masking keys
    #[command(subcommand)]
    Keys(keys::KeysCommand),
    /// Show or verify the decision log
    #[command(subcommand)]
    Log(log::LogCommand),
    /// Plant invented values of every type and count what the detectors find
    Selftest(selftest::SelftestArgs),
    /// List the types that can be recognised, and prove the project's own detectors
    Types(types::TypesArgs),
    /// List the masks with their promises and parameters
    Masks(registries::ListArgs),
    /// List the file formats that can be read
    Sources(registries::ListArgs),
    /// List the scanners whose reports can be read
    Importers(registries::ListArgs),
    /// List the systems a plan can be exported to
    Targets(registries::ListArgs),
    /// List the themes
    Themes(registries::ListArgs),
    /// List the keys of the terminal screens
    KeysMap(registries::ListArgs),
    /// Print completions for a shell
    Completions(manual::CompletionsArgs),
    /// Print the manual page
    Man,
}

/// Runs the program: arguments in, exit code out.
pub fn run(args: impl Iterator<Item = OsString>) -> ExitCode {
    let read = definition().try_get_matches_from(with_review(args.collect()));
    let cli = match read.and_then(|found| Cli::from_arg_matches(&found)) {
        Ok(cli) => cli,
        Err(error) => {
            let code = if error.use_stderr() { 2 } else { 0 };
            // A closed pipe after `--help | head` is no failure.
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    fault::guarded(|| dispatch(&cli)).unwrap_or_else(|end| end).finish()
}

fn dispatch(cli: &Cli) -> Outcome {
    let context = Context::new(&cli.global)?;
    if !matches!(&cli.command, Command::Types(args) if args.checks()) {
        context.trust_detectors()?;
    }
    match &cli.command {
        Command::Review(args) => review::run(&context, args),
        Command::Demo(args) => demo::run(&context, args),
        Command::Scan(args) => scan::run(&context, args),
        Command::Explain(args) => explain::run(&context, args),
        Command::Decide(args) => decide::run(&context, args),
        Command::Plan(command) => plan::run(&context, command),
        Command::Export(args) => export::run(&context, args),
        Command::Apply(args) => apply::run(&context, args),
        Command::Verify(args) => verify::run(&context, args),
        Command::Check(args) => check::run(&context, args),
        Command::Diff(args) => diff::run(&context, args),
        Command::Keys(command) => keys::run(&context, command),
        Command::Log(command) => log::run(&context, command),
        Command::Selftest(args) => selftest::run(args),
        Command::Types(args) => types::run(&context, args),
        Command::Masks(args) => registries::masks(args),
        Command::Sources(args) => registries::sources(args),
        Command::Importers(args) => registries::importers(args),
        Command::Targets(args) => registries::targets(args),
        Command::Themes(args) => registries::themes(&context, args),
        Command::KeysMap(args) => registries::keys_map(&context, args),
        Command::Completions(args) => manual::completions(args, definition()),
        Command::Man => manual::man(&definition()),
    }
}

/// Options of every command that only some make something of, with those: the help of the others leaves them out.
const OF_SOME: &[(&str, &[&str])] = &[
    ("purpose", &["review", "demo", "explain", "decide", "plan"]),
    ("reviewer", &["review", "demo", "decide", "plan", "keys"]),
];

/// The command line with the help that each command needs.
fn definition() -> clap::Command {
    let mut command = Cli::command();
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for (option, users) in OF_SOME {
        let Some(arg) = command.get_arguments().find(|arg| arg.get_id() == option).cloned() else { continue };
        for name in names.iter().filter(|name| !users.contains(&name.as_str())) {
            // Still taken, so that one call can be made of all commands.
            let hidden = arg.clone().hide(true);
            command = command.mut_subcommand(name, |sub| sub.arg(hidden));
        }
    }
    command
}

/// Puts `review` in front where no command is named: `vizard data/` and plain `vizard`.
fn with_review(mut args: Vec<OsString>) -> Vec<OsString> {
    let command = Cli::command();
    let takes_value: Vec<String> = command
        .get_arguments()
        .filter(|arg| arg.get_action().takes_values())
        .filter_map(|arg| arg.get_long().map(|long| format!("--{long}")))
        .collect();
    let mut at = 1;
    while let Some(arg) = args.get(at) {
        let text = arg.to_string_lossy();
        if matches!(text.as_ref(), "--help" | "-h" | "--version" | "-V") {
            return args;
        }
        if !text.starts_with('-') || text == "-" || text == "--" {
            break;
        }
        let known = command.get_arguments().any(|a| {
            a.get_long()
                .is_some_and(|long| text == format!("--{long}") || text.starts_with(&format!("--{long}=")))
                || a.get_short().is_some_and(|short| text.trim_start_matches('-').chars().all(|c| c == short))
        });
        if !known {
            break;
        }
        at += if takes_value.iter().any(|long| *long == text) { 2 } else { 1 };
    }
    let named = args.get(at).is_some_and(|arg| {
        let text = arg.to_string_lossy();
        text == "help" || command.get_subcommands().any(|sub| sub.get_name() == text)
    });
    if !named {
        args.insert(at.min(args.len()), OsString::from("review"));
    }
    args
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_holds() {
        definition().debug_assert();
    }

    #[test]
    fn options_stand_in_the_help_of_the_commands_that_use_them_and_are_taken_everywhere() {
        let mut command = definition();
        command.build();
        for (option, users) in OF_SOME {
            for sub in command.get_subcommands_mut().filter(|sub| sub.get_name() != "help") {
                let name = sub.get_name().to_owned();
                let shown = sub.render_long_help().to_string().contains(&format!("--{option} "));
                assert_eq!(shown, users.contains(&name.as_str()), "{name} --{option}");
            }
        }
        for args in [
            &["vizard", "masks", "--purpose", "share", "--reviewer", "bo"][..],
            &["vizard", "log", "show", "--purpose", "share", "--reviewer", "bo"],
            &["vizard", "--purpose", "share", "--reviewer", "bo", "plan", "show"],
            &["vizard", "plan", "show", "--purpose", "share", "--reviewer", "bo"],
        ] {
            let found = definition().try_get_matches_from(args).unwrap();
            let value = |name: &str| found.get_one::<String>(name).map(String::as_str);
            assert_eq!((value("purpose"), value("reviewer")), (Some("share"), Some("bo")), "{args:?}");
        }
        assert!(definition().try_get_matches_from(["vizard", "masks", "--purpose", "nothing"]).is_err());
    }

    #[test]
    fn a_path_alone_means_review() {
        let cases: &[(&[&str], &[&str])] = &[
            (&["vizard"], &["vizard", "review"]),
            (&["vizard", "data/"], &["vizard", "review", "data/"]),
            (&["vizard", "./demo"], &["vizard", "review", "./demo"]),
            (&["vizard", "demo"], &["vizard", "demo"]),
            (&["vizard", "-q", "x.csv"], &["vizard", "-q", "review", "x.csv"]),
            (&["vizard", "--project", "p", "x.csv"], &["vizard", "--project", "p", "review", "x.csv"]),
            (&["vizard", "--project", "p", "scan", "x"], &["vizard", "--project", "p", "scan", "x"]),
            (&["vizard", "--plain", "x.csv"], &["vizard", "review", "--plain", "x.csv"]),
            (&["vizard", "--help"], &["vizard", "--help"]),
            (&["vizard", "-"], &["vizard", "review", "-"]),
        ];
        for (given, expected) in cases {
            let got = with_review(given.iter().map(OsString::from).collect());
            let expected: Vec<OsString> = expected.iter().map(OsString::from).collect();
            assert_eq!(got, expected, "{given:?}");
        }
    }
}
