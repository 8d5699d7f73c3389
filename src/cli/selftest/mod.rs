//! `vizard selftest`: invented values of every type are planted, and what the detectors find of them is counted.

mod file;

use serde_json::json;

use super::exit::{End, Outcome};
use super::inputs;
use super::print::{self, Table};
use super::registries::ListFormat;
use crate::classify::selftest::{self, Base, Setting, Size, TypeResult};
use crate::detect::Detector;
use crate::domain::share::Share;

const HELP: &str = "\
Values are the detectors' own examples with other digits and letters, check digits valid. Each type is planted as a
whole column (under a header that names it, and under one that says nothing) and in 10 %, 1 % and 0.1 % of the rows of
a text: invented sentences, or the string columns of FILE beside its other columns. A column counts as found where the
type or another form of its general type is reported. False alarms are counted on columns of other types and on
control columns of plain text, numbers, dates and codes. Intervals are 95 % Wilson intervals. A dash: the detector
makes no claim there (an age without its header; a type without a form, inside a text).

Examples:
  vizard selftest
  vizard selftest --type us_ssn --type finance --trials 50
  vizard selftest data/claims.csv --format json";

/// Arguments of `vizard selftest`.
#[derive(Debug, clap::Args)]
#[command(after_help = HELP)]
pub struct SelftestArgs {
    /// A table whose string columns are planted into [default: invented sentences]
    #[arg(value_name = "FILE")]
    file: Option<std::path::PathBuf>,
    /// Only this type, general type or family; repeatable
    #[arg(long = "type", value_name = "TYPE")]
    kinds: Vec<String>,
    /// Seed of everything that is drawn
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Columns for each type and setting
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    trials: u32,
    /// Rows of each column
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    rows: u32,
    /// Threads [default: the processor's]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// How to print the result
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

/// Runs the command.
///
/// # Errors
/// A type that is none, a file that cannot be read or holds no text, stdout that cannot be written.
pub fn run(args: &SelftestArgs) -> Outcome {
    let engine = inputs::engine()?;
    let types: Vec<&'static Detector> = selftest::plantable(&engine)
        .into_iter()
        .filter(|d| {
            args.kinds.is_empty()
                || args.kinds.iter().any(|k| [d.id, d.parent, d.family].contains(&k.as_str()))
        })
        .collect();
    if let Some(kind) =
        args.kinds.iter().find(|k| !types.iter().any(|d| [d.id, d.parent, d.family].contains(&k.as_str())))
    {
        return Err(End::usage(format!(
            "--type {kind}: there is no such type or family that can be planted; `vizard types` lists them"
        )));
    }
    let size = Size {
        seed: args.seed,
        trials: args.trials,
        rows: args.rows as usize,
        threads: args
            .threads
            .unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from))
            .max(1),
    };
    let base = match &args.file {
        Some(path) => file::base(&engine, path, size)?,
        None => Base::invented(),
    };
    let results = selftest::run(&engine, &types, &base, size);
    if args.format == ListFormat::Json {
        print::json(&json!({
            "format": "vizard-selftest/1", "detectors": engine.digest(), "seed": size.seed, "trials": size.trials,
            "rows": size.rows, "file": args.file.as_ref().map(|path| path.display().to_string()), "types": results,
        }))?;
    } else {
        print::out(&table(&results, size))?;
    }
    Ok(End::pass())
}

fn table(results: &[TypeResult], size: Size) -> String {
    let mut table =
        Table::new(&["TYPE", "NAMED", "UNNAMED", "10 %", "1 %", "0.1 %", "FALSE ALARMS", "TAKEN FOR"]);
    for result in results {
        let mut cells = vec![result.name.to_owned()];
        cells.extend(Setting::ALL.map(|setting| {
            let recall = result.recall.iter().find(|recall| recall.setting == setting);
            recall.map_or_else(|| "–".to_owned(), |recall| shown(recall.share))
        }));
        cells.push(shown(result.false_alarms));
        let taken: Vec<String> = result.taken_for.iter().map(|(kind, n)| format!("{kind} {n}")).collect();
        cells.push(taken.join(", "));
        table.row(cells);
    }
    let mut out = table.render();
    out.push('\n');
    for setting in Setting::ALL {
        let of_all = results.iter().flat_map(|r| &r.recall).filter(|recall| recall.setting == setting);
        let (found, n) = of_all.fold((0, 0), |(found, n), recall| (found + recall.found, n + recall.share.n));
        if n > 0 {
            out.push_str(&format!(
                "{}: {} of {n} columns found\n",
                name(setting),
                shown(Share::of(found, n))
            ));
        }
    }
    out.push_str(&format!(
        "seed {}, {} columns a type and setting, {} rows each\n",
        size.seed, size.trials, size.rows
    ));
    out
}

const fn name(setting: Setting) -> &'static str {
    match setting {
        Setting::WholeNamed => "whole column, named",
        Setting::Whole => "whole column, unnamed",
        Setting::Tenth => "inside 10 % of texts",
        Setting::Hundredth => "inside 1 % of texts",
        Setting::Thousandth => "inside 0.1 % of texts",
    }
}

/// `97 % (91–99)`; small shares with a digit more.
fn shown(share: Share) -> String {
    if share.n == 0 {
        return "–".to_owned();
    }
    let digits = usize::from(share.high < 0.1);
    let percent = |part: f64| format!("{:.digits$}", part * 100.0);
    format!("{} % ({}–{})", percent(share.share), percent(share.low), percent(share.high))
}
