//! `vizard demo`: the built-in samples as a project, reviewed in the terminal or walked through without one.

mod samples;

use std::path::{Path, PathBuf};

use super::context::{Context, store};
use super::exit::{End, Outcome};
use super::{inputs, print, review};
use crate::store::keys::DEFAULT;
use crate::store::{StoreError, atomic};

/// Arguments of `vizard demo`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  vizard demo\n  vizard demo /tmp/try --walk")]
pub struct DemoArgs {
    /// Folder to write the samples into; never over anything
    #[arg(value_name = "DIR", default_value = "vizard-demo")]
    folder: PathBuf,
    /// Go the whole way instead of opening the review (the default without a terminal)
    #[arg(long)]
    walk: bool,
}

/// Runs the command.
///
/// # Errors
/// A folder that is there and not empty; whatever a step cannot do.
pub fn run(context: &Context, args: &DemoArgs) -> Outcome {
    write(&args.folder)?;
    let demo = context.for_project(&args.folder)?;
    let keys = inputs::keys(&demo, None)?;
    if let Err(StoreError::NoKey { .. }) = keys.find(DEFAULT) {
        let key = keys.new_key(DEFAULT, None).map_err(store)?;
        print::note(
            demo.quiet,
            &format!("made the masking key `default` ({}) in your data folder", key.id()),
        );
    }
    if args.walk || !print::on_terminal() {
        return walk(&demo, &args.folder);
    }
    let end = review::open(&demo, &args.folder)?;
    let folder = args.folder.display();
    print::out(&format!(
        "The demo is in {folder}. Next:\n  cd {folder}\n  vizard plan build\n  vizard apply vizard-plan.json customers.csv --output masked/\n  vizard verify vizard-plan.json masked/customers.csv --original customers.csv\n"
    ))?;
    Ok(end)
}

/// Writes the samples into a new or empty folder.
fn write(folder: &Path) -> Result<(), End> {
    let shown = folder.display();
    match std::fs::read_dir(folder) {
        Ok(mut entries) => {
            if entries.next().is_some() {
                return Err(End::usage(format!(
                    "{shown} is not empty and the demo writes over nothing; give another folder: vizard demo DIR"
                )));
            }
        }
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
        Err(e) => return Err(End::usage(format!("{shown}: cannot be used for the demo: {e}"))),
    }
    for (name, bytes) in samples::FILES {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            atomic::make_folder(parent, false).map_err(store)?;
        }
        atomic::write(&path, bytes, false).map_err(store)?;
    }
    Ok(())
}

/// Every step as the command a user would type, run by this program.
fn walk(demo: &Context, folder: &Path) -> Outcome {
    let program = std::env::current_exe()
        .map_err(|e| End::incomplete(format!("cannot tell where this program is: {e}")))?;
    let mut steps: Vec<Vec<String>> = vec![
        vec!["scan".into(), "--full".into()],
        vec![
            "decide".into(),
            "*.*".into(),
            "--approve".into(),
            "--reason".into(),
            "demo: suggestions taken".into(),
        ],
        vec!["plan".into(), "build".into()],
        vec!["plan".into(), "lint".into()],
        vec![
            "export".into(),
            "vizard-plan.json".into(),
            "--to".into(),
            "markdown".into(),
            "--output".into(),
            "plan.md".into(),
        ],
    ];
    for table in samples::TABLES {
        steps.push(["apply", "vizard-plan.json", table, "--output", "masked/"].map(String::from).to_vec());
    }
    for table in samples::TABLES {
        let masked = format!("masked/{table}");
        steps.push(["verify", "vizard-plan.json", &masked, "--original", table].map(String::from).to_vec());
    }
    steps.push(vec!["check".into()]);
    print::out(&format!("$ cd {}\n", folder.display()))?;
    for step in steps {
        let shown: Vec<String> = step.iter().map(|word| quoted(word)).collect();
        print::out(&format!("\n$ vizard {}\n", shown.join(" ")))?;
        let status = std::process::Command::new(&program)
            .args(&step)
            .current_dir(folder)
            .env("VIZARD_PROJECT", ".")
            .env("VIZARD_REVIEWER", &demo.reviewer.name)
            .stdin(std::process::Stdio::null())
            .status()
            .map_err(|e| End::incomplete(format!("cannot run `vizard {}`: {e}", shown.join(" "))))?;
        // Lint findings are an answer (1), not a failure of the walk.
        let lint = step.get(1).is_some_and(|word| word == "lint");
        let passed = status.success() || (lint && status.code() == Some(1));
        if !passed {
            return Err(End::incomplete(format!(
                "the walk stopped: `vizard {}` did not pass",
                shown.join(" ")
            )));
        }
    }
    print::out(&format!(
        "\nThe plan is {0}/vizard-plan.json, the masked copies are in {0}/masked.\n",
        folder.display()
    ))?;
    Ok(End::pass())
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || "-_./=".contains(c));
    if plain { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}
