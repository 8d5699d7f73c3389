//! `vizard explain`: why a column ranks where it does, or what a type is.

use std::path::PathBuf;

use super::context::Context;
use super::exit::{End, Outcome};
use super::inputs::{self, InputArgs, SAMPLE};
use super::{print, types};
use crate::domain::safe_text::SafeText;
use crate::domain::share::Share;
use crate::rank;
use crate::review::item::Item;
use crate::review::select::Selector;
use crate::source::Sampling;

/// Arguments of `vizard explain`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  vizard explain customers.phone\n  vizard explain claims.notes data/claims.csv\n  vizard explain us_ssn"
)]
pub struct ExplainArgs {
    /// A column as TABLE.COLUMN, or a type
    #[arg(value_name = "TABLE.COLUMN|TYPE")]
    what: String,
    /// Files and folders [default: the inputs of vizard.toml, else the project folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
}

/// Runs the command.
///
/// # Errors
/// A column or type that there is not.
pub fn run(context: &Context, args: &ExplainArgs) -> Outcome {
    if let Some(text) = types::explain_type(&args.what) {
        print::out(&text)?;
        return Ok(End::pass());
    }
    let selector = Selector::parse(&args.what).map_err(inputs::review)?;
    let input = InputArgs { paths: args.paths.clone(), report: Vec::new(), threads: None };
    let session = inputs::session(context, &input, Sampling::Rows { rows: SAMPLE, seed: 1 }, true)?;
    let places: Vec<_> = session.queue.items().iter().map(Item::place).collect();
    let chosen = selector.select(&places).map_err(inputs::review)?;
    let mut out = String::new();
    for at in chosen {
        if let Some(item) = session.queue.items().get(at) {
            out.push_str(&explain(item));
        }
    }
    print::out(&out)?;
    Ok(inputs::complete(context, &session.queue, End::pass()))
}

fn explain(item: &Item) -> String {
    let scan = &item.scan;
    let why = rank::explain(scan);
    let mut out = format!(
        "{}  {:.1} points, {}, {}\n",
        SafeText::new(&item.place().address()),
        scan.score,
        scan.sensitivity,
        scan.kind.as_deref().unwrap_or("no type")
    );
    if let Some(is) = scan.is {
        out.push_str(&format!(
            "IS        {} {:.1} % ({:.1}–{:.1}, n {}{})\n",
            scan.kind.as_deref().unwrap_or("?"),
            is.share * 100.0,
            is.low * 100.0,
            is.high * 100.0,
            is.n,
            blocks(&is)
        ));
    }
    for c in &scan.contains {
        out.push_str(&format!(
            "CONTAINS  {} in {} rows, {:.2} % ({:.2}–{:.2}, n {}{})\n",
            c.kind,
            c.rows,
            c.share.share * 100.0,
            c.share.low * 100.0,
            c.share.high * 100.0,
            c.share.n,
            blocks(&c.share)
        ));
    }
    for seen in &scan.seen_by {
        let count = seen.count.map(|n| format!(", {n} hits")).unwrap_or_default();
        out.push_str(&format!(
            "SEEN BY   {} as {}{count}\n",
            seen.scanner,
            SafeText::cut(&seen.reported, 80)
        ));
    }
    let mut list = |title: &str, lines: &[String]| {
        if !lines.is_empty() {
            out.push_str(&format!("\n{title}\n"));
            lines.iter().for_each(|line| out.push_str(&format!("  {}\n", SafeText::new(line))));
        }
    };
    list("points", &why.terms);
    list("for", &why.for_it);
    list("against", &why.against);
    list("what would move it", &why.would_move);
    out.push_str(&format!("\nsuggested  {}: {}\n\n", item.suggestion.action.label(), item.suggestion.why));
    out
}

/// What rows drawn in blocks are worth, where it is less than their number.
fn blocks(share: &Share) -> String {
    if share.design_effect < 1.05 {
        return String::new();
    }
    format!(" in blocks, worth {:.0} drawn one by one", share.n as f64 / share.design_effect)
}
