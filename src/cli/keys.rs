//! `vizard keys new|list|test`.

use std::path::PathBuf;

use super::context::{Context, store};
use super::exit::{End, Outcome};
use super::inputs;
use super::print::{self, Table};
use crate::store::keys::{DEFAULT, Keys};

/// The commands about keys.
#[derive(Debug, clap::Subcommand)]
pub enum KeysCommand {
    /// Make a key; it is never shown and never replaced
    New {
        /// Its name
        #[arg(default_value = DEFAULT)]
        name: String,
        /// Write it to a file instead of the key folder
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// List the keys at hand by id and check value
    List,
    /// Tell whether a key is at hand and whole
    Test {
        /// Its name or id
        #[arg(default_value = DEFAULT)]
        name: String,
        /// A key file
        #[arg(long, value_name = "FILE")]
        key_file: Option<PathBuf>,
    },
}

/// Runs a command.
///
/// # Errors
/// A key that is there already, missing, damaged or readable by others.
pub fn run(context: &Context, command: &KeysCommand) -> Outcome {
    match command {
        KeysCommand::New { name, output } => {
            let keys = Keys::new(&context.folders);
            let key = keys.new_key(name, output.as_deref()).map_err(store)?;
            let path = output.clone().unwrap_or_else(|| keys.path(name));
            print::note(
                context.quiet,
                &format!(
                    "made key `{}` ({}) in {}; keep a copy where only you can read it",
                    key.name(),
                    key.id(),
                    path.display()
                ),
            );
            Ok(End::pass())
        }
        KeysCommand::List => {
            let listing = inputs::keys(context, None)?.list().map_err(store)?;
            let mut table = Table::new(&["NAME", "ID", "CHECK", "CREATED"]);
            for key in &listing.keys {
                table.row([key.name(), key.id(), key.check(), key.created()]);
            }
            print::out(&table.render())?;
            for problem in &listing.problems {
                print::note(false, &problem.to_string());
            }
            Ok(if listing.problems.is_empty() {
                End::pass()
            } else {
                End::incomplete("some key files cannot be used (listed above)")
            })
        }
        KeysCommand::Test { name, key_file } => {
            let keys = inputs::keys(context, key_file.as_deref())?;
            let key = match key_file {
                Some(file) => Keys::from_file(file).map_err(store)?,
                None => keys.find(name).map_err(store)?,
            };
            print::out(&format!("{} {} check {}\n", key.name(), key.id(), key.check()))?;
            Ok(End::pass())
        }
    }
}
