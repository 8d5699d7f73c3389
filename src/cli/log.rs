//! `vizard log show|verify`: the decision log.

use super::context::Context;
use super::exit::{End, Outcome};
use super::inputs;
use super::print::{self, Table};
use crate::domain::decision::{Change, Verdict};

/// The commands about the log.
#[derive(Debug, clap::Subcommand)]
pub enum LogCommand {
    /// Show every decision, oldest first
    Show {
        /// Print one JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Verify the hash chains
    Verify,
}

/// Runs a command.
///
/// # Errors
/// 3: a journal that is damaged.
pub fn run(context: &Context, command: &LogCommand) -> Outcome {
    let journal = inputs::journal(context, true)?;
    match command {
        LogCommand::Show { json } => {
            let mut events: Vec<_> = journal.events().iter().collect();
            events.sort_by(|a, b| a.time.cmp(&b.time));
            if *json {
                for event in events {
                    let line = serde_json::to_string(event)
                        .map_err(|e| End::incomplete(format!("cannot write the log as JSON: {e}")))?;
                    print::out(&format!("{line}\n"))?;
                }
                return Ok(End::pass());
            }
            let mut table = Table::new(&["TIME", "BY", "COLUMN", "WHAT", "REASON"]);
            for event in events {
                let id = event.change.column();
                let (what, reason) = words(&event.change);
                table.row([
                    &event.time,
                    &event.reviewer,
                    &format!("{}.{}", id.table, id.column),
                    &what,
                    &reason,
                ]);
            }
            print::out(&table.render())?;
        }
        LogCommand::Verify => {
            let mut table = Table::new(&["FILE", "EVENTS", "LAST"]);
            for chain in journal.chains() {
                let last = chain.last.clone().unwrap_or_default();
                table.row([&chain.path.display().to_string(), &chain.events.to_string(), &last]);
            }
            print::out(&table.render())?;
            print::note(context.quiet, "every chain is whole");
        }
    }
    Ok(End::pass())
}

fn words(change: &Change) -> (String, String) {
    match change {
        Change::Verdict { verdict, reason, undoes, .. } => {
            let what = match verdict {
                Verdict::Decided { action, not_sensitive: true } => {
                    format!("{} (not sensitive)", action.label())
                }
                Verdict::Decided { action, .. } => action.label(),
                Verdict::Skipped => "skipped".to_owned(),
                Verdict::Flagged => "flagged".to_owned(),
                Verdict::Withdrawn => "withdrawn".to_owned(),
            };
            let undo = if undoes.is_some() { "undo: " } else { "" };
            (format!("{undo}{what}"), reason.clone().unwrap_or_default())
        }
        Change::Comment { text, .. } => ("remark".to_owned(), text.clone()),
        Change::SetType { kind, .. } => {
            (format!("type {}", kind.as_deref().unwrap_or("as found")), String::new())
        }
        Change::Reveal { .. } => ("values shown".to_owned(), String::new()),
        Change::Opened { reason, tokens, .. } => (format!("{tokens} tokens opened"), reason.clone()),
    }
}
