//! The result for people.

use crate::classify::selftest::{Setting, Size, TypeResult};
use crate::cli::print::Table;
use crate::detect::Detector;
use crate::domain::share::Share;

/// A line a type, then each setting over all types.
pub(super) fn table(results: &[TypeResult], size: Size) -> String {
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
        let share = recall(results.iter(), setting);
        if share.n > 0 {
            out.push_str(&format!("{}: {} of {} columns found\n", name(setting), shown(share), share.n));
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

/// Recall over some types in a setting.
fn recall<'a>(results: impl Iterator<Item = &'a TypeResult>, setting: Setting) -> Share {
    let of_all = results.flat_map(|r| &r.recall).filter(|recall| recall.setting == setting);
    let (found, n) = of_all.fold((0, 0), |(found, n), recall| (found + recall.found, n + recall.share.n));
    Share::of(found, n)
}

/// A line a family, with the false alarms of all its types.
pub(super) fn markdown(types: &[&'static Detector], results: &[TypeResult], size: Size) -> String {
    let mut out = String::from(
        "| family | types | whole column, named | unnamed | in 10 % of texts | in 1 % | in 0.1 % | false alarms |\n\
         |---|---:|---:|---:|---:|---:|---:|---:|\n",
    );
    let mut families: Vec<&str> = Vec::new();
    for detector in types {
        if !families.contains(&detector.family) {
            families.push(detector.family);
        }
    }
    let mut line = |title: &str, of: &dyn Fn(&Detector) -> bool| {
        let own: Vec<&TypeResult> =
            types.iter().zip(results).filter(|(d, _)| of(d)).map(|(_, result)| result).collect();
        let shares = Setting::ALL.map(|setting| shown(recall(own.iter().copied(), setting)));
        let alarms =
            own.iter().map(|r| (r.false_alarms.share * r.false_alarms.n as f64).round() as u64).sum();
        let alarms = Share::of(alarms, own.iter().map(|r| r.false_alarms.n).sum());
        out.push_str(&format!("| {title} | {} | {} | {} |\n", own.len(), shares.join(" | "), shown(alarms)));
    };
    for family in families {
        line(family, &|d| d.family == family);
    }
    line("**all**", &|_| true);
    out.push_str(&format!(
        "\n{} columns of {} rows a type and setting, seed {}; shares with their 95 % intervals\n",
        size.trials, size.rows, size.seed
    ));
    out
}
