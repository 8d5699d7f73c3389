//! `vizard selftest`: invented values of every type are planted, and what the detectors find of them is counted.

mod file;
mod form;
mod show;

use serde_json::json;

use super::exit::{End, Outcome};
use super::inputs;
use super::print;
use crate::classify::selftest::{self, Base, Size};
use crate::detect::Detector;

const HELP: &str = "\
Values are the detectors' own examples with other digits and letters, check digits valid. Each type is planted as a
whole column (under a header that names it, and under one that says nothing) and in 10 %, 1 % and 0.1 % of the rows of
a text: invented sentences, or the string columns of FILE beside its other columns. What is planted into a delimited
file is written in its delimiter, quotes, line ends, encoding and style of headers, and read again. A column counts as found where the
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
    format: SelftestFormat,
}

/// How the result is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum SelftestFormat {
    /// For people: a line a type.
    #[default]
    Table,
    /// A Markdown table: a line a family.
    Markdown,
    /// One object with every figure.
    Json,
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
    if args.format == SelftestFormat::Json {
        print::json(&json!({
            "format": "vizard-selftest/1", "detectors": engine.digest(), "seed": size.seed, "trials": size.trials,
            "rows": size.rows, "file": args.file.as_ref().map(|path| path.display().to_string()), "types": results,
        }))?;
    } else if args.format == SelftestFormat::Markdown {
        print::out(&show::markdown(&types, &results, size))?;
    } else {
        print::out(&show::table(&results, size))?;
    }
    Ok(End::pass())
}
