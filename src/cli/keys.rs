//! `vizard keys new|trust|open|rotate|list|test`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::context::{Context, store};
use super::exit::{End, Outcome};
use super::keys_open::OpenArgs;
use super::print::{self, Table};
use super::{inputs, plan as plans};
use crate::store::keys::{DEFAULT, Keys, signers};

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
        /// Make a pair of keys that signs plans and attestations (Ed25519) instead of a masking key
        #[arg(long)]
        sign: bool,
    },
    /// Trust a public key of somebody who signs plans off; it is kept in the project's folder
    Trust {
        /// The public key (PEM)
        #[arg(value_name = "PUBLIC-KEY")]
        file: PathBuf,
        /// Whose it is, as they are called when they sign
        #[arg(long = "as", value_name = "NAME")]
        name: String,
    },
    /// Turn masked values of a column back, with a reason that is logged
    Open(OpenArgs),
    /// Put a new key in the place of one; the old one is kept under another name
    Rotate {
        /// Its name
        #[arg(default_value = DEFAULT)]
        name: String,
        /// The plan whose joins are looked at [default: vizard-plan.json in the project folder]
        #[arg(long, value_name = "FILE")]
        plan: Option<PathBuf>,
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
        KeysCommand::New { name, output, sign: true } => {
            let keys = Keys::new(&context.folders);
            let (key, private, public) = keys.new_sign_key(name, output.as_deref()).map_err(store)?;
            print::note(
                context.quiet,
                &format!(
                    "made signing key `{name}` ({}) in {}; give {} to whoever checks what it signs",
                    key.public().id(),
                    private.display(),
                    public.display()
                ),
            );
            Ok(End::pass())
        }
        KeysCommand::Trust { file, name } => {
            let path = signers::trust(&context.project, name, file).map_err(store)?;
            print::note(
                context.quiet,
                &format!("sign-offs of this key count in this project: {}; commit it", path.display()),
            );
            Ok(End::pass())
        }
        KeysCommand::Open(args) => super::keys_open::run(context, args),
        KeysCommand::Rotate { name, plan } => rotate(context, name, plan.as_deref()),
        KeysCommand::New { name, output, sign: false } => {
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
            let listing = inputs::keys(context, None)?.list_all().map_err(store)?;
            let mut table = Table::new(&["NAME", "ID", "CHECK", "CREATED", "FROM"]);
            for key in &listing.keys {
                table.row([key.name(), key.id(), key.check(), key.created(), key.origin().name()]);
            }
            print::out(&table.render())?;
            for problem in &listing.problems {
                print::note(false, &problem.to_string());
            }
            Ok(if listing.problems.is_empty() {
                End::pass()
            } else {
                End::incomplete("some keys cannot be used (listed above)")
            })
        }
        KeysCommand::Test { name, key_file } => {
            let keys = inputs::keys(context, key_file.as_deref())?;
            let key = match key_file {
                Some(file) => Keys::from_file(file).map_err(store)?,
                None => keys.find(name).map_err(store)?,
            };
            let from = key.origin().name();
            print::out(&format!("{} {} check {} from {from}\n", key.name(), key.id(), key.check()))?;
            Ok(End::pass())
        }
    }
}

/// Puts a new key in the place of one and says what no longer joins.
fn rotate(context: &Context, name: &str, plan: Option<&Path>) -> Outcome {
    let default = context.project.root().join("vizard-plan.json");
    let plan = match plan {
        Some(path) => Some(plans::read(path)?),
        None if default.exists() => Some(plans::read(&default)?),
        None => None,
    };
    let turned = Keys::new(&context.folders).rotate(name).map_err(store)?;
    let say = |text: &str| print::note(context.quiet, text);
    say(&format!("made key `{name}` ({}); the old one is kept as `{}`", turned.new.id(), turned.old.name()));
    let mut domains: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for dataset in plan.iter().flat_map(|plan| &plan.datasets) {
        for column in dataset.columns.iter().filter(|c| c.key_id.as_deref() == Some(turned.old.id())) {
            let domain = column.domain.clone().unwrap_or_default();
            domains.entry(domain).or_default().push(format!("{}:{}", dataset.table, column.column));
        }
    }
    for (domain, columns) in &domains {
        say(&format!(
            "domain {domain}: copies masked with the new key no longer join with older copies by {}",
            columns.join(", ")
        ));
    }
    if domains.is_empty() {
        say(
            "no column of a plan at hand uses the old key; copies masked with it elsewhere no longer join with new ones",
        );
    } else {
        say(
            "the plan still names the old key and works with it; `vizard plan build` makes one with the new key",
        );
    }
    Ok(End::pass())
}
